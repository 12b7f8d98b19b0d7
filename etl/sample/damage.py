"""What goes wrong on the way: workbooks filled in carelessly, and files that are no workbooks."""

import csv
import io
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from etl.knowledge.layout import Layout
from etl.knowledge.rubric import Rubric
from etl.template import places
from etl.template.look import put

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True, slots=True)
class Desk:
    """A filled-in workbook on the desk of somebody careless."""

    book: Workbook
    rubric: Rubric
    layout: Layout
    period: int

    @property
    def form(self) -> Worksheet:
        return self.book[self.layout.form_title]

    def table(self, name: str) -> Worksheet:
        return self.book[self.layout.tables[name].title]

    def field(self, key: str) -> str:
        return places.form_cells(self.layout)[key]


def numbers_as_text(desk: Desk) -> None:
    """Numbers as text, with units, thousands separators, full width and blanks: all of them can be read."""
    delegates = desk.form[desk.field("delegates")]
    put(delegates, f" {delegates.value}\u00a0人")
    letter = places.columns("membership")["individual"]
    for year, row in places.year_rows(desk.rubric, desk.period).items():
        cell = desk.table("membership")[f"{letter}{row}"]
        put(cell, f"{cell.value:,}名" if year % 2 else str(cell.value).translate(_FULL_WIDTH))


def about(desk: Desk) -> None:
    """A number that is an estimate: 约280."""
    cell = desk.form[desk.field("delegates")]
    put(cell, f"约{cell.value}")


def own_words(desk: Desk) -> None:
    """Statuses that are not on the list."""
    rows, letter = places.standard_rows(desk.rubric), places.columns("answers")["status"]
    for criterion_id, word in (("T01-1", "基本完成"), ("T03-2", "较好")):
        put(desk.table("answers")[f"{letter}{rows[criterion_id]}"], word)


def loose_words(desk: Desk) -> None:
    """Ticks and synonyms for the statuses, all of them understood."""
    rows, letter = places.standard_rows(desk.rubric), places.columns("answers")["status"]
    words = {"已完成": "√", "部分完成": "进行中", "未完成": "×"}
    for row in rows.values():
        cell = desk.table("answers")[f"{letter}{row}"]
        if cell.value in words:
            put(cell, words[cell.value])


def renamed_sheets(desk: Desk) -> None:
    """Sheets renamed and put in another order."""
    for name, title in (("answers", "改革任务表"), ("membership", "Sheet1"), ("council", "附件2 理事会")):
        desk.table(name).title = title
    desk.book.move_sheet(desk.layout.form_title, 4)


def deleted_rows(desk: Desk) -> None:
    """The last standards of task 6 are gone, and with them the merged cells."""
    sheet = desk.table("answers")
    unmerge(sheet)
    rows = places.standard_rows(desk.rubric)
    sheet.delete_rows(rows["T06-3"], 2)


def title_rows(desk: Desk) -> None:
    """Two merged title rows above everything else."""
    for name in ("answers", "council"):
        sheet = desk.table(name)
        unmerge(sheet)
        sheet.insert_rows(1, 2)
        put(sheet["A1"], "附件 学会改革任务填报材料")
        sheet.merge_cells("A1:H1")


def no_roster(desk: Desk) -> None:
    """The roster is said to follow by post."""
    desk.book.remove(desk.table("council"))


def formulas(desk: Desk) -> None:
    """Totals as formulas that no program has calculated."""
    letter = places.columns("membership")
    for row in places.year_rows(desk.rubric, desk.period).values():
        desk.table("membership")[f"{letter['total']}{row}"] = f"=SUM({letter['individual']}{row}:{letter['unit']}{row})"


def gaps(desk: Desk) -> None:
    """Some councillors without birth date or front line."""
    letter = places.columns("council")
    for offset, key in ((4, "birth"), (9, "frontline"), (10, "job_title")):
        desk.table("council")[f"{letter[key]}{places.FIRST_ROW + offset}"].value = None


def own_posts(desk: Desk) -> None:
    """A post, a party and a birth date in words that are on no list."""
    letter = places.columns("council")
    for offset, key, text in ((6, "post", "顾问"), (7, "party", "其他"), (8, "birth", "五十多岁")):
        put(desk.table("council")[f"{letter[key]}{places.FIRST_ROW + offset}"], text)


def in_both_rosters(desk: Desk) -> None:
    """A councillor is a supervisor too, and another is listed twice."""
    council, supervisors = desk.table("council"), desk.table("supervisors")
    letter = places.columns("council")
    for key, own_letter in places.columns("supervisors").items():
        if key in letter and key != "row_number":
            value = council[f"{letter[key]}{places.FIRST_ROW + 3}"].value
            put(supervisors[f"{own_letter}{places.FIRST_ROW}"], "监事" if key == "post" else value)
    name = letter["name"]
    put(council[f"{name}{places.FIRST_ROW + 12}"], council[f"{name}{places.FIRST_ROW + 11}"].value)


def two_years(desk: Desk) -> None:
    """Last year's heading above this year's table."""
    field = desk.layout.fields["period"]
    put(desk.table("answers")["A2"], f"{field.label}：{desk.period - 1}")


def roster_alone(desk: Desk) -> None:
    """A corrected roster without the rest: only who reports is on the other sheet."""
    _keep(desk, "council")


def one_row_alone(desk: Desk) -> None:
    """A correction of the first standard that says nothing of the others."""
    _keep(desk, "answers")
    sheet, letter = desk.table("answers"), places.columns("answers")
    unmerge(sheet)
    first, *others = places.standard_rows(desk.rubric).values()
    for row in others:
        for key in ("chosen", "status", "quantity", "evidence"):
            sheet[f"{letter[key]}{row}"].value = None
    put(sheet[f"{letter['status']}{first}"], "已完成")


def saved(desk: Desk) -> bytes:
    """The workbook as a file."""
    stream = io.BytesIO()
    desk.book.save(stream)
    return stream.getvalue()


def as_csv(desk: Desk) -> bytes:
    """One table, saved as text in the encoding of a Chinese Excel."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    form = desk.layout.fields
    for key in ("society_name", "period"):
        writer.writerow([form[key].label, desk.form[desk.field(key)].value])
    writer.writerows(
        ["" if value is None else value for value in row]
        for row in desk.table("answers").iter_rows(min_row=places.HEADER_ROW, values_only=True)
    )
    return stream.getvalue().encode("gb18030")


def empty(desk: Desk) -> bytes:
    return b""


def pdf(desk: Desk) -> bytes:
    """A PDF under the name of a workbook."""
    return b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def cut_short(desk: Desk) -> bytes:
    """A file of which only the beginning arrived."""
    content = saved(desk)
    return content[: len(content) * 3 // 5]


def _keep(desk: Desk, table: str) -> None:
    """Leave one table, and of the form only who reports."""
    for name in desk.layout.tables.keys() - {table}:
        desk.book.remove(desk.table(name))
    for field in desk.layout.fields.values():
        if not field.identifies:
            desk.form[desk.field(field.key)].value = None


def unmerge(sheet: Worksheet) -> None:
    """Part all merged cells of a sheet."""
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
