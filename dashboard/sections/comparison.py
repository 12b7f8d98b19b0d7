"""比较: what moved since an earlier moment, between any two moments, or since an earlier period."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import page, permalink
from dashboard.charts import comparison as charts
from dashboard.queries import Filters, basis, comparison
from dashboard.queries.comparison import ComparedVerdicts
from dashboard.sections import chart, society_list
from dashboard.sections.background import Work
from dashboard.wording import labels
from etl import desk
from etl.paths import data_folder

CHOICES = {
    "last": "最近一次收取之前",
    "week": "7 天前",
    "month": "30 天前",
    "own": "自选两个时刻",
    "period": "另一年度",
}
DAYS = {"week": 7, "month": 30}
TASKS = ("number", "short_title", "gained_count", "lost_count", "other_count")
SOCIETIES = ("name", "gained_count", "lost_count", "other_count", "gained_tasks", "lost_tasks")
MOVES = ("name", "item", "before_verdict", "after_verdict", "change", "cause")
BELOW = ("name", "part", "item", "before", "after", "cause")
CAUSES = ("cause", "gained_count", "lost_count", "other_count")
DEFINITIONS = {
    "新增达标": "原来不是达标（或没有结果），现在达标",
    "不再达标": "原来达标，现在不是",
    "因何而变": "先换填报与审核，再换名录，再换评价细则，每换一样各算出的变动",
}
Moments = tuple[dt.datetime, dt.datetime]


def draw(build: str, chosen: Filters) -> None:
    """Draw the choice of what to compare with, and what moved; nothing is computed before somebody chooses."""
    st.subheader("与以前比较", anchor=False)
    choice = permalink.one_of("与什么比较", CHOICES, "compare", "")
    try:
        if choice == "period":
            _periods(build, chosen)
        elif choice:
            _moments(build, chosen, choice)
    except desk.Refused as refusal:
        _begun.cache_clear()  # what stood in the way may be gone when somebody asks again
        st.error(labels.markdown(refusal))


def _periods(build: str, chosen: Filters) -> None:
    others = [one for one in basis.choices(build).periods if one != chosen.period]
    if not others:
        page.empty("名录中只有一个年度。", "在名录的“报告期”里加上另一年度，收到填报后即可比较。")
        return
    named = st.query_params.get("compare_period", "")
    at = list(map(str, others)).index(named) if named in map(str, others) else 0
    place = permalink.widget("compare_period", named)
    args = ("compare_period", place)
    earlier = st.selectbox("与哪一年度比较", others, at, key=place, on_change=permalink.remember, args=args)
    _show(build, chosen, (comparison.periods, build, chosen, earlier), f"{chosen.period} 年度与 {earlier} 年度相比")


def _moments(build: str, chosen: Filters, choice: str) -> None:
    moments = _asked(build, chosen, choice)
    if moments is None:
        page.empty("还没有可以比较的时刻。", "收到填报表之后，就可以与以前比较。")
        return
    work = _begun(build, *moments)
    if not work.is_done:
        work.follow("正在比较")
        return
    before, after = moments
    _compared(build, chosen, before, after)  # what stood in its way is said before anything else
    st.markdown(labels.markdown(f"其间{_between(build, before, after)}。"))
    _show(build, chosen, (_compared, build, chosen, *moments), f"{before:%Y-%m-%d %H:%M} 到 {after:%Y-%m-%d %H:%M}")


def _asked(build: str, chosen: Filters, choice: str) -> Moments | None:
    """The two moments; none of them before the first file, for there was nothing to judge."""
    history = comparison.history(build)
    received = [one.at for one in history if one.what == "file"]
    if not received:
        return None
    first, last = received[0], history[-1].at
    newest = basis.basis(build, chosen).as_of or last
    before = newest - dt.timedelta(days=DAYS.get(choice, 7))
    if choice == "last":
        # A load takes a changed registry in before its files: that belongs to it.
        others = (one.at for one in history if one.what not in ("registry", "rubric") and one.at < received[-1])
        before = max(others, default=first)
    elif choice == "own":
        left, right = st.columns(2)
        end = last + dt.timedelta(minutes=1)  # the field knows no seconds
        before = _moment(left, "从", "compare_from", max(before, first), (first, end))
        last = _moment(right, "到", "compare_to", end, (first, end))
    return max(before, first), last


def _moment(
    where: DeltaGenerator, label: str, key: str, default: dt.datetime, bounds: tuple[dt.datetime, dt.datetime]
) -> dt.datetime:
    """Draw the choice of a moment, the one that the address names or else the default, and return it."""
    named = st.query_params.get(key, "")
    try:
        given = min(max(dt.datetime.fromisoformat(named), bounds[0]), bounds[1])
    except (ValueError, TypeError):
        named, given = "", default
    place = permalink.widget(key, named)
    first, last = bounds
    return where.datetime_input(label, given, first, last, key=place, on_change=permalink.remember, args=(key, place))


@lru_cache(maxsize=32)
def _begun(build: str, before: dt.datetime, after: dt.datetime) -> Work[list[desk.Move]]:
    """The comparison of two moments, begun once for all visitors."""
    return Work(lambda tell: desk.moves(data_folder(), before, after, tell))


@lru_cache(maxsize=32)
def _compared(build: str, chosen: Filters, before: dt.datetime, after: dt.datetime) -> ComparedVerdicts:
    return comparison.moments(_begun(build, before, after).outcome(), build, chosen)


def _between(build: str, before: dt.datetime, after: dt.datetime) -> str:
    counts: Counter[str] = Counter()
    for one in comparison.history(build):
        if before < one.at <= after:
            counts[one.what] += one.count
    parts = [words.format(counts[what]) for what, words in labels.HAPPENINGS.items() if counts[what]]
    return "，".join(parts) or "没有收到什么，也没有改动"


def _show(build: str, chosen: Filters, given: tuple[Any, ...], about: str) -> None:
    """What moved, in pictures, tables and files. `given` asks for the comparison: a function and its arguments."""
    compared: ComparedVerdicts = given[0](*given[1:])
    if compared.moves.empty and compared.below.empty:
        st.markdown(labels.markdown(f"{about}：没有变动。"))
        return
    is_of_moments = bool(compared.causes[list(comparison.COUNTS)].to_numpy().sum())
    cells = chart.pairs()
    with cells.cell():
        points = chart.draw(chart.picture(charts.moves, *given), "moves", compared.tasks, TASKS)
    with cells.cell():
        if is_of_moments:
            st.markdown("  \n".join(labels.markdown(line) for line in charts.causes(compared)))
        moved = compared.moves
        for task_id, change, *_ in points:  # chosen on the chart
            moved = moved[(moved["what"] == task_id) & (moved["change"] == change)]
        if points:
            _list(moved, "moves_chosen", f"选中的变动：{len(moved)} 项", MOVES)
        else:
            _list(compared.societies, "moves_societies", f"有变动的学会：{len(compared.societies)} 家", SOCIETIES[:4])
    if len(compared.below):
        _list(compared.below, "moves_below", f"任务之下：{charts.below(compared)}", BELOW)
    also = {
        "各任务": (compared.tasks, TASKS),
        "各学会": (compared.societies, SOCIETIES),
        "任务之下": (compared.below, BELOW),
    }
    if is_of_moments:
        also["因何而变"] = (compared.causes, CAUSES)
    page.downloads(build, chosen, page.PageTable(f"比较（{about}）", compared.moves, MOVES, DEFINITIONS, also))


def _list(frame: pd.DataFrame, key: str, title: str, columns: Sequence[str]) -> None:
    st.subheader(title, anchor=False)
    society_list.draw(frame, key, title, columns)
