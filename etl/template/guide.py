"""The sheet 填报说明: how to fill in, how to send, what the statuses, colours and counts mean."""

from openpyxl.worksheet.worksheet import Worksheet

from etl.knowledge.layout import Layout
from etl.template import confirmation, look, places
from etl.template.hints import read
from etl.template.look import put
from etl.template.order import TemplateOrder

COLUMNS = 3
_WIDTHS = [4.0, 22.0, 72.0]
_WIDE = _WIDTHS[1] + _WIDTHS[2]


def fill(sheet: Worksheet, order: TemplateOrder) -> None:
    """Write the sheet; nothing in it can be taken for a label or an answer."""
    texts, rubric, layout, deadline = read().guide, order.rubric, order.layout, order.period.deadline
    look.set_widths(sheet, _WIDTHS)
    sheet.row_dimensions[4].height = 8
    page = _Page(sheet)
    page.section("submit")
    when = f"{deadline.year} 年 {deadline.month} 月 {deadline.day} 日" if deadline else ""
    page.line((texts.deadline if deadline else texts.deadline_unknown).format(deadline=when), is_strong=True)
    page.line(texts.resubmit)
    if order.last.year:
        _last_year(page, order.last.year.period, layout)
    page.section("steps")
    standards = sum(len(task.standards) for task in rubric.tasks)
    spans = places.task_spans(rubric)
    for number, step in enumerate(texts.steps, start=1):
        page.line(
            step.format(
                answers=layout.tables["answers"].title,
                standards=standards,
                groups="；".join(
                    texts.groups[group.kind].format(span=spans[group_id], minimum=group.minimum)
                    for group_id, group in rubric.groups.items()
                ),
            ),
            number,
        )
    page.heading(layout.guide_statuses)
    for meaning, words in layout.written["status"].items():
        page.pair(words[0], texts.words[meaning])
    page.section("colours")
    for kind, meaning in texts.colours.items():
        page.swatch(kind, meaning)
    page.section("counts")
    for task in rubric.tasks:
        for criterion in task.standards:
            if criterion.count:
                measure = rubric.measures[criterion.count]
                page.pair(f"第 {task.number} 项第 {criterion.ordinal} 条", f"{measure.label}（{measure.unit}）")
    page.section("personal")
    page.line(texts.personal)
    page.closing(texts.sections["version"].format(version=layout.template_version, first_period=rubric.first_period))


def _last_year(page: "_Page", year: int, layout: Layout) -> None:
    """How last year's values are confirmed."""
    wording, said = read().last_year, confirmation.words(layout)
    page.heading(wording.title)
    for number, step in enumerate(wording.steps, start=1):
        page.line(step.format(year=year, **said), number)
    for kind, meaning in wording.swatches.items():
        page.swatch(kind, meaning.format(**said))


class _Page:
    """Writes the sheet from top to bottom; `row` is the next free row."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self.row = 4

    def section(self, key: str) -> None:
        self.heading(read().guide.sections[key])

    def heading(self, text: str) -> None:
        self._next(24)
        self._across(text, look.GROUP)

    def line(self, text: str, number: int | None = None, is_strong: bool = False) -> None:
        self._next(17 * look.lines(text, _WIDE) + 5)
        put(self.sheet[f"A{self.row}"], number, look.NUMBER)
        self._across(text, look.STRONG if is_strong else look.WORDING, "B")

    def pair(self, left: str, right: str) -> None:
        self._next(21)
        put(self.sheet[f"B{self.row}"], left, look.LABEL)
        put(self.sheet[f"C{self.row}"], right, look.WORDING)

    def swatch(self, kind: str, meaning: str) -> None:
        self._next(21)
        self.sheet[f"B{self.row}"].style = look.WORDING
        self.sheet[f"B{self.row}"].fill = look.solid(look.FILLS[kind])
        put(self.sheet[f"C{self.row}"], meaning, look.WORDING)

    def closing(self, text: str) -> None:
        self._next(26)
        self._across(text, look.NOTE)

    def _next(self, height: float) -> None:
        self.row += 1
        self.sheet.row_dimensions[self.row].height = height

    def _across(self, text: str, style: str, first: str = "A") -> None:
        look.span(self.sheet, f"{first}{self.row}:C{self.row}", text, style)
