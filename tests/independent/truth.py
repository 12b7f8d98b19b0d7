"""What a society means when it reports: the truth that a workbook carries, whatever the workbook looks like.

Three things are kept apart (docs/judging.md, Verdicts have three values): None was not given, UNREADABLE was given and
cannot be understood, all else was given and understood.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from enum import Enum
from functools import reduce
from typing import TypeVar

T = TypeVar("T")
MAY_NOT_APPLY = {"T04-1", "T04-2", "T04-3", "T13-4", "T16-3"}


class Mark(Enum):
    """What stands for a value that is written and cannot be understood."""

    UNREADABLE = "（写了，看不懂）"


UNREADABLE = Mark.UNREADABLE


def known(value: T | Mark | None) -> T | None:
    """The value, None where it is blank or cannot be understood."""
    return None if isinstance(value, Mark) else value


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
    UNREADABLE = "（写的不是职务）"
    BLANK = "（空着）"


Status = Declared | Mark | None
Word = bool | Mark | None
Count = int | Mark | None
Members = Mapping[int, tuple[Count, Count]]


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

    declared: Status = None
    chosen: Word = None
    count: Count = None


Answers = Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Form:
    """What the form says and a verdict needs."""

    renewal: Word = None
    delegates: Count = None
    councillors: Count = None
    standing: Count = None
    has_standing: Word = None
    full_time: Count = None
    part_time: Count = None
    staff_before: Count = None


@dataclass(frozen=True, slots=True)
class Person:
    """One row of the council's roster. `gaps`, `unreadable`: the required columns that are blank or not understood."""

    post: Post
    frontline: bool | None
    party: bool | None
    birth: tuple[int, int] | None
    gaps: frozenset[str] = frozenset()
    unreadable: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Report:
    """What one society says about one period; a table that it did not send is None."""

    form: Form | None = None
    answers: Answers | None = None
    members: Members | None = None
    roster: tuple[Person, ...] | None = None

    def over(self, older: "Report") -> "Report":
        """This report in force over an older one, value by value: a blank erases nothing (What is in force)."""
        return Report(
            _form_over(self.form or Form(), older.form or Form()),
            _answers_over(self.answers or {}, older.answers or {}),
            _members_over(self.members or {}, older.members or {}),
            self.roster or older.roster,
        )

    def only(self, tables: Iterable[str]) -> "Report":
        """The report with no other tables than these."""
        return replace(Report(), **{table: getattr(self, table) for table in tables})

    @property
    def is_empty(self) -> bool:
        """Whether nothing is stated in it."""
        return not self.roster and self.over(Report()) == Report(Form(), {}, {}, self.roster)


def _form_over(newer: Form, older: Form) -> Form:
    values = {one.name: getattr(newer, one.name) for one in fields(Form)}
    return replace(older, **{name: value for name, value in values.items() if value is not None})


def _answers_over(newer: Answers, older: Answers) -> Answers:
    """完成情况 and 数量 by criterion, 是否选做 by task (any row states it); criteria all blank are left out."""
    chooses = {criterion[:3] for criterion, answer in newer.items() if answer.chosen is not None}
    merged = {}
    for criterion in newer.keys() | older.keys():
        new, old = newer.get(criterion, Answer()), older.get(criterion, Answer())
        merged[criterion] = Answer(
            old.declared if _accepted(criterion, new.declared) is None else new.declared,
            (new if criterion[:3] in chooses else old).chosen,
            old.count if new.count is None else new.count,
        )
    return {criterion: answer for criterion, answer in merged.items() if answer != Answer()}


def _accepted(criterion: str, declared: Status) -> Status:
    """The answer, None for 不适用 where it is not accepted: it counts as a blank."""
    is_refused = declared is Declared.NOT_APPLICABLE and criterion not in MAY_NOT_APPLY
    return None if is_refused else declared


def _members_over(newer: Members, older: Members) -> Members:
    """Year by year and column by column; years of which nothing is stated are left out."""
    blank = (None, None)
    merged = {
        year: tuple(
            old if new is None else new for new, old in zip(newer.get(year, blank), older.get(year, blank), strict=True)
        )
        for year in newer.keys() | older.keys()
    }
    return {year: (figures[0], figures[1]) for year, figures in merged.items() if figures != blank}


@dataclass(frozen=True, slots=True)
class Case:
    """All that was accepted of a society for a period, oldest first; nothing was if `reports` is empty."""

    line: Line
    period: int
    reports: tuple[Report, ...] = ()

    @property
    def current(self) -> Report | None:
        """What is in force."""
        return reduce(lambda older, newer: newer.over(older), self.reports, Report()) if self.reports else None
