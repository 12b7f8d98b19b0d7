"""The sheet 基本情况: a label, its value to the right, what was stated last time, and how to fill in."""

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from etl.knowledge.layout import Field, Layout
from etl.registry import Society
from etl.template import look, places, validation
from etl.template.hints import FieldHint, read
from etl.template.look import put
from etl.template.order import TemplateOrder
from etl.template.places import FIRST_ROW, HEADER_ROW, HINT, LABEL, LAST, VALUE, VALUE_END

COLUMNS = 7
_WIDTHS = [11.0, 26.0, 16.0, 6.0, 6.0, 24.0, 44.0]


def fill(sheet: Worksheet, order: TemplateOrder) -> None:
    """Write labels, input cells and, beside them, what is known already."""
    wording, layout, society = read(), order.layout, order.society
    look.set_widths(sheet, _WIDTHS)
    item, value, last_time, hint = layout.form_headings
    sheet.merge_cells(f"A{HEADER_ROW}:{LABEL}{HEADER_ROW}")
    sheet.merge_cells(f"{VALUE}{HEADER_ROW}:{VALUE_END}{HEADER_ROW}")
    headings = {"A": item, VALUE: value, LAST: last_time, HINT: hint}
    look.header(sheet, HEADER_ROW, [headings.get(letter, "") for letter in "ABCDEFG"], [""] * COLUMNS)
    yes, _ = validation.yes_no(layout)
    decided = _decided(order.period.period, society)
    registered = {"category": society.category, "supporting_unit": society.supporting_unit} if society else {}
    stated = {**order.last.form, **registered}
    renewal_cell = f"${VALUE}${places.form_cells(layout)['is_renewal'][1:]}"
    for key, cell in places.form_cells(layout).items():
        field, entry = layout.fields[key], wording.fields[key]
        row = cell.removeprefix(VALUE)
        hint_text = _hint(key, entry, society)
        sheet.row_dimensions[int(row)].height = max(25, 15 * look.lines(hint_text, _WIDTHS[-1]) + 6)
        put(sheet[f"{LABEL}{row}"], field.label, look.LABEL)
        style = look.CLOSED if key in decided else look.INPUTS[entry.need]
        _format(look.span(sheet, f"{cell}:{VALUE_END}{row}", decided.get(key), style), field)
        if key not in decided:
            _validate(sheet, cell, field, layout)
        put(sheet[f"{LAST}{row}"], None if key in decided else stated.get(key), look.CLOSED)
        _format(sheet[f"{LAST}{row}"], field)
        put(sheet[f"{HINT}{row}"], hint_text, look.HINT)
        if entry.need == "renewal":
            validation.highlight(sheet, cell, f'AND({renewal_cell}="{yes}",{cell}="")')
    _sections(sheet, layout)


def _decided(period: int, society: Society | None) -> dict[str, object]:
    """Who reports and when: the registry decides it, so these cells are locked.

    Nothing else goes into the value cells: a form sent back untouched must read as empty, else it would hide the
    one sent before. What is known otherwise stands in the column beside them.
    """
    decided: dict[str, object] = {"period": period}
    if society:
        decided["society_name"] = society.name
        if society.credit_code:
            decided["credit_code"] = society.credit_code
    return decided


def _validate(sheet: Worksheet, cell: str, field: Field, layout: Layout) -> None:
    if field.type == "count":
        validation.whole_number(sheet, cell, int(field.zero_is_blank), layout.count_limit)
    elif field.type == "year":
        validation.whole_number(sheet, cell, 1900, 2099)
    elif field.type == "date":
        validation.date(sheet, cell)
    elif field.type == "yes_no":
        validation.choices(sheet, cell, validation.yes_no(layout))
    elif field.type == "code":
        validation.text_length(sheet, cell, 18, "code")


def _format(cell: Cell, field: Field) -> None:
    if field.type == "count":
        cell.number_format = validation.COUNT_FORMAT
    elif field.type == "date":
        cell.number_format = validation.DATE_FORMAT
    elif field.type in ("code", "private"):
        cell.number_format = validation.TEXT_FORMAT


def _hint(key: str, entry: FieldHint, society: Society | None) -> str:
    if key == "is_renewal" and society and society.renewal_years:
        years = "、".join(map(str, society.renewal_years))
        return read().renewal_years.format(years=years, hint=entry.hint)
    return entry.hint


def _sections(sheet: Worksheet, layout: Layout) -> None:
    hints = read().fields
    starts = [FIRST_ROW + position for position, key in enumerate(layout.fields) if hints[key].section]
    titles = [hints[key].section for key in layout.fields if hints[key].section]
    ends = [*starts[1:], FIRST_ROW + len(layout.fields)]
    for start, end, title in zip(starts, ends, titles, strict=True):
        look.span(sheet, f"A{start}:A{end - 1}", title, look.GROUP).alignment = look.CENTRE
