"""The pictures of 任务: the criteria of a task, and the categories of the societies it applies to."""

import re
import textwrap
from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.charts import style
from dashboard.charts.style import Picture
from dashboard.charts.verdict_bars import BarLayout, verdict_bars
from dashboard.wording import labels
from dashboard.wording.labels import Headline

LINE_WIDTH = 26  # characters of a standard on one line
LINE_HEIGHT = 17  # pixels
GAP, WIDEST_GAP = 0.9, 2.4  # between two standards, in lines
BAR = 1.4  # a bar, in lines
ROOM = 18  # lines that few standards spread over, since the wording stands beside them
CLOSING = "，。；、：）”！？"


def headline(task: Mapping[str, Any]) -> list[Headline]:
    """Return how far a task is, in words: the societies by verdict, and those it does not apply to."""
    due = int(task["due_count"])
    return [
        _counted("达标", int(task["met_count"]), due),
        _counted("未达标", int(task["unmet_count"]), due),
        _counted("待定", int(task["unknown_count"]), due),
        Headline("不适用", f"{task['not_applicable_count']} 家", "不计入应完成"),
    ]


def _counted(label: str, count: int, due: int) -> Headline:
    return Headline(label, f"{count}/{due} 家", f"{count / due:.0%}" if due else "无应完成学会")


def criteria(frame: pd.DataFrame) -> Picture:
    """Return the judged criteria of a task as bars; customdata begins with criterion_id and verdict."""
    judged = frame[frame["is_judged"]]
    rows = [_wrapped(one.text, one.rule, one.is_required) for one in judged.itertuples()]
    lines = [row.count("<br>") + 1 + BAR for row in rows]
    gap = min(WIDEST_GAP, max(GAP, (ROOM - sum(lines)) / max(len(lines), 1)))
    places = [sum(lines[: number + 1]) - BAR / 2 + gap * (number + 0.5) for number in range(len(lines))]
    room = sum(lines) + gap * len(lines)
    layout = BarLayout(
        height=int(room * LINE_HEIGHT) + 28,
        left=0,
        places=places,
        axis=(0, room),
        thickness=1.2,
    )
    figure = verdict_bars(judged, "criterion_id", rows, layout)
    return Picture(figure, _criteria_title(judged), _alt(_criteria_title(judged), judged, "criterion_id"))


def _wrapped(text: str, rule: object, is_required: bool) -> str:
    lines = _lines(labels.plain(text), LINE_WIDTH)
    if not is_required:
        lines.append("（不作必须）")
    shown = [f"<span style='font-size:12px'>{labels.plotly(line)}</span>" for line in lines]
    if pd.notna(rule):
        cases = f"规则：{labels.plain(rule)}".split("；")
        muted = [line for case in cases for line in textwrap.wrap(case, LINE_WIDTH + 3)]
        shown += [f"<span style='color:{style.MUTED};font-size:12px'>{labels.plotly(line)}</span>" for line in muted]
    return "<br>".join(shown)


def _lines(text: str, width: int) -> list[str]:
    """The text in lines of that many characters; a closing mark hangs behind its line and does not open the next."""
    return re.findall(rf".{{1,{width}}}[{CLOSING}]*", text)


def _criteria_title(judged: pd.DataFrame) -> str:
    failed = judged[judged["is_required"] & (judged["unmet_count"] > 0)]
    required = judged[judged["is_required"]]
    if not (required["met_count"] + required["unmet_count"]).any():
        return f"{len(judged)} 个判定项：{labels.NOTHING_JUDGED}"
    if failed.empty:
        unknown = int(required["unknown_count"].max())
        return f"{len(judged)} 个判定项：必须的各项没有学会未达标" + (f"，待定最多 {unknown} 家" if unknown else "")
    worst = failed.loc[(failed["unmet_count"] / failed["due_count"]).idxmax()]
    name = labels.shorten(worst["short_text"].rstrip("。；"), 16)
    return f"{len(judged)} 个判定项：“{name}”未达标比例最高，{worst['unmet_count']}/{worst['due_count']} 家"


def categories(frame: pd.DataFrame) -> Picture:
    """Return the categories as bars, the one that is furthest behind first; customdata begins with the category."""
    rows = [labels.plotly(labels.shorten(category, 6)) for category in frame["category"]]
    figure = verdict_bars(frame, "category", rows, BarLayout(height=30 * len(frame) + 34, left=88))
    title = "各学科：没有应完成的学会"
    if len(frame) and not (frame["met_count"] + frame["unmet_count"]).any():
        title = f"各学科：{labels.NOTHING_JUDGED}"
    elif len(frame):
        last = frame.iloc[0]
        title = f"各学科：{last['category']}达标比例最低，{last['met_count']}/{last['due_count']} 家"
    return Picture(figure, title, _alt(title, frame, "category"))


def _alt(title: str, frame: pd.DataFrame, key: str) -> str:
    counts = zip(*(frame[one] for one in (key, "met_count", "due_count", "unmet_count", "unknown_count")), strict=True)
    parts = "；".join(
        f"{name} 达标 {met}/{due}，未达标 {unmet}，待定 {unknown}" for name, met, due, unmet, unknown in counts
    )
    return f"{title}。{parts}。"
