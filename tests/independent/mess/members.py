"""The table of members by year as people send it."""

from tests.independent.mess.grid import Block, Cell
from tests.independent.mess.pen import Pen
from tests.independent.mess.tables import Column, table, usual_ends
from tests.independent.truth import Count, Members

INDIVIDUAL, UNIT = ("人", "名"), ("个", "家")


def rows_of_years(pen: Pen, members: Members) -> tuple[Block, Members]:
    """A row per year. Returns the table and the numbers understood."""
    years = list(members)
    if pen.often(0.2):
        pen.rng.shuffle(years)
    has_unit = not pen.often(0.1)
    columns = plain_columns_of_years(pen, {year: members[year] for year in years})
    missing = ([] if has_unit else ["unit"]) + (["total"] if pen.often(0.2) else [])
    columns = [one for one in columns if one.key not in missing]
    if pen.often(0.15):
        columns.append(Column("note", [None] * len(years)))
    if pen.form.has_merges and pen.often(0.15):
        columns = [
            Column(one.key, one.cells, over="会员数（人）" if one.key in ("individual", "unit", "total") else None)
            for one in columns
        ]
    ends = [pen.one(["合计", "合　计"])] if pen.often(0.1) else []
    understood = {year: (individual, unit if has_unit else None) for year, (individual, unit) in members.items()}
    return table(pen, columns, ends=ends + usual_ends(pen)), understood


def plain_columns_of_years(pen: Pen, members: Members) -> list[Column]:
    """All columns of the table, a row per year."""
    return [
        Column("year", [pen.year(year) for year in members]),
        Column("individual", [pen.count(individual, INDIVIDUAL) for individual, _ in members.values()]),
        Column("unit", [pen.count(unit, UNIT) for _, unit in members.values()]),
        Column("total", [_total(pen, *both) for both in members.values()]),
    ]


def _total(pen: Pen, individual: Count, unit: Count) -> Cell:
    return pen.count(individual + unit) if isinstance(individual, int) and isinstance(unit, int) else pen.blank()
