"""试算 on the page 名录: other numbers in a rubric, and which verdicts would move. Nothing is published."""

from collections.abc import Iterable
from functools import lru_cache

import pandas as pd
import streamlit as st

from dashboard import database, page, tables
from dashboard.wording import labels
from etl import desk
from etl.desk import rubric_trial
from etl.desk.rubric_trial import Rubric, Trial, TrialMove
from etl.paths import data_folder
from etl.words import GROUPS, OVERALL, VERDICTS

NUMBERS = {
    "base_year": "会员基数的年份（年底）",
    "small_base": "会员较少的学会：基数少于（人）",
    "growth_pct": "会员较少的学会：会员应增加（%）",
    "young_age": "中青年：不超过（周岁）",
    "optional_minimum": "选做任务：至少达标（项）",
}
MOVES = ("period", "name", "item", "before_verdict", "tried_verdict", "explanation")
SCORES = ("period", "name", "before_score", "tried_score")
TASKS = ("period", "number", "short_title", "gained_count", "lost_count", "other_count")


def draw() -> None:
    """Draw the numbers of a rubric, each to be changed, and below them what would move in all years."""
    build = database.current()
    if not build:
        page.empty("还没有数据可以试算。", "收取填报表以后，可以在这里试改细则的数字。")
        return
    try:
        rubrics = rubric_trial.in_use()
        rubric = st.selectbox("细则", rubrics, len(rubrics) - 1, lambda one: f"{one.name}（{one.first_period} 年度起）")
        numbers = _numbers(rubric)
        if numbers == rubric.parameters:
            st.markdown("改动上面任何一个数字，就会列出各年度哪些结果会变。这里只是试算，不改动任何数据。")
            return
        with st.spinner("正在试算"):
            _show(_tried(build, rubric.first_period, tuple(sorted(numbers.items()))), rubric, numbers)
    except desk.Refused as refusal:
        st.error(labels.markdown(refusal))


def _numbers(rubric: Rubric) -> dict[str, int]:
    numbers = {}
    with st.container(horizontal=True):
        for name, value in rubric.parameters.items():
            label = NUMBERS.get(name, name)
            key = f"try_{rubric.first_period}_{name}"
            numbers[name] = int(st.number_input(label, 0, 10_000, value, key=key, width=250))
    return numbers


@lru_cache(maxsize=16)
def _tried(build: str, first_period: int, numbers: tuple[tuple[str, int], ...]) -> Trial:
    """The trial on the build in force; `build` names it for the cache."""
    return rubric_trial.try_numbers(data_folder(), first_period, dict(numbers))


def _show(trial: Trial, rubric: Rubric, numbers: dict[str, int]) -> None:
    changed = "，".join(
        f"{NUMBERS.get(name, name)} {value} → {numbers[name]}"
        for name, value in rubric.parameters.items()
        if numbers[name] != value
    )
    societies = trial.of_societies()
    gained, lost, other = _counts(societies)
    title = f"总体达标会新增 {gained} 家次、减少 {lost} 家次，其他变动 {other} 家次"
    st.subheader(title if trial.moves or trial.score_moves else "没有结果会变", anchor=False)
    st.caption(labels.markdown(f"试算：{changed}。没有改动任何数据；要照此执行，请修改细则文件。"))
    if trial.of_tasks():
        tables.show(_by_task(trial), "trial_tasks", "各任务会变的结果", TASKS)
    if trial.moves:
        tables.show(_moves(trial), "trial_moves", "会变的结果，逐项", MOVES)
    if trial.score_moves:
        tables.show(_scores(trial), "trial_scores", f"会变的得分，{len(trial.score_moves)} 家次", SCORES)


def _counts(moves: Iterable[TrialMove]) -> tuple[int, int, int]:
    """How many become 达标, cease to be, and move otherwise."""
    sides = [(move.before == "met", move.after == "met") for move in moves]
    return sides.count((False, True)), sides.count((True, False)), sides.count((False, False))


def _by_task(trial: Trial) -> pd.DataFrame:
    """Grain: period × task in which something moves, the latest year first."""
    moves: dict[tuple[int, int], list[TrialMove]] = {}
    tasks = {task.task_id: task for task in trial.rubric.tasks}
    for move in trial.of_tasks():
        if move.task_id in tasks:
            moves.setdefault((move.period, tasks[move.task_id].number), []).append(move)
    titles = {task.number: task.short_title for task in trial.rubric.tasks}
    latest_first = sorted(moves.items(), key=lambda item: (-item[0][0], item[0][1]))
    rows = [(*place, titles[place[1]], *_counts(some)) for place, some in latest_first]
    return pd.DataFrame(rows, columns=list(TASKS))


def _moves(trial: Trial) -> pd.DataFrame:
    """Grain: verdict of a whole society or of a task that moves; the latest year and societies first."""
    titles = {task.task_id: f"任务 {task.number} {task.short_title}" for task in trial.rubric.tasks}
    rows = [
        (
            move.period,
            move.name,
            titles.get(move.task_id or "", OVERALL),
            move.before,
            move.after,
            trial.grounds(move) if move.task_id else _groups(trial, move),
        )
        for move in sorted([*trial.of_societies(), *trial.of_tasks()], key=lambda move: -move.period)
    ]
    return pd.DataFrame(rows, columns=list(MOVES))


def _scores(trial: Trial) -> pd.DataFrame:
    """Grain: society whose points or grade move; the latest year first."""
    rows = [
        (move.period, move.name, *(score.said if score else None for score in (move.before, move.after)))
        for move in sorted(trial.score_moves, key=lambda move: -move.period)
    ]
    return pd.DataFrame(rows, columns=list(SCORES))


def _groups(trial: Trial, society: TrialMove) -> str:
    """The groups of tasks that moved the whole: `选做 达标 → 未达标`."""
    return "；".join(
        f"{GROUPS[move.criterion_id]} {VERDICTS[move.before]} → {VERDICTS[move.after]}"
        for move in trial.moves
        if (move.society_id, move.period) == (society.society_id, society.period)
        and move.task_id is None
        and move.criterion_id in GROUPS
        and move.before
        and move.after
    )
