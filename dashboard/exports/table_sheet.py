"""One worksheet for people: what it holds and of when, a header that stays, typed cells, ready to print."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.wording import labels
from etl.text import display_width

FONT = "微软雅黑"
INK, MUTED, BRAND, LINE, HEADER = "FF1D2733", "FF5F6B79", "FF0B5E67", "FFD5DBE2", "FFE8F1F2"
A4, A3 = "9", "8"
NUMBER = "序号"
NARROWEST, _WIDEST, _UPRIGHT_A4 = 6, 46, 92


@dataclass(frozen=True, slots=True)
class Colour:
    """How a verdict is printed: ground and letters, as ARGB."""

    fill: str
    text: str


# Verdicts only, and always as a word; paper needs less ink than the screen where all is well.
_SET_ASIDE = Colour("FFEEF1F4", MUTED)
VERDICTS = {
    labels.VERDICTS["met"]: Colour("FFD5E8EA", BRAND),
    labels.VERDICTS["unmet"]: Colour("FFC94A1D", "FFFFFFFF"),
    labels.VERDICTS["unknown"]: Colour("FFE9B949", INK),
    labels.VERDICTS["not_applicable"]: _SET_ASIDE,
    labels.APPLICABILITY["not_chosen"]: _SET_ASIDE,
    labels.APPLICABILITY["not_due"]: _SET_ASIDE,
    labels.STATES["not_reported"]: _SET_ASIDE,
    labels.STATES["returned"]: _SET_ASIDE,
}

_SIDE = Side(style="thin", color=LINE)
_BORDER = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_FONTS = {colour: Font(name=FONT, size=10, color=colour) for colour in (INK, MUTED, BRAND, "FFFFFFFF")}
_HEADING = Font(name=FONT, size=10, bold=True, color=BRAND)
_FILLS = {colour: PatternFill("solid", fgColor=colour) for colour in (HEADER, *(one.fill for one in VERDICTS.values()))}
_LEFT = Alignment(vertical="center", wrap_text=True)
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)


def put(sheet: Worksheet, row: int, column: int, value: object, number_format: str = "General") -> Cell:
    """Write one value with its type: a text is a text whatever it begins with, a missing value is a blank cell."""
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        if cell.data_type != "s":  # openpyxl has seen a formula or an error value in it
            cell.data_type = "s"
            cell.quotePrefix = True
    elif isinstance(value, bool):
        cell.value = "是" if value else "否"
    elif not pd.isna(value):
        cell.value = value
        cell.number_format = number_format
    return cell


def write_title(sheet: Worksheet, title: str, lines: Sequence[str], width: int) -> int:
    """Write the title over `width` columns and the lines below it; returns the first row that is free."""
    for row, text in enumerate((title, *lines), 1):
        cell = put(sheet, row, 1, text)
        cell.font = Font(name=FONT, size=16, bold=True, color=INK) if row == 1 else _FONTS[MUTED]
        cell.alignment = Alignment(horizontal="center" if row == 1 else "left", vertical="center")
        if width > 1:
            sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
    sheet.row_dimensions[1].height = 30
    return len(lines) + 2


def write_header(sheet: Worksheet, row: int, headings: Sequence[str]) -> None:
    """Write a row of column headings."""
    for column, heading in enumerate(headings, 1):
        cell = put(sheet, row, column, heading)
        cell.font, cell.fill, cell.border, cell.alignment = _HEADING, _FILLS[HEADER], _BORDER, _CENTRED
    sheet.row_dimensions[row].height = 32


def write_rows(sheet: Worksheet, first_row: int, frame: pd.DataFrame) -> None:
    """Write the frame's rows, numbered in column A; verdicts are tinted, numbers stay numbers."""
    formats = [number_format(frame.iloc[:, column]) for column in range(frame.shape[1])]
    rows = frame.astype(object).itertuples(index=False, name=None)
    for number, values in enumerate(rows, 1):
        row = first_row + number - 1
        dress(put(sheet, row, 1, number), _CENTRED)
        for column, (value, form) in enumerate(zip(values, formats, strict=True), 2):
            dress(put(sheet, row, column, value, form))


def dress(cell: Cell, alignment: Alignment | None = None) -> None:
    """Give a cell of the table its border and letters, a verdict its colours."""
    colour = VERDICTS.get(cell.value) if cell.data_type == "s" else None
    cell.font = _FONTS[colour.text if colour else INK]
    cell.border = _BORDER
    cell.alignment = alignment or (_CENTRED if colour else _LEFT)
    if colour:
        cell.fill = _FILLS[colour.fill]


def dress_total(cell: Cell, is_centred: bool) -> None:
    """Give a cell of a total its ground, border and letters."""
    cell.font, cell.fill, cell.border = _HEADING, _FILLS[HEADER], _BORDER
    cell.alignment = _CENTRED if is_centred else _LEFT


def number_format(column: pd.Series) -> str:
    """The number format that shows the whole column as it is: whole numbers, one decimal, days or moments."""
    values = column.dropna()
    if pd.api.types.is_datetime64_any_dtype(values):
        return "yyyy-mm-dd" if (values == values.dt.normalize()).all() else "yyyy-mm-dd hh:mm"
    if len(values) and isinstance(values.iloc[0], dt.date):
        return "yyyy-mm-dd"
    if pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values):
        return "0" if (values == values.round()).all() else "0.0"
    return "General"


def widths(headings: Sequence[str], frame: pd.DataFrame) -> list[float]:
    """Column widths in characters that fit most of what stands in each column."""
    found = []
    for heading, (_, column) in zip(headings, frame.items(), strict=True):
        is_day = number_format(column) == "yyyy-mm-dd"
        texts = sorted(10 if is_day else max(map(display_width, str(value).split("\n"))) for value in column.dropna())
        usual = texts[int(len(texts) * 0.95)] if texts else 0
        found.append(min(max(usual, display_width(heading) / 2, NARROWEST) + 2, _WIDEST))
    return found


def set_up(sheet: Worksheet, widths: Iterable[float], header_row: int, frozen: str, paper: str = A4) -> None:
    """Set column widths, keep the header in sight, and make the sheet print one page wide with its header repeated."""
    total = 0.0
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
        total += width
    sheet.freeze_panes = frozen
    sheet.sheet_view.showGridLines = False
    sheet.print_title_rows = f"1:{header_row}"
    sheet.page_setup.paperSize = paper
    is_upright = paper == A4 and total <= _UPRIGHT_A4
    sheet.page_setup.orientation = "portrait" if is_upright else "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom, sheet.page_margins.footer = 0.6, 0.7, 0.3
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"


def write_notes(sheet: Worksheet, stamp: str, filters_text: str, definitions: Mapping[str, str]) -> None:
    """Write the sheet 说明: what the workbook holds, of when, for whom, and what its words mean."""
    free = write_title(sheet, "说明", (), 2)
    entries = {"数据": stamp, "筛选": filters_text or "全部", **definitions}
    for row, (term, meaning) in enumerate(entries.items(), free):
        for column, text in enumerate((term, meaning), 1):
            dress(put(sheet, row, column, text))
        sheet.cell(row, 1).font = _HEADING
    set_up(sheet, (20, 70), 1, "A2")
