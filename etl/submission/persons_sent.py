"""The persons that a file lists of one society: for that society's own workbook of the next year and nothing else, so
that they are kept nowhere (docs/workbook.md, Personal data).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from etl.knowledge import layout as layouts
from etl.knowledge.layout import ROSTERS, Layout
from etl.submission.cells import values
from etl.submission.cells.cell_reader import Cells
from etl.submission.form import form_values
from etl.submission.opened_file import form, opened
from etl.submission.roster import posts
from etl.submission.roster.roster_person import Person
from etl.submission.roster.roster_titles import OwnCouncil, term_of
from etl.submission.roster.rosters import RosterReader
from etl.workbook import Value


@dataclass(frozen=True, slots=True)
class Whose:
    """The society under all its names, and the year that the file reports on."""

    names: tuple[str, ...]
    period: int


@dataclass(frozen=True, slots=True)
class PersonsSent:
    """`rosters`: table → its persons in order, each column → value as written, a birth as the date that it is.
    `contacts`: 联系人 and 联系电话 of the form.
    """

    rosters: Mapping[str, tuple[Mapping[str, Value], ...]]
    contacts: Mapping[str, str]


def persons_sent(path: Path, whose: Whose) -> PersonsSent:
    """The persons of the file's own society; of a 汇总表 nobody. Raises Unreadable."""
    layout = layouts.read()
    file = opened(path, layout, Cells())
    entries = form(file.tables_by_grid, layout)
    contacts = {
        entry.field: values.written(entry.value).strip()
        for entry in entries
        if layout.fields[entry.field].type == "private" and not values.is_blank(entry.value)
    }
    own = [table for table in file.tables if not {"society_name", "credit_code"} & table.columns.keys()]
    stated = form_values.read([entry for entry in entries if entry.field == "term"], layout, Cells())
    term = next((term_of(one.text) for one in stated if one.text), 0)
    reader = RosterReader(OwnCouncil(whose.names, term, whose.period), layout, Cells())
    rosters = {
        name: tuple(_cells(person, layout) for person in reader.read([one for one in own if one.name == name]).persons)
        for name in ROSTERS
    }
    return PersonsSent({name: persons for name, persons in rosters.items() if persons}, contacts)


def _cells(person: Person, layout: Layout) -> dict[str, Value]:
    """What stands in the row of a person, with the post that a heading gives; the employer in one cell."""
    cells = dict(_written(person, layout))
    if employer_post := cells.pop("employer_post", None):
        cells["employer"] = f"{cells.get('employer', '')} {employer_post}".strip()
    role = person.values.get("post")
    if role and "post" not in person.unreadable and not _says(cells.get("post"), role, layout):
        cells["post"] = layout.written["post"][role][0]
    return cells


def _says(post: Value, role: str, layout: Layout) -> bool:
    try:
        return posts.post(post, layout) == role
    except ValueError:
        return False


def _written(person: Person, layout: Layout) -> Iterator[tuple[str, Value]]:
    for key in layout.tables[person.table.name].columns:
        if key in ("row_number", "category") or person.table.is_blank(person.row, key):
            continue
        written = person.table.text(person.row, key).strip()
        yield key, person.values.get("birth") or written if key == "birth" else written
