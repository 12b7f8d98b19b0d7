"""Tables with many societies, row by row to the society named in them."""

from collections.abc import Mapping, Sequence

from tests.independent.mess.answers import plain_columns
from tests.independent.mess.forms import Identity, items_of, row_per_society, written_name
from tests.independent.mess.grid import Block, Cell, Sheet, lines, stacked
from tests.independent.mess.members import plain_columns_of_years
from tests.independent.mess.pen import Pen
from tests.independent.mess.rosters import columns_of_persons
from tests.independent.mess.tables import Column, merged, table, usual_ends
from tests.independent.truth import Line, Report

Reports = Mapping[Line, Report]
KINDS = ("form", "answers", "members", "roster")


def summary(pen: Pen, period: int, reports: Reports, kinds: Sequence[str]) -> list[Sheet]:
    """A sheet for each kind of table with the rows of all societies; every report has these tables."""
    return [
        Sheet(
            {"form": "基本情况汇总", "answers": "任务汇总", "members": "会员汇总", "roster": "名册汇总"}[kind],
            stacked([lines(f"{period}年度各学会情况汇总表"), _table(pen, kind, reports)]),
        )
        for kind in kinds
    ]


def _table(pen: Pen, kind: str, reports: Reports) -> Block:
    if kind == "form":
        rows: list[list[tuple[str, Cell]]] = []
        for line, report in reports.items():
            assert report.form is not None
            rows.append(items_of(pen, report.form, Identity(written_name(pen, line), None, None)))
        return row_per_society(pen, rows)
    parts = [(line, _columns(pen, kind, report)) for line, report in reports.items()]
    return table(pen, _under_one_another(pen, parts), ends=usual_ends(pen))


def _columns(pen: Pen, kind: str, report: Report) -> list[Column]:
    if kind == "answers":
        assert report.answers is not None
        return plain_columns(pen, report.answers)
    if kind == "members":
        assert report.members is not None
        return plain_columns_of_years(pen, report.members)
    assert report.roster is not None
    return columns_of_persons(pen, report.roster, is_plain=True)


def _under_one_another(pen: Pen, parts: Sequence[tuple[Line, list[Column]]]) -> list[Column]:
    """The columns of all societies one under another beside a column of their names, merged down or in every row."""
    names: list[str] = []
    runs: list[tuple[int, int]] = []
    for line, columns in parts:
        height = len(columns[0].cells)
        runs.append((len(names), len(names) + height - 1))
        names += [written_name(pen, line)] * height
    society = Column("society", list(names))
    if pen.form.has_merges and pen.often(0.5):
        society = merged(society, [run for run in runs if run[0] < run[1]], lambda row: names[row])
    elif pen.often(0.3):
        society = Column("society", [written_name(pen, line) for line, columns in parts for _ in columns[0].cells])
    below = [
        Column(first.key, [cell for _, columns in parts for cell in columns[place].cells])
        for place, first in enumerate(parts[0][1])
    ]
    return [society, *below]
