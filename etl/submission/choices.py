"""是否选做 against itself and against the answers (docs/judging.md, Applicability)."""

from collections.abc import Mapping

from etl.knowledge.rubric import Rubric
from etl.submission.cell_reader import Cells
from etl.submission.understanding import Answer


def check_choices(answers_by_id: Mapping[str, Answer], rubric: Rubric, cells: Cells) -> None:
    """是否选做 against itself and against the answers (docs/judging.md, Applicability)."""
    for task in rubric.tasks:
        if task.group != "optional":
            continue
        answers = [answers_by_id[one.criterion_id] for one in task.standards if one.criterion_id in answers_by_id]
        said = {answer.chosen for answer in answers} - {None}
        answered = next(
            (
                answer
                for answer in answers
                if answer.declared in ("done", "partial", "not_done") or answer.quantity is not None
            ),
            None,
        )
        if len(said) > 1:
            other = next(answer for answer in answers if answer.chosen is False)
            cells.add("chosen_rows_differ", other.sheet, other.chosen_cell, task=task.number)
        elif not said and answered:
            cells.add("chosen_blank", answered.sheet, answered.chosen_cell or answered.cell, task=task.number)
        elif said == {False} and answered:
            cells.add("chosen_no_answered", answered.sheet, answered.cell, task=task.number)
