"""报送进度: how reports came in day by day, among those expected, towards the deadline; 总览 and 报送 draw it alike."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.charts import style

HEIGHT = 260
DAY = dt.timedelta(days=1)
NEAR = 120 * DAY  # a deadline further off would leave the line no room: it is not drawn
A_YEAR = 365 * DAY
MOST_TICKS = 6
FEW_DAYS = 10  # fewer than so many are marked by dots
_LIMIT = {"color": style.MUTED, "width": 1, "dash": "dot"}


@dataclass(frozen=True, slots=True)
class Count:
    """What one line counts: its name, its colour, and how many there were by the end of each day."""

    name: str
    colour: str
    by_day: Sequence[int]


@dataclass(frozen=True, slots=True)
class Span:
    """The days on which files came in, until when it is known that no other came, and the deadline."""

    days: Sequence[dt.date]
    until: dt.date | None = None
    deadline: dt.date | None = None

    @property
    def drawn_deadline(self) -> dt.date | None:
        """The deadline, where it is near the days."""
        if not self.days or not self.deadline:
            return None
        is_near = self.deadline - self.days[-1] < NEAR and self.days[0] - self.deadline < NEAR
        return self.deadline if is_near else None


def progress_figure(counts: Sequence[Count], expected: int, span: Span) -> go.Figure:
    """Return a line for each count, which ends in its name. Points carry the day."""
    deadline = span.drawn_deadline
    figure = style.figure(
        *(_line(count, span) for count in counts),
        height=HEIGHT,
        margin={"l": 34, "r": 132, "t": 20, "b": 30},
        annotations=[*_names(counts, span), _mark(0, expected, f"应报送 {expected} 家", xref="paper", xanchor="left")],
        xaxis={"visible": False},
        yaxis={"range": [0, expected * 1.06], "nticks": 5, "rangemode": "tozero"},
    )
    figure.add_hline(expected, line=_LIMIT)
    if span.days:
        ends = [one for one in (span.days[-1], span.until, deadline) if one]
        first, last = span.days[0] - DAY, max(ends) + DAY
        figure.update_xaxes(
            visible=True, showgrid=False, ticklabelstandoff=6, range=[first, last], **_ticks(first, last)
        )
    if deadline:
        figure.add_vline(deadline.isoformat(), line=_LIMIT)
        beside = _mark(deadline.isoformat(), 0, f"截止 {deadline:%m-%d}", yref="paper", xanchor="right", xshift=-4)
        figure.add_annotation(beside)
    return figure


def _ticks(first: dt.date, last: dt.date) -> dict[str, Any]:
    """Return days on the axis, whole days apart, in words that never repeat: over more than a year with the year."""
    apart = max(DAY, -(-(last - first) // (MOST_TICKS * DAY)) * DAY)
    days = [first + place * apart for place in range(1, (last - first) // apart + 1) if first + place * apart < last]
    form = "%m-%d" if last - first < A_YEAR else "%Y-%m-%d"
    return {"tickvals": days, "ticktext": [f"{day:{form}}" for day in days]}


def _line(count: Count, span: Span) -> go.Scatter:
    days, counts = list(span.days), list(count.by_day)
    end = [span.until] if span.until and span.until > days[-1] else []  # on the last day it would hide its point
    return go.Scatter(
        x=[*days, *end],
        y=[*counts, *(counts[-1] for _ in end)],
        name=count.name,
        mode="lines+markers",
        line={"color": count.colour, "width": 2, "shape": "hv"},
        marker={"size": [7] * len(days) + [0] * len(end), "opacity": 1 if len(days) < FEW_DAYS else 0},
        selected={"marker": {"opacity": 1}},
        customdata=[*(day.isoformat() for day in days), *(None for _ in end)],
        hovertemplate=f"%{{x|%Y-%m-%d}}<br>{count.name} <b>%{{y}}</b> 家<extra></extra>",
    )


def _names(counts: Sequence[Count], span: Span) -> Iterator[dict[str, Any]]:
    for count in counts if span.days else ():
        words = f"{count.name} <b>{count.by_day[-1]}</b>"
        at_end = {"xref": "paper", "xanchor": "left", "xshift": 8, "showarrow": False}
        yield {"x": 1, "y": count.by_day[-1], "text": words, "font": {"size": 12, "color": count.colour}, **at_end}


def _mark(x: object, y: float, text: str, **place: object) -> dict[str, Any]:
    font = {"size": 11, "color": style.MUTED}
    return {"x": x, "y": y, "text": text, "yshift": 9, "showarrow": False, "font": font, **place}
