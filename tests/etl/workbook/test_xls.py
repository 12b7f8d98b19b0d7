"""Workbooks as .xls, which is also what WPS calls .et."""

import datetime
import io

import xlwt

from etl.workbook import Sheet, Workbook
from tests.etl.workbook.conftest import Read, Refusal


def saved(book: xlwt.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_whole_workbook(read_bytes: Read) -> None:
    book = xlwt.Workbook()
    first = book.add_sheet("任务完成情况")
    first.write(1, 1, "学会改革")
    first.write(2, 0, 12)
    first.write(2, 1, 0.5)
    first.write(2, 2, True)
    first.write(3, 0, datetime.date(2018, 12, 20), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    first.row(3).set_cell_error(1, "#REF!")
    first.write(3, 2, xlwt.Formula("A3/0"))
    first.write_merge(4, 5, 0, 1, "合并")
    second = book.add_sheet("隐藏表")
    second.visibility = 1
    second.write(0, 0, "看不见")
    # xlwt stores no result with a formula: an empty text (3) becomes the error (2) #DIV/0! (7).
    data = saved(book).replace(b"\x03\0\0\0\0\0\xff\xff", b"\x02\0\x07\0\0\0\xff\xff")

    blank = None
    assert read_bytes(data) == Workbook(
        format="xls",
        sheets=(
            Sheet(
                name="任务完成情况",
                is_hidden=False,
                rows=[
                    [blank] * 3,
                    [blank, "学会改革", blank],
                    [12, 0.5, True],
                    [datetime.date(2018, 12, 20), blank, blank],
                    ["合并", blank, blank],
                ],
                merges=((4, 0, 5, 1),),
                error_cells={(3, 1): "#REF!", (3, 2): "#DIV/0!"},
                uncalculated=frozenset(),
            ),
            Sheet("隐藏表", True, [["看不见"]], (), {}, frozenset()),
        ),
        has_merge_information=True,
    )


def test_far_cell(refusal: Refusal) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    sheet.write(0, 0, 1)
    sheet.write(65_535, 255, 1)
    assert refusal(saved(book)) == ("file_far_cell", {"sheet": "第 1 张", "cell": "IV65536"})
