"""The two commands of start.py, each run as a person runs it, in a folder of its own."""

import ast
import os
import re
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

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
    tree = ast.parse((root / "start.py").read_text("utf-8"), feature_version=(3, 7))
    imported = {
        alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }
    imported |= {str(node.module).split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported - sys.stdlib_module_names == set()


@pytest.mark.parametrize(
    ("version", "modules", "sentence"),
    [
        ((3, 10), {"venv", "ensurepip"}, r"需要 Python 3\.11 或更新的版本，现在运行的是 3\.10"),
        ((3, 12), {"venv"}, r"sudo apt install python3\.12-venv"),
        ((3, 11), set(), r"sudo apt install python3\.11-venv"),
    ],
)
def test_unfit_python_is_refused(home: Path, version: tuple[int, int], modules: set[str], sentence: str) -> None:
    start = load(home)
    with pytest.raises(start.Refusal, match=sentence):
        start.check_python(version, modules)


def test_fit_python_is_accepted(home: Path) -> None:
    load(home).check_python((3, 11), {"venv", "ensurepip"})


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
    start = load(home)
    monkeypatch.setattr(start, "ENVIRONMENT_BYTES", 10**18)
    with pytest.raises(start.Refusal, match="磁盘空间不够"):
        start.make_environment([home / "requirements.txt"], None)
    assert not (home / ".venv").exists()


def test_missing_network_is_named_and_the_way_out_too(home: Path) -> None:
    answer = _run(home, "test", PIP_INDEX_URL="https://127.0.0.1:9/simple", PIP_RETRIES="0", PIP_FIND_LINKS="")
    assert answer.returncode == 1
    last = answer.stdout.strip().splitlines()[-1]
    assert last.startswith("【学会改革任务看板】连不上软件包网站，依赖没有装完。")
    assert "pip download -r requirements.txt -r requirements-dev.txt -d wheels" in last and "--wheels wheels" in last


def test_incomplete_wheels_are_named(home: Path) -> None:
    (home / "wheels").mkdir()
    answer = _run(home, "test", "--wheels", "wheels")
    assert answer.returncode == 1
    assert answer.stdout.strip().splitlines()[-1].startswith("【学会改革任务看板】wheels 里的安装包不全")


def test_environment_is_made_offline_once_and_a_half_made_one_anew(home: Path) -> None:
    _write_wheel(home / "wheels")
    start, files = load(home), [home / "requirements.txt"]
    start.make_environment(files, home / "wheels")
    assert start.is_installed(files)
    question = [str(start.PYTHON), "-c", "import example_one; print(example_one.__file__)"]
    installed = Path(subprocess.run(question, capture_output=True, text=True, check=True).stdout.strip())

    installed.write_text("VALUE = 'touched'\n")
    start.make_environment(files, home / "wheels")
    assert installed.read_text() == "VALUE = 'touched'\n", "a finished environment is left alone"

    start.STAMP.write_text(start.UNFINISHED)
    start.make_environment(files, home / "wheels")
    assert installed.read_text() == "VALUE = 1\n", "a half-made environment is made anew"

    (home / "requirements.txt").write_text("example-one==1.0  # moved\n")
    assert not start.is_installed(files)


GOOD_HOUSE = {
    "etl/__init__.py": '"""One room."""\n',
    "tests/test_one.py": "def test_one() -> None:\n    assert True\n",
    "pyproject.toml": '[tool.mypy]\nfiles = ["etl"]\n[tool.ruff]\nexclude = ["start.py", "tests/checks.py"]\n',
}


@pytest.mark.parametrize(
    ("spoilt", "verdict"),
    [
        ({}, "全部通过。"),
        ({"etl/__init__.py": "import os\n"}, "没有通过：代码检查（ruff）。"),
        ({"etl/__init__.py": "value  = 1\n"}, "没有通过：代码格式（ruff format）。"),
        ({"etl/__init__.py": 'value: int = "one"\n'}, "没有通过：类型检查（mypy）。"),
        ({"tests/test_one.py": "def test_one() -> None:\n    assert not True\n"}, "没有通过：测试（pytest）。"),
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
    (furnished / "etl").mkdir()
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
