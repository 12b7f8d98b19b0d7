"""What was understood of one file: typed rows for the warehouse, nothing that names a person.

The rows are named tuples, because some hundred of them leave the worker for each file, and as dataclasses they would
cost as much to hand over as to read.
"""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from etl.knowledge.findings import Finding
from etl.submission.account.fates import SheetAccount


class Answer(NamedTuple):
    """One work standard as answered. Grain: criterion. Blanks are None; `declared` is a meaning of layout `status`.

    不适用 where it is not accepted is `not_applicable` and unreadable: it counts as a blank.
    """

    criterion_id: str
    declared: str | None
    declared_written: str | None
    is_declared_unreadable: bool
    chosen: bool | None
    is_chosen_unreadable: bool
    chosen_cell: str | None
    quantity: int | None
    quantity_cell: str | None
    is_quantity_unreadable: bool
    sheet: str
    cell: str | None


class FormValue(NamedTuple):
    """One field of 基本情况: a count (yes and no are 1 and 0) or a text."""

    field: str
    value: int | None
    text: str | None
    is_unreadable: bool
    sheet: str
    cell: str


class MemberCount(NamedTuple):
    """One year-end figure. `series` is individual, unit or total."""

    year: int
    series: str
    value: int | None
    is_unreadable: bool
    sheet: str
    cell: str


class CouncilMember(NamedTuple):
    """One person of the council roster, without the person: role, party, front line, age in full years.

    `gap_count` counts the required cells that are blank, `unreadable_count` those that are written and not understood.
    """

    position: int
    post: str | None
    is_party: bool | None
    is_frontline: bool | None
    is_frontline_unreadable: bool
    age: int | None
    gap_count: int
    unreadable_count: int
    sheet: str
    post_cell: str | None
    frontline_cell: str | None


class Remark(NamedTuple):
    """A row of a table, as counted on its sheet, in which 备注 is filled in; what it says stays in the file, since
    anybody may be named there (docs/workbook.md, Personal data).
    """

    sheet: str
    row_number: int
    cell: str


class Confirmation(NamedTuple):
    """A value of last year that the society has confirmed as this year's. Grain: cell that shows it; of a roster, one.

    It was taken from what was in force for `source_period`; a roster from the file with `source_sha256`.
    """

    table_name: str
    sheet: str
    cell: str
    source_period: int
    source_sha256: str | None


class HeldTable(NamedTuple):
    """A table that the file holds, with its sheet and the number of its rows; `is_empty` when nothing is filled in."""

    table_name: str
    sheet: str
    row_count: int
    is_empty: bool


@dataclass(frozen=True, slots=True)
class Identity:
    """Who reports and for when, as written: candidates, each with its cell (`sheet!cell`). Where nothing states the
    society, `titles` are the texts of the first rows, one of which may name it.

    `unread` are fields that are written and not understood (a code that Excel made a number, 填报年度：一八年, a label
    nearly ours), each with what is to be said where the file cannot be given to anybody without it.
    """

    names: tuple[tuple[str, str], ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    years: tuple[tuple[int, str], ...] = ()
    titles: tuple[str, ...] = ()
    unread: tuple[tuple[str, Finding], ...] = ()


@dataclass(slots=True)
class Part:
    """What one file says about one society and one period. Most files have one part, a 汇总表 has many.

    Its rows leave the worker as plain tuples, which takes a third of the time.
    """

    identity: Identity
    held: list[HeldTable] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    form: list[FormValue] = field(default_factory=list)
    members: list[MemberCount] = field(default_factory=list)
    council: list[CouncilMember] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    confirmed: list[Confirmation] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    is_filled: bool = False
    """Something is filled in beside who reports and when, and what the template filled in."""

    def __reduce__(self) -> tuple[Any, ...]:
        rows = (self.held, self.answers, self.form, self.members, self.council, self.remarks, self.confirmed)
        return _part, (self.identity, [list(map(tuple, some)) for some in rows], self.findings, self.is_filled)


def _part(identity: Identity, rows: list[list[tuple[Any, ...]]], findings: list[Finding], is_filled: bool) -> Part:
    held, answers, form, members, council, remarks, confirmed = rows
    return Part(
        identity,
        list(map(HeldTable._make, held)),
        list(map(Answer._make, answers)),
        list(map(FormValue._make, form)),
        list(map(MemberCount._make, members)),
        list(map(CouncilMember._make, council)),
        list(map(Remark._make, remarks)),
        list(map(Confirmation._make, confirmed)),
        findings,
        is_filled,
    )


@dataclass(frozen=True, slots=True)
class Understanding:
    """All parts of one file, the format it came in, and what became of the cells of each of its sheets.

    `findings` are about the file as a whole and stand in none of its parts.
    """

    format: str
    parts: tuple[Part, ...]
    accounts: tuple[SheetAccount, ...]
    findings: tuple[Finding, ...] = ()
