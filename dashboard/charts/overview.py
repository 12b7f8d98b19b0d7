"""The pictures of 总览: twenty tasks as bars, the ledger, the course of the period."""

import pandas as pd

from dashboard.charts import style
from dashboard.charts.ledger import ledger as draw_ledger
from dashboard.charts.progress import Count, Span, progress_figure
from dashboard.charts.sparkline import sparkline
from dashboard.charts.style import Picture
from dashboard.charts.verdict_bars import BarLayout, verdict_bars
from dashboard.frame_cache import kept
from dashboard.queries.basis import Renewal
from dashboard.queries.overview import DailyProgress, HeadlineFigures, Share
from dashboard.wording import labels
from dashboard.wording.labels import Course, Headline

HEIGHT = 484  # so that all twenty tasks stand on the first screen of 1280 × 800
HEADING_ROOM = 0.9  # in rows
COUNTED = ("overall", "reported", "basic", "renewal", "optional")
MEMBERS_ROOM = 0.1  # of the members of the first year, above and below: the same growth looks the same everywhere
DEFINITIONS = {
    "达标": "任务的必须判定项全部达标",
    "未达标": "任务的必须判定项中有未达标的",
    "待定": "没有未达标的判定项，但有的还不能判定；未报送的学会在内",
    "应完成": "达标、未达标、待定之和；未到换届、未选做的不计入",
}
_COUNTED_IN = {"optional": "minimum"}  # the column of the number in a heading
HEADINGS = {"basic": "基本任务", "renewal": "换届任务（{} 家应完成或待确认）", "optional": "选做任务（至少选 {} 项）"}


def headline(
    figures: HeadlineFigures, last: HeadlineFigures | None, days: pd.DataFrame, years: pd.DataFrame
) -> list[Headline]:
    """Return the six figures in words, each with numerator and denominator, last year's beside it, and its course.

    `days` are those of the progress of the period, `years` the members by year-end.
    """
    counted = [(name, labels.FIGURES[name], getattr(figures, name)) for name in COUNTED]
    before = {name: f"上年 {_share(getattr(last, name))}" if last else "" for name in COUNTED}
    return [
        *(
            Headline(label, _of(part), _share(part), before[name], _by_day(days, f"{name}_count", label, part.total))
            for name, label, part in counted
        ),
        Headline(
            f"会员较 {figures.base_year} 年底",
            f"{_growth(figures)} :small[{figures.stating} 家]",
            f"上年 {_growth(last)}" if last else f"{figures.stating}/{figures.expected} 家",
            course=_by_year(years),
        ),
    ]


def _growth(figures: HeadlineFigures) -> str:
    gain = figures.members_now - figures.members_base
    return style.minus(f"{gain / figures.members_base:+.1%}") if figures.members_base else "—"


def _of(part: Share) -> str:
    return f"{part.count}/{part.total} :small[家]"


def _share(part: Share) -> str:
    return f"{part.count / part.total:.0%}" if part.total else "无应完成"


def courses(figures: HeadlineFigures, days: pd.DataFrame, years: pd.DataFrame, renewal: Renewal) -> str:
    """Return what the lines on the cards show, and who is in the denominator of the renewal tasks."""
    sentences = []
    if len(days):
        sentences.append(f"曲线按收到日期累计（{_span(days)}），虚线为应报送或应完成家数")
    if len(_stated(years)):
        of = f"{figures.stating}/{figures.expected} 家"
        sentences.append(f"会员为 {of}各年底合计")
    if renewal.unclear:
        sentences.append(f"换届 {renewal.due + renewal.unclear} 家含待确认 {renewal.unclear} 家")
    return "；".join(sentences)


@kept
def _span(days: pd.DataFrame) -> str:
    return f"{days['date'].iloc[0]:%m-%d} 至 {days['date'].iloc[-1]:%m-%d}"


@kept
def _by_day(days: pd.DataFrame, column: str, label: str, total: int) -> Course | None:
    """How many it were by the end of each day, up to all of them; nothing where there is nobody or no day."""
    if days.empty or not total:
        return None
    counts = [int(count) for count in days[column]]
    first, last = days["date"].iloc[0], days["date"].iloc[-1]
    figures = [((date - first).days, count) for date, count in zip(days["date"], counts, strict=True)]
    alt = f"{label}：{first:%Y-%m-%d} {counts[0]} 家，{last:%Y-%m-%d} {counts[-1]} 家，共 {total} 家"
    return sparkline(figures, total, (0, total), alt, steps=True)


@kept
def _by_year(years: pd.DataFrame) -> Course | None:
    """The members of the societies that state both ends, around those of the first year."""
    stated = _stated(years)
    if stated.empty:
        return None
    counts = [int(count) for count in stated["same_individual"]]
    room = max(MEMBERS_ROOM * counts[0], *(abs(count - counts[0]) for count in counts))
    alt = "个人会员：" + "，".join(f"{row.year} 年底 {row.same_individual:,} 人" for row in stated.itertuples())
    figures = list(zip(stated["year"].tolist(), counts, strict=True))
    return sparkline(figures, counts[0], (counts[0] - room, counts[0] + room), alt, steps=False)


@kept
def _stated(years: pd.DataFrame) -> pd.DataFrame:
    return years[years["same_individual"].fillna(0) > 0]


def tasks(frame: pd.DataFrame) -> Picture:
    """Return the tasks as bars in their groups; customdata begins with task_id and verdict."""
    groups = list(dict.fromkeys(frame["task_group"]))
    places = [row + HEADING_ROOM * (groups.index(group) + 1) for row, group in enumerate(frame["task_group"])]
    firsts = [list(frame["task_group"]).index(group) for group in groups]
    headings = [
        (places[first] - 0.9, HEADINGS[group].format(frame[_COUNTED_IN.get(group, "due_count")].iloc[first]))
        for group, first in zip(groups, firsts, strict=True)
    ]
    rows = [f"{labels.plotly(one.short_title)} <b>{one.number}</b>" for one in frame.itertuples()]
    layout = BarLayout(height=HEIGHT, left=124, places=places, headings=headings)
    figure = verdict_bars(frame, "task_id", rows, layout)
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
        return f"{len(frame)} 项任务：{labels.NOTHING_JUDGED}"
    if failed.empty:
        unknown = int(frame["unknown_count"].max())
        return f"{len(frame)} 项任务：没有学会未达标" + (f"，各项待定最多 {unknown} 家" if unknown else "")
    task = failed.iloc[0]
    return (
        f"{len(frame)} 项任务：{task.number} {task.short_title}未达标比例最高，{task.unmet_count}/{task.due_count} 家"
    )


def _tasks_alt(frame: pd.DataFrame) -> str:
    rows = frame.itertuples()
    parts = "；".join(f"{one.number} {one.short_title} {one.met_count}/{one.due_count}" for one in rows)
    return f"{_tasks_title(frame)}。各项任务达标学会数与应完成学会数：{parts}。"


def progress(daily: DailyProgress) -> Picture:
    """Return the societies that had reported, and those that meet the basic tasks, by day of receipt."""
    days = [moment.date() for moment in daily.days["date"]]
    counts = [
        Count("已报送", style.INK, daily.days["reported_count"].tolist()),
        Count("基本任务全部达标", style.VERDICT_COLOURS["met"], daily.days["basic_count"].tolist()),
    ]
    figure = progress_figure(counts, daily.expected, Span(days, deadline=daily.deadline))
    reported, basic = (int(count.by_day[-1]) if days else 0 for count in counts)
    missing = f"还差 {daily.expected - reported} 家" if reported < daily.expected else "没有未报送的"
    title = f"报送进度：已报送 {reported}/{daily.expected} 家，{missing}"
    span = f"收到日期自 {days[0]} 至 {days[-1]}。" if days else ""
    return Picture(figure, title, f"{title}；其中基本任务全部达标 {basic} 家。{span}")
