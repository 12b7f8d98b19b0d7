"""Tables as a workbook: a sheet for each, and a sheet 说明 with the filters and what the words mean."""

import io
import re
from collections.abc import Mapping

import pandas as pd
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.exports import table_sheet as sheets

NOTES = "说明"
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_SHEET_NAME_LENGTH = 31


def page_xlsx(
    tables: Mapping[str, pd.DataFrame], filters_text: str, definitions: Mapping[str, str], stamp: str
) -> bytes:
    """All tables of a page (title → frame) as one workbook, a sheet for each and 说明 at the end."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for title, frame in tables.items():
        sheet = workbook.create_sheet(sheet_name(title, workbook.sheetnames))
        _write_table(sheet, title, frame, filters_text, stamp)
    sheets.write_notes(workbook.create_sheet(NOTES), stamp, filters_text, definitions)
    return saved(workbook)


def saved(workbook: Workbook) -> bytes:
    """The workbook as bytes."""
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def sheet_name(title: str, taken: list[str]) -> str:
    """The title as the name of a sheet: without what Excel refuses, short enough, and not yet taken."""
    name = _NOT_IN_SHEET_NAMES.sub(" ", title).strip(" '")[:_SHEET_NAME_LENGTH] or "表"
    number = 1
    found = name
    while found.casefold() in {NOTES, *(one.casefold() for one in taken)}:
        number += 1
        found = f"{name[: _SHEET_NAME_LENGTH - 4]} {number}"
    return found


def _write_table(sheet: Worksheet, title: str, frame: pd.DataFrame, filters_text: str, stamp: str) -> None:
    headings = [sheets.NUMBER, *map(str, frame.columns)]
    header_row = sheets.write_title(sheet, title, (stamp, f"筛选：{filters_text or '全部'}"), len(headings))
    sheets.write_header(sheet, header_row, headings)
    sheets.write_rows(sheet, header_row + 1, frame)
    sheet.auto_filter.ref = f"A{header_row}:{get_column_letter(len(headings))}{header_row + len(frame)}"
    widths = sheets.widths(headings[1:], frame)
    sheets.set_up(sheet, [sheets.NARROWEST, *widths], header_row, f"C{header_row + 1}")
