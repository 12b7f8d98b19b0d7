"""What a rubric is made of: groups of tasks, tasks, and the criteria with their rules."""

from dataclasses import dataclass

from etl.knowledge.expression import Node


@dataclass(frozen=True, slots=True)
class Case:
    """One pair of `when` and `rule`: the readings must agree, else the outcome is open for `reason`."""

    when: Node | None
    readings: tuple[Node, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the outcome is open when `when` holds."""

    when: Node
    reason: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """判定项: a work standard (工作标准) or a quantified demand (改革内容) of one task."""

    criterion_id: str
    task_id: str
    text: str
    short_text: str
    source: str
    decided_by: str
    is_required: bool
    is_judged: bool
    may_be_not_applicable: bool
    no_counts_from: int | None
    count: str | None
    applies_when: Node | None
    cases: tuple[Case, ...]
    reasons: tuple[Reason, ...]
    shown: tuple[str, ...]

    @property
    def is_standard(self) -> bool:
        """True for one of the 56 work standards, which the society answers."""
        return self.source == "工作标准"

    @property
    def ordinal(self) -> str:
        """The part of the id behind the dash: `1`… for standards, a letter for demands."""
        return self.criterion_id.partition("-")[2]


@dataclass(frozen=True, slots=True)
class Group:
    """A group of tasks (评价大项) with its kind; `minimum` is how many of the chosen tasks of an optional group must be
    met.
    """

    group_id: str
    title: str
    kind: str
    minimum: int | None


@dataclass(frozen=True, slots=True)
class Task:
    """改革任务; `group` is the kind of its group: basic, renewal or optional."""

    task_id: str
    number: int
    group_id: str
    group: str
    title: str
    short_title: str
    content: str
    note: str
    criteria: tuple[Criterion, ...]

    @property
    def standards(self) -> tuple[Criterion, ...]:
        return tuple(criterion for criterion in self.criteria if criterion.is_standard)
