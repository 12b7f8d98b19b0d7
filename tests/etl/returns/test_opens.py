"""Returned workbooks open in a real spreadsheet program, with their comments, and come back from it."""

import io
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from etl.returns import CORRECTIONS_SHEET, list_workbook, mark_workbook
from tests.etl.returns.marked import ERROR, TEXT, comments, mark, tints
from tests.etl.returns.workbooks import HIDDEN, ROSTER, TASKS, rich

SOFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.skipif(
        SOFFICE is None and os.environ.get("REFORM_REQUIRE_BROWSER") != "1", reason="LibreOffice is not installed"
    ),
    # openpyxl says so of extensions, which only its own round trip loses.
    pytest.mark.filterwarnings("ignore:.* extension is not supported"),
]
MARKS = [mark("D3"), mark("C2"), mark("E4", "warning"), mark("J12"), mark("B2", sheet=ROSTER), mark("A1", sheet=HIDDEN)]


def converted(data: bytes, kind: str, folder: Path) -> bytes:
    """The workbook as LibreOffice saves it."""
    assert SOFFICE, "LibreOffice is not installed"
    source = folder / "returned.xlsx"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [SOFFICE, profile, "--headless", "--convert-to", kind, "--outdir", folder / "out", source],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return (folder / "out" / f"returned.{kind}").read_bytes()


def test_it_opens_with_all_marks_and_can_go_out_again(tmp_path: Path) -> None:
    saved = converted(mark_workbook(rich(), MARKS, "一"), "xlsx", tmp_path)
    workbook = load_workbook(io.BytesIO(saved))
    before = load_workbook(io.BytesIO(rich()), data_only=True)
    assert workbook.sheetnames == [CORRECTIONS_SHEET, *before.sheetnames]
    assert tints(workbook).keys() == {f"{each.sheet}!{each.cell}" for each in MARKS}
    assert comments(workbook).keys() == tints(workbook).keys()
    assert comments(workbook)[f"{TASKS}!C2"] == TEXT
    assert comments(workbook)[f"{TASKS}!D3"] == "本会另有说明\n" + TEXT
    cached = load_workbook(io.BytesIO(saved), data_only=True)
    for sheet in before:
        for row in sheet.iter_rows():
            assert [cached[sheet.title][cell.coordinate].value for cell in row] == [cell.value for cell in row]

    again = load_workbook(io.BytesIO(mark_workbook(saved, [mark("E5")], "二")))
    assert again.sheetnames == workbook.sheetnames
    assert tints(again) == {f"{TASKS}!E5": ERROR}
    assert comments(again) == {f"{TASKS}!D3": "本会另有说明", f"{TASKS}!E5": TEXT}
    assert again[TASKS]["E4"].fill.patternType is None


@pytest.mark.parametrize("data", [mark_workbook(rich(), MARKS, "一"), list_workbook(MARKS, "一")])
def test_it_prints(data: bytes, tmp_path: Path) -> None:
    assert converted(data, "pdf", tmp_path).startswith(b"%PDF-")
