"""The two commands of start.py, each run as a person runs it, in a folder of its own."""

import ast
import hashlib
import os
import re
import socket
import subprocess
import sys
import zipfile
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace

import pytest

from etl.supply import environment, platforms
from tests.starting import load

WAIT_SECONDS = 90


def _run(home: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "start.py", *arguments]
    inherited = {name: value for name, value in os.environ.items() if name != "REFORM_DATA"}
    return subprocess.run(
        command, cwd=home, env=inherited | environment, capture_output=True, encoding="utf-8", timeout=WAIT_SECONDS
    )


def _write_wheel(folder: Path) -> None:
    folder.mkdir()
    with zipfile.ZipFile(folder / "example_one-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("example_one.py", "VALUE = 1\n")
        information = "example_one-1.0.dist-info"
        wheel.writestr(f"{information}/METADATA", "Metadata-Version: 2.1\nName: example-one\nVersion: 1.0\n")
        wheel.writestr(f"{information}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{information}/RECORD", "")


def test_old_pythons_can_read_it_and_nothing_need_be_installed(root: Path) -> None:
    beneath = ["etl/__init__.py", "etl/disk.py", *(f"etl/supply/{name}.py" for name in ("platforms", "environment"))]
    for file in ("start.py", *beneath):
        tree = ast.parse((root / file).read_text("utf-8"), feature_version=(3, 8))
        imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        strange = {name for name in imported if name.split(".")[0] not in sys.stdlib_module_names}
        assert {f"{name.replace('.', '/')}.py" for name in strange} <= set(beneath)


@pytest.mark.parametrize(
    ("version", "is_64_bit", "modules", "sentence"),
    [
        (
            (3, 10),
            True,
            {"venv", "ensurepip"},
            r"64 位的 Python 3\.11 到 3\.14，现在运行的是 3\.10。.*安装 Python 3\.14",
        ),
        (
            (3, 15),
            True,
            {"venv", "ensurepip"},
            r"现在运行的是 3\.15。.*安装 Python 3\.14（64 位），再运行 py.*3\.14 start\.py",
        ),
        ((3, 13), False, {"venv", "ensurepip"}, r"现在运行的是 3\.13（32 位）"),
        ((3, 12), True, {"venv"}, r"sudo apt install python3\.12-venv"),
        ((3, 11), True, set(), r"sudo apt install python3\.11-venv"),
    ],
)
def test_unfit_python_is_refused(version: tuple[int, int], is_64_bit: bool, modules: set[str], sentence: str) -> None:
    with pytest.raises(platforms.Refusal, match=sentence):
        platforms.check_python(version, is_64_bit, modules)


@pytest.mark.parametrize("minor", range(11, 15))
def test_fit_python_is_accepted(minor: int) -> None:
    platforms.check_python((3, minor), True, {"venv", "ensurepip"})
    with pytest.raises(platforms.Refusal):
        platforms.check_python((3, minor), True, set())


def test_packages_fit_into_the_longest_path_of_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platforms, "os", SimpleNamespace(name="nt"))
    platforms.check_folder(PureWindowsPath("C:\\", "a" * (platforms.LONGEST_ROOT - 3)))
    with pytest.raises(platforms.Refusal, match="程序所在的文件夹路径太长（91 个字符"):
        platforms.check_folder(PureWindowsPath("C:\\", "a" * (platforms.LONGEST_ROOT - 2)))


def test_what_a_readme_says_behind_a_command_is_no_part_of_it(furnished: Path) -> None:
    (furnished / "etl" / "__main__.py").write_text("import sys\nprint(sys.argv[1:])\n")
    assert _run(furnished, "init", "#", "一、新建名录").stdout.strip() == "['init']"


def test_help_is_chinese_throughout(root: Path) -> None:
    words = set(re.findall("[A-Za-z]{2,}", _run(root, "--help").stdout))
    assert words <= set("python start py test bundle load etl no browser quick demo port wheels help".split())


def test_taken_port_is_named_before_anything_is_installed(home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = _run(home, "--port", str(port), "--no-browser")
    assert answer.returncode == 1
    assert f"端口 {port} 已被占用" in answer.stdout and f"--port {port + 1}" in answer.stdout
    assert not (home / ".venv").exists()


@pytest.mark.parametrize("port", ["0", "65536", "８５０１a", "-1"])
def test_impossible_port_is_refused(home: Path, port: str) -> None:
    answer = _run(home, f"--port={port}")
    assert (answer.returncode, f"而不是 {port}" in answer.stderr) == (2, True)


def test_missing_wheels_are_named(home: Path) -> None:
    answer = _run(home, "test", "--wheels", "nowhere")
    assert (answer.returncode, answer.stdout.strip()) == (1, "【学会改革任务看板】找不到离线安装包的文件夹：nowhere")


def test_full_disk_is_named_before_anything_is_installed(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "ENVIRONMENT_BYTES", 10**18)
    with pytest.raises(platforms.Refusal, match="磁盘空间不够"):
        environment.Environment(home).make(None)
    assert not (home / ".venv").exists()


def test_missing_network_is_named_and_the_way_out_too(home: Path) -> None:
    answer = _run(home, "test", PIP_INDEX_URL="https://127.0.0.1:9/simple", PIP_RETRIES="0", PIP_FIND_LINKS="")
    assert answer.returncode == 1
    last = answer.stdout.strip().splitlines()[-1]
    assert last.startswith("【学会改革任务看板】连不上软件包网站，依赖没有装完。")
    assert "pip download -r requirements.lock -d wheels" in last and "--wheels wheels" in last


def test_incomplete_wheels_are_named(home: Path) -> None:
    (home / "wheels").mkdir()
    answer = _run(home, "test", "--wheels", "wheels")
    assert answer.returncode == 1
    assert answer.stdout.strip().splitlines()[-1].startswith("【学会改革任务看板】wheels 里的安装包不全")


def test_environment_is_made_offline_once_and_a_half_made_one_anew(home: Path) -> None:
    _write_wheel(home / "wheels")
    ours = environment.Environment(home)
    with pytest.raises(platforms.Refusal, match=r"与 requirements\.lock 里登记的校验值不符"):
        ours.make(home / "wheels")
    (wheel,) = (home / "wheels").iterdir()
    sha256 = hashlib.sha256(wheel.read_bytes()).hexdigest()
    (home / "requirements.lock").write_text(f"example-one==1.0 \\\n    --hash=sha256:{sha256}\n")
    ours.make(home / "wheels")
    assert ours.is_installed([environment.LOCK])
    question = [str(ours.python), "-c", "import example_one; print(example_one.__file__)"]
    installed = Path(subprocess.run(question, capture_output=True, text=True, check=True).stdout.strip())

    installed.write_text("VALUE = 'touched'\n")
    ours.make(home / "wheels")
    assert installed.read_text() == "VALUE = 'touched'\n", "a finished environment is left alone"

    ours.stamp.write_text(environment.UNFINISHED)
    ours.make(home / "wheels")
    assert installed.read_text() == "VALUE = 1\n", "a half-made environment is made anew"

    (home / "requirements.lock").write_text(f"example-one==1.1 --hash=sha256:{sha256}\n")
    assert not ours.is_installed([environment.LOCK])
    with pytest.raises(platforms.Refusal, match="校验值没有跟着更新"):
        ours.make(home / "wheels")


def test_every_pin_has_its_hashes(root: Path) -> None:
    environment.require_same_pins(root)
    lines = (root / environment.LOCK).read_text("utf-8").replace("\\\n", "").splitlines()
    pinned = [line for line in lines if "==" in line]
    assert [line for line in pinned if not re.fullmatch(r"\S+==\S+(\s+--hash=sha256:[0-9a-f]{64})+", line)] == []


GOOD_HOUSE = {
    "etl/__init__.py": '"""One room."""\n',
    "tests/test_one.py": "def test_one() -> None:\n    assert True\n",
    "pyproject.toml": '[tool.mypy]\nfiles = ["etl/__init__.py"]\n'
    '[tool.ruff]\nexclude = ["start.py", "etl/supply", "etl/disk.py", "tests/checks.py"]\n',
}


@pytest.mark.parametrize(
    ("spoilt", "verdict"),
    [
        ({}, "全部通过。"),
        ({"tests/test_one.py": "def test_one() -> None:\n    assert not True\n"}, "没有通过：测试（pytest）。"),
        (
            {
                "etl/__init__.py": 'import os\nvalue: int  = "one"\n',
                "tests/test_one.py": "def test_one() -> None:\n    assert not True\n",
            },
            "没有通过：代码检查（ruff）、代码格式（ruff format）、类型检查（mypy）、测试（pytest）。",
        ),
    ],
)
def test_checks_fail_when_one_of_them_fails(furnished: Path, root: Path, spoilt: dict[str, str], verdict: str) -> None:
    checks = {"tests/checks.py": (root / "tests" / "checks.py").read_text("utf-8")}
    for name, text in (GOOD_HOUSE | checks | spoilt).items():
        (furnished / name).parent.mkdir(exist_ok=True)
        (furnished / name).write_text(text)
    answer = _run(furnished, "test")
    *_, pytest_line, last = answer.stdout.strip().splitlines()
    assert last == verdict
    assert re.search(r"1 (passed|failed) in", pytest_line)
    assert answer.returncode == (0 if verdict == "全部通过。" else 1)


def test_other_commands_go_to_etl_in_the_environment_and_their_paths_are_those_of_the_folder(furnished: Path) -> None:
    (furnished / "desk").mkdir()
    (furnished / "etl" / "__main__.py").write_text(
        "import os, sys\n"
        "print(sys.argv[1:], os.environ['REFORM_COMMAND'], os.path.basename(os.getcwd()))\n"
        "sys.exit(1)\n"
    )
    command = [sys.executable, "../start.py", "load", "inbox", "--data", "elsewhere"]
    answer = subprocess.run(
        command, cwd=furnished / "desk", capture_output=True, encoding="utf-8", timeout=WAIT_SECONDS
    )
    assert (answer.returncode, answer.stdout.strip()) == (
        1,
        f"['load', 'inbox', '--data', 'elsewhere'] {load(furnished).COMMAND} desk",
    )
