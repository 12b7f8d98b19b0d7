"""Tables as a workbook: an Excel table on a sheet for each, and a sheet 说明 with filters and what the words mean."""

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard.exports import table_sheet as sheets
from dashboard.exports.table_sheet import About, Book
from dashboard.wording import labels

ARROW = 2.5  # characters that the button of a filter takes beside its heading
_HEADING_LENGTH, _NAME_LENGTH = 255, 200  # characters that Excel takes, and some less


def page_xlsx(tables: Mapping[str, pd.DataFrame], about: About) -> bytes:
    """All tables of a page (title → frame) as one workbook, a sheet for each and 说明 at the end.

    Headings as the columns are named, 序号 in front.
    """
    book = Book("、".join(tables))
    for number, (title, frame) in enumerate(tables.items(), 1):
        sheet = book.add_sheet(title)
        headings = [sheets.NUMBER, *map(str, frame.columns)]
        widths = [sheets.NARROWEST, *sheets.widths(headings[1:], frame)]
        lines = [about.stamp, f"筛选：{about.origin['筛选']}"]
        header_row = book.write_title(sheet, title, lines, widths)
        book.write_rows(sheet, header_row + 1, frame, widths)
        area = (header_row, 0, header_row + len(frame), len(headings) - 1)
        if len(frame) and _are_of_a_table(headings):
            columns = [{"header": heading, "header_format": book.format(sheets.HEADING)} for heading in headings]
            sheet.add_table(*area, {"name": _table_name(number, title), "columns": columns, "style": None})
        else:
            sheet.autofilter(*area)
        beside_arrows = [width - ARROW for width in widths]
        book.write_headings(sheet, header_row, headings, sheets.height(headings, beside_arrows))
        sheets.set_up(sheet, widths, (header_row + 1, 2))
    book.add_notes(about)
    return book.saved()


def _are_of_a_table(headings: Sequence[str]) -> bool:
    """Whether Excel takes these headings for a table's: each another one, of visible characters, not too long."""
    different = len({heading.casefold() for heading in headings}) == len(headings)
    return different and all(0 < len(one) <= _HEADING_LENGTH and labels.plain(one) == one for one in headings)


def _table_name(number: int, title: str) -> str:
    """A name as Excel takes it, which formulas can use: 表1_会员增长."""
    return f"表{number}_" + re.sub(r"\W", "_", title)[:_NAME_LENGTH]
