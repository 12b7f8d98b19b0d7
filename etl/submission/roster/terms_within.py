"""Rows of an earlier council in one table with the council's: told by a column 届次, or by headings between the rows
(docs/workbook.md, What people really send back).
"""

from etl.submission.found_tables.table_finder import FoundTable
from etl.submission.roster.roster_rows import own_rows
from etl.submission.roster.roster_titles import term_of

_HEADINGS = frozenset("届次 届别 届数 所属届次 任期 理事会届次".split())


def rows_of_earlier_terms(table: FoundTable) -> set[int]:
    """The rows that belong to an earlier term than the latest one of the table."""
    grid = table.grid
    if not any("届" in text for text in grid.texts):
        return set()
    headings = grid.heading_keys(table.first_row - 1)
    column = next((place for place, key in headings.items() if key in _HEADINGS), None)
    terms: dict[int, int] = {}
    current = 0
    for row in own_rows(table):
        line = grid.rows[row]
        texts = [value for value in line if isinstance(value, str)]
        if len(texts) == 1 == grid.width - line.count(None):
            current = term_of(texts[0]) or current
        terms[row] = term_of(grid.text(row, column)) if column is not None else current
    latest = max(terms.values(), default=0)
    return {row for row, term in terms.items() if 0 < term < latest}
