"""Changing the association's registry.xlsx: the same workbook with other words in some cells, and more lines."""

import io
import re
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import BadZipFile

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from etl.knowledge.layout import Layout
from etl.registry.registry_file import (
    BASE_HEADING,
    PERIOD_HEADINGS,
    SOCIETY_HEADINGS,
    RegistryError,
    RegistryLines,
    sheet_named,
)
from etl.registry.societies import name_key
from etl.submission.cells import values
from etl.text import clean
from etl.workbook import Unreadable, read
from etl.workbook.saving import save

_YEARS = re.compile(r"(?:(?:19|20)[0-9]{2}(?:[、,，;； ]+|$))*")
_WHOLE_NUMBER = re.compile("[0-9]{1,9}")
_NOT_FOR_OPENPYXL = (ValueError, KeyError, TypeError, IndexError, BadZipFile)


@dataclass(frozen=True, slots=True)
class RegistryEdit:
    """What is to stand in the registry: by 编号 (or by year) the words by column, a key of the headings or `base 2018`.
    A 编号 or year that the registry has not adds a line. An empty word empties the cell.
    """

    societies: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    periods: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def __len__(self) -> int:
        """How many cells it touches."""
        return sum(map(len, (*self.societies.values(), *self.periods.values())))

    def with_more(self, other: "RegistryEdit") -> "RegistryEdit":
        """This edit and a later one, which is right where both speak of a cell."""
        return RegistryEdit(_merged(self.societies, other.societies), _merged(self.periods, other.periods))


def _merged(
    first: Mapping[str, Mapping[str, str]], then: Mapping[str, Mapping[str, str]]
) -> dict[str, Mapping[str, str]]:
    return {key: {**first.get(key, {}), **then.get(key, {})} for key in dict.fromkeys((*first, *then))}


def edited(path: Path, edit: RegistryEdit, layout: Layout) -> bytes:
    """The workbook at `path` with the edit in it; every other cell, sheet and style stays. Raises RegistryError.

    Where a society gets another name, the old one joins its 曾用名: files under it are still its own.
    """
    try:
        as_read = read(path)
        if as_read.format != "xlsx":
            raise RegistryError(f"{path.name} 的内容不是 .xlsx。请在 Excel 或 WPS 中另存为 .xlsx，再在这里改。")
        workbook = openpyxl.load_workbook(path, rich_text=True)
    except (Unreadable, *_NOT_FOR_OPENPYXL) as error:
        if isinstance(error, RegistryError):
            raise
        raise RegistryError(f"{path.name} 不能在这里改。请在 Excel 或 WPS 中打开、另存一次，再试。") from error
    societies = RegistryLines(sheet_named(as_read, layout.registry_sheet), layout)
    societies.find_societies()
    periods = RegistryLines(sheet_named(as_read, layout.period_sheet), layout)
    periods.find_periods()
    for lines, key, asked in ((societies, "society_id", edit.societies), (periods, "period", edit.periods)):
        writer = _Writer(workbook[lines.sheet.name], lines, key)
        for line, words in asked.items():
            writer.write(line, words)
    target = io.BytesIO()
    save(workbook, target)
    return target.getvalue()


class _Writer:
    """One sheet of the registry open for writing; lines are named by what stands in the column `key`."""

    def __init__(self, sheet: Worksheet, lines: RegistryLines, key: str) -> None:
        self.sheet, self.lines, self.key = sheet, lines, key
        self.columns = dict(lines.columns)
        self.rows: dict[str, int] = {}
        self.next_row = lines.first_row
        for row in range(lines.first_row, len(lines.sheet.rows)):
            if name := lines.text(row, key):
                self.rows.setdefault(name, row)
            if any(lines.text(row, column) for column in lines.columns):
                self.next_row = row + 1

    def write(self, line: str, words: Mapping[str, str]) -> None:
        if (row := self.rows.get(line)) is None:
            row = self.rows[line] = self.next_row
            self.next_row += 1
            words = {self.key: line, **words}
        elif "name" in words:
            words = {**words, "former_names": self.former_names(row, words)}
        for column, word in words.items():
            self.put(self.cell(row, column), column, ILLEGAL_CHARACTERS_RE.sub("", word).strip())

    def former_names(self, row: int, words: Mapping[str, str]) -> str:
        former = words.get("former_names", self.lines.text(row, "former_names"))
        old = self.lines.text(row, "name")
        known = {name_key(one) for one in re.split("[、,;；，\n]+", former)}
        if not old or name_key(old) in known | {name_key(words["name"])}:
            return former
        return f"{former}、{old}" if former else old

    def cell(self, row: int, column: str) -> Cell:
        """The cell, in the style of the one above where it is a new line's; a column that is not there is added."""
        if column not in self.columns:
            heading = self.heading(column)
            self.columns[column] = max(self.columns.values()) + 1
            while self.sheet.cell(self.lines.first_row, self.columns[column] + 1).value is not None:
                self.columns[column] += 1
            head = self.sheet.cell(self.lines.first_row, self.columns[column] + 1, heading)
            head._style = copy(self.sheet.cell(self.lines.first_row, self.columns[column])._style)
        cell: Cell = self.sheet.cell(row + 1, self.columns[column] + 1)
        if not cell.has_style:
            is_first = row == self.lines.first_row
            above = self.sheet.column_dimensions[get_column_letter(cell.column)]
            cell._style = copy((above if is_first else self.sheet.cell(row, cell.column))._style)
        return cell

    def heading(self, column: str) -> str:
        known = {**SOCIETY_HEADINGS, **PERIOD_HEADINGS}
        return known.get(column) or BASE_HEADING.format(column.removeprefix("base "))

    def put(self, cell: Cell, column: str, word: str) -> None:
        """Write a number as a number, a day as a day, anything else as text: what is wrong is told when it is read."""
        if column == "renewal_years" and not _YEARS.fullmatch(clean(word)):
            place = f"{self.sheet.title}!{cell.coordinate}"
            raise RegistryError(f"{place}：应换届年份“{word}”应为四位年份，几个的用顿号隔开，例如 2018、2023。")
        is_number = column in ("period", "first_period") or column.startswith("base ")
        if not word:
            cell.value = None
        elif is_number and _WHOLE_NUMBER.fullmatch(clean(word)):
            cell.value = int(clean(word))
        elif column == "deadline" and (day := _day(word)):
            cell.value = day
        else:
            cell.value = word
            cell.data_type = "s"


def _day(word: str) -> object:
    try:
        return values.date(word)
    except ValueError:
        return None


def next_id(ids: Iterable[str]) -> str:
    """A 编号 that is not taken yet, after the pattern of the others: S170 → S171."""
    numbered = [match for one in ids if (match := re.fullmatch(r"(.*?)([0-9]{1,9})", one))]
    if not numbered:
        return "S001"
    last = max(numbered, key=lambda match: (match[1] == numbered[-1][1], int(match[2])))
    return f"{last[1]}{int(last[2]) + 1:0{len(last[2])}d}"
