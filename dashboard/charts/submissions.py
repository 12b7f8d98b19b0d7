"""报送: societies that reported, day by day towards the deadline; what must be corrected, kind by kind."""

import datetime as dt

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import style
from dashboard.charts.progress import Count, Span, progress_figure
from dashboard.charts.style import Picture
from dashboard.queries.submissions import ReportingCounts, ReportingProgress
from dashboard.wording import labels
from dashboard.wording.labels import Headline

BAR, SPACE = 38, 24  # pixels for each kind, and for what is around them
MEANINGS = {labels.STATES[state]: meaning for state, meaning in labels.STATE_MEANINGS.items()}
SEVERITY_COLOURS = {"fatal": style.INK, "error": style.MUTED, "warning": "#A9B4C0"}


def headline(counts: ReportingCounts, deadline: dt.date | None, stray: int) -> list[Headline]:
    """Return the figures of the page in words: who is expected, and how many are in each state.

    `stray` files could be given to no society, so they are in none of these figures.
    """
    due = f"截止 {deadline:%Y-%m-%d}" if deadline else "未设截止日期"
    states = [
        Headline(labels.STATES[state], f"{getattr(counts, state)}/{counts.expected} 家", meaning)
        for state, meaning in labels.STATE_MEANINGS.items()
    ]
    beside = f"另有 {stray} 份无法归入" if stray else f"计入 {counts.accepted + counts.to_correct} 家"
    received = Headline("已收到", f"{counts.received}/{counts.expected} 家", beside)
    return [Headline("应报送", f"{counts.expected} 家", due), received, *states]


def progress(reporting: ReportingProgress) -> Picture:
    """The societies that had reported by each day, among those expected, and the deadline. Needs at least one day."""
    days = [moment.date() for moment in reporting.by_day["date"]]
    counts = [int(count) for count in reporting.by_day["reported_count"]]
    span = Span(days, _last_day(days, reporting), reporting.deadline)
    figure = progress_figure([Count("已报送", style.INK, counts)], reporting.expected, span)
    title = _progress_title(days, counts, reporting)
    return Picture(figure, title, f"折线图：{title}。横轴为日期，纵轴为累计已报送的学会数。")


def _last_day(days: list[dt.date], reporting: ReportingProgress) -> dt.date:
    """Where the line ends: with the data, but not long after the deadline of an earlier period."""
    data = reporting.as_of.date() if reporting.as_of else days[-1]
    return max(days[-1], min(data, reporting.deadline)) if reporting.deadline else max(days[-1], data)


def _progress_title(days: list[dt.date], counts: list[int], reporting: ReportingProgress) -> str:
    if reporting.deadline is None:
        return f"已报送 {counts[-1]}/{reporting.expected} 家，未设截止日期"
    if reporting.as_of and reporting.as_of.date() <= reporting.deadline:
        left = (reporting.deadline - reporting.as_of.date()).days
        until = f"距截止还有 {left} 天" if left else "当天截止"
        return f"截至 {reporting.as_of:%m-%d} 已报送 {counts[-1]}/{reporting.expected} 家，{until}"
    in_time = max((count for day, count in zip(days, counts, strict=True) if day <= reporting.deadline), default=0)
    late = f"，其后补报 {counts[-1] - in_time} 家" if counts[-1] > in_time else ""
    return f"截止（{reporting.deadline:%Y-%m-%d}）时已报送 {in_time}/{reporting.expected} 家{late}"


def kinds(frame: pd.DataFrame) -> Picture:
    """How often each kind of finding stands open (`finding_count`), and with how many societies; gravest first."""
    names = [f"{labels.SEVERITIES[row.severity]} · {labels.plotly(row.title)}" for row in frame.itertuples()]
    counts = [f"{row.finding_count} 处 · {row.society_count} 家" for row in frame.itertuples()]
    bars = go.Bar(
        x=frame["finding_count"].tolist(),
        y=list(range(len(frame))),
        width=0.4,
        orientation="h",
        marker={"color": [SEVERITY_COLOURS[severity] for severity in frame["severity"]]},
        customdata=frame["kind"].tolist(),
        hovertext=[f"{name}<br>{count}" for name, count in zip(names, counts, strict=True)],
        hovertemplate="%{hovertext}<extra></extra>",
        unselected={"marker": {"opacity": 0.4}},
    )
    figure = style.figure(
        bars,
        height=SPACE + BAR * len(frame),
        margin={"l": 4, "r": 4, "t": 16, "b": 4},
        annotations=[
            words
            for row, (name, count) in enumerate(zip(names, counts, strict=True))
            for words in (style.on_row(row - 0.2, name), style.on_row(row - 0.2, count, is_right=True))
        ],
        xaxis={"visible": False, "range": [0, int(frame["finding_count"].max())]},
        yaxis={"range": [len(frame) - 0.6, -0.6], "visible": False},
    )
    must = frame[frame["severity"] != "warning"]
    check = frame[frame["severity"] == "warning"]
    title = f"须更正 {must['finding_count'].sum()} 处，请核对 {check['finding_count'].sum()} 处"
    top = frame.loc[frame["finding_count"].idxmax()]
    return Picture(figure, title, f"条形图：{title}；最多的是“{top['title']}”，{top['finding_count']} 处。")


def reminder_title(frame: pd.DataFrame) -> str:
    """Return whom to remind, in numbers: 需要催报 17 家：未报送 11，须更正 6."""
    parts = [f"{labels.STATES[state]} {count}" for state, count in frame["state"].value_counts(sort=False).items()]
    return f"需要催报 {len(frame)} 家：{'，'.join(parts)}" if parts else "没有需要催报的学会"
