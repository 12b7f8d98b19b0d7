"""Files that others hold open: waited for, told in a sentence that is true, and nothing is left behind.

Linux lets anybody replace an open file, so here `os.replace` refuses as it does on Windows while somebody has the file
open; `python -m tests.wine` runs the same with files that are really held.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from etl import disk
from etl.__main__ import main
from etl.warehouse import current_build
from tests.etl import society
from tests.etl.conftest import Desk

A = "滨海市示例甲学会"
Hold = Callable[[str, int], None]


@pytest.fixture
def hold(monkeypatch: pytest.MonkeyPatch) -> Hold:
    """Return a function that has a file of that name refuse to be replaced so many times."""
    real = os.replace

    def held(name: str, times: int) -> None:
        left = [times]

        def replace(source: Path, target: Path) -> None:
            if Path(target).name == name and left[0]:
                left[0] -= 1
                raise PermissionError(13, "Access is denied", str(source), 5, str(target))
            real(source, target)

        monkeypatch.setattr(os, "replace", replace)

    monkeypatch.setattr(disk, "HELD_SECONDS", 0.3)  # Windows waits longer, Linux not at all
    return held


def test_what_is_held_for_a_moment_is_waited_for(hold: Hold, tmp_path: Path) -> None:
    hold("账", 3)
    disk.write_private(tmp_path / "账", b"new")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("账", b"new")]


def test_what_stays_held_is_told_and_left_as_it_was(hold: Hold, tmp_path: Path) -> None:
    (tmp_path / "账").write_bytes(b"old")
    hold("账", 1000)
    with pytest.raises(PermissionError) as caught:
        disk.write_private(tmp_path / "账", b"new")
    assert disk.trouble(caught.value).startswith(f"读写不了 {tmp_path / '账'}：别的程序")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("账", b"old")]


def test_a_load_that_cannot_publish_keeps_the_file_and_the_build_in_force(
    hold: Hold, desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": A}])
    desk.load(society.write(tmp_path / "甲.xlsx", form={"学会名称": A}))
    before, files = current_build(desk.folder), set(desk.folder.warehouse.iterdir())
    second = str(society.write(tmp_path / "乙.xlsx", form={"学会名称": A, "理事人数": 92}))
    hold("CURRENT", 1000)
    assert main(["load", second, "--data", str(desk.folder.root)]) == 2
    said = capsys.readouterr().err
    assert f"读写不了 {desk.folder.current}：别的程序" in said and "看板仍显示原来的" in said
    assert (current_build(desk.folder), set(desk.folder.warehouse.iterdir())) == (before, files)
    hold("CURRENT", 1)
    assert main(["build", "--if-needed", "--data", str(desk.folder.root)]) == 0
    assert "其中 1 份是先前已收存、这次才汇入的" in capsys.readouterr().out
    assert current_build(desk.folder) != before


def test_a_workbook_that_is_open_in_excel_does_not_keep_the_others_from_going_back(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {"S1": A, "S2": "滨海市示例乙学会"}
    society.write_registry(desk.folder.registry, [{"编号": key, "学会名称": name} for key, name in names.items()])
    for key, name in names.items():
        desk.load(society.write(tmp_path / f"{key}.xlsx", form={"学会名称": name}, answers={"T01-1": "看不懂"}))
    real = Path.write_bytes

    def write_bytes(path: Path, content: bytes) -> int:
        if path.name.startswith("S1-"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, content)

    monkeypatch.setattr(Path, "write_bytes", write_bytes)
    assert main(["return", "--data", str(desk.folder.root)]) == 1
    said = capsys.readouterr()
    assert "有一份没有写出。读写不了" in said.err and "已写出 1 份" in said.out
    assert [one.name[:2] for one in desk.folder.returned.iterdir()] == ["S2"]
