"""Bars of verdicts: met, unmet and unknown side by side, the count in each part, n/N at the end of every row."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import style
from dashboard.wording import labels

COUNTED = ("met", "unmet", "unknown")
LABEL_SIZE, COUNT_SIZE = 13, 11
DIGIT, EDGES = 6.4, 3  # pixels of a digit of a count, and of what must be free around it
RIGHT = 88  # room for "100% 168/168"


@dataclass(frozen=True, slots=True)
class BarLayout:
    """How the bars stand: `height` of the figure and `left`, the room for the labels, in pixels; 0 puts them above.

    `places` are the heights of the bars on an axis that grows downwards and is shown from end to end of `axis`;
    `headings` stand at such heights, and `thickness` is measured on it. Lengths are shares of the row, or counts where
    `is_share` is false. The key of the colours stands above the first bar, beside the first heading where there is one.
    """

    height: int
    left: int
    places: Sequence[float] | None = None
    axis: tuple[float, float] | None = None
    headings: Sequence[tuple[float, str]] = ()
    is_share: bool = True
    thickness: float = 0.74


def verdict_bars(frame: pd.DataFrame, key: str, rows: Sequence[str], layout: BarLayout) -> go.Figure:
    """Return a figure with a bar for each row of the frame (`met_count`, `unmet_count`, `unknown_count`).

    A point's customdata begins with the row's `key` and the verdict; `rows` are the labels as plotly HTML.
    """
    is_share, left, headings = layout.is_share, layout.left or 4, layout.headings
    at = list(layout.places or range(len(frame)))
    counts = {verdict: frame[f"{verdict}_count"].astype(int).tolist() for verdict in COUNTED}
    totals = [sum(row) for row in zip(*counts.values(), strict=True)]
    longest = 1 if is_share else max([1, *totals])
    room = (style.NARROWEST - left - RIGHT) / longest
    bars = []
    for verdict in COUNTED:
        parts = list(zip(counts[verdict], totals, strict=True))
        lengths = [count / total if is_share and total else count for count, total in parts]
        texts = [_fitting(count, length * room) for (count, _), length in zip(parts, lengths, strict=True)]
        bars.append(
            go.Bar(
                orientation="h",
                name=labels.VERDICTS[verdict],
                x=lengths,
                y=at,
                width=layout.thickness,
                marker={"color": style.VERDICT_COLOURS[verdict], "line": {"width": 1, "color": style.SURFACE}},
                text=texts,
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                constraintext="none",
                textfont={"color": style.ON_VERDICT[verdict], "size": COUNT_SIZE},
                customdata=[
                    [one, verdict, f"{row}<br>{labels.VERDICTS[verdict]} <b>{count}</b>/{total} 家"]
                    for one, row, (count, total) in zip(frame[key], rows, parts, strict=True)
                ],
                hovertemplate="%{customdata[2]}<extra></extra>",
                selected={"textfont": {"color": style.ON_VERDICT[verdict]}},
                unselected={"marker": {"opacity": 0.4}, "textfont": {"color": style.INK}},
            )
        )
    ends = [
        _note(place, 1.0 if is_share else total / longest, 6, "left", _end(met, total))
        for place, met, total in zip(at, counts["met"], totals, strict=True)
    ]
    names = [
        _note(place, 0.0, -8, "right", row) if layout.left else style.on_row(place - layout.thickness / 2, row)
        for place, row in zip(at, rows, strict=True)
    ]
    top, bottom = layout.axis or (
        min([*at, *(place for place, _ in headings)], default=0) - 0.6,
        max(at, default=0) + 0.6,
    )
    heads = [_note(place, 0.0, -left, "left", _muted(text)) for place, text in headings]
    verdict_key = style.verdict_key(COUNTED)
    if headings:
        verdict_key |= {"x": 1, "xanchor": "right", "xshift": RIGHT, "yref": "y", "y": headings[0][0]}
        verdict_key |= {"yanchor": "middle"}
    return style.figure(
        *bars,
        height=layout.height,
        barmode="stack",
        margin={"l": left, "r": RIGHT, "t": 4 if headings else 24, "b": 4},
        annotations=[*names, *ends, *heads, verdict_key],
        xaxis={"range": [0, longest], "visible": False},
        yaxis={
            "range": [bottom, top],
            "visible": False,
        },
    )


def _fitting(count: int, pixels: float) -> str:
    """The count as it stands inside its part of the bar, or nothing where on a phone the part is too short for it."""
    return str(count) if pixels > DIGIT * len(str(count)) + EDGES else ""


def _end(met: int, total: int) -> str:
    if not total:
        return _muted("无应完成")
    return f"<b>{met / total:.0%}</b> {_muted(f'{met}/{total}')}"


def _muted(text: str) -> str:
    return f"<span style='color:{style.MUTED}'>{text}</span>"


def _note(place: float, x: float, shift: int, anchor: str, text: str) -> dict[str, object]:
    return {
        "x": x,
        "xref": "paper",
        "xshift": shift,
        "xanchor": anchor,
        "align": anchor,
        "y": place,
        "text": text,
        "showarrow": False,
        "font": {"size": LABEL_SIZE},
    }
