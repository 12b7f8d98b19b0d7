"""The ledger at a glance: each cell once in the colour of its verdict, lines that can be seen, one that is chosen."""

import json
import re
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from plotly.io.json import to_json_plotly

from dashboard.charts import overview as charts
from dashboard.charts import style
from dashboard.queries import Filters, overview
from tests.association import HOSTILE

ALL = Filters(2018)


def test_ledger_draws_each_cell_that_applies_once_with_its_verdict(build: str) -> None:
    cells = overview.cells(build, ALL)
    picture = charts.ledger(cells)
    axes, *traces, unjudged = picture.figure.data
    said = {(society_id, task_id): trace.name for trace in traces for society_id, task_id, *_ in trace.customdata}
    words = {"met": "达标", "unmet": "未达标", "unknown": "待定"}
    applicable = cells[cells["verdict"] != "not_applicable"]
    assert said == {(one.society_id, one.task_id): words[one.verdict] for one in applicable.itertuples()}
    assert sum(len(trace.x) for trace in traces) == len(said)
    assert (axes.customdata, unjudged.customdata, len(unjudged.x)) == (None, None, len(cells) - len(said))
    reasons = cells[cells["verdict"] == "not_applicable"]["reason"]
    assert unjudged.text == tuple(f"（{reason}）" for reason in reasons)
    assert "%{text}" in unjudged.hovertemplate
    _, *areas, _ = picture.figure.layout.shapes
    assert [area.fillcolor for area in areas] == [style.VERDICT_COLOURS[verdict] for verdict in words]
    for trace, area in zip(traces, areas, strict=True):  # a rectangle around each point, in its colour
        assert _middles(area.path) == sorted((round(x, 2), y) for x, y in zip(trace.x, trace.y, strict=True))
    assert picture.title == "总账：1/7 家应完成的各类任务都达标"


def _middles(path: str) -> list[tuple[float, float]]:
    """The cells that the rectangles of a path cover."""
    sides = [map(float, one) for one in re.findall(r"M([\d.-]+),([\d.-]+)H([\d.-]+)V([\d.-]+)H", path)]
    return sorted(
        (round((left + right) / 2, 2), line)
        for left, above, right, below in sides
        for line in range(int(above + 0.5), int(below + 0.5))
    )


def _shapes(figure: go.Figure) -> list[dict[str, Any]]:
    shapes: list[dict[str, Any]] = json.loads(to_json_plotly(figure.to_dict()))["layout"]["shapes"]
    return shapes


def test_cell_that_is_chosen_stands_out_of_the_ledger(build: str) -> None:
    drawn = charts.ledger(overview.cells(build, ALL)).figure
    *others, veil, chosen = _shapes(style.marked(drawn, (("S05", "T12"),)))
    assert others == _shapes(drawn)
    assert (veil["fillcolor"], veil["opacity"]) == (style.SURFACE, 0.65)
    points = {tuple(cell[:2]): (trace, at) for trace in drawn.data for at, cell in enumerate(trace.customdata or ())}
    trace, at = points["S05", "T12"]
    assert (chosen["fillcolor"], _middles(chosen["path"])) == (trace.marker.color, [(trace.x[at], trace.y[at])])


def test_ledger_puts_those_with_least_to_do_first_and_those_who_sent_nothing_last(build: str) -> None:
    lines = overview.cells(build, ALL).drop_duplicates("society_id")
    assert lines["society_id"].tolist() == ["S01", "S06", "S05", "S07", "S02", "S03", "S04"]


def test_large_ledger_shows_as_many_lines_as_a_picture_can_hold(build: str) -> None:
    cells = overview.cells(build, ALL)
    many = pd.concat(
        [cells.assign(society_id=cells["society_id"] + str(copy), line=cells["line"] + 7 * copy) for copy in range(100)]
    )
    picture = charts.ledger(many)
    said = {society_id for trace in picture.figure.data for society_id, *_ in trace.customdata or ()}
    assert len(said) == 400
    assert picture.title == "总账：100/700 家应完成的各类任务都达标（图中为前 400 家，其余见表）"


def test_lines_of_the_ledger_are_neither_thin_nor_fat(build: str) -> None:
    cells = overview.cells(build, ALL)
    many = pd.concat(
        [cells.assign(society_id=cells["society_id"] + str(n), line=cells["line"] + 7 * n) for n in range(24)]
    )
    assert [charts.ledger(frame).figure.layout.height for frame in (cells, many)] == [7 * 26 + 48, 168 * 3.4 // 1 + 48]


def test_names_are_harmless_in_the_ledger(build: str) -> None:
    cells = overview.cells(build, ALL)
    many = pd.concat(
        [cells.assign(society_id=cells["society_id"] + str(n), line=cells["line"] + 7 * n) for n in range(9)]
    )
    few, lines = charts.ledger(cells).figure, charts.ledger(many).figure.layout
    escaped = HOSTILE.replace("<", "&lt;").replace(">", "&gt;")
    assert not any("<" in name for name in few.layout.yaxis.ticktext)
    assert (lines.yaxis.showticklabels, lines.yaxis.ticktext) == (False, ())
    # Whole, for the words on hover.
    assert [one.yaxis2.ticktext.count(escaped) for one in (few.layout, lines)] == [1, 9]
