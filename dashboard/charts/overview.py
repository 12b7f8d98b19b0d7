"""The pictures of 总览: twenty tasks as bars, the ledger, the course of the period."""

import datetime as dt

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import style
from dashboard.charts.ledger import ledger as draw_ledger
from dashboard.charts.sparkline import sparkline
from dashboard.charts.style import Picture
from dashboard.charts.verdict_bars import verdict_bars
from dashboard.frame_cache import kept
from dashboard.queries.basis import Renewal
from dashboard.queries.overview import Figures, Part, Progress
from dashboard.wording import labels
from dashboard.wording.labels import Course, Headline

HEIGHT = 610
PROGRESS_HEIGHT = 250
HEADING_ROOM = 1.0  # in rows
DAY = dt.timedelta(days=1)
COUNTED = ("reported", "basic", "renewal", "optional")
MEMBERS_ROOM = 0.1  # of the members of the first year, above and below: the same growth looks the same everywhere
NEAR = dt.timedelta(days=120)  # a deadline further off than that would leave the line no room
DEFINITIONS = {
    "达标": "任务的必须判定项全部达标",
    "未达标": "任务的必须判定项中有未达标的",
    "待定": "没有未达标的判定项，但有的还不能判定；未报送的学会在内",
    "应完成": "达标、未达标、待定之和；未到换届、未选做的不计入",
}
HEADINGS = {"basic": "基本任务", "renewal": "换届任务（{} 家应完成或待确认）", "optional": "选做任务（至少选 5 项）"}


def headline(figures: Figures, days: pd.DataFrame, years: pd.DataFrame) -> list[Headline]:
    """Return the five figures in words, each with numerator and denominator, and its course.

    `days` are those of the progress of the period, `years` the members by year-end.
    """
    gain = figures.members_now - figures.members_base
    growth = f"{gain / figures.members_base:+.1%}" if figures.members_base else "—"
    growth += f" :small[{figures.stating}/{figures.expected} 家]"
    members = f"{figures.members_base:,} → {figures.members_now:,} 人"
    counted = [(name, labels.FIGURES[name], getattr(figures, name)) for name in COUNTED]
    return [
        *(_counted(label, part, _by_day(days, f"{name}_count", label, part.total)) for name, label, part in counted),
        Headline(f"个人会员较 {figures.base_year} 年底", growth, members, course=_by_year(years)),
    ]


def courses(days: pd.DataFrame, years: pd.DataFrame, renewal: Renewal) -> str:
    """Return what the lines on the cards show, and who is in the denominator of the renewal tasks."""
    told = []
    if len(days):
        span = f"{days['date'].iloc[0]:%m-%d} 至 {days['date'].iloc[-1]:%m-%d}"
        told.append(f"曲线：目前计入的学会按收到日期累计（{span}），虚线为应报送或应完成的家数")
    if len(stated := _stated(years)):
        told.append(f"会员为各年底，虚线为 {stated['year'].iloc[0]} 年底")
    if renewal.unclear:
        told.append(f"换届 {renewal.due + renewal.unclear} 家含待确认 {renewal.unclear} 家")
    return "；".join(told)


def _counted(label: str, part: Part, course: Course | None) -> Headline:
    share = f"{part.count / part.total:.0%}" if part.total else "无应完成学会"
    recent = f"近 7 天 {part.recent} 家" if part.recent else ""
    return Headline(label, f"{part.count} / {part.total} 家", share, recent, course)


@kept
def _by_day(days: pd.DataFrame, column: str, label: str, total: int) -> Course | None:
    """How many it were by the end of each day, up to all of them; nothing where there is nobody or no day."""
    if days.empty or not total:
        return None
    counts = [int(count) for count in days[column]]
    places = [(date - days["date"].iloc[0]).days for date in days["date"]]
    first, last = days["date"].iloc[0], days["date"].iloc[-1]
    alt = f"{label}：{first:%Y-%m-%d} {counts[0]} 家，{last:%Y-%m-%d} {counts[-1]} 家，共 {total} 家"
    return sparkline(places, counts, total, (0, total), alt, steps=True)


@kept
def _by_year(years: pd.DataFrame) -> Course | None:
    """The members of the societies that state both ends, around those of the first year."""
    stated = _stated(years)
    if stated.empty:
        return None
    counts = [int(count) for count in stated["same_individual"]]
    room = max(MEMBERS_ROOM * counts[0], *(abs(count - counts[0]) for count in counts))
    alt = "个人会员：" + "，".join(f"{row.year} 年底 {row.same_individual:,} 人" for row in stated.itertuples())
    return sparkline(stated["year"].tolist(), counts, counts[0], (counts[0] - room, counts[0] + room), alt, steps=False)


def _stated(years: pd.DataFrame) -> pd.DataFrame:
    return years[years["same_individual"].fillna(0) > 0]


def tasks(frame: pd.DataFrame) -> Picture:
    """Return the twenty tasks as bars in three groups; customdata begins with task_id and verdict."""
    groups = list(dict.fromkeys(frame["task_group"]))
    places = [row + HEADING_ROOM * (groups.index(group) + 1) for row, group in enumerate(frame["task_group"])]
    firsts = [list(frame["task_group"]).index(group) for group in groups]
    headings = [
        (places[first] - 0.95, HEADINGS[group].format(frame["due_count"].iloc[first]))
        for group, first in zip(groups, firsts, strict=True)
    ]
    rows = [f"{labels.plotly(one.short_title)}  <b>{one.number}</b>" for one in frame.itertuples()]
    figure = verdict_bars(frame, "task_id", rows, height=HEIGHT, left=150, places=places, headings=headings)
    return Picture(figure, _tasks_title(frame), _tasks_alt(frame))


def ledger(frame: pd.DataFrame) -> Picture:
    """Return the ledger in the height of the bars beside it."""
    return draw_ledger(frame, HEIGHT)


@kept
def worst(frame: pd.DataFrame, count: int) -> pd.DataFrame:
    """Return the tasks with the largest share of unmet societies, the worst first; none that nobody fails."""
    failed = frame[frame["unmet_count"] > 0]
    shares = failed["unmet_count"] / failed["due_count"]
    return failed.loc[shares.sort_values(ascending=False, kind="stable").index].head(count)


def _tasks_title(frame: pd.DataFrame) -> str:
    failed = worst(frame, 1)
    if not frame["met_count"].any() and failed.empty:
        return "二十项任务：还没有可以判定的填报"
    if failed.empty:
        return "二十项任务：目前没有学会未达标"
    one = failed.iloc[0]
    return f"二十项任务：{one.number} {one.short_title}未达标比例最高，{one.unmet_count}/{one.due_count} 家"


def _tasks_alt(frame: pd.DataFrame) -> str:
    rows = frame.itertuples()
    parts = "；".join(f"{one.number} {one.short_title} {one.met_count}/{one.due_count}" for one in rows)
    return f"{_tasks_title(frame)}。各项任务达标学会数与应完成学会数：{parts}。"


def progress(found: Progress) -> Picture:
    """Return the societies that had reported, and those that meet the basic tasks, by day of receipt."""
    frame, expected, deadline = found.days, found.expected, found.deadline
    dates = [date.date() for date in frame["date"]]
    last = dates[-1] if dates else None
    lines = [
        _line(dates, frame[column].tolist(), name, colour)
        for column, name, colour in (
            ("reported_count", "已报送", style.INK),
            ("basic_count", "基本任务全部达标", style.VERDICT_COLOURS["met"]),
        )
    ]
    ends = [
        {
            "xref": "paper",
            "x": 1,
            "y": line.y[-1],
            "text": f"{line.name} <b>{line.y[-1]}</b>",
            "xanchor": "left",
            "xshift": 8,
            "showarrow": False,
            "font": {"size": 12, "color": line.line.color},
        }
        for line in lines
        if dates
    ]
    shapes = [{"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": expected, "y1": expected, **_DASHED}]
    ends.append(_mark(0, expected, f"应报送 {expected} 家", {"xref": "paper", "xanchor": "left", "yshift": 9}))
    until = last
    if deadline and last and abs(deadline - last) < NEAR:
        until = max(last, deadline)
        shapes.append({"type": "line", "x0": deadline, "x1": deadline, "yref": "paper", "y0": 0, "y1": 1, **_DASHED})
        beside = {"yref": "paper", "xanchor": "right", "xshift": -4, "yshift": 10}
        ends.append(_mark(deadline, 0, f"截止 {deadline:%m-%d}", beside))
    figure = style.figure(
        *lines,
        height=PROGRESS_HEIGHT,
        margin={"l": 34, "r": 132, "t": 20, "b": 24},
        shapes=shapes,
        annotations=ends,
        xaxis={"showgrid": False, "tickformat": "%m-%d", "nticks": 6, "range": [dates[0] - DAY, until + DAY]}
        if dates and until
        else {"visible": False},
        yaxis={"range": [0, expected * 1.06], "nticks": 5, "rangemode": "tozero"},
    )
    reported, basic = (int(line.y[-1]) if dates else 0 for line in lines)
    missing = f"还差 {expected - reported} 家" if reported < expected else "没有未报送的"
    title = f"报送进度：已报送 {reported}/{expected} 家，{missing}"
    span = f"收到日期自 {dates[0]} 至 {last}。" if dates else ""
    return Picture(figure, title, f"{title}；其中基本任务全部达标 {basic} 家。{span}")


_DASHED = {"line": {"color": style.MUTED, "width": 1, "dash": "dot"}}


def _line(dates: list[dt.date], counts: list[int], name: str, colour: str) -> go.Scatter:
    return go.Scatter(
        x=dates,
        y=counts,
        name=name,
        mode="lines+markers" if len(dates) < 10 else "lines",
        line={"color": colour, "width": 2, "shape": "hv"},
        hovertemplate=f"%{{x|%Y-%m-%d}}<br>{name} <b>%{{y}}</b>/家<extra></extra>",
    )


def _mark(x: object, y: object, text: str, more: dict[str, object]) -> dict[str, object]:
    return {"x": x, "y": y, "text": text, "showarrow": False, "font": {"size": 11, "color": style.MUTED}, **more}
