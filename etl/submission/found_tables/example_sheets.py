"""Sheets whose name says that another one counts: examples (填表示例, 样表), drafts (初稿, 作废), those of which
there is a final version (定稿) (docs/workbook.md: What stands beside our tables and is not ours).
"""

import re
from collections.abc import Mapping, Sequence, Set
from contextlib import suppress

from etl.knowledge.layout import Layout
from etl.submission.cells import values
from etl.submission.cells.cell_reader import Cells
from etl.submission.form.form_entries import Entry
from etl.submission.found_tables.grid import Grid
from etl.submission.found_tables.headers import FORM
from etl.submission.found_tables.other_years import by_year
from etl.submission.found_tables.table_finder import FoundTable, titles_above
from etl.text import match_key
from etl.workbook import Value

_EXAMPLE = re.compile(r"(?:^|[(_\-—])(?:填[写表报])?(?:示例|样例|样表|范例|范本)(?:表|页|\d*)?(?:$|[(_\-—)])|勿填")
_DRAFT = re.compile("初稿|草稿|讨论稿|征求意见稿|送审稿|作废|废弃|备份|旧版|旧表|旧稿|^原.*[表册单况]$")
_FINAL = re.compile("定稿|终稿|最终稿?版?|最新版?")  # a corrected one (更正) may hold some rows alone
_NOT_NAME = re.compile(r"[\W_0-9]")


def example_sheets(
    entries: Sequence[Entry], tables_by_grid: Sequence[tuple[Grid, list[FoundTable]]], layout: Layout, cells: Cells
) -> Set[str]:
    """The names of the sheets whose name says that they are examples or drafts, where all that they hold stands on
    other sheets, too, that name no other year; they are set aside. The others are read. Each has a finding.
    """
    stated = {year for entry in entries if entry.field == "period" and (year := _year(entry.value))}
    period = next(iter(stated)) if len(stated) == 1 else None
    kinds: dict[str, set[str]] = {grid.name: set() for grid, _ in tables_by_grid}
    for grid, tables in tables_by_grid:
        of_year = by_year(tables, lambda table: titles_above(table, layout), period).own
        kinds[grid.name].update(table.name for table in of_year)
    for entry in entries:
        if not layout.fields[entry.field].identifies:
            kinds[entry.grid.name].add(FORM)
    finals = {_name_alone(_FINAL.sub("", key)): name for name in kinds if _FINAL.search(key := match_key(name))}
    examples = {name for name in kinds if _names_draft(name, finals)}
    own = set().union(*(held for name, held in kinds.items() if name not in examples))
    examples = {name for name in examples if kinds[name]}
    aside = {name for name in examples if kinds[name] <= own}
    for grid in {grid.name: grid for grid, _ in tables_by_grid if grid.name in examples}.values():
        row = next(row for row, opening in enumerate(grid.openings) if opening is not None)
        cell = grid.address(row, next(place for place, value in enumerate(grid.rows[row]) if value is not None))
        if grid.name not in aside and _names_draft(grid.name, {}):
            cells.add("table_other_year", grid.name, cell, word=grid.name)
        if grid.name not in aside:
            continue
        reason = f"工作表名称“{grid.name}”说明它是示例或旧稿，文件中另有填好的表"
        grid.account.set_aside_whole_sheet()
        grid.account.reasons.append(reason)
        cells.add("table_set_aside", grid.name, cell, reason=reason)
    return aside


def _names_draft(name: str, finals: Mapping[str, str]) -> bool:
    """True for the name of an example or a draft, and of a sheet of which `finals` has a later version."""
    key = match_key(name)
    final = finals.get(_name_alone(key), name)
    return bool(_EXAMPLE.search(key) or _DRAFT.search(key)) or final != name


def _name_alone(key: str) -> str:
    return _NOT_NAME.sub("", key)


def _year(value: Value) -> int | None:
    with suppress(ValueError):
        return values.year(value)
    return None
