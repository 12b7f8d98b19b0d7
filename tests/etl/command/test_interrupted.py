"""Ctrl+C at any moment: a sentence, exit code 130 and no trace; what was received is kept."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from etl.archive.files import Archive
from tests.etl import society
from tests.etl.conftest import Desk

NAME = "滨海市示例甲学会"
# Ctrl+C reaches every process of the terminal: the workers are just starting when the first file is kept.
PRESSING = """
import os, signal, sys
from etl.__main__ import main
from etl.archive.files import Archive
receive = Archive.receive

def received(*arguments):
    for receipt in receive(*arguments):
        yield receipt
        os.killpg(0, signal.SIGINT)

if __name__ == "__main__":
    Archive.receive = received
    sys.exit(main(sys.argv[1:]))
"""


def ended(*command: str, path: Path = Path()) -> tuple[int, str]:
    """The exit code and what stands on the error stream, of a program in a terminal of its own."""
    environment = {**os.environ, "PYTHONPATH": f"{path.absolute()}{os.pathsep}{Path().absolute()}"}
    run = subprocess.run(
        [sys.executable, *command],
        env=environment,
        capture_output=True,
        text=True,
        start_new_session=True,
        preexec_fn=_listening,
    )
    return run.returncode, run.stderr


def test_while_the_program_is_loading(tmp_path: Path) -> None:
    pressed = "import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n"
    (tmp_path / "duckdb.py").write_text(pressed, "utf-8")  # one of the modules that it imports
    assert ended("-m", "etl", "path", path=tmp_path) == (130, "已中断。\n")


def test_while_files_are_received(desk: Desk, tmp_path: Path) -> None:
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": NAME}])
    file = society.write(tmp_path / "甲.xlsx", form={"学会名称": NAME})
    code, said = ended("-c", PRESSING, "load", str(file), "--data", str(desk.folder.root))
    assert (code, said.splitlines()[-1]) == (130, "已中断。收到的文件已留存，再运行一次 load 即可接着完成。")
    assert "Traceback" not in said
    assert [one.name for one in Archive(desk.folder.archive).receipts()] == ["甲.xlsx"]
    assert list(desk.folder.warehouse.glob("*")) == []


def _listening() -> None:
    """Whoever started the tests may have had Ctrl+C ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
