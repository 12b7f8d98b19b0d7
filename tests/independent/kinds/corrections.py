"""What is sent again: part of the workbook, blanks that must not erase, unreadable values, an empty template."""

from collections.abc import Callable
from dataclasses import replace

from tests.independent.kinds.answer_words import PLAIN
from tests.independent.kinds.draft import Draft, draft
from tests.independent.kinds.kind import kind
from tests.independent.mess.grid import Cell
from tests.independent.societies import sure_report
from tests.independent.truth import UNREADABLE, Answer, Declared, Form, Report

FIRST_OPTIONAL = 11
DECIDING = ("delegates", "renewal", "has_standing", "full_time", "part_time", "staff_before")


def again(first: Draft) -> Draft:
    """A second file of the same society with another whole report."""
    report = sure_report(first.pen.rng, first.line, first.period)
    second = draft(first.pen, first.line, first.period, report)
    first.later.append(second)
    return second


def _blanked(second: Draft, kept: Callable[[str], bool]) -> None:
    """Leave the answers blank but those of these criteria."""
    answers = {name: one if kept(name) else Answer() for name, one in (second.report.answers or {}).items()}
    for key in ("declared", "chosen", "count"):
        cells = second.answers[key].cells
        second.answers.rewrite(key, lambda row, cells=cells: cells[row] if kept(second.standards[row]) else None)  # type: ignore[misc]
    second.means = Report(answers=answers)


@kind(
    "second-book-with-one-row",
    "only the rows that were asked for: a blank erases nothing",
)
def _(first: Draft) -> None:
    second = again(first)
    rows = set(
        second.pen.rng.sample([name for name in second.standards if int(name[1:3]) < 11], second.pen.one([1, 3]))
    )
    _blanked(second, lambda name: name in rows)
    second.keep(second.answers)
    if second.report.is_empty:
        name = sorted(rows)[0]
        row = second.standards.index(name)
        cells: list[Cell] = list(second.answers["declared"].cells)
        cells[row] = PLAIN[Declared.DONE]
        second.answers.rewrite("declared", lambda place: cells[place])
        second.mean(answers={**(second.report.answers or {}), name: Answer(Declared.DONE)})
    second.tells.append(("values_kept",))


@kind("second-book-with-one-task-chosen", "是否选做 by task, from the latest file that states it in any row")
def _(first: Draft) -> None:
    second = again(first)
    task = second.pen.one(sorted({name[:3] for name in second.standards if int(name[1:3]) >= FIRST_OPTIONAL}))
    _blanked(second, lambda name: name.startswith(task))
    second.keep(second.answers)


@kind("corrected-roster-alone", "a corrected roster alone replaces the roster whole")
def _(first: Draft) -> None:
    second = again(first)
    second.keep(second.roster)
    second.means = Report(roster=second.report.roster)


@kind("second-book-without-people", "a roster without a single person hides no filled one")
def _(first: Draft) -> None:
    second = again(first)
    second.roster.columns = [
        replace(one, cells=[number + 1 if one.key == "ordinal" else None for number in range(5)])
        for one in second.roster.columns
    ]
    second.mean(roster=None)


@kind("form-fields-one-by-one", "form fields one by one: a blank erases nothing")
def _(first: Draft) -> None:
    second = again(first)
    second.keep(second.form)
    left = set(
        second.pen.rng.sample(["delegates", "renewal", "has_standing", "full_time", "part_time", "staff_before"], 4)
    )
    form = second.report.form or Form()
    for one in second.items:
        if one.key in left:
            one.value = None
    second.means = Report(form=replace(form, **dict.fromkeys(left)))


@kind("members-year-by-year", "year-ends year by year and column by column")
def _(first: Draft) -> None:
    second = again(first)
    second.keep(second.members)
    members = dict(second.report.members or {})
    year, other = second.period, second.pen.one(sorted(members))
    stated = {other: (None, members[other][1])} | {year: (members[year][0], None)}
    rows = sorted(members)
    for key, column in (("individual", 0), ("unit", 1)):
        second.members.rewrite(key, lambda row, column=column: stated.get(rows[row], (None, None))[column])  # type: ignore[misc,arg-type]
    second.members.rewrite("total", lambda row: None)
    second.means = Report(members={one: stated.get(one, (None, None)) for one in rows})


@kind("unreadable-in-a-correction", "an unreadable value states that the earlier one is no longer sure")
def _(first: Draft) -> None:
    second = again(first)
    always = [name for name in second.standards if int(name[1:3]) < FIRST_OPTIONAL]
    rows = set(second.pen.rng.sample(always, 3))
    _blanked(second, lambda name: False)
    second.answers.rewrite("declared", lambda row: "完成（50%）" if second.standards[row] in rows else None)
    second.keep(second.answers)
    second.means = Report(answers={name: Answer(UNREADABLE if name in rows else None) for name in second.standards})
    second.tells.append(("status_unreadable",))


@kind("unreadable-number-in-a-correction", "an unreadable number of a later file: unknown, a finding")
def _(first: Draft) -> None:
    second = again(first)
    second.keep(second.form)
    second.items = [one for one in second.items if one.key in ("name", "code", "year", "delegates")]
    second.item("delegates").value = second.pen.one(["约120", "一百二十", "不详"])
    second.means = Report(form=Form(delegates=UNREADABLE))
    second.tells.append(("count_unreadable",))


@kind("empty-template-after-a-good-file", "a file with nothing filled in goes back; the accepted one stays in force")
def _(first: Draft) -> None:
    _emptied(again(first))


@kind("empty-template-alone", "a file with nothing filled in goes back and counts as no report")
def _(first: Draft) -> None:
    _emptied(first)


def _emptied(one: Draft) -> None:
    """Nothing is filled in but what the template fills: name, year, code, contact."""
    for item in one.items:
        if item.key not in ("name", "code", "year", "contact", "telephone"):
            item.value = None
    for key in ("declared", "chosen", "count"):
        one.answers.rewrite(key, lambda row: None)
    for key in ("individual", "unit", "total"):
        one.members.rewrite(key, lambda row: None)
    one.roster.columns = [replace(column, cells=[]) for column in one.roster.columns]
    one.means = None
    one.tells.append(("nothing_filled",))
