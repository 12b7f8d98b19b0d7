"""The sheets 会员情况, 理事会名册 and 监事名册: one row a year-end, one row a person."""

from openpyxl.worksheet.worksheet import Worksheet

from etl.knowledge.layout import Layout
from etl.submission.confirmations.row_check import row_check
from etl.template import confirmation, look, places, validation
from etl.template.hints import SheetWording, read
from etl.template.look import put
from etl.template.order import TemplateOrder
from etl.template.places import HEADER_ROW

_CENTRED = ("name", "gender", "birth", "ethnicity", "party", "education", "job_title", "post", "frontline")


def fill_membership(sheet: Worksheet, order: TemplateOrder) -> None:
    """Write a row for each year-end from the base year to the period, with the figures known already."""
    rubric, layout, period, society = order.rubric, order.layout, order.period.period, order.society
    _header(sheet, layout, "membership", read().sheets["membership"])
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


def fill_roster(sheet: Worksheet, order: TemplateOrder, table: str) -> None:
    """Write numbered rows for one person each, last year's persons first; a required cell stands out once its row is
    begun.
    """
    _Roster(sheet, table, order).fill()


class _Roster:
    """Writes the sheet of a roster; with persons of last year it has the columns 本年 and 校验."""

    def __init__(self, sheet: Worksheet, table: str, order: TemplateOrder) -> None:
        self.sheet, self.layout, self.table = sheet, order.layout, table
        year = order.last.year
        self.persons = year.rosters[table].persons if year and table in year.rosters else ()
        self.wording = places.sheets(year)[table]
        self.letter, self.columns = self.wording.letters, self.layout.tables[table].columns
        rows = places.roster_rows(table, len(self.persons))
        self.shown, self.free = rows[: len(self.persons)], rows[len(self.persons) :]

    def fill(self) -> None:
        _header(self.sheet, self.layout, self.table, self.wording)
        for number, row in enumerate((*self.shown, *self.free), start=1):
            self.sheet.row_dimensions[row].height = 21
            put(self.sheet[f"{self.letter['row_number']}{row}"], number, look.CLOSED)
            for key in self.letter.keys() & self.columns.keys() - {"row_number"}:
                self.input(key, row)
            if self.persons:
                self.sheet[f"{self.letter['choice']}{row}"].style = look.CLOSED
        self.free_rows()
        if self.persons:
            self.persons_of_last_year()

    def input(self, key: str, row: int) -> None:
        cell = self.sheet[f"{self.letter[key]}{row}"]
        usual = look.REQUIRED if self.columns[key].is_required else look.OPTIONAL
        cell.style = look.PERSON if row in self.shown else usual
        if key == "birth":
            cell.number_format = validation.MONTH_FORMAT
        elif key not in _CENTRED:
            cell.alignment = look.LEFT

    def cells(self, key: str, rows: range) -> str:
        return f"{self.letter[key]}{rows[0]}:{self.letter[key]}{rows[-1]}"

    def free_rows(self) -> None:
        """What the rows for new persons accept."""
        sheet, layout, wording = self.sheet, self.layout, read()
        gender, yes_no = layout.written["gender"], validation.yes_no(layout)
        validation.choices(sheet, self.cells("gender", self.free), tuple(words[0] for words in gender.values()))
        validation.choices(sheet, self.cells("party", self.free), wording.choices["party"])
        validation.date(sheet, self.cells("birth", self.free), "month", validation.EARLIEST_BIRTH)
        if self.table == "council":
            validation.choices(sheet, self.cells("post", self.free), wording.choices["post"])
            validation.choices(sheet, self.cells("frontline", self.free), yes_no)
        first = self.free[0]
        inputs = f"${self.letter['name']}{first}:${self.letter['note']}{first}"
        for key in (key for key in self.letter if key in self.columns and self.columns[key].is_required):
            formula = f'AND(COUNTA({inputs})>0,{self.letter[key]}{first}="")'
            validation.highlight(sheet, self.cells(key, self.free), formula)

    def persons_of_last_year(self) -> None:
        """The rows of last year's persons, each with its choice and its check."""
        sheet, letter, layout = self.sheet, self.letter, self.layout
        for row, person in zip(self.shown, self.persons, strict=True):
            shown = {key: value for key, value in person.items() if key in letter}
            for key, value in shown.items():
                put(sheet[f"{letter[key]}{row}"], value)
            put(sheet[f"{letter['check']}{row}"], row_check(shown), look.LAST)
            sheet[f"{letter['choice']}{row}"].style = look.REQUIRED
        choice = f"${letter['choice']}{self.shown[0]}"
        prompt = read().last_year.prompt_person
        confirmation.choices(sheet, self.cells("choice", self.shown), layout, prompt)
        lists = {"gender", "party", "birth"} | ({"post", "frontline"} if self.table == "council" else set())
        opened: dict[str, list[str]] = {"required": [], "optional": [self.cells("choice", self.shown)]}
        for key in (key for key in letter if key in self.columns and key != "row_number"):
            cells = self.cells(key, self.shown)
            confirmation.open_when_changed(sheet, cells, choice, layout, key if key in lists else "")
            opened["required" if self.columns[key].is_required else "optional"].append(cells)
        confirmation.tint_persons(sheet, {fill: " ".join(cells) for fill, cells in opened.items()}, choice, layout)
        sheet.column_dimensions[letter["check"]].hidden = True


def _header(sheet: Worksheet, layout: Layout, table: str, wording: SheetWording) -> None:
    labels = [places.heading(layout, table, key) for key in wording.columns]
    look.header(sheet, HEADER_ROW, labels, [column.example for column in wording.columns.values()])
    look.set_widths(sheet, [column.width for column in wording.columns.values()])
