"""Where a society stands, and what becomes of it with some criteria met: the second judge of the shortest way
(docs/judging.md, The shortest way to 达标).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from etl.knowledge import rubric as rubrics
from etl.paths import RUBRICS
from tests.independent.annex import TASKS
from tests.independent.judge import (
    LEAST_CHOSEN,
    MET,
    NOT_APPLICABLE,
    NOT_JUDGED,
    NOT_REQUIRED,
    UNKNOWN,
    UNMET,
    all_of,
)
from tests.independent.truth import MAY_NOT_APPLY

PERIOD = 2018


def _required() -> dict[str, list[str]]:
    rubric = rubrics.in_force(rubrics.read_all(RUBRICS), PERIOD)
    demands = {
        task.task_id: [one.criterion_id for one in task.criteria if not one.is_standard] for task in rubric.tasks
    }
    shown = {"T09-a", "T09-d"}
    return {
        task.task_id: [
            one
            for one in [*(standard.criterion for standard in task.standards), *demands[task.task_id]]
            if one not in NOT_JUDGED | NOT_REQUIRED | shown
        ]
        for task in TASKS
    }


REQUIRED = _required()


@dataclass(slots=True)
class Prospect:
    """Where one society stands: its verdicts, and which tasks are chosen, due, or nobody knows whether they are."""

    applicability: dict[str, str] = field(default_factory=dict)
    verdicts: dict[str, str] = field(default_factory=dict)

    def overall(self, taken: frozenset[str] = frozenset()) -> str:
        """The verdict with the criteria of `taken` met; whatever confirmations cost nothing are made."""
        of_group: dict[str, list[str]] = {"basic": [], "renewal": [], "optional": []}
        for task in TASKS:
            applicability = self.applicability[task.task_id]
            if applicability == "not_due":
                continue
            is_new = task.group == "optional" and applicability != "chosen"
            of_group[task.group].append(all_of(self._criteria(task.task_id, taken, is_new)))
        met = of_group["optional"].count(MET)
        groups = [all_of(of_group["basic"]), all_of(of_group["renewal"]), MET if met >= LEAST_CHOSEN else UNMET]
        return all_of(groups)

    def _criteria(self, task: str, taken: frozenset[str], is_new: bool) -> Iterator[str]:
        for criterion in REQUIRED[task]:
            verdict = MET if criterion in taken else self.verdicts.get(criterion, UNMET)
            is_spared = is_new and criterion in MAY_NOT_APPLY and verdict != MET
            yield NOT_APPLICABLE if is_spared else verdict

    def choices(self, numbers: Mapping[str, int]) -> Iterator[tuple[str, str | None, bool]]:
        """The steps of the optional tasks: task, criterion (None: a confirmation), whether it is a new choice."""
        missed = []
        for task, number in numbers.items():
            is_new = self.applicability[task] != "chosen"
            verdicts = dict(zip(REQUIRED[task], self._criteria(task, frozenset(), is_new), strict=True))
            open_criteria = [criterion for criterion, verdict in verdicts.items() if verdict in (UNMET, UNKNOWN)]
            spared = [
                criterion
                for criterion, verdict in verdicts.items()
                if is_new and verdict == NOT_APPLICABLE and self.verdicts.get(criterion) != NOT_APPLICABLE
            ]
            if open_criteria or self.applicability[task] == "unknown":
                missed.append((len(open_criteria), is_new, number, task, open_criteria, spared))
        chosen_and_met = len(numbers) - len(missed)
        for _, is_new, _, task, open_criteria, spared in sorted(missed)[: max(LEAST_CHOSEN - chosen_and_met, 0)]:
            yield from ((task, criterion, is_new) for criterion in open_criteria)
            if spared or not open_criteria:
                yield task, None, is_new

    def open(self) -> list[str]:
        """The criteria that may be taken as a step."""
        applying = (task for task, applies in self.applicability.items() if applies != "not_due")
        required = (criterion for task in applying for criterion in REQUIRED[task])
        return [one for one in required if self.verdicts.get(one) not in (MET, NOT_APPLICABLE)]
