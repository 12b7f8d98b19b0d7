"""The ledger at a glance: a line per society, a column per task, the verdict as the colour of each cell."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import style
from dashboard.charts.style import Picture
from dashboard.wording import labels

MOST_SOCIETIES = 400  # more lines than that are no picture any more
MOST_NAMED = 40  # up to so many lines there is room for names
LEAST_LINE, TALLEST_LINE = 3.4, 26  # pixels
ABOVE = 48  # room for the key and the numbers of the tasks, in pixels
NAME_WIDTH = 10
GAP = 0.7  # between the three groups of tasks, in columns


def ledger(frame: pd.DataFrame, height: int) -> Picture:
    """Return the picture of a ledger (society × task with `line`), `height` pixels high where its lines allow.

    A point's customdata begins with society_id and task_id. What is not applicable is ground and not drawn.
    """
    societies = frame.drop_duplicates("society_id").sort_values("line")
    shown = societies.head(MOST_SOCIETIES)
    is_named = len(shown) <= MOST_NAMED
    tasks = frame.drop_duplicates("task_id").sort_values("number")
    column = _columns(tasks)
    cells = frame[frame["line"] < len(shown)]
    bars = [
        _cells(cells[cells["verdict"] == verdict], verdict, column, is_named=is_named)
        for verdict in ("met", "unmet", "unknown")
    ]
    figure = style.figure(
        *bars,
        height=max(min(height, len(shown) * TALLEST_LINE + ABOVE), int(len(shown) * LEAST_LINE) + ABOVE),
        barmode="overlay",
        annotations=[style.verdict_key(tuple(labels.VERDICTS)) | {"yshift": 20}],
        margin={"l": 124 if is_named else 4, "r": 4, "t": ABOVE - 2, "b": 2},
        shapes=[
            {
                "type": "rect",
                "layer": "below",
                "x0": place - 0.46,
                "x1": place + 0.46,
                "y0": -0.5,
                "y1": len(shown) - 0.5,
                "fillcolor": style.VERDICT_COLOURS["not_applicable"],
                "line": {"width": 0},
            }
            for place in column.values()
        ],
        xaxis={
            "side": "top",
            "tickangle": 0,
            "tickfont": {"size": 8 if is_named else 10},  # the names leave the columns little room
            "tickvals": list(column.values()),
            "ticktext": [str(number) for number in tasks["number"]],
            "range": [0.4, max(column.values(), default=1) + 0.6],
            "showgrid": False,
            "zeroline": False,
        },
        yaxis={
            "range": [len(shown) - 0.5, -0.5],
            "showgrid": False,
            "zeroline": False,
            "tickfont": {"size": 11},
            "showticklabels": is_named,
            "tickvals": list(range(len(shown))),
            "ticktext": [
                labels.plotly(labels.shorten(name, NAME_WIDTH) if is_named else name) for name in shown["name"]
            ],
        },
    )
    return Picture(figure, _title(societies), _alt(societies, cells))


def _columns(tasks: pd.DataFrame) -> dict[str, float]:
    groups = list(dict.fromkeys(tasks["task_group"]))
    return {
        task_id: place + GAP * groups.index(group)
        for place, (task_id, group) in enumerate(zip(tasks["task_id"], tasks["task_group"], strict=True), 1)
    }


def _cells(cells: pd.DataFrame, verdict: str, column: dict[str, float], *, is_named: bool) -> go.Bar:
    """The cells of one verdict. The axis knows the name of each line in full where it does not show it, so that it is
    not sent with each of its twenty cells.
    """
    name = "%{customdata[4]}" if is_named else "%{y}"
    word = f"{labels.MARKS[verdict]} {labels.VERDICTS[verdict]}"
    return go.Bar(
        orientation="h",
        name=labels.VERDICTS[verdict],
        y=cells["line"].tolist(),
        base=[column[task_id] - 0.46 for task_id in cells["task_id"]],
        x=[0.92] * len(cells),
        width=0.9,
        marker={"color": style.VERDICT_COLOURS[verdict], "line": {"width": 0}},
        customdata=[
            [
                one.society_id,
                one.task_id,
                f"{one.number} {labels.plotly(one.short_title)}",
                f"（{labels.plotly(one.reason)}）" if pd.notna(one.reason) else "",
                *([labels.plotly(one.name)] if is_named else []),
            ]
            for one in cells.itertuples(index=False)
        ],
        hovertemplate=f"<b>{name}</b><br>%{{customdata[2]}}<br>{word}%{{customdata[3]}}<extra></extra>",
        unselected={"marker": {"opacity": 0.35}},
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
