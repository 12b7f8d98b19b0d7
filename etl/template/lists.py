"""The sheets 会员情况, 理事会名册 and 监事名册: one row a year-end, one row a person."""

from openpyxl.worksheet.worksheet import Worksheet

from etl.knowledge.layout import Layout
from etl.template import look, places, validation
from etl.template.hints import read
from etl.template.look import put
from etl.template.order import TemplateOrder
from etl.template.places import HEADER_ROW

_CENTRED = ("name", "gender", "birth", "ethnicity", "party", "education", "job_title", "post", "frontline")


def fill_membership(sheet: Worksheet, order: TemplateOrder) -> None:
    """Write a row for each year-end from the base year to the period, with the figures known already."""
    rubric, layout, period, society = order.rubric, order.layout, order.period.period, order.society
    _header(sheet, layout, "membership")
    letter = read().sheets["membership"].letters
    rows = places.year_rows(rubric, period)
    for year, row in rows.items():
        sheet.row_dimensions[row].height = 28
        put(sheet[f"{letter['year']}{row}"], year, look.LABEL).number_format = '0"年底"'
        individual, unit = order.last.membership.get(year, (None, None)) if year < period else (None, None)
        if year == rubric.parameters["base_year"] and society and society.base(year) is not None:
            individual = society.base(year)
        total = individual + unit if individual is not None and unit is not None else None
        for key, value in (("individual", individual), ("unit", unit), ("total", total)):
            style = look.REQUIRED if key == "individual" else look.OPTIONAL
            put(sheet[f"{letter[key]}{row}"], value, style).number_format = validation.COUNT_FORMAT
        put(sheet[f"{letter['note']}{row}"], None, look.OPTIONAL).alignment = look.LEFT
    first, end = min(rows.values()), max(rows.values())
    for key in ("individual", "unit"):
        validation.whole_number(sheet, f"{letter[key]}{first}:{letter[key]}{end}", 0, layout.count_limit)
    top, totals = f"{letter['total']}{first}", f"{letter['total']}{first}:{letter['total']}{end}"
    parts = f"{letter['individual']}{first}:{letter['unit']}{first}"
    validation.formula(sheet, totals, f"{top}=SUM({parts})", "total")
    validation.highlight(sheet, totals, f'AND({top}<>"",{top}<>SUM({parts}))')


def fill_roster(sheet: Worksheet, layout: Layout, table: str) -> None:
    """Write numbered rows for one person each; a required cell stands out once its row is begun."""
    _header(sheet, layout, table)
    letter, rows = read().sheets[table].letters, places.roster_rows(table)
    columns = layout.tables[table].columns
    for number, row in enumerate(rows, start=1):
        sheet.row_dimensions[row].height = 21
        put(sheet[f"{letter['row_number']}{row}"], number, look.CLOSED)
        for key in (key for key in letter if key != "row_number"):
            cell = sheet[f"{letter[key]}{row}"]
            cell.style = look.REQUIRED if columns[key].is_required else look.OPTIONAL
            if key == "birth":
                cell.number_format = validation.MONTH_FORMAT
            elif key not in _CENTRED:
                cell.alignment = look.LEFT
    first, end = rows[0], rows[-1]

    def cells(key: str) -> str:
        return f"{letter[key]}{first}:{letter[key]}{end}"

    wording = read()
    gender, yes_no = layout.written["gender"], validation.yes_no(layout)
    validation.choices(sheet, cells("gender"), tuple(words[0] for words in gender.values()))
    validation.choices(sheet, cells("party"), wording.choices["party"])
    validation.date(sheet, cells("birth"), "month", validation.EARLIEST_BIRTH)
    if table == "council":
        validation.choices(sheet, cells("post"), wording.choices["post"])
        validation.choices(sheet, cells("frontline"), yes_no)
    inputs = f"${letter['name']}{first}:${letter['note']}{first}"
    for key in (key for key in letter if columns[key].is_required):
        validation.highlight(sheet, cells(key), f'AND(COUNTA({inputs})>0,{letter[key]}{first}="")')


def _header(sheet: Worksheet, layout: Layout, table: str) -> None:
    wording = read().sheets[table]
    labels = [layout.tables[table].columns[key].label for key in wording.columns]
    look.header(sheet, HEADER_ROW, labels, [column.example for column in wording.columns.values()])
    look.set_widths(sheet, [column.width for column in wording.columns.values()])
