"""The sheet 基本情况: a label, its value to the right, what was stated last time, and how to fill in."""

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from etl.knowledge.layout import Field, Layout
from etl.registry import Society
from etl.template import confirmation, look, places, validation
from etl.template.hints import FieldHint, read
from etl.template.look import put
from etl.template.order import TemplateOrder
from etl.template.places import (
    CHOICE,
    FIRST_ROW,
    HEADER_ROW,
    HINT,
    HINT_BESIDE_CHOICE,
    LABEL,
    LAST,
    NOTE,
    NOTE_BESIDE_CHOICE,
    VALUE,
    VALUE_END,
)

COLUMNS = 8
COLUMNS_BEFORE_CHOICE = 6
_HINT_WIDTH = 40.0
_WIDTHS = [11.0, 26.0, 16.0, 6.0, 6.0, 24.0, _HINT_WIDTH, 22.0]
_CHOICE_WIDTH = 13.0


def fill(sheet: Worksheet, order: TemplateOrder) -> None:
    """Write labels, input cells and, beside them, what is known already and how it is confirmed."""
    layout, year = order.layout, order.last.year
    item, value, last_time, hint = layout.form_headings
    sheet.merge_cells(f"A{HEADER_ROW}:{LABEL}{HEADER_ROW}")
    sheet.merge_cells(f"{VALUE}{HEADER_ROW}:{VALUE_END}{HEADER_ROW}")
    headings = [item, "", value, "", "", last_time, hint, layout.form_note]
    widths = list(_WIDTHS)
    if year:
        headings.insert(COLUMNS_BEFORE_CHOICE, layout.confirmation.heading)
        widths.insert(COLUMNS_BEFORE_CHOICE, _CHOICE_WIDTH)
    look.set_widths(sheet, widths)
    look.header(sheet, HEADER_ROW, headings, [*[""] * (len(headings) - 1), read().form_remark])
    decided = _decided(order.period.period, order.society)
    for key in places.form_cells(layout):
        _field(sheet, key, order, decided.get(key))
        if year:
            _confirmation(sheet, key, order)
    if year:
        confirmation.choices(sheet, f"{CHOICE}{HEADER_ROW - 1}", layout, read().last_year.prompt_whole)
        sheet[f"{CHOICE}{HEADER_ROW - 1}"].style = look.REQUIRED
    _sections(sheet, layout)


def _field(sheet: Worksheet, key: str, order: TemplateOrder, decided: object) -> None:
    """One line of the form: label, value, what was stated last, hint."""
    layout, year = order.layout, order.last.year
    cell, field, entry = places.form_cells(layout)[key], layout.fields[key], read().fields[key]
    row = cell.removeprefix(VALUE)
    hint, note = (HINT_BESIDE_CHOICE, NOTE_BESIDE_CHOICE) if year else (HINT, NOTE)
    hint_text = _hint(key, entry, order)
    sheet.row_dimensions[int(row)].height = max(25, 15 * look.lines(hint_text, _HINT_WIDTH) + 6)
    put(sheet[f"{LABEL}{row}"], field.label, look.LABEL)
    style = look.INPUTS[entry.need] if decided is None else look.CLOSED
    _format(look.span(sheet, f"{cell}:{VALUE_END}{row}", decided, style), field)
    if decided is None:
        _validate(sheet, cell, field, layout)
    stated = None if decided is not None else (year.form if year else _known(order)).get(key)
    put(sheet[f"{LAST}{row}"], stated, look.LAST if year and stated is not None else look.CLOSED)
    _format(sheet[f"{LAST}{row}"], field)
    put(sheet[f"{hint}{row}"], hint_text, look.HINT)
    sheet[f"{note}{row}"].style = look.OPTIONAL_TEXT
    if entry.need == "renewal":
        yes, _ = validation.yes_no(layout)
        renewal = f"${VALUE}${places.form_cells(layout)['is_renewal'].removeprefix(VALUE)}"
        validation.highlight(sheet, cell, f'AND({renewal}="{yes}",{cell}="")')


def _known(order: TemplateOrder) -> dict[str, object]:
    """What was stated last, the registry's word before it."""
    return {**order.last.form, **_registered(order.society)}


def _registered(society: Society | None) -> dict[str, str]:
    """What the registry says of fields that the society may state otherwise."""
    return {"category": society.category, "supporting_unit": society.supporting_unit} if society else {}


def _confirmation(sheet: Worksheet, key: str, order: TemplateOrder) -> None:
    """The cell under 本年: closed where there is nothing to confirm."""
    layout = order.layout
    cell = places.form_cells(layout)[key]
    row = cell.removeprefix(VALUE)
    choice = sheet[f"{CHOICE}{row}"]
    choice.style = look.CLOSED if sheet[f"{LAST}{row}"].value is None else look.REQUIRED
    if choice.style == look.CLOSED:
        return
    confirmation.choices(sheet, choice.coordinate, layout, read().last_year.prompt)
    said = f'IF(${CHOICE}{row}="",${CHOICE}${HEADER_ROW - 1},${CHOICE}{row})'
    confirmation.tint(sheet, f"{LAST}{row}", f"{cell}&{said}", layout)  # what is filled in goes before it
    confirmation.tint_missing(sheet, cell, f"${CHOICE}{row}", layout)


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


def _hint(key: str, entry: FieldHint, order: TemplateOrder) -> str:
    society = order.society
    registered = _registered(society).get(key)
    if order.last.year and registered:
        return read().last_year.registered.format(registered=registered, hint=entry.hint)
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
