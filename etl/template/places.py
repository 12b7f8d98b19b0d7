"""Where everything stands in the template: rows of the form and of the standards, years, rosters."""

from collections.abc import Mapping

from etl.knowledge.layout import Layout
from etl.knowledge.rubric import Rubric
from etl.template.hints import SheetWording, read
from etl.template.last_stated import LastYear

HEADER_ROW = 4
FIRST_ROW = HEADER_ROW + 1
_FREE_ROWS = 24
LABEL, VALUE, VALUE_END, LAST, HINT, NOTE = "B", "C", "E", "F", "G", "H"
# Where the form shows last year's values to be confirmed.
CHOICE, HINT_BESIDE_CHOICE, NOTE_BESIDE_CHOICE = "G", "H", "I"


def form_cells(layout: Layout) -> dict[str, str]:
    """Field → the cell of its value."""
    return {key: f"{VALUE}{FIRST_ROW + position}" for position, key in enumerate(layout.fields)}


def group_rows(rubric: Rubric) -> dict[str, int]:
    """Group of tasks → the row of its heading."""
    rows, row, seen = {}, FIRST_ROW, ""
    for task in rubric.tasks:
        if task.group_id != seen:
            seen = task.group_id
            rows[seen] = row
            row += 1
        row += len(task.standards)
    return rows


def task_spans(rubric: Rubric) -> dict[str, str]:
    """Group of tasks → the numbers of its tasks: `1—6`."""
    numbers = {
        group_id: [task.number for task in rubric.tasks if task.group_id == group_id] for group_id in rubric.groups
    }
    return {group_id: f"{min(tasks)}—{max(tasks)}" for group_id, tasks in numbers.items()}


def standard_rows(rubric: Rubric) -> dict[str, int]:
    """Work standard → its row."""
    headings = set(group_rows(rubric).values())
    rows, row = {}, FIRST_ROW
    for criterion in (standard for task in rubric.tasks for standard in task.standards):
        row += row in headings
        rows[criterion.criterion_id] = row
        row += 1
    return rows


def year_rows(rubric: Rubric, period: int) -> dict[int, int]:
    """Year-end, from the rubric's base year to the period → its row."""
    first = rubric.parameters["base_year"]
    return {year: FIRST_ROW + year - first for year in range(first, period + 1)}


def columns(table: str) -> dict[str, str]:
    """Column of a table → its letter."""
    return read().sheets[table].letters


def roster_rows(table: str, persons: int = 0) -> range:
    """The rows a roster offers; below so many persons of last year some are left."""
    return range(FIRST_ROW, FIRST_ROW + max(read().sheets[table].rows, persons + _FREE_ROWS))


def sheets(year: LastYear | None) -> Mapping[str, SheetWording]:
    """The tables' sheets; where they show last year's values, with the columns for these and for 本年."""
    plain = read().sheets
    if year is None:
        return plain
    added = dict(read().last_year.columns)
    check, choice = added.pop("check"), {"choice": added["choice"]}
    evidence = {"last_evidence": added.pop("last_evidence")}
    rosters = {name: plain[name].showing("name", choice, check=check) for name in year.rosters}
    return {**plain, **rosters, "answers": plain["answers"].showing("standard", added).showing("evidence", evidence)}


def heading(layout: Layout, table: str, key: str) -> str:
    """The heading of a column."""
    words = layout.confirmation
    added = {"choice": words.heading, "check": words.check, **{f"last_{one}": text for one, text in words.last.items()}}
    return added.get(key) or layout.tables[table].columns[key].label
