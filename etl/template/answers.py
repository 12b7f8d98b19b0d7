"""The sheet 任务完成情况: a row for each work standard under the three group headings."""

from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from etl.knowledge.criteria import Criterion, Task
from etl.knowledge.layout import Layout
from etl.knowledge.measures import Measure
from etl.knowledge.rubric import Rubric
from etl.template import look, places, validation
from etl.template.hints import read
from etl.template.look import put
from etl.template.places import HEADER_ROW

# Points of row height that fit an A4 page on its side at this sheet's width, header row not counted.
_PAGE = 545
_ABOVE_TABLE = 72
_NUMERALS = "一二三四五六七八九十"
_NEED = {"basic": look.REQUIRED, "renewal": look.CONDITIONAL, "optional": look.CONDITIONAL}


def fill(sheet: Worksheet, rubric: Rubric, layout: Layout) -> None:
    """Write headings, locked wording and the input cells each standard has."""
    wording = read().sheets["answers"]
    table = layout.tables["answers"]
    look.set_widths(sheet, [column.width for column in wording.columns.values()])
    look.header(
        sheet,
        HEADER_ROW,
        [table.columns[key].label for key in wording.columns],
        [column.example for column in wording.columns.values()],
    )
    _groups(sheet, rubric)
    rows, yes_no = places.standard_rows(rubric), validation.yes_no(layout)
    for task in rubric.tasks:
        _task(sheet, task, rubric, [rows[criterion.criterion_id] for criterion in task.standards], yes_no)
        for criterion in task.standards:
            row = rows[criterion.criterion_id]
            need = _NEED[task.group] if criterion.is_judged and criterion.is_required else look.OPTIONAL
            _standard(sheet, row, criterion, need, layout)
            measure = rubric.measures[criterion.count] if criterion.count else None
            _quantity(sheet, row, measure, need, layout)
    _break_pages(sheet, rubric)


def _break_pages(sheet: Worksheet, rubric: Rubric) -> None:
    """Break pages between tasks, so that no merged cell is torn apart."""
    rows, headings = places.standard_rows(rubric), places.group_rows(rubric)
    used, group = _ABOVE_TABLE, ""
    for task in rubric.tasks:
        first, last = rows[task.standards[0].criterion_id], rows[task.standards[-1].criterion_id]
        if task.group_id != group:
            group, first = task.group_id, headings[task.group_id]
        height = sum(sheet.row_dimensions[row].height for row in range(first, last + 1))
        if used + height > _PAGE:
            sheet.row_breaks.append(Break(first - 1))
            used = 0
        used += height


def _groups(sheet: Worksheet, rubric: Rubric) -> None:
    texts = read().answers
    columns = list(read().sheets["answers"].letters.values())
    for numeral, (group_id, row) in zip(_NUMERALS, places.group_rows(rubric).items(), strict=False):
        group = rubric.groups[group_id]
        note = {"basic": "", "renewal": texts["renewal_note"], "optional": texts["optional_note"]}[group.kind]
        for column in columns:
            sheet[f"{column}{row}"].style = look.GROUP
        put(sheet[f"A{row}"], numeral).alignment = look.CENTRE
        put(sheet[f"B{row}"], group.title + note.format(minimum=group.minimum)).alignment = look.RUNNING
        sheet.row_dimensions[row].height = 24


def _task(sheet: Worksheet, task: Task, rubric: Rubric, rows: list[int], yes_no: tuple[str, str]) -> None:
    """What stands once for a task, merged down over its standards: number, name, chosen or not."""
    letter = read().sheets["answers"].letters
    is_optional = task.group == "optional"
    for key, value, style in (
        ("task_number", task.number, look.LABEL),
        ("task_title", task.title, look.LABEL),
        ("chosen", None, look.REQUIRED if is_optional else look.CLOSED),
    ):
        cell = look.span(sheet, f"{letter[key]}{rows[0]}:{letter[key]}{rows[-1]}", value, style)
        if key == "task_title":
            cell.alignment = look.LEFT
    if is_optional:
        text = read().answers["chosen"].format(minimum=rubric.groups[task.group_id].minimum)
        statuses = f"{letter['status']}{rows[0]}:{letter['status']}{rows[-1]}"
        _choice(sheet, f"{letter['chosen']}{rows[0]}", statuses, yes_no, text)
    height = max(look.lines(task.title, read().sheets["answers"].columns["task_title"].width) / len(rows), 1)
    for row, criterion in zip(rows, task.standards, strict=True):
        needed = look.lines(criterion.text, read().sheets["answers"].columns["standard"].width)
        sheet.row_dimensions[row].height = 17 * max(height, needed) + 8


def _choice(sheet: Worksheet, chosen: str, statuses: str, yes_no: tuple[str, str], text: str) -> None:
    """The dropdown of a task to choose; its statuses stand out while missing or against the choice."""
    validation.choices(sheet, chosen, yes_no, text)
    yes, no = yes_no
    fixed = f"${chosen[0]}${chosen[1:]}"
    first, _, _ = statuses.partition(":")
    missing, needless = f'AND({fixed}="{yes}",{first}="")', f'AND({fixed}="{no}",{first}<>"")'
    validation.highlight(sheet, statuses, f"OR({missing},{needless})")


def _standard(sheet: Worksheet, row: int, criterion: Criterion, need: str, layout: Layout) -> None:
    """The wording of a standard and the cells it has in any case; `need` is the style of its status."""
    letter = read().sheets["answers"].letters
    texts = read().answers
    put(sheet[f"{letter['standard']}{row}"], criterion.text, look.WORDING)
    status = sheet[f"{letter['status']}{row}"]
    status.style = need
    words = layout.written["status"]
    kinds = [kind for kind in words if kind != "not_applicable" or criterion.may_be_not_applicable]
    note = "" if criterion.is_judged else texts["not_judged"]
    validation.choices(sheet, status.coordinate, tuple(words[kind][0] for kind in kinds), note)
    for key in ("evidence", "note"):
        sheet[f"{letter[key]}{row}"].style = look.OPTIONAL_TEXT


def _quantity(sheet: Worksheet, row: int, measure: Measure | None, need: str, layout: Layout) -> None:
    """The cell for the number that a standard counts; closed where it counts nothing."""
    quantity = sheet[f"{read().sheets['answers'].letters['quantity']}{row}"]
    if measure:
        quantity.style = need
        quantity.number_format = f'0" {measure.unit}"'
        text = read().answers["quantity"].format(label=measure.label, unit=measure.unit)
        validation.whole_number(sheet, quantity.coordinate, 0, layout.count_limit, text)
        quantity.comment = look.comment(text)
    else:
        quantity.style = look.CLOSED
