"""What the association already knows of a society when it writes its next workbook."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from etl.archive.files import Archive
from etl.knowledge import layout as layouts
from etl.knowledge.layout import Layout
from etl.loading.material import naming_damaged_files
from etl.paths import DataFolder
from etl.submission.excerpts import HIDDEN, Place, free_texts
from etl.submission.persons_sent import PersonsSent, Whose, persons_sent
from etl.submission.privacy import MASK
from etl.template import Last
from etl.template.last_stated import LastYear, RosterSent, Stated
from etl.warehouse import current_build, schemas
from etl.workbook import Unreadable
from etl.workbook.pool import Pool

What = TypeVar("What")
Read = TypeVar("Read")
Rows = Callable[[str], list[tuple[Any, ...]]]
_FORM = """
select field, coalesce(text, value::varchar), value
from current_form
where society_id = $society and is_stated and not is_unreadable and period = (
    select max(period) from current_form where society_id = $society and period < $period
)
"""
_LATEST = "select max(period) from current_form where society_id = $society and period < $period"
_MEMBERS = "select year, individual, unit from membership where society_id = $society and year < $period"
_ANSWERS = """
select criterion_id, declared
from current_answer
where society_id = $society and period = $period - 1 and is_stated and not is_declared_unreadable
"""
_QUANTITIES = """
select criterion_id, quantity
from current_quantity
where society_id = $society and period = $period - 1 and quantity is not null and count_measure is not null
"""
_CHOICES = """
select task_id, is_chosen
from current_choice
where society_id = $society and period = $period - 1 and is_chosen is not null
"""
_FILES = """
select table_name, arg_max(sha256, in_force.receipt)
from value_in_force as in_force
join submission using (submission_id)
where in_force.society_id = $society and in_force.period = $period - 1
    and table_name in ('form', 'council', 'supervisors')
group by table_name
"""
_EVIDENCE = """
select criterion_id, submission.sha256, sheet, cell
from current_answer
join submission using (submission_id, society_id, period)
where society_id = $society and period = $period - 1 and is_stated and not is_declared_unreadable
"""
_NAMES = "select name, former_names from society where society_id = $society and $period is not null"


def last_stated(folder: DataFolder, society_id: str, period: int, pool: Pool | None = None) -> Last:
    """What the society stated in the latest earlier period, from the build in force; empty before the first.

    Its persons are read from its own archived files now, by the processes of `pool` if there are many societies to
    come, and kept nowhere. Raises Damaged where such a file is not what was received.
    """
    path = current_build(folder)
    if path is None or not path.exists():
        return Last()
    with duckdb.connect() as connection:
        connection.execute("attach ? as build (read_only)", [str(path)])
        schemas.search(connection, "build")

        def rows(sql: str) -> list[tuple[Any, ...]]:
            return connection.execute(sql, {"society": society_id, "period": period}).fetchall()

        layout = layouts.read()
        form = _form(rows, layout)
        members = {year: (individual, unit) for year, individual, unit in rows(_MEMBERS)}
        files = dict(rows(_FILES))
        year = None
        if files:
            names = [name for of_society in rows(_NAMES) for name in of_society if name]
            persons = _persons(Archive(folder.archive), files, Whose(tuple(names), period - 1), pool)
            of_year = form if rows(_LATEST) == [(period - 1,)] else {}
            evidence = _evidence(Archive(folder.archive), rows(_EVIDENCE), pool)
            year = replace(_year(period - 1, of_year, persons, rows, layout), evidence=evidence)
    return Last(form, members, year)


def _form(rows: Rows, layout: Layout) -> dict[str, Stated]:
    stated: dict[str, Stated] = {}
    for name, text, value in rows(_FORM):
        kind = layout.fields[name].type
        if kind == "yes_no" and value is not None:
            stated[name] = "是" if value else "否"
        elif kind == "count" and value is not None:
            stated[name] = value
        elif text and text != MASK:
            stated[name] = text
    return stated


def _year(
    period: int, form: dict[str, Stated], persons: dict[str, tuple[str, PersonsSent]], rows: Rows, layout: Layout
) -> LastYear:
    """What may be confirmed: of the form all but what is asked anew each year, with the contact of last year."""
    words = layout.written["status"]
    contacts = persons["form"][1].contacts if "form" in persons else {}
    return LastYear(
        period,
        {key: value for key, value in form.items() if not layout.fields[key].is_of_year} | dict(contacts),
        {criterion_id: words[declared][0] for criterion_id, declared in rows(_ANSWERS)},
        dict(rows(_QUANTITIES)),
        {task_id: "是" if is_chosen else "否" for task_id, is_chosen in rows(_CHOICES)},
        {
            table: RosterSent(sha256, sent.rosters[table])
            for table, (sha256, sent) in persons.items()
            if table in sent.rosters
        },
    )


def _persons(
    archive: Archive, files: dict[str, str], whose: Whose, pool: Pool | None
) -> dict[str, tuple[str, PersonsSent]]:
    """Table → the file in which it is in force, and the persons in it; a file that cannot be read has none."""
    wanted = sorted(set(files.values()))
    jobs = [(archive.file(sha256), whose) for sha256 in wanted]
    with naming_damaged_files(archive):
        read = dict(zip(wanted, _read(persons_sent, jobs, pool), strict=True))
    return {
        table: (sha256, sent) for table, sha256 in files.items() if not isinstance(sent := read[sha256], Unreadable)
    }


def _evidence(archive: Archive, answers: list[tuple[Any, ...]], pool: Pool | None) -> dict[str, str]:
    """Work standard → what stands as 佐证材料 in the row of its answer, where it names nobody and is told whole."""
    by_file: dict[str, dict[str, Place]] = {}
    for criterion_id, sha256, sheet, cell in answers:
        by_file.setdefault(sha256, {})[criterion_id] = Place(sheet, cell, 0)
    jobs = [(archive.file(sha256), tuple(places.values())) for sha256, places in by_file.items()]
    with naming_damaged_files(archive):
        read = _read(free_texts, jobs, pool)
    said = {
        criterion_id: texts.evidence.text
        for places, of_file in zip(by_file.values(), read, strict=True)
        if not isinstance(of_file, Unreadable)
        for criterion_id, texts in zip(places, of_file, strict=True)
        if texts.evidence
    }
    return {criterion_id: text for criterion_id, text in said.items() if text != HIDDEN and text[-1] != "…"}


def _read(
    look_into: Callable[[Path, What], Read], jobs: Iterable[tuple[Path, What]], pool: Pool | None
) -> list[Read | Unreadable]:
    if pool is not None:
        return list(pool.each(look_into, jobs))
    return [_read_here(look_into, *job) for job in jobs]


def _read_here(look_into: Callable[[Path, What], Read], path: Path, what: What) -> Read | Unreadable:
    try:
        return look_into(path, what)
    except Unreadable as error:
        return error
