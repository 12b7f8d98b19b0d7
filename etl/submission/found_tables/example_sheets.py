"""Sheets that show how to fill in the workbook: 填表示例, 样表, 任务完成情况（样例） (docs/workbook.md: What stands
beside our tables and is not ours).
"""

import re
from collections.abc import Iterable, Sequence, Set

from etl.knowledge.layout import Layout
from etl.submission.cells.cell_reader import Cells
from etl.submission.form.form_entries import Entry
from etl.submission.found_tables.grid import Grid
from etl.submission.found_tables.headers import FORM
from etl.submission.found_tables.table_finder import FoundTable
from etl.text import match_key

_EXAMPLE = re.compile(r"(?:^|[(_\-—])(?:填[写表报])?(?:示例|样例|样表|范例|范本)(?:表|页|\d*)?(?:$|[(_\-—)])|勿填")


def example_sheets(
    entries: Iterable[Entry], tables_by_grid: Sequence[tuple[Grid, list[FoundTable]]], layout: Layout, cells: Cells
) -> Set[str]:
    """The names of the sheets whose name says that they are examples, where all that they hold stands on other sheets,
    too; they are set aside, each with a finding.
    """
    kinds: dict[str, set[str]] = {grid.name: set() for grid, _ in tables_by_grid}
    for grid, tables in tables_by_grid:
        kinds[grid.name].update(table.name for table in tables)
    for entry in entries:
        if not layout.fields[entry.field].identifies:
            kinds[entry.grid.name].add(FORM)
    examples = {name for name in kinds if _EXAMPLE.search(match_key(name))}
    own = set().union(*(held for name, held in kinds.items() if name not in examples))
    aside = {name for name in examples if kinds[name] and kinds[name] <= own}
    for grid in {grid.name: grid for grid, _ in tables_by_grid if grid.name in aside}.values():
        reason = f"工作表名称“{grid.name}”说明它是示例，文件中另有填好的表"
        grid.account.set_aside_whole_sheet()
        grid.account.reasons.append(reason)
        row = next(row for row, opening in enumerate(grid.openings) if opening is not None)
        column = next(place for place, value in enumerate(grid.rows[row]) if value is not None)
        cells.add("table_set_aside", grid.name, grid.address(row, column), reason=reason)
    return aside
