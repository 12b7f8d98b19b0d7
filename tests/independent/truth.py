"""What a society means when it reports: the truth that a workbook carries, whatever the workbook looks like.

`None` is what nobody can know from the workbook: a blank, or a cell that says something uncertain.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import reduce


class Declared(Enum):
    """How a society answers for a work standard."""

    DONE = "已完成"
    PARTLY = "部分完成"
    NOT = "未完成"
    NOT_APPLICABLE = "不适用"


class Post(Enum):
    """What a person of the roster is in the society."""

    PRESIDENT = "理事长"
    VICE = "副理事长"
    SECRETARY = "秘书长"
    HIRED_SECRETARY = "秘书长（聘任）"
    STANDING = "常务理事"
    COUNCILLOR = "理事"
    DEPUTY_SECRETARY = "副秘书长"
    UNCLEAR = "（写的不是职务，或空着）"


@dataclass(frozen=True, slots=True)
class Line:
    """A society as the association's registry has it. `due_years` empty: the registry does not say."""

    society_id: str
    name: str
    former: str | None = None
    code: str | None = None
    due_years: tuple[int, ...] = ()
    base: int | None = None
    status: str | None = None

    @property
    def is_expected(self) -> bool:
        return self.status in (None, "正常")


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands beside one work standard."""

    declared: Declared | None = None
    chosen: bool | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """What the form says and a verdict needs."""

    renewal: bool | None = None
    delegates: int | None = None
    councillors: int | None = None
    standing: int | None = None
    has_standing: bool | None = None
    full_time: int | None = None
    part_time: int | None = None
    staff_before: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """One row of the council's roster. `gaps`: the required columns that are blank or unreadable in it."""

    post: Post
    frontline: bool | None
    party: bool | None
    birth: tuple[int, int] | None
    gaps: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Report:
    """What one society says about one period; a table that it did not send is None.

    `has_new_members`: something was written for the period itself, not only what was printed beforehand.
    """

    form: Form | None = None
    answers: Mapping[str, Answer] | None = None
    members: Mapping[int, tuple[int | None, int | None]] | None = None
    roster: tuple[Person, ...] | None = None
    has_new_members: bool = True

    def over(self, older: "Report") -> "Report":
        """This report in force over an older one, table by table; an empty table hides no filled one."""
        is_older = self.members is None or (older.members is not None and older.has_new_members > self.has_new_members)
        of_members = older if is_older else self
        return Report(
            self.form if self.form is not None else older.form,
            self.answers if self.answers is not None else older.answers,
            of_members.members,
            self.roster if self.roster is not None else older.roster,
            of_members.has_new_members,
        )

    def only(self, tables: Iterable[str]) -> "Report":
        """The report with no other tables than these."""
        return replace(Report(), **{table: getattr(self, table) for table in tables})


@dataclass(frozen=True, slots=True)
class Case:
    """All that was accepted of a society for a period, oldest first; nothing was if `reports` is empty."""

    line: Line
    period: int
    reports: tuple[Report, ...] = field(default=())

    @property
    def current(self) -> Report | None:
        """What is in force."""
        return reduce(lambda older, newer: newer.over(older), self.reports) if self.reports else None
