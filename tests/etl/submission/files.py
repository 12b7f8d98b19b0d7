"""Workbooks of a few plain sheets, and what is understood of them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from etl.paths import RUBRICS
from etl.submission import Knowledge, Part, Understanding, understand

KNOWLEDGE = Knowledge.of(tuple(RUBRICS.glob("*.toml")))
NAME = "滨海市示例甲学会"
WHO: list[list[Any]] = [["学会名称", NAME], ["填报年度", 2018]]
Rows = Sequence[Sequence[Any]]


def write(folder: Path, sheets: Mapping[str, Rows], merges: Mapping[str, Sequence[str]] | None = None) -> Path:
    """A workbook with these sheets; `merges` are ranges by sheet."""
    book = openpyxl.Workbook()
    book.remove(book["Sheet"])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        for merge in (merges or {}).get(title, ()):
            sheet.merge_cells(merge)
    path = folder / "workbook.xlsx"
    book.save(path)
    return path


def read(folder: Path, sheets: Mapping[str, Rows], merges: Mapping[str, Sequence[str]] | None = None) -> Understanding:
    """What is understood of a workbook with these sheets."""
    return understand(write(folder, sheets, merges), KNOWLEDGE)


def part(folder: Path, sheets: Mapping[str, Rows], merges: Mapping[str, Sequence[str]] | None = None) -> Part:
    """Its only part."""
    (only,) = read(folder, sheets, merges).parts
    return only


def form(of_part: Part) -> dict[str, int | str | None]:
    """Field of the form → value; None where it is blank or unreadable."""
    return {one.field: one.text if one.value is None else one.value for one in of_part.form}


def told(of_part: Part) -> list[tuple[str, str | None, str | None]]:
    """The findings: kind, sheet, cell."""
    return [(one.kind, one.sheet, one.cell) for one in of_part.findings]
