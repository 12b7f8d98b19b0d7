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
class Band:
    """One step of points by a number: `at_least` so many, or `at_most`; the other one is None."""

    at_least: int | None
    at_most: int | None
    points: int

    @property
    def limit(self) -> int:
        return self.at_least if self.at_least is not None else self.at_most or 0


@dataclass(frozen=True, slots=True)
class Points:
    """What a criterion gives (docs/judging.md, Points), all in hundredths of a point: 250 is 2.5 分.

    By a number: `measure`, and either `bands`, the best first, or `each` of it up to `cap`. By the answer: `done`,
    `partial` (None where no answer is asked for) and `not_done`. Deductions are below zero.
    """

    measure: str | None = None
    bands: tuple[Band, ...] = ()
    each: int | None = None
    cap: int | None = None
    done: int | None = None
    partial: int | None = None
    not_done: int | None = None

    @property
    def _possible(self) -> list[int]:
        if self.each is not None:
            return [0, self.cap or 0] if self.each > 0 else [0, -(self.cap or 0)]
        return [0, *(band.points for band in self.bands)] if self.bands else [self.done or 0, self.not_done or 0]

    @property
    def most(self) -> int:
        return max(self._possible)

    @property
    def least(self) -> int:
        return min(self._possible)

    @property
    def is_more_better(self) -> bool:
        """Whether a greater number never gives fewer points; otherwise it never gives more."""
        first = self.bands[0] if self.bands else Band(0, None, self.each or 0)
        return (first.points > 0) == (first.at_least is not None)


@dataclass(frozen=True, slots=True)
class Grade:
    """等级: the name, and from how many hundredths of a point it is given; None for the last, which takes the rest."""

    name: str
    at_least: int | None


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
    points: Points | None
    evidence_lasts: bool  # what proves it (a rule, an office, a website) holds from year to year

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

    `cap`, in hundredths of a point: so much the whole group adds or takes away at most. What `is_bonus` is no part of
    the full marks.
    """

    group_id: str
    title: str
    kind: str
    minimum: int | None
    cap: int | None = None
    is_bonus: bool = False


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
