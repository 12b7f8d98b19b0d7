"""How other programs write a workbook: blanks between cells, dates with a zone, quoted numbers, hidden rows."""

import io
import re
import zipfile
from collections.abc import Callable

from tests.independent.kinds.draft import Draft
from tests.independent.kinds.kind import kind
from tests.independent.mess.files import Format
from tests.independent.mess.grid import Cell
from tests.independent.truth import Person, Report


def _repacked(package: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The package with some of its parts changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, change(part.filename, old.read(part.filename)))
    return made.getvalue()


@kind("ods-indented", ".ods with indented XML")
def _(draft: Draft) -> None:
    draft.pen.form = Format.ODS
    indent = draft.pen.one(["\n", "\n  ", " ", "\n\t\t"]).encode()

    def change(name: str, content: bytes) -> bytes:
        if name != "content.xml":
            return content
        return re.sub(rb"(</?table:[a-z-]+(?:[^>]*)>)(?=<)", rb"\1" + indent, content)

    draft.finish = lambda package: _repacked(package, change)


@kind("dates-with-a-zone", "dates as ISO text with a zone are the day it was then in Beijing")
def _(draft: Draft) -> None:
    moment = draft.pen.one(["15T00:00:00.000Z", "15T00:00:00Z", "14T16:00:00.000Z", "15T00:00:00+08:00"])
    draft.roster.rewrite("birth", lambda row: _zoned(draft.people[row], moment))


@kind("dates-typed-with-a-zone", 'date cells t="d" with a zone (SheetJS)')
def _(draft: Draft) -> None:
    draft.pen.form = Format.INLINE
    draft.roster.rewrite("birth", lambda row: _zoned(draft.people[row], "15T00:00:00.000Z"))

    def change(name: str, content: bytes) -> bytes:
        pattern = rb't="inlineStr"><is><t>(\d{4}-\d\d-\d\dT[^<]*)</t></is>'
        return re.sub(pattern, rb't="d"><v>\1</v>', content)

    draft.finish = lambda package: _repacked(package, change)


@kind("csv-with-quoted-numbers", '="320" in a csv is 320')
def _(draft: Draft) -> None:
    second = draft.report
    draft.keep(draft.members)
    draft.pen.form = draft.pen.one([Format.CSV_UTF8, Format.CSV_BOM, Format.CSV_GBK, Format.CSV_GB18030])
    draft.members.above = [["学会名称", draft.line.name], ["填报年度", f'="{draft.period}"']]
    draft.items = []
    for key in ("year", "individual", "unit", "total"):
        cells = draft.members[key].cells
        draft.members.rewrite(key, lambda row, cells=cells: _quoted(cells[row]))  # type: ignore[misc]
    draft.means = Report(members=second.members)


@kind("csv-of-answers", "a csv of one table in every code page")
def _(draft: Draft) -> None:
    answers = draft.report.answers
    draft.keep(draft.answers)
    draft.items = []
    draft.pen.form = draft.pen.one([Format.CSV_UTF8, Format.CSV_BOM, Format.CSV_GBK, Format.CSV_GB18030])
    draft.answers.above = [[f"{draft.period}年度任务完成情况"], [f"填报单位：{draft.line.name}"]]
    draft.means = Report(answers=answers)


@kind("numbers-as-text", "numbers stored as text, full-width, with separators or units")
def _(draft: Draft) -> None:
    for key in ("individual", "unit"):
        cells = draft.members[key].cells
        draft.members.rewrite(key, lambda row, cells=cells: _text(draft, cells[row]))  # type: ignore[misc]
    for one in draft.items:
        if isinstance(one.value, int) and one.key != "year":
            one.value = _text(draft, one.value)


@kind("rows-hidden", "rows hidden count as written")
def _(draft: Draft) -> None:
    draft.pen.form = Format.XLSX

    def change(name: str, content: bytes) -> bytes:
        if not re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name):
            return content
        return re.sub(rb'<row r="(3|5|9|30)"', rb'\g<0> hidden="1"', content)

    draft.finish = lambda package: _repacked(package, change)
    draft.tells.append(("row_hidden",))


def _zoned(person: Person, day: str) -> Cell:
    return None if person.birth is None else f"{person.birth[0]:04d}-{person.birth[1]:02d}-{day}"


def _quoted(cell: Cell) -> Cell:
    return None if cell is None else f'="{cell}"'


def _text(draft: Draft, cell: Cell) -> Cell:
    if not isinstance(cell, int):
        return cell
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    return draft.pen.one([str(cell), f"{cell:,}", str(cell).translate(wide), f" {cell} ", f"{cell}\xa0", f"{cell}个"])
