"""The association's own registry among the received files: it is told apart by its headings and counts as no report
(docs/workbook.md, The registry among the files).
"""

from collections.abc import Sequence

from etl.knowledge.findings import finding
from etl.knowledge.layout import Layout
from etl.submission.account.sheet_accounts import settle
from etl.submission.found_tables.grid import Grid
from etl.submission.opened_file import OpenedFile
from etl.submission.understanding import Understanding

_WHY = "是名录，不是填报表"


def is_registry(grids: Sequence[Grid], layout: Layout) -> bool:
    """Whether the headings of both tables of a registry stand in the sheets, each in a row of some sheet."""
    return all(any(_is_headed(grid, keys, layout) for grid in grids) for keys in layout.registry_headings)


def of_registry(file: OpenedFile, layout: Layout) -> Understanding:
    """What such a file says as a report: nothing; all its cells are set aside."""
    for grid in file.grids:
        grid.account.set_aside_whole_sheet()
        grid.account.reasons.append(_WHY)
    accounts, _ = settle([(grid, ()) for grid in file.grids], (), (), (), layout)
    return Understanding(file.workbook.format, (), tuple(accounts), (finding("registry_sent"),))


def _is_headed(grid: Grid, keys: frozenset[str], layout: Layout) -> bool:
    return any(keys.issubset(grid.heading_keys(row).values()) for row in grid.heading_rows if row < layout.header_rows)
