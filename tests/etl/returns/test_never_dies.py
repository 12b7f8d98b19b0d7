"""One odd workbook never keeps back the others, and what goes back is let in again."""

import re
import shutil
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.returns import list_workbook, mark_workbook, return_workbook
from etl.workbook import read
from tests.etl.conftest import Desk
from tests.etl.returns.marked import mark
from tests.etl.returns.workbooks import TASKS_PART, changed, plain, rich

SIZES = ["NaN", "auto", "-1", "1e400", "inf", "", "9" * 5_000]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("attribute", ["width", "defaultColWidth", "ht", "defaultRowHeight"])
def test_sizes_that_are_none(size: str, attribute: str) -> None:
    place = {
        "width": (b"<sheetData>", f'<cols><col min="1" max="99" width="{size}"/></cols><sheetData>'),
        "ht": (b'<row r="1"', f'<row ht="{size}" r="1"'),
    }.get(attribute, (b"<sheetData>", f'<sheetFormatPr {attribute}="{size}"/><sheetData>'))

    def change(part: bytes) -> bytes:
        part = re.sub(rb'<cols>.*?</cols>|<sheetFormatPr [^>]*>| ht="[^"]*"', b"", part)
        assert place[0] in part
        return part.replace(place[0], place[1].encode(), 1)

    back = return_workbook(changed(plain(), {TASKS_PART: change}), [mark("A1"), mark("B2")], "一")
    assert back.reason is None


@pytest.mark.parametrize("odd", [' r="9999999999999"', ' r="x"', ' r="-1"', f' r="{"9" * 5000}"', ' spans="x" s="²"'])
def test_rows_that_are_none(tmp_path: Path, odd: str) -> None:
    def change(part: bytes) -> bytes:
        return re.sub(rb"<row[^>]*>", f"<row{odd}>".encode(), part)

    back = return_workbook(changed(plain(), {TASKS_PART: change}), [mark("A1"), mark("D3")], "一")
    (tmp_path / "回.xlsx").write_bytes(back.content)
    assert read(tmp_path / "回.xlsx").format == "xlsx"


def test_what_goes_back_passes_the_gate(tmp_path: Path) -> None:
    marks = [mark("D3"), mark("E4")]
    for content in (
        mark_workbook(rich(), marks, "一"),
        mark_workbook(plain(), marks, "一"),
        list_workbook(marks, "一"),
    ):
        (tmp_path / "回.xlsx").write_bytes(content)
        assert read(tmp_path / "回.xlsx").format == "xlsx"


def test_all_go_back_whatever_one_of_them_holds(
    desk: Desk, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile = root / "tests" / "cases" / "hostile"
    desk.folder.root.mkdir(exist_ok=True)
    shutil.copy(root / "tests" / "cases" / "reports-registry.xlsx", desk.folder.registry)
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for name in ("return_other_ordinary.xlsx", "return_col_width_NaN.xlsx"):
        shutil.copy(hostile / name, inbox / name)
    (inbox / "扫描件.xlsx").write_bytes(b"%PDF-1.7\n")
    desk.load(inbox)
    out = tmp_path / "退回"
    assert main(["return", "--data", str(desk.folder.root), "--society", "all", "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert len(list(out.iterdir())) == 3
    assert "其中 1 份只有更正清单" in said
    assert "扫描件（退回）.xlsx：原件不是能读的 .xlsx 文件" in said
    for path in out.iterdir():
        assert read(path).format == "xlsx"
