"""What workbooks are read by: the wording of the rubrics, without thresholds and rules. While it stays, no file is read
again.
"""

import hashlib
from collections.abc import Sequence

from etl.knowledge.rubric import Rubric


def wordings_sha256(rubrics: Sequence[Rubric]) -> str:
    """Name the wording of all rubrics: other standards from some year on, another name."""
    wordings: list[tuple[int, str]] = []
    for rubric in sorted(rubrics, key=lambda rubric: rubric.first_period):
        wording = _wording(rubric)
        if not wordings or wordings[-1][1] != wording:
            wordings.append((rubric.first_period, wording))
    return hashlib.sha256(repr(wordings).encode()).hexdigest()


def _wording(rubric: Rubric) -> str:
    """Tasks and standards as they are worded, and what is counted beside them."""
    labels = [(name, measure.label, measure.unit) for name, measure in rubric.measures.items()]
    tasks = [(task.number, task.group, task.title) for task in rubric.tasks]
    criteria = [(one.task_id, one.criterion_id, one.text, one.source, one.count) for one in rubric.criteria]
    return repr((labels, tasks, criteria))
