"""学会: one council's ratios as bars, each against its limit."""

from collections.abc import Iterator
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import standing
from dashboard.charts import style
from dashboard.charts.style import Picture
from dashboard.queries.society import SocietyRecord
from dashboard.wording import labels

TRACK = "#EEF1F4"
NOT_JUDGED = "#8A94A3"
HEIGHT = 312


def bullets(record: SocietyRecord) -> Picture:
    """Return the council's ratios as bars against their limits. Points carry `[criterion_id]`."""
    ratios = record.ratios
    figure = style.figure(
        go.Bar(
            orientation="h",
            y=list(range(len(ratios))),
            x=ratios["share"].fillna(0).clip(upper=1).tolist(),
            width=0.26,
            marker={"color": [colour(ratio) for ratio in ratios.itertuples()]},
            customdata=ratios[["criterion_id"]].to_numpy().tolist(),
            hovertext=[_hover(ratio) for ratio in ratios.itertuples()],
            hovertemplate="%{hovertext}<extra></extra>",
            unselected={"marker": {"opacity": 0.45}},
        ),
        height=HEIGHT,
        margin={"l": 8, "r": 8, "t": 22, "b": 28},
        shapes=list(_tracks(ratios)),
        annotations=list(_words(ratios)),
        xaxis={"range": [0, 1], "showgrid": False, "zeroline": False, "tickvals": [0, 0.5, 1], "tickformat": ".0%"},
        yaxis={"visible": False, "range": [len(ratios) - 0.6, -0.4]},
    )
    title = standing.council(record)
    outcomes = "；".join(f"{ratio.ratio} {_outcome(ratio)}" for ratio in ratios.itertuples())
    return Picture(figure, title, f"{title}。{outcomes}。")


def colour(ratio: Any) -> str:
    """The colour of a ratio's bar: of its verdict, grey where nothing is judged."""
    return style.VERDICT_COLOURS.get(standing.ratio_kind(ratio), NOT_JUDGED)


def _outcome(ratio: Any) -> str:
    return f"{standing.ratio_word(ratio)} {standing.ratio_numbers(ratio)}".strip()


def _tracks(ratios: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for number, ratio in enumerate(ratios.itertuples()):
        yield {
            "type": "rect", "layer": "below", "x0": 0, "x1": 1, "y0": number - 0.19, "y1": number + 0.19,
            "fillcolor": TRACK, "line": {"width": 0},
        }  # fmt: skip
        if isinstance(ratio.side, str):
            at = ratio.limit_part / ratio.limit_whole
            yield {
                "type": "line", "x0": at, "x1": at, "y0": number - 0.26, "y1": number + 0.26,
                "line": {"color": style.INK, "width": 2},
            }  # fmt: skip


def _words(ratios: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Above each bar what it is, the verdict and the numbers."""
    for number, ratio in enumerate(ratios.itertuples()):
        yield style.on_row(number - 0.22, labels.plotly(ratio.ratio), xshift=-6)
        text_colour = style.VERDICT_TEXT.get(standing.ratio_kind(ratio), style.MUTED)
        word = f"<b style='color:{text_colour}'>{standing.ratio_word(ratio)}</b>"
        numbers = labels.plotly(standing.ratio_numbers(ratio))
        yield style.on_row(number - 0.22, f"{word}　{numbers}", is_right=True, xshift=6)


def _hover(ratio: Any) -> str:
    lines = [f"<b>{labels.plotly(ratio.ratio)}</b>", _outcome(ratio)]
    lines += [labels.plotly(one) for one in (ratio.explanation, ratio.place) if isinstance(one, str) and one]
    return "<br>".join(lines)
