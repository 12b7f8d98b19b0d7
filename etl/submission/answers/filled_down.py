"""Formats without merge information: a task answered in its first row only is read as merged down."""

from collections.abc import Iterable

from etl.submission.answers.standards import AnswerRow
from etl.submission.cells.cell_reader import Cells
from etl.submission.understanding import Answer

_NAMING = ("task_number", "task_title")


def fill_down(answers: dict[str, Answer], rows: Iterable[AnswerRow], cells: Cells) -> None:
    """Without merge information, a task that has 完成情况 or 是否选做 in its first row only is read as merged down.

    Where the task's number or name stands in the other rows too, nothing was merged: a blank is a blank.
    """
    by_task: dict[str, list[AnswerRow]] = {}
    for row in rows:
        if not row.table.grid.has_merge_information and len(row.criteria) == 1:
            by_task.setdefault(row.task.task_id, []).append(row)
    for of_task in by_task.values():
        for key in ("status", "chosen"):
            first, *rest = of_task
            if not rest or first.table.is_blank(first.row, key):
                continue
            if any(not row.table.is_blank(row.row, one) for row in rest for one in (key, *_NAMING)):
                continue
            _copy_down(answers, key, first, rest, cells)


def _copy_down(answers: dict[str, Answer], key: str, first: AnswerRow, rest: list[AnswerRow], cells: Cells) -> None:
    source = answers[first.criteria[0].criterion_id]
    for row in rest:
        criterion = row.criteria[0]
        old = answers[criterion.criterion_id]
        if key == "chosen":
            new = old._replace(
                chosen=source.chosen,
                is_chosen_unreadable=source.is_chosen_unreadable,
                chosen_cell=source.chosen_cell,
            )
        else:
            is_not_applicable = source.declared == "not_applicable"
            new = old._replace(
                declared=source.declared,
                declared_written=source.declared_written,
                is_declared_unreadable=not criterion.may_be_not_applicable
                if is_not_applicable
                else source.is_declared_unreadable,
                cell=source.cell,
            )
        answers[criterion.criterion_id] = new
    if key == "status":
        cells.add("filled_down", first.table.grid.name, source.cell, task=first.task.number, label="完成情况")
