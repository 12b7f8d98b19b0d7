"""The workbook that knows last year: what it shows of last year counts where 同上年 confirms it, and nowhere else."""

import datetime as dt
import hashlib
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import fields, replace

from tests.independent.kinds.draft import Draft, Row, Table, draft, sheet_of
from tests.independent.kinds.kind import kind
from tests.independent.mess.grid import Block, Cell, Sheet
from tests.independent.mess.tables import Column
from tests.independent.societies import sure_report
from tests.independent.truth import Answer, Answers, Form, Person, Report

RULE = "unconfirmed is a blank, 同上年 is last year's value, what is filled in beside it goes before"
OF_THE_YEAR = ("renewal", "staff_before", "renewed", "name", "code", "year", "filled", "contact", "telephone")
JUDGED = [one.name for one in fields(Form)]
SAME, CHANGED, LEFT = "同上年", "有变化", "不再担任"
KEYS = {"sex": "gender", "title": "job_title", "declared": "status", "count": "quantity"}
NOBODY_BELOW, NEW_PERSONS = 500, 2
Choose = Callable[[Sequence[str | None]], str | None]


@kind("last-year-confirmed-wholly", RULE)
def _(one: Draft) -> None:
    _show(one, lambda _: SAME)


@kind("last-year-confirmed-partly", RULE)
def _(one: Draft) -> None:
    _show(one, one.pen.one)


@kind("last-year-not-confirmed", RULE)
def _(one: Draft) -> None:
    _show(one, lambda _: None)


@kind("last-year-of-somebody-else-or-another-year", "同上年 counts in that society's workbook of the year after alone")
def _(one: Draft) -> None:
    name, year = one.pen.one([(one.line.name, one.period - 2), (one.line.name + "分会", one.period - 1), ("", 0)])
    _show(one, lambda _: SAME, is_refused=True)
    one.source = (lambda _: _source_sheet(name, year, "")) if name else None
    one.tells.append(("confirmation_refused",))


@kind("last-year-corrected-since", "what is not in force for last year any more is confirmed in vain")
def _(one: Draft) -> None:
    _show(one, lambda _: SAME, is_corrected=True)
    one.tells.append(("confirmation_outdated",))


def _show(one: Draft, choose: Choose, *, is_refused: bool = False, is_corrected: bool = False) -> None:
    """Show last year's report in the workbook, and confirm of it what `choose` takes out of the possible choices."""
    last = draft(one.pen, one.line, one.period - 1, sure_report(one.pen.rng, one.line, one.period - 1))
    one.last_year.append(last)
    if is_corrected:
        one.last_year.append(draft(one.pen, one.line, last.period, sure_report(one.pen.rng, one.line, last.period)))
    one.source = lambda sha256: _source_sheet(one.line.name, last.period, sha256)
    now = one.last_year[-1].report.over(last.report)
    shown = _common(last.report, now, is_refused)
    one.mean(
        form=_form(one, last, choose, shown.form or Form()),
        answers=_answers(one, last, choose, shown.answers or {}),
        roster=_roster(one, last, choose, is_lost=is_refused or is_corrected),
    )


def _common(last: Report, now: Report, is_refused: bool) -> Report:
    """What a confirmation is worth: last year's values that are still in force; none in another workbook."""
    if is_refused:
        return Report()
    form, in_force = last.form or Form(), now.form or Form()
    still = {name: getattr(form, name) for name in JUDGED if getattr(form, name) == getattr(in_force, name)}
    answers = {}
    for name, answer in (last.answers or {}).items():
        other = (now.answers or {}).get(name, Answer())
        parts = {key: getattr(answer, key) for key in ("declared", "chosen", "count")}
        answers[name] = Answer(**{key: value for key, value in parts.items() if value == getattr(other, key)})
    return Report(Form(**still), answers)


def _form(one: Draft, last: Draft, choose: Choose, shown: Form) -> Form:
    """Lay the form out as the template does; returns what it means."""
    whole = choose([SAME, None])
    before = {item.key: item.value for item in last.items if item.key not in OF_THE_YEAR}
    rows: list[Row] = [["基本情况", None, None, whole], ["项目", "填报内容", "登记或上期填报", "本年", "填写说明"]]
    means = {}
    own = one.report.form or Form()
    for item in one.items:
        value = before.get(item.key)
        said = choose([SAME, CHANGED, None]) if value is not None else None
        is_filled = item.key in OF_THE_YEAR or value is None or said == CHANGED or choose([SAME, None]) is None
        written = item.value if is_filled else None
        rows.append([item.label, written, value, said, None])
        if item.key in JUDGED:
            is_same = SAME in (said, whole) and said != CHANGED and value is not None
            confirmed = getattr(shown, item.key) if is_same else None
            means[item.key] = getattr(own, item.key) if written is not None else confirmed
    one.form.block = Block(rows)
    return Form(**means)


def _answers(one: Draft, last: Draft, choose: Choose, shown: Answers) -> Answers:
    """Put last year's answers beside the standards; returns what the answers mean."""
    said: dict[str, str | None] = {}
    keeps: list[bool] = []  # what is filled in
    for name in one.standards:
        if name[:3] not in said:
            said[name[:3]] = choose([SAME, CHANGED, None])
            keeps_task = said[name[:3]] == CHANGED or choose([SAME, None]) is None
        keeps.append(keeps_task)
    before = {key: one.answers[key].cells for key in ("chosen", "declared", "count")}
    columns = [
        Column(f"last_{key}", list(last.answers[key].cells), heading=heading)
        for key, heading in (("chosen", "上年是否选做"), ("declared", "上年完成情况"), ("count", "上年数量"))
    ]
    columns.append(Column("choice", [said[name[:3]] for name in one.standards], heading="本年"))
    one.answers.columns[one.answers.place("chosen") : one.answers.place("chosen")] = columns
    for key, cells in before.items():
        one.answers.rewrite(key, lambda row, cells=cells: cells[row] if keeps[row] else None)  # type: ignore[misc]
    means = {}
    for row, name in enumerate(one.standards):
        own, confirmed = one.answer(row), shown.get(name, Answer()) if said[name[:3]] == SAME else Answer()
        filled = {key: getattr(own, key) if keeps[row] else None for key in ("declared", "chosen", "count")}
        means[name] = Answer(
            **{key: getattr(confirmed, key) if value is None else value for key, value in filled.items()}
        )
    return means


def _roster(one: Draft, last: Draft, choose: Choose, *, is_lost: bool) -> tuple[Person, ...] | None:
    """Last year's persons, each with a choice and its check, then new ones without; returns the roster that counts."""
    people = last.people
    added = one.people[:NEW_PERSONS] if choose([SAME, None]) is None else ()
    new = draft(one.pen, one.line, one.period, replace(one.report, roster=added)).roster if added else None
    said = [choose([SAME, SAME, SAME, CHANGED, LEFT, None]) for _ in people]
    if not any(said) and not added:
        said = [SAME if choose([SAME, None]) else None for _ in people]
    sheet = last.roster
    one.roster.columns = [replace(column, cells=list(column.cells)) for column in sheet.columns]
    checks: list[Cell] = [_check(sheet, row) if word == SAME else "0" * 12 for row, word in enumerate(said)]
    one.roster.columns.insert(one.roster.place("name") + 1, Column("choice", list(said), heading="本年"))
    one.roster.columns.append(Column("check", checks, heading="校验"))
    for column in one.roster.columns if new else ():
        assert new is not None
        if column.key in ("choice", "check"):
            column.cells.extend(None for _ in added)
        elif column.key == "name":
            column.cells.extend(f"示例{NOBODY_BELOW + number}" for number in range(len(added)))
        elif column.key == "ordinal":
            column.cells.extend(range(len(people) + 1, len(people) + len(added) + 1))
        else:
            column.cells.extend(new[column.key].cells)
    if is_lost and SAME in said:
        return None
    counted = tuple(person for person, word in zip(people, said, strict=True) if word in (SAME, CHANGED))
    return (*counted, *added) or None


def _check(table: Table, row: int) -> str:
    """Twelve digits of the row's cells: what was sent out."""
    cells = {KEYS.get(one.key, one.key): _compared(one.cells[row]) for one in table.columns if one.key != "ordinal"}
    text = "\n".join(f"{key}={cells[key]}" for key in sorted(cells) if cells[key])
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _compared(cell: Cell) -> str:
    if isinstance(cell, dt.date):
        return f"{cell:%Y-%m-%d}"
    return "" if cell is None else "".join(unicodedata.normalize("NFKC", str(cell)).lower().split())


def _source_sheet(name: str, year: int, sha256: str) -> Sheet:
    return sheet_of("上年来源", [["学会", name], ["年度", year], ["理事会名册", sha256 or None]], is_hidden=True)
