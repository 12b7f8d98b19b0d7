"""The command `rubric try`: what would move under another rubric."""

import argparse
from collections import Counter
from collections.abc import Iterable

from etl.command import console
from etl.command.exit_code import OK
from etl.loading.rubric_trial import ScoreMove, Trial, TrialMove, try_rubric
from etl.paths import DataFolder
from etl.text import shown
from etl.words import GROUPS, OVERALL, VERDICTS

_NO_ROW = "无"


def rubric(options: argparse.Namespace, folder: DataFolder) -> int:
    """Try the rubric and say by task and by society what would move. Raises as `try_rubric` does."""
    with console.progress() as progress:
        trial = try_rubric(folder, options.file, progress)
    print(f"试算细则“{shown(trial.rubric.name)}”（{shown(options.file.name)}）：没有改动任何数据。")
    societies = trial.of_societies()
    print(f"{OVERALL}：{_counted(societies)}")
    for move in societies:
        print(f"  {_whose(move)}  {_from_to(move)}")
    for name, moves in _by_task(trial):
        print(f"{name}：{_counted(moves)}")
        for move in moves:
            print(f"  {_whose(move)}  {_from_to(move)}{_in_brackets(trial.grounds(move))}")
    if trial.score_moves:
        print(f"得分：{len(trial.score_moves)} 家次会变")
    for scored in trial.score_moves:
        before, after = (score.said if score else _NO_ROW for score in (scored.before, scored.after))
        print(f"  {_whose(scored)}  {before} → {after}")
    return OK


def _by_task(trial: Trial) -> list[tuple[str, list[TrialMove]]]:
    """The tasks that move, in their order, each with its moves; then the groups of tasks (基本任务 …)."""
    titles = {task.task_id: f"任务 {task.number} {task.short_title}" for task in trial.rubric.tasks}
    tasks = sorted({move.task_id for move in trial.of_tasks() if move.task_id})
    of_task = [
        (titles.get(task, f"任务 {int(task[1:])}"), [move for move in trial.of_tasks() if move.task_id == task])
        for task in tasks
    ]
    of_group = [
        (name, [move for move in trial.moves if move.task_id is None and move.criterion_id == group])
        for group, name in GROUPS.items()
    ]
    return of_task + [(name, moves) for name, moves in of_group if moves]


def _counted(moves: Iterable[TrialMove]) -> str:
    """`达标 → 未达标 3 家，待定 → 达标 1 家`."""
    counts = Counter(map(_from_to, moves))
    return "，".join(f"{what} {count} 家次" for what, count in counts.most_common()) or "没有变动"


def _in_brackets(text: str) -> str:
    return f"（{text}）" if text else ""


def _whose(move: TrialMove | ScoreMove) -> str:
    return f"{move.period} 年度  {shown(move.name)}（{move.society_id}）"


def _from_to(move: TrialMove) -> str:
    before, after = (VERDICTS.get(verdict or "", _NO_ROW) for verdict in (move.before, move.after))
    return f"{before} → {after}"
