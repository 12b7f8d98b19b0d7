"""What commands print under code page 936, and that one file that cannot be read does not stop a batch."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from etl.__main__ import main
from tests.etl import society
from tests.etl.conftest import Desk

A = "滨海市示例甲学会"
NAME = "甲😀𠮷.xlsx"


@pytest.fixture
def filled(desk: Desk) -> Desk:
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": A}])
    society.write(desk.folder.inbox / NAME, form={"学会名称": A, "会员代表人数": "约😀𠮷"})
    return desk


def _answer(desk: Desk, *arguments: str) -> tuple[int, bytes, bytes]:
    """The exit code of a command whose output goes into pipes under code page 936, and the bytes it writes."""
    command = [sys.executable, "-m", "etl", "--data", str(desk.folder.root), *arguments]
    environment = {**os.environ, "PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0", "COLUMNS": "200"}
    answer = subprocess.run(command, env=environment, capture_output=True, check=False)
    return answer.returncode, answer.stdout, answer.stderr


def test_characters_that_the_code_page_does_not_know_are_marks_for_people_and_kept_for_programs(filled: Desk) -> None:
    code, out, err = _answer(filled, "load", str(filled.folder.inbox))
    assert (code, "收到 1 份：受理 0，须更正 1，退回 0" in out.decode("gbk")) == (1, True)
    assert "\n甲??.xlsx\n" in out.decode("gbk").replace("\r\n", "\n") and "Traceback" not in err.decode("gbk")
    code, out, _ = _answer(filled, "check", "--json", str(filled.folder.inbox))
    (file,) = json.loads(out.decode("utf-8"))["files"]
    assert (code, file["file"], "约😀𠮷" in out.decode("utf-8")) == (1, NAME, True)


@pytest.mark.skipif(sys.platform != "linux", reason="has no such file")
def test_a_file_that_cannot_be_read_is_named_and_the_others_load(
    filled: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    unreadable = Path("/proc/self/mem")  # it opens, and reading fails: as on a damaged disk
    assert main(["load", str(unreadable), str(filled.folder.inbox), "--data", str(filled.folder.root)]) == 1
    said = capsys.readouterr()
    assert "跳过一份读不了的文件。读写 /proc/self/mem 时出错" in said.err and "收到 1 份" in said.out
    assert main(["check", str(unreadable), "--data", str(filled.folder.root)]) == 2
