"""Cells under 本年, which confirm last year's values, and the hidden sheet that says where these come from
(docs/workbook.md, Last year's values).
"""

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from etl.knowledge.layout import Layout
from etl.submission.confirmations.source import Source
from etl.template import look, validation
from etl.template.hints import read
from etl.template.order import TemplateOrder

_LOCKED = "locked"
_INK = Font(color=look.INK)
_FIRST_LIST = 4  # column of the hidden sheet; before it stands what the reader reads


def words(layout: Layout) -> dict[str, str]:
    """What the placeholders of `hints.toml` stand for."""
    said = {meaning: ways[0] for meaning, ways in layout.written["confirmation"].items()}
    titles = {name: table.title for name, table in layout.tables.items()}
    return {
        "heading": layout.confirmation.heading,
        "form": layout.form_title,
        "answer": layout.form_headings[1],
        **said,
        **titles,
    }


def choices(sheet: Worksheet, cells: str, layout: Layout, prompt: str) -> None:
    """A dropdown under 本年; `prompt` is one of the sentences of `hints.toml`, and says which words it offers."""
    said = layout.written["confirmation"]
    wording = read().last_year
    offered = {wording.prompt: ("same", "changed"), wording.prompt_whole: ("same",), wording.prompt_person: tuple(said)}
    validation.choices(
        sheet, cells, tuple(said[meaning][0] for meaning in offered[prompt]), prompt.format(**words(layout))
    )


def tint(sheet: Worksheet, cells: str, choice: str, layout: Layout) -> None:
    """Tint cells once the `choice` ($C5) says that last year's values are this year's."""
    same = FormulaRule(
        [f'{choice}="{words(layout)["same"]}"'], font=_INK, fill=PatternFill(bgColor=look.FILLS["confirmed"])
    )
    sheet.conditional_formatting.add(cells, same)


def tint_missing(sheet: Worksheet, cell: str, choice: str, layout: Layout) -> None:
    """Tint a cell to fill in while it is blank and the choice says 有变化, or is filled in beside 同上年."""
    said = words(layout)
    missing, needless = f'AND({choice}="{said["changed"]}",{cell}="")', f'AND({choice}="{said["same"]}",{cell}<>"")'
    validation.highlight(sheet, cell, f"OR({missing},{needless})")


def tint_persons(sheet: Worksheet, cells: dict[str, str], choice: str, layout: Layout) -> None:
    """Tint rows of last year's persons by their choice; `cells`: fill → the columns that have it once they are open."""
    said = words(layout)
    for fill, ranges in cells.items():
        tint(sheet, ranges, choice, layout)
        is_open = f'{choice}="{said["changed"]}"'
        sheet.conditional_formatting.add(
            ranges, FormulaRule([is_open], font=_INK, fill=PatternFill(bgColor=look.FILLS[fill]))
        )
        gone = FormulaRule([f'{choice}="{said["left"]}"'], font=Font(strike=True, color=look.MUTED))
        sheet.conditional_formatting.add(ranges, gone)


def open_when_changed(sheet: Worksheet, cells: str, choice: str, layout: Layout, kind: str = "") -> None:
    """Refuse what is typed into a person's row unless the `choice` says 有变化; `kind` is the list to choose from,
    `birth` a month, nothing any text.
    """
    is_open = f'{choice}="{words(layout)["changed"]}"'
    if kind == "birth":
        first, birth = cells.partition(":")[0], validation.EARLIEST_BIRTH
        day = f"DATE({birth.year},{birth.month},{birth.day})"
        validation.formula(sheet, cells, f"AND({is_open},ISNUMBER({first}),{first}>={day})", "last")
    elif kind:
        validation.listed(sheet, cells, f"IF({is_open},{kind}_list,{_LOCKED})", "last")
    else:
        validation.formula(sheet, cells, is_open, "last")


def add_source(workbook: Workbook, order: TemplateOrder) -> None:
    """The hidden sheet: whose and which year's values are shown, and the lists that rows of persons choose from."""
    year, society, layout = order.last.year, order.society, order.layout
    if year is None or society is None:
        return
    sheet = workbook.create_sheet(layout.confirmation.source["sheet"])
    files = {table: roster.sha256 for table, roster in year.rosters.items()}
    source = Source(society.name, society.credit_code or "", year.period, files)
    look.set_widths(sheet, [16, 70])
    for row, (name, value) in enumerate(source.rows(layout), start=1):
        look.put(sheet.cell(row, 1), name)
        look.put(sheet.cell(row, 2), value)
    look.put(sheet.cell(len(files) + 5, 1), read().last_year.source)
    locked = read().last_year.locked.format(**words(layout))
    lists = {
        "gender_list": tuple(ways[0] for ways in layout.written["gender"].values()),
        "party_list": read().choices["party"],
        "post_list": read().choices["post"],
        "frontline_list": validation.yes_no(layout),
        _LOCKED: (locked,),
    }
    for column, (name, options) in enumerate(lists.items(), start=_FIRST_LIST):
        letter = get_column_letter(column)
        for row, option in enumerate(options, start=1):
            look.put(sheet.cell(row, column), option)
        place = f"'{sheet.title}'!${letter}$1:${letter}${len(options)}"
        workbook.defined_names[name] = DefinedName(name, attr_text=place)
    sheet.sheet_state = "hidden"
    look.lock(sheet, frozen=None)
