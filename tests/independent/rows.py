"""What a society means, as the rows that a build is made from: without a workbook, so that thousands take seconds."""

import datetime as dt
from collections.abc import Iterator, Sequence

from etl.archive.decisions import Receipt
from etl.knowledge.rubric import Rubric
from etl.registry import Period, RegisteredBase, Registry, Society
from etl.submission import Answer, CouncilMember, FormValue, HeldTable, MemberCount, Part
from etl.submission.understanding import Identity
from etl.warehouse import BuildInput, Loaded
from tests.independent.truth import MAY_NOT_APPLY, UNREADABLE, Count, Declared, Line, Person, Post, Report, Word, known

DECLARED = {
    Declared.DONE: "done",
    Declared.PARTLY: "partial",
    Declared.NOT: "not_done",
    Declared.NOT_APPLICABLE: "not_applicable",
}
POSTS = {
    Post.PRESIDENT: "chair",
    Post.VICE: "vice_chair",
    Post.SECRETARY: "secretary",
    Post.HIRED_SECRETARY: "hired_secretary",
    Post.STANDING: "standing",
    Post.COUNCILLOR: "member",
    Post.DEPUTY_SECRETARY: "staff",
    Post.UNREADABLE: "unreadable",
    Post.BLANK: None,
}
FIELDS = {
    "renewal": "is_renewal",
    "delegates": "delegates",
    "councillors": "councillors_declared",
    "standing": "standing_declared",
    "has_standing": "has_standing_declared",
    "full_time": "staff_fulltime",
    "part_time": "staff_parttime",
    "staff_before": "staff_before",
}
AT = dt.datetime(2018, 12, 1)


def build_input(rubric: Rubric, reports: Sequence[tuple[Line, Report]], period: int) -> BuildInput:
    """One report of each society for one period."""
    registry = Registry(tuple(_society(line) for line, _ in reports), (Period(period, None),), is_demo=True)
    loaded = [_loaded(number, line, report, period) for number, (line, report) in enumerate(reports, 1)]
    return BuildInput(registry, "", [rubric], loaded)


def _society(line: Line) -> Society:
    bases = () if line.base is None else (RegisteredBase(line.society_id, 2016, line.base, "H2"),)
    return Society(line.society_id, line.name, (), "", "", "", line.due_years, bases, "", "", line.status or "")


def _loaded(number: int, line: Line, report: Report, period: int) -> Loaded:
    receipt = Receipt(number, AT, f"{number:064x}", f"{line.society_id}.xlsx", "command", "load", 1)
    part = Part(Identity(), is_filled=True)
    part.answers = list(_answers(report))
    part.form = list(_form(report))
    part.members = list(_members(report))
    part.council = [_person(place, one, period) for place, one in enumerate(report.roster or (), 1)]
    tables: dict[str, Sequence[object]] = {
        "form": part.form,
        "answers": part.answers,
        "membership": part.members,
        "council": part.council,
    }
    part.held = [HeldTable(name, name, len(rows), not rows) for name, rows in tables.items()]
    return Loaded(f"{number:06d}", receipt, line.society_id, period, "xlsx", "accepted", part, ())


def _answers(report: Report) -> Iterator[Answer]:
    for place, (criterion, answer) in enumerate((report.answers or {}).items(), 2):
        declared = known(answer.declared)
        is_refused = declared is Declared.NOT_APPLICABLE and criterion not in MAY_NOT_APPLY
        yield Answer(
            criterion,
            None if declared is None else DECLARED[declared],
            None if answer.declared is None else str(answer.declared),
            answer.declared is UNREADABLE or is_refused,
            known(answer.chosen),
            answer.chosen is UNREADABLE,
            f"D{place}",
            known(answer.count),
            f"F{place}",
            answer.count is UNREADABLE,
            "任务完成情况",
            f"E{place}",
        )


def _form(report: Report) -> Iterator[FormValue]:
    for place, (name, field) in enumerate(FIELDS.items(), 1):
        said: Word | Count = getattr(report.form, name)
        if said is not None:
            value = known(said)
            yield FormValue(
                field, None if value is None else int(value), str(value), value is None, "基本情况", f"B{place}"
            )


def _members(report: Report) -> Iterator[MemberCount]:
    for place, (year, figures) in enumerate((report.members or {}).items(), 2):
        for series, column, said in zip(("individual", "unit"), "BC", figures, strict=True):
            if said is not None:
                yield MemberCount(year, series, known(said), said is UNREADABLE, "会员情况", f"{column}{place}")


def _person(place: int, one: Person, period: int) -> CouncilMember:
    age = None if one.birth is None else period - one.birth[0]
    return CouncilMember(
        place,
        POSTS[one.post],
        one.party,
        one.frontline,
        "frontline" in one.unreadable,
        age,
        len(one.gaps),
        len(one.unreadable),
        "理事会名册",
        f"H{place}",
        f"I{place}",
    )
