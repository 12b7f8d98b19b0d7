"""One worksheet for people: what it holds and of when, a header that stays, typed cells, ready to print."""

import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dashboard.charts.style import BRAND, INK, MUTED, ON_VERDICT, VERDICT_COLOURS
from dashboard.wording import labels
from etl.text import display_width

FONT = "微软雅黑"
LINE, HEADER = "#D5DBE2", "#E8F1F2"
A4, A3 = 9, 8
NUMBER, NOTES = "序号", "说明"
NARROWEST, _WIDEST, _UPRIGHT_A4 = 6, 46, 92
SIZE, TITLE_SIZE = 10, 16  # points of the letters
_LINE, _MARGIN, _HIGHEST = (
    1.5,
    4,
    409,
)  # of a row: a line by the size of its letters, points above and below, Excel's most
_PIECES = re.compile(r"[!-~]+|.", re.DOTALL)  # what is not broken into two lines: a Latin word, a Chinese character
PERCENTAGES = [labels.COLUMNS[column] for column in labels.SHARES]
THOUSANDS = [labels.COLUMNS[column] for column in labels.MEMBER_COUNTS]
_LONGEST_TEXT = 32767  # characters that Excel takes in a cell
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_SHEET_NAME_LENGTH = 31


@dataclass(frozen=True, slots=True)
class Colour:
    """How a verdict is printed: ground and letters."""

    fill: str
    text: str


# Verdicts only, and always as a word; paper needs less ink than the screen where all is well.
_SET_ASIDE = Colour(VERDICT_COLOURS["not_applicable"], ON_VERDICT["not_applicable"])
VERDICTS = {
    labels.VERDICTS["met"]: Colour("#D5E8EA", BRAND),
    labels.VERDICTS["unmet"]: Colour(VERDICT_COLOURS["unmet"], ON_VERDICT["unmet"]),
    labels.VERDICTS["unknown"]: Colour(VERDICT_COLOURS["unknown"], ON_VERDICT["unknown"]),
    labels.VERDICTS["not_applicable"]: _SET_ASIDE,
    labels.APPLICABILITY["not_chosen"]: _SET_ASIDE,
    labels.APPLICABILITY["not_due"]: _SET_ASIDE,
    labels.STATES["not_reported"]: _SET_ASIDE,
    labels.STATES["returned"]: _SET_ASIDE,
}

Look = Mapping[str, object]  # properties of a format, as xlsxwriter names them
TITLE: Look = {"font_size": TITLE_SIZE, "bold": True, "font_color": INK, "align": "center", "valign": "vcenter",
               "text_wrap": True}  # fmt: skip
STAMP: Look = {"font_color": MUTED, "align": "left", "valign": "vcenter", "text_wrap": True}
CELL: Look = {"font_color": INK, "border": 1, "border_color": LINE, "valign": "vcenter", "text_wrap": True}
CENTRED: Look = {**CELL, "align": "center"}
HEADING: Look = {**CENTRED, "bold": True, "font_color": BRAND, "bg_color": HEADER}
TERM: Look = {**CELL, "bold": True, "font_color": BRAND}
TOTAL: Look = {**TERM, "bg_color": HEADER}


@dataclass(frozen=True, slots=True)
class About:
    """What a workbook says of itself: the filters in words, what its terms mean, and on what it is based."""

    filters: str
    definitions: Mapping[str, str]
    stamp: str

    @property
    def origin(self) -> dict[str, str]:
        """On what it is based and of whom it speaks, by the word for each."""
        return {"数据": self.stamp, "筛选": self.filters or "全部"}


class Book:
    """A workbook in the making, in which no text becomes a formula, a link or a number."""

    def __init__(self, title: str) -> None:
        """`title` and the program that made it stand in the properties of the file."""
        self._file = io.BytesIO()
        kept_as_text = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
        self._workbook = Workbook(self._file, {"in_memory": True, **kept_as_text})
        self._workbook.set_properties({"title": labels.plain(title), "author": labels.PRODUCT})
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}

    def add_sheet(self, title: str) -> Worksheet:
        """Add a sheet; its name is the title without what Excel refuses, short enough, and not yet taken."""
        name = free_name = _NOT_IN_SHEET_NAMES.sub(" ", title).strip(" '")[:_SHEET_NAME_LENGTH] or "表"
        taken = {NOTES, *(sheet.name.casefold() for sheet in self._workbook.worksheets())}
        number = 1
        while free_name.casefold() in taken:
            number += 1
            free_name = f"{name[: _SHEET_NAME_LENGTH - 4]} {number}"
        return self._workbook.add_worksheet(free_name)

    def add_notes(self, about: About) -> None:
        """Add the sheet 说明: what the workbook holds, of when, for whom, and what its words mean."""
        sheet = self._workbook.add_worksheet(NOTES)
        columns = (20, 70)
        free = self.write_title(sheet, NOTES, (), columns)
        for row, (term, meaning) in enumerate({**about.origin, **about.definitions}.items(), free):
            self.put(sheet, (row, 0), term, TERM)
            self.put(sheet, (row, 1), meaning, verdict_look(meaning))
            sheet.set_row(row, height((term, meaning), columns))
        set_up(sheet, columns, (1, 0))

    def format(self, look: Look) -> Format:
        """The format with these properties, in the letters of the house."""
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format({"font_name": FONT, "font_size": SIZE, **look})
        return self._formats[key]

    def put(self, sheet: Worksheet, place: tuple[int, int], value: object, look: Look) -> None:
        """Write one value with its type: a text is a text whatever it begins with, a missing value is a blank cell."""
        if isinstance(value, str):
            text = _ILLEGAL.sub("", value)[:_LONGEST_TEXT]
            if text.startswith(("=", "#")):  # Excel would take it for a formula or an error when it is edited
                look = {**look, "quote_prefix": True}
            sheet.write_string(*place, text, self.format(look))
        elif isinstance(value, bool):
            sheet.write_string(*place, labels.YES_NO[value], self.format(look))
        elif pd.isna(value):
            sheet.write_blank(*place, None, self.format(look))
        elif isinstance(value, dt.date):
            sheet.write_datetime(*place, value, self.format(look))
        else:
            sheet.write_number(*place, value, self.format(look))

    def write_title(self, sheet: Worksheet, title: str, lines: Sequence[str], widths: Sequence[float]) -> int:
        """Write the title over columns of these widths and the lines below it; returns the first row that is free."""
        for row, text in enumerate((title, *lines)):
            look, size = (STAMP, SIZE) if row else (TITLE, TITLE_SIZE)
            sheet.merge_range(row, 0, row, len(widths) - 1, "", self.format(look))
            self.put(sheet, (row, 0), text, look)
            sheet.set_row(row, height([text], [sum(widths)], size))
        return len(lines) + 1

    def write_headings(self, sheet: Worksheet, row: int, headings: Sequence[str], height: float) -> None:
        """Write a row of column headings."""
        for column, heading in enumerate(headings):
            self.put(sheet, (row, column), heading, HEADING)
        sheet.set_row(row, height)

    def write_rows(self, sheet: Worksheet, first_row: int, frame: pd.DataFrame, widths: Sequence[float]) -> None:
        """Write the frame's rows, numbered in column A; verdicts are tinted, numbers stay numbers.

        `widths` are those of all columns, the first among them.
        """
        formats = [number_format(column) for _, column in frame.items()]
        for row, values in enumerate(frame.astype(object).itertuples(index=False, name=None), first_row):
            self.put(sheet, (row, 0), row - first_row + 1, CENTRED)
            for column, (value, form) in enumerate(zip(values, formats, strict=True), 1):
                self.put(sheet, (row, column), value, {**verdict_look(value), "num_format": form})
            sheet.set_row(row, height(values, widths[1:]))

    def saved(self) -> bytes:
        """The workbook as bytes; nothing can be written any more."""
        self._workbook.close()
        return self._file.getvalue()


def verdict_look(value: object) -> Look:
    """How a cell of a table looks: that of a verdict in its colours."""
    colour = VERDICTS.get(value) if isinstance(value, str) else None
    return {**CENTRED, "font_color": colour.text, "bg_color": colour.fill} if colour else CELL


def number_format(column: pd.Series) -> str:
    """The number format that shows the whole column as its page does: shares in per cent, days, moments, numbers."""
    values = column.dropna()
    if pd.api.types.is_datetime64_any_dtype(values):
        return "yyyy-mm-dd" if (values == values.dt.normalize()).all() else "yyyy-mm-dd hh:mm"
    if len(values) and isinstance(values.iloc[0], dt.date):
        return "yyyy-mm-dd"
    if pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values):
        if column.name in PERCENTAGES:
            return "0.0%"
        if column.name in THOUSANDS:
            return "#,##0"
        return "0" if (values == values.round()).all() else "0.0"
    return "General"


def widths(headings: Sequence[str], frame: pd.DataFrame) -> list[float]:
    """Column widths in characters that fit most of what stands in each column."""
    column_widths = []
    for heading, (_, column) in zip(headings, frame.items(), strict=True):
        is_day = number_format(column) == "yyyy-mm-dd"
        texts = sorted(10 if is_day else max(map(display_width, str(value).split("\n"))) for value in column.dropna())
        usual = texts[int(len(texts) * 0.95)] if texts else 0
        column_widths.append(min(max(usual, display_width(heading) / 2, NARROWEST) + 2, _WIDEST))
    return column_widths


def height(values: Iterable[object], widths: Iterable[float], size: float = SIZE) -> float:
    """The points that a row of these columns needs, so that no line of its texts is cut.

    Excel fits the height itself, but not of merged cells, and most other programs fit none.
    """
    texts = ((value, width) for value, width in zip(values, widths, strict=True) if isinstance(value, str))
    lines = max((_line_count(text, (width - 1) * SIZE / size) for text, width in texts), default=1)
    return min(lines * size * _LINE + _MARGIN, _HIGHEST)


@lru_cache(maxsize=4096)
def _line_count(text: str, width: float) -> int:
    """How many lines a text takes in a column of so many half-width characters."""
    count, used = 1, 0.0
    for piece in _PIECES.findall(text):
        needed = display_width(piece)
        if piece == "\n" or (used and used + needed > width):
            count, used = count + 1, 0
        if needed > width:  # a word longer than the column is broken
            count += int(needed // width)
            needed = int(needed % width)
        used += 0 if piece == "\n" else needed
    return count


def set_up(sheet: Worksheet, widths: Iterable[float], frozen: tuple[int, int], paper: int = A4) -> None:
    """Set column widths, keep what is above and left of `frozen` in sight and on every page, print one page wide."""
    total = 0.0
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
        total += width
    sheet.freeze_panes(*frozen)
    sheet.repeat_rows(0, frozen[0] - 1)
    sheet.hide_gridlines(2)
    sheet.set_paper(paper)
    if paper != A4 or total > _UPRIGHT_A4:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.7)
    sheet.set_footer("&C第 &P 页，共 &N 页", {"margin": 0.3})
