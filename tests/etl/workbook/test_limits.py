"""Sheets as large as they may be, and cells that make one too large."""

import pytest

from tests.etl.workbook.conftest import Read, Refusal
from tests.etl.workbook.files import xlsx


@pytest.mark.parametrize(
    ("cells", "far"),
    [
        ('<row><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>', "XFD1048576"),
        ('<row><c r="A1"><v>1</v></c><c r="B1048576"><v>1</v></c></row>', "B1048576"),
        ('<row><c r="XFD3"><v>1</v></c></row><row><c r="A600"><v>1</v></c></row>', "XFD3"),
        ('<row><c r="A200001"><v>1</v></c></row>', "A200001"),
        ('<row r="1048576"><c/><c><f>A1</f></c></row>', "B1048576"),
    ],
)
def test_far_cell(refusal: Refusal, cells: str, far: str) -> None:
    assert refusal(xlsx({"会员情况": cells})) == ("file_far_cell", {"sheet": "会员情况", "cell": far})


def test_as_many_rows_as_allowed(read_bytes: Read) -> None:
    (sheet,) = read_bytes(xlsx({"表": '<row><c r="A200000"><v>1</v></c></row>'})).sheets
    assert (len(sheet.rows), sheet.rows[-1]) == (200_000, [1])


def test_highly_compressed_small_workbook_is_read(read_bytes: Read) -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 5_001))
    (sheet,) = read_bytes(xlsx({"表": rows})).sheets
    assert sheet.rows == [[1]] * 5_000
