"""The societies behind a point chosen on a chart: those of a task, or one society's standing in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard import navigation, page, permalink, tables
from dashboard.frame_cache import kept
from dashboard.page import PageTable
from dashboard.queries import Filters, optional_tasks, overview, tasks
from dashboard.queries.optional_tasks import ChoiceNarrowing
from dashboard.queries.tasks import TaskNarrowing
from dashboard.sections import society_list
from dashboard.wording import labels

Also = Mapping[str, tuple[pd.DataFrame, Sequence[str]]]  # the other tables of the page, by title
CHOOSER_COLUMNS = ("name", "category", "chosen_count", "chosen_tasks", "unsure_tasks", "optional_met_count", "optional")
_CHOOSER_DEFINITIONS = {
    "选做项数": "任务 11 至 20 中“是否选做”为“是”的项数；未填“是否选做”而填了完成情况的，按选做计",
    "选做学会数": "该任务“是否选做”为“是”的学会",
    "选做待确认的序号": "“是否选做”已填而无法识别的任务，选没选不能确定",
    "选做任务": "达标不少于 {0} 项为达标；选做与选做待确认之和不足 {0} 项，或达标与待定之和不足 {0} 项，为未达标",
}
DEFINITIONS = {
    "结论": "判定项的结论；没有判定项可判的学会为任务的结论",
    "原因": "待定的原因，或不适用的原因",
    "审核": "工作人员对自评的意见，代替自评判定；空白为尚未审核",
    "算式": "规则代入该学会的数字",
    "出处": "填报表中的工作表和单元格",
    "必须": "任务达标须达到的判定项；其余只列示",
    "应完成": "达标、未达标、待定之和；判定项只计已报送的学会",
}
LISTED = ("unmet", "unknown", "met", "not_applicable")
COLUMNS = ("name", "verdict", "text", "reason", "explanation", "declared", "reviewed", "place", "category", "file_name")


def task(build: str, filters: Filters, key: str, task_id: str, verdict: str) -> None:
    """Draw the societies with that verdict in a task, what each of them is missing, and the ways on."""
    title = title_of(build, filters.period, task_id)
    frame = tasks.societies(build, filters, TaskNarrowing(task_id, verdict))
    count = society_list.counted(frame)
    st.subheader(labels.markdown(f"{title}：{labels.VERDICTS[verdict]} {count}"), anchor=False)
    alt = f"{title}{labels.VERDICTS[verdict]}的学会，{count}"
    columns = _told(frame)
    columns.sort(key=lambda column: column not in ("name", "reason"))
    society_list.draw(frame, f"{key}_society", alt, columns)
    navigation.link("tasks", f"{navigation.ONWARD} {labels.markdown(f'任务 {title}的全部情况')}", task=task_id)


@dataclass(frozen=True, slots=True)
class TaskPoints:
    """Points chosen on the two charts of a task: criterion and verdict; category and verdict."""

    criteria: Sequence[Sequence[str]]
    categories: Sequence[Sequence[str]]


def listed(build: str, filters: Filters, task_id: str, points: TaskPoints, also: Also) -> None:
    """Draw the list of societies of a task as it is narrowed down, and its downloads with those of the page's tables.

    Where no point is chosen, a choice of the verdict stands above the list.
    """
    criterion_id = points.criteria[0][0] if points.criteria else ""
    category = points.categories[0][0] if points.categories else ""
    picked = [*points.criteria, *points.categories]
    verdict = picked[0][1] if picked else _verdict(build, filters, task_id)
    frame = tasks.societies(build, filters, TaskNarrowing(task_id, verdict, category, criterion_id))
    about = "，".join(part for part in (criterion_id, category, labels.VERDICTS[verdict]) if part)
    title = f"任务 {title_of(build, filters.period, task_id)}：{about}的学会，{society_list.counted(frame)}"
    st.subheader(labels.markdown(title), anchor=False)
    society_list.draw(frame, "listed", title, _told(frame))
    page.downloads(build, filters, PageTable(f"任务{task_id[1:]}{about}", frame, COLUMNS, DEFINITIONS, also))


def _verdict(build: str, filters: Filters, task_id: str) -> str:
    """Draw the choice of a verdict; first stands the one that most needs attention."""
    counts = overview.task(build, filters, task_id)
    options = {one: f"{labels.VERDICTS[one]} {counts[f'{one}_count']} 家" for one in LISTED}
    return permalink.one_of("列出的学会", options, "verdict", next(one for one in LISTED if counts[f"{one}_count"]))


def cell(build: str, filters: Filters, society_id: str, task_id: str) -> None:
    """Draw what one society is missing in one task, and the ways on."""
    title = title_of(build, filters.period, task_id)
    frame = tasks.societies(build, filters, TaskNarrowing(task_id))
    rows = frame[frame["society_id"] == society_id]
    if rows.empty:  # the filters have moved on since the cell was chosen
        return
    name = rows["name"].iloc[0]
    st.subheader(labels.markdown(f"{name} · {title}"), anchor=False)
    for row in rows.fillna("").itertuples():
        parts = [labels.marked(row.verdict), row.text, row.reason, row.explanation, row.place]
        st.markdown(labels.markdown(" · ".join(part for part in parts if part)))
    with st.container(horizontal=True):
        society_list.link_to_society(society_id, name)
        navigation.link("tasks", f"{navigation.ONWARD} {labels.markdown(f'任务 {title}的全部情况')}", task=task_id)


@dataclass(frozen=True, slots=True)
class ChoicePoints:
    """Points chosen on the three charts of 选做任务: category and task_id; number of chosen tasks and verdict of the
    group; two task_ids.
    """

    in_category: Sequence[Sequence[str]]
    of_count: Sequence[Sequence[str]]
    together: Sequence[Sequence[str]]


def choosers(build: str, filters: Filters, points: ChoicePoints, also: Also) -> None:
    """Draw the societies by what they chose, as the points narrow them down, and the downloads."""
    category = points.in_category[0][0] if points.in_category else ""
    count, verdict = (int(points.of_count[0][0]), points.of_count[0][1]) if points.of_count else (None, "")
    in_pairs = (task_id for pair in points.together for task_id in pair)
    task_ids = tuple(dict.fromkeys([*(task_id for _, task_id in points.in_category), *in_pairs]))
    frame = optional_tasks.societies(build, filters, ChoiceNarrowing(task_ids, category, count, verdict))
    parts = [
        category,
        f"选 {count} 项" if count is not None else "",
        f"选做任务{labels.VERDICTS[verdict]}" if verdict else "",
        *(f"选了 {title_of(build, filters.period, one)}" for one in task_ids),
    ]
    about = "，".join(part for part in parts if part) or "已填报"
    title = f"{about}的学会：{len(frame)} 家"
    st.subheader(labels.markdown(title), anchor=False)
    columns = tables.filled(frame, CHOOSER_COLUMNS)
    society_list.draw(frame, "choosers", title, columns)
    minimum = optional_tasks.choice(build, filters).minimum
    definitions = {column: meaning.format(minimum) for column, meaning in _CHOOSER_DEFINITIONS.items()}
    table = PageTable(f"选做情况（{about}）", frame, CHOOSER_COLUMNS, definitions, also)
    page.downloads(build, filters, table)


@kept
def _told(frame: pd.DataFrame) -> list[str]:
    """The columns in which there is anything to read that the heading and the society's page do not say."""
    said = ("file_name", "category", *(["verdict"] if frame["verdict"].nunique() == 1 else []))
    return tables.filled(frame, [column for column in COLUMNS if column not in said])


def title_of(build: str, period: int, task_id: str) -> str:
    """Return number and short title of a task: 8 理事会规模."""
    wording = tasks.by_id(build, period)[task_id]
    return f"{wording['number']} {wording['short_title']}"
