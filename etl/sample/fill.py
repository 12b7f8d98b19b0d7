"""Filling in the template as a society would."""

from dataclasses import replace

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from etl.knowledge.rubric import Rubric
from etl.sample.figures import WorkbookValues
from etl.sample.people import InventedPerson
from etl.template import Last, TemplateOrder, build, places
from etl.template.look import put


def workbook(report: WorkbookValues, order: TemplateOrder, last: WorkbookValues | None = None) -> Workbook:
    """The ordered workbook with the report written in, marked as invented; `last` is the report before it."""
    rubric, layout = order.rubric, order.layout
    if last:
        shown = {key: value for key, value in last.form.items() if layout.fields[key].type != "private"}
        order = replace(order, last=Last(shown, last.membership))
    book = build(replace(order, is_demo=True))
    cells = places.form_cells(layout)
    form = book[layout.form_title]
    for field, value in report.form.items():
        put(form[cells[field]], value)
    _answers(book[layout.tables["answers"].title], report, rubric)
    membership = book[layout.tables["membership"].title]
    rows = places.year_rows(rubric, order.period.period)
    for year, (individual, unit) in report.membership.items():
        for key, value in (("individual", individual), ("unit", unit), ("total", individual + unit)):
            put(membership[f"{places.columns('membership')[key]}{rows[year]}"], value)
    _roster(book[layout.tables["council"].title], "council", report.council)
    _roster(book[layout.tables["supervisors"].title], "supervisors", report.supervisors)
    return book


def _answers(sheet: Worksheet, report: WorkbookValues, rubric: Rubric) -> None:
    rows, letter = places.standard_rows(rubric), places.columns("answers")
    for criterion_id, answer in report.answers.items():
        for key, value in (("status", answer.status), ("quantity", answer.quantity), ("evidence", answer.evidence)):
            if value is not None:
                put(sheet[f"{letter[key]}{rows[criterion_id]}"], value)
    for task in rubric.tasks:
        if task.task_id in report.chosen:
            first = rows[task.standards[0].criterion_id]
            put(sheet[f"{letter['chosen']}{first}"], report.chosen[task.task_id])


def _roster(sheet: Worksheet, table: str, people: tuple[InventedPerson, ...]) -> None:
    letter = places.columns(table)
    for row, person in zip(places.roster_rows(table), people, strict=False):
        for key, value in person.values().items():
            if key in letter:
                put(sheet[f"{letter[key]}{row}"], value)
