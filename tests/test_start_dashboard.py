"""What start.py shows: demonstration data where there are none, data brought up to date, the dashboard and no other."""

import ast
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.starting import load

WAIT_SECONDS = 90
Pretended = Callable[[dict[str, int]], list[list[str]]]
posix_only = pytest.mark.skipif(os.name == "nt", reason="Windows has no signals to send")


@pytest.fixture
def pretended_etl(furnished: Path) -> Pretended:
    """Return a function that runs `prepare_data` with an `etl` that only notes what it is asked.

    It takes the exit code of each command (`sample`, `load`) and returns the arguments of every call.
    """
    (furnished / "etl" / "__main__.py").write_text(
        "import json, os, sys\n"
        "open('calls', 'a').write(json.dumps(sys.argv[1:]) + '\\n')\n"
        "if 'sample' in sys.argv: os.makedirs(sys.argv[-1])\n"
        "codes = json.loads(os.environ['CODES'])\n"
        "sys.exit(next(code for command, code in codes.items() if command in sys.argv))\n"
    )

    def prepare(codes: dict[str, int]) -> list[list[str]]:
        os.environ["CODES"] = str(codes).replace("'", '"')
        try:
            load(furnished).prepare_data()
        finally:
            del os.environ["CODES"]
        return [ast.literal_eval(line) for line in (furnished / "calls").read_text().splitlines()]

    return prepare


def test_without_registry_demonstration_data_is_made(pretended_etl: Pretended, furnished: Path) -> None:
    unfinished = furnished / "data" / "sample.unfinished"
    assert pretended_etl({"load": 1, "sample": 0}) == [
        ["sample", "--out", str(unfinished)],
        ["--data", str(unfinished), "load", str(unfinished / "inbox")],
    ]
    assert [path.name for path in (furnished / "data").iterdir()] == ["sample"]


@pytest.mark.parametrize("codes", [{"load": 0, "sample": 2}, {"load": 2, "sample": 0}, {"load": -9, "sample": 0}])
def test_failed_demonstration_data_is_told_and_made_anew(
    pretended_etl: Pretended, furnished: Path, codes: dict[str, int]
) -> None:
    with pytest.raises(Exception, match="演示数据没有生成"):
        pretended_etl(codes)
    assert [path.name for path in (furnished / "data").iterdir()] == ["sample.unfinished"]
    pretended_etl({"load": 0, "sample": 0})
    assert [path.name for path in (furnished / "data").iterdir()] == ["sample"]


def test_half_made_demonstration_data_is_told_and_left_alone(pretended_etl: Pretended, furnished: Path) -> None:
    half_made = furnished / "data" / "sample" / "inbox"
    half_made.mkdir(parents=True)
    with pytest.raises(Exception, match="没有生成完。请删除这个文件夹"):
        pretended_etl({"load": 0, "sample": 0})
    assert half_made.exists()


@pytest.mark.parametrize(
    ("files", "variable", "shown"),
    [
        (["data/registry.xlsx", "data/sample/warehouse/CURRENT"], None, "data"),
        (["data/sample/registry.xlsx"], None, "data/sample"),
        (["data/registry.xlsx"], "elsewhere", "elsewhere"),
    ],
)
def test_data_that_is_there_is_shown(
    home: Path, monkeypatch: pytest.MonkeyPatch, files: list[str], variable: str | None, shown: str
) -> None:
    for file in files:
        (home / file).parent.mkdir(parents=True, exist_ok=True)
        (home / file).touch()
    monkeypatch.chdir(home)
    monkeypatch.delenv("REFORM_DATA", raising=False)
    if variable is not None:
        monkeypatch.setenv("REFORM_DATA", variable)
    assert load(home).prepare_data() == home / shown


def test_who_has_a_registry_is_told_of_the_demonstration_and_may_see_it(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in ("data/registry.xlsx", "data/sample/registry.xlsx"):
        (home / file).parent.mkdir(parents=True, exist_ok=True)
        (home / file).touch()
    monkeypatch.delenv("REFORM_DATA", raising=False)
    start = load(home)
    assert start.prepare_data() == home / "data"
    assert (
        capsys.readouterr()
        .out.strip()
        .endswith(f"显示的是 {home / 'data'} 里的数据。要看演示数据：{start.COMMAND} --demo")
    )
    assert start.prepare_data(wants_demo=True) == home / "data" / "sample"
    assert capsys.readouterr().out.strip().endswith(f"要用自己的数据：{start.COMMAND}")


@pytest.fixture
def moved_in(root: Path, furnished: Path) -> Path:
    """Return the folder with all rooms of the product in it."""
    for room in ("etl", "dashboard", "pages"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(root / room, furnished / room, ignore=ignored, dirs_exist_ok=True)
    return furnished


def test_what_an_older_program_has_built_is_built_anew(moved_in: Path, one_society: Path) -> None:
    data = Path(shutil.copytree(one_society, moved_in / "given"))
    current, start = data / "warehouse" / "CURRENT", load(moved_in)
    first = current.read_text()
    start.bring_up_to_date(data)
    assert current.read_text() == first
    (data / "warehouse" / first.strip()).rename(data / "warehouse" / "20181201-090000-abcdef.duckdb")
    current.write_text("20181201-090000-abcdef.duckdb\n")
    start.bring_up_to_date(data)
    assert current.read_text().split("-")[2:4] == first.split("-")[2:4]


def test_dashboard_is_shown_though_its_data_could_not_be_built_anew(
    moved_in: Path, one_society: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = Path(shutil.copytree(one_society, moved_in / "given"))
    with (data / "archive" / "journal.jsonl").open("ab") as journal:
        journal.write(b"torn\n")
    load(moved_in).bring_up_to_date(data)
    assert "数据没有重新汇总，原因见上。看板照常打开" in capsys.readouterr().out


class _AnotherServer(BaseHTTPRequestHandler):
    """Answers everything well, as another dashboard on the same port would."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()


def test_another_server_on_the_port_is_not_taken_for_the_dashboard(
    moved_in: Path, empty_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    start = load(moved_in)
    with ThreadingHTTPServer(("127.0.0.1", 0), _AnotherServer) as another:  # came after the port had been looked at
        threading.Thread(target=another.serve_forever, daemon=True).start()
        with pytest.raises(start.Refusal, match=f"端口 {another.server_port} 已被占用"):
            start.show_dashboard(another.server_port, empty_data, False)
        another.shutdown()
    assert "看板已打开" not in capsys.readouterr().out


@posix_only
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_dashboard_opens_and_ends_with_its_parent(moved_in: Path, empty_data: Path, ending: signal.Signals) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "start.py", "--no-browser", "--port", str(port)]
    with subprocess.Popen(
        command,
        cwd=moved_in,
        env={**os.environ, "REFORM_DATA": str(empty_data), "REFORM_ADDRESS": "https://kanban.example.org"},
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as parent:
        try:
            assert parent.stdout is not None
            lines = iter(parent.stdout.readline, "")
            opened = next((line for line in lines if "看板已打开" in line), None)
            assert opened is not None and f"http://127.0.0.1:{port} " in opened
            assert "别的电脑经代理访问 https://kanban.example.org" in opened and "只有本机" not in opened
            with socket.create_connection(("127.0.0.1", port), timeout=5):
                pass
            parent.send_signal(ending)
            assert parent.wait(WAIT_SECONDS) == (-signal.SIGKILL if ending == signal.SIGKILL else 0)
        finally:
            parent.kill()
    deadline = time.monotonic() + (WAIT_SECONDS if ending == signal.SIGKILL else 0.1)
    while _is_answering(port) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _is_answering(port)


def _is_answering(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5):
            return True
    except ConnectionRefusedError:
        return False
