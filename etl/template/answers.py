"""The sheet 任务完成情况: a row for each work standard under the three group headings."""

import re

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from etl.knowledge.criteria import Criterion, Task
from etl.knowledge.measures import Measure
from etl.knowledge.rubric import Rubric
from etl.template import confirmation, look, places, validation
from etl.template.hints import read
from etl.template.last_stated import LastYear
from etl.template.look import put
from etl.template.order import TemplateOrder
from etl.template.places import HEADER_ROW

# Points of row height that fit an A4 page on its side at this width of the sheet, header row not counted.
_PAGE, _WIDTH = 545, 165
_ABOVE_TABLE = 72
_NUMERALS = "一二三四五六七八九十"
_OF_YEAR = re.compile("[12][0-9]{3}|[0-9〇○零一二三四五六七八九]年|年度|本年|今年|当年|本届|季度|月")
"""Evidence that says one of these is of one year: it proves no other."""
_NEED = {"basic": look.REQUIRED, "renewal": look.CONDITIONAL, "optional": look.CONDITIONAL}


def fill(sheet: Worksheet, order: TemplateOrder) -> None:
    """Write headings, locked wording and the input cells each standard has."""
    _Answers(sheet, order).fill()


class _Answers:
    """Writes the sheet, group by group; with last year's answers where there are some."""

    def __init__(self, sheet: Worksheet, order: TemplateOrder) -> None:
        self.sheet, self.rubric, self.layout, self.year = sheet, order.rubric, order.layout, order.last.year
        self.wording = places.sheets(self.year)["answers"]
        self.letter = self.wording.letters

    def fill(self) -> None:
        columns = self.wording.columns
        look.set_widths(self.sheet, [column.width for column in columns.values()])
        headings = [places.heading(self.layout, "answers", key) for key in columns]
        look.header(self.sheet, HEADER_ROW, headings, [column.example for column in columns.values()])
        self.groups()
        rows = places.standard_rows(self.rubric)
        for task in self.rubric.tasks:
            self.task(task, [rows[criterion.criterion_id] for criterion in task.standards])
            for criterion in task.standards:
                row = rows[criterion.criterion_id]
                need = _NEED[task.group] if criterion.is_judged and criterion.is_required else look.OPTIONAL
                self.standard(row, criterion, need)
                measure = self.rubric.measures[criterion.count] if criterion.count else None
                self.quantity(row, measure, need)
                if self.year:
                    self.last(row, criterion, measure, self.year)
            if self.year:
                self.confirmation(task, [rows[criterion.criterion_id] for criterion in task.standards], self.year)
        width = sum(column.width for column in columns.values())
        _break_pages(self.sheet, self.rubric, _PAGE * width / _WIDTH)

    def groups(self) -> None:
        texts = read().answers
        for numeral, (group_id, row) in zip(_NUMERALS, places.group_rows(self.rubric).items(), strict=False):
            group = self.rubric.groups[group_id]
            note = {"basic": "", "renewal": texts["renewal_note"], "optional": texts["optional_note"]}[group.kind]
            for column in self.letter.values():
                self.sheet[f"{column}{row}"].style = look.GROUP
            put(self.sheet[f"A{row}"], numeral).alignment = look.CENTRE
            put(self.sheet[f"B{row}"], group.title + note.format(minimum=group.minimum)).alignment = look.RUNNING
            self.sheet.row_dimensions[row].height = 24

    def task(self, task: Task, rows: list[int]) -> None:
        """What stands once for a task, merged down over its standards: number, name, chosen or not."""
        is_optional = task.group == "optional"
        for key, value, style in (
            ("task_number", task.number, look.LABEL),
            ("task_title", task.title, look.LABEL),
            ("chosen", None, look.REQUIRED if is_optional else look.CLOSED),
        ):
            cell = self.down(key, rows, value, style)
            if key == "task_title":
                cell.alignment = look.LEFT
        if is_optional:
            statuses = f"{self.letter['status']}{rows[0]}:{self.letter['status']}{rows[-1]}"
            self.choice(f"{self.letter['chosen']}{rows[0]}", statuses, self.rubric.groups[task.group_id].minimum)
        height = max(look.lines(task.title, self.wording.columns["task_title"].width) / len(rows), 1)
        for row, criterion in zip(rows, task.standards, strict=True):
            needed = look.lines(criterion.text, self.wording.columns["standard"].width)
            self.sheet.row_dimensions[row].height = 17 * max(height, needed) + 8

    def down(self, key: str, rows: list[int], value: object, style: str) -> Cell:
        """One cell merged down over these rows."""
        letter = self.letter[key]
        return look.span(self.sheet, f"{letter}{rows[0]}:{letter}{rows[-1]}", value, style)

    def choice(self, chosen: str, statuses: str, minimum: int | None) -> None:
        """The dropdown of a task to choose; its statuses stand out while missing or against the choice."""
        yes, no = validation.yes_no(self.layout)
        validation.choices(self.sheet, chosen, (yes, no), read().answers["chosen"].format(minimum=minimum))
        fixed = f"${chosen[0]}${chosen[1:]}"
        first, _, _ = statuses.partition(":")
        missing, needless = f'AND({fixed}="{yes}",{first}="")', f'AND({fixed}="{no}",{first}<>"")'
        validation.highlight(self.sheet, statuses, f"OR({missing},{needless})")

    def standard(self, row: int, criterion: Criterion, need: str) -> None:
        """The wording of a standard and the cells it has in any case; `need` is the style of its status."""
        put(self.sheet[f"{self.letter['standard']}{row}"], criterion.text, look.WORDING)
        status = self.sheet[f"{self.letter['status']}{row}"]
        status.style = need
        words = self.layout.written["status"]
        kinds = [kind for kind in words if kind != "not_applicable" or criterion.may_be_not_applicable]
        note = "" if criterion.is_judged else read().answers["not_judged"]
        validation.choices(self.sheet, status.coordinate, tuple(words[kind][0] for kind in kinds), note)
        for key in ("evidence", "note"):
            self.sheet[f"{self.letter[key]}{row}"].style = look.OPTIONAL_TEXT

    def quantity(self, row: int, measure: Measure | None, need: str) -> None:
        """The cell for the number that a standard counts; closed where it counts nothing."""
        quantity = self.sheet[f"{self.letter['quantity']}{row}"]
        if measure:
            quantity.style = need
            quantity.number_format = f'0" {measure.unit}"'
            text = read().answers["quantity"].format(label=measure.label, unit=measure.unit)
            validation.whole_number(self.sheet, quantity.coordinate, 0, self.layout.count_limit, text)
            quantity.comment = look.comment(text)
        else:
            quantity.style = look.CLOSED

    def last(self, row: int, criterion: Criterion, measure: Measure | None, year: LastYear) -> None:
        """What was stated of the standard last year, locked."""
        status = year.status.get(criterion.criterion_id)
        quantity = year.quantity.get(criterion.criterion_id) if measure else None
        put(self.sheet[f"{self.letter['last_status']}{row}"], status, look.CLOSED if status is None else look.LAST)
        cell = self.sheet[f"{self.letter['last_quantity']}{row}"]
        put(cell, quantity, look.CLOSED if quantity is None else look.LAST)
        if measure:
            cell.number_format = f'0" {measure.unit}"'
        evidence = year.evidence.get(criterion.criterion_id, "") if criterion.evidence_lasts else ""
        if _OF_YEAR.search(evidence):
            evidence = ""
        cell = self.sheet[f"{self.letter['last_evidence']}{row}"]
        put(cell, evidence or None, look.LAST if evidence else look.CLOSED).alignment = look.LEFT
        needed = 17 * look.lines(evidence, self.wording.columns["last_evidence"].width) + 8
        self.sheet.row_dimensions[row].height = max(self.sheet.row_dimensions[row].height, needed)

    def confirmation(self, task: Task, rows: list[int], year: LastYear) -> None:
        """The cell that confirms a task, merged down over its standards; closed where nothing was stated."""
        chosen = year.chosen.get(task.task_id) if task.group == "optional" else None
        self.down("last_chosen", rows, chosen, look.CLOSED if chosen is None else look.LAST)
        first, end = f"{self.letter['last_chosen']}{rows[0]}", f"{self.letter['last_quantity']}{rows[-1]}"
        is_stated = any(cell.value is not None for row in self.sheet[f"{first}:{end}"] for cell in row)
        choice = self.down("choice", rows, None, look.REQUIRED if is_stated else look.CLOSED).coordinate
        if not is_stated:
            return
        confirmation.choices(self.sheet, choice, self.layout, read().last_year.prompt)
        fixed = f"${choice[0]}${choice[1:]}"
        confirmation.tint(self.sheet, f"{first}:{self.letter['quantity']}{rows[-1]}", fixed, self.layout)
        evidence = self.letter["last_evidence"]
        confirmation.tint(self.sheet, f"{evidence}{rows[0]}:{evidence}{rows[-1]}", fixed, self.layout)
        for row, criterion in zip(rows, task.standards, strict=True):
            if criterion.is_judged and criterion.is_required and task.group != "optional":
                confirmation.tint_missing(self.sheet, f"{self.letter['status']}{row}", fixed, self.layout)


def _break_pages(sheet: Worksheet, rubric: Rubric, page: float) -> None:
    """Break pages of so many points between tasks, so that no merged cell is torn apart."""
    rows, headings = places.standard_rows(rubric), places.group_rows(rubric)
    used, group = _ABOVE_TABLE, ""
    for task in rubric.tasks:
        first, last = rows[task.standards[0].criterion_id], rows[task.standards[-1].criterion_id]
        if task.group_id != group:
            group, first = task.group_id, headings[task.group_id]
        height = sum(sheet.row_dimensions[row].height for row in range(first, last + 1))
        if used + height > page:
            sheet.row_breaks.append(Break(first - 1))
            used = 0
        used += height
