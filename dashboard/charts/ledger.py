"""The ledger at a glance: a line per society, a column per task, the verdict as the colour of each cell."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import partial
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import style
from dashboard.charts.style import Picture
from dashboard.wording import labels

MOST_SOCIETIES = 400  # more lines than that are no picture any more
MOST_NAMED = 40  # up to so many lines there is room for names
LEAST_LINE, TALLEST_LINE = 3.4, 26  # pixels
FARTHEST = 40  # pixels from the middle of a wide cell to its corner, where it is still hit
ABOVE = 48  # room for the key and the numbers of the tasks, in pixels
NAME_WIDTH = 10
GAP, HALF = 0.7, 0.46  # in columns: between the three groups of tasks, and half the width of a cell
DRAWN = ("met", "unmet", "unknown")  # on the ground, which is what does not apply
_UNSEEN = {"showticklabels": False, "fixedrange": True}


def ledger(frame: pd.DataFrame, height: int) -> Picture:
    """Return the picture of a ledger (society × task with `line`), `height` pixels high where its lines allow.

    A point's customdata begins with society_id and task_id. What is not applicable is ground, and has none.
    """
    societies = frame.drop_duplicates("society_id").sort_values("line")
    shown = societies.head(MOST_SOCIETIES)
    is_named = len(shown) <= MOST_NAMED
    tasks = frame.drop_duplicates("task_id").sort_values("number")
    column = _columns(tasks)
    places, lines = list(column.values()), list(range(len(shown)))
    cells = frame[frame["line"] < len(shown)]
    of_verdict = {verdict: cells[cells["verdict"] == verdict] for verdict in labels.VERDICTS}
    across = {"range": [0.4, max(places, default=1) + 0.6], "showgrid": False, "zeroline": False}
    down = {"range": [len(shown) - 0.5, -0.5], "showgrid": False, "zeroline": False}
    names = [labels.plotly(name) for name in shown["name"]]
    short = [labels.plotly(labels.shorten(name, NAME_WIDTH)) for name in shown["name"]] if is_named else []
    titles = [f"{one.number} {labels.plotly(one.short_title)}" for one in tasks.itertuples()]
    tall = max(min(height, len(shown) * TALLEST_LINE + ABOVE), int(len(shown) * LEAST_LINE) + ABOVE)
    figure = style.figure(
        go.Scatter(x=[None], y=[None]),  # the axes that are seen are drawn for those of a trace alone
        *(_points(of_verdict[verdict], verdict, column) for verdict in labels.VERDICTS),
        height=tall,
        hoverdistance=FARTHEST,
        annotations=[style.verdict_key(tuple(labels.VERDICTS)) | {"yshift": 20}],
        margin={"l": 124 if is_named else 4, "r": 4, "t": ABOVE - 2, "b": 2},
        shapes=[
            _area("not_applicable", ((place, -0.5, len(shown) - 0.5) for place in places)),
            *(_area(verdict, _rectangles(of_verdict[verdict], column)) for verdict in DRAWN),
            _between(lines, (tall - ABOVE) / max(len(shown), 1)),
        ],
        xaxis={
            **across,
            "side": "top",
            "tickangle": 0,
            "tickfont": {"size": 8 if is_named else 10},  # the names leave the columns little room
            "tickvals": places,
            "ticktext": [str(number) for number in tasks["number"]],
        },
        yaxis={
            **down,
            "tickfont": {"size": 11},
            "showticklabels": is_named,
            "tickvals": lines if is_named else [],
            "ticktext": short,
        },
        # What the points lie on is not seen; its words are whole, and stand once and not in each cell.
        xaxis2={**across, **_UNSEEN, "overlaying": "x", "anchor": "y2", "tickvals": places, "ticktext": titles},
        yaxis2={**down, **_UNSEEN, "overlaying": "y", "anchor": "x2", "tickvals": lines, "ticktext": names},
    )
    drawn = style.with_shapes_of_chosen(figure, partial(_chosen, of_verdict, column))
    return Picture(drawn, _title(societies), _alt(societies, cells))


def _columns(tasks: pd.DataFrame) -> dict[str, float]:
    groups = list(dict.fromkeys(tasks["task_group"]))
    return {
        task_id: place + GAP * groups.index(group)
        for place, (task_id, group) in enumerate(zip(tasks["task_id"], tasks["task_group"], strict=True), 1)
    }


def _area(verdict: str, rectangles: Iterable[tuple[float, float, float]]) -> dict[str, Any]:
    """These rectangles (column, upper and lower edge) as one path: a mark for each cell takes the browser as long as
    all other charts of the page together.
    """
    path = (f"M{x - HALF:.4g},{upper:g}H{x + HALF:.4g}V{lower:g}H{x - HALF:.4g}Z" for x, upper, lower in rectangles)
    colour = style.VERDICT_COLOURS[verdict]
    return {"type": "path", "layer": "below", "path": "".join(path), "fillcolor": colour, "line": {"width": 0}}


def _rectangles(cells: pd.DataFrame, column: dict[str, float]) -> Iterator[tuple[float, float, float]]:
    """One for the cells of a column whose lines follow one another: three quarters fewer bytes than one for each."""
    for task_id, lines in cells.groupby("task_id")["line"]:
        held = set(lines)
        starts, ends = sorted(held - {line + 1 for line in held}), sorted(held - {line - 1 for line in held})
        for first, last in zip(starts, ends, strict=True):
            yield column[task_id], first - 0.5, last + 0.5


def _between(lines: Sequence[int], pixels: float) -> dict[str, Any]:
    """What parts the cells of a column from one another: a tenth of the height of a line, `pixels`."""
    path = "".join(f"M0,{line + 0.5:g}H99" for line in lines)
    return {"type": "path", "layer": "below", "path": path, "line": {"color": style.SURFACE, "width": pixels / 10}}


def _chosen(
    of_verdict: Mapping[str, pd.DataFrame], column: dict[str, float], things: Set[tuple[str, ...]]
) -> list[dict[str, Any]]:
    """A veil over all cells, and those that are chosen on top of it."""
    veil = {"type": "rect", "x0": 0, "x1": max(column.values()) + 1, "y0": -1, "y1": MOST_SOCIETIES}
    areas = []
    for verdict in DRAWN:
        cells = of_verdict[verdict]
        is_chosen = [pair in things for pair in zip(cells["society_id"], cells["task_id"], strict=True)]
        areas.append(_area(verdict, _rectangles(cells[is_chosen], column)))
    return [
        veil | {"layer": "below", "fillcolor": style.SURFACE, "opacity": 0.65, "line": {"width": 0}},
        *(one for one in areas if one["path"]),
    ]


def _points(cells: pd.DataFrame, verdict: str, column: dict[str, float]) -> go.Scatter:
    """What is said of the cells of one verdict, and chosen with a click. Nothing of it is drawn."""
    ids = [list(pair) for pair in zip(cells["society_id"], cells["task_id"], strict=True)]
    reasons = [f"（{labels.plotly(reason)}）" if pd.notna(reason) else "" for reason in cells["reason"]]
    reason = "%{text}" if any(reasons) else ""
    return go.Scatter(
        mode="markers",
        name=labels.VERDICTS[verdict],
        xaxis="x2",
        yaxis="y2",
        x=[column[task_id] for task_id in cells["task_id"]],
        y=cells["line"].tolist(),
        text=reasons if reason else None,
        marker={"opacity": 0, "maxdisplayed": 1, "color": style.VERDICT_COLOURS[verdict]},
        customdata=ids if verdict in DRAWN else None,
        hovertemplate=f"<b>%{{y}}</b><br>%{{x}}<br>{labels.marked(verdict)}{reason}<extra></extra>",
    )


def _title(societies: pd.DataFrame) -> str:
    if not societies["is_reported"].any():
        return f"总账：{len(societies)} 家都没有可用的填报"
    met = int((societies["overall"] == "met").sum())
    text = f"总账：{met}/{len(societies)} 家应完成的各类任务都达标"
    return text if len(societies) <= MOST_SOCIETIES else f"{text}（图中为前 {MOST_SOCIETIES} 家，其余见表）"


def _alt(societies: pd.DataFrame, cells: pd.DataFrame) -> str:
    count = cells["verdict"].value_counts()
    parts = "，".join(f"{word} {int(count.get(verdict, 0))} 格" for verdict, word in labels.VERDICTS.items())
    return f"{_title(societies)}。每行一家学会、每列一项任务，共 {len(societies)} 家：{parts}。"
