"""A submitter's own workbook with the bad cells marked and the list of corrections before its sheets."""

from collections.abc import Sequence
from dataclasses import dataclass

from etl.returns.comments import add_comments, remove_comments
from etl.returns.correction_list import MARKED_GUIDE, Listing, StepLine, lines, summary, with_steps, with_suggestion
from etl.returns.corrections_sheet import sheet_part
from etl.returns.corrections_workbook import list_workbook
from etl.returns.mark import CORRECTIONS_SHEET, WORST_FIRST, CannotMark, Mark
from etl.returns.marked_sheet import MarkedSheet
from etl.returns.parts import WorkbookParts
from etl.returns.place import Place
from etl.returns.styles import MINIMAL, Styles, without_tints
from etl.returns.workbook_part import WorkbookPart
from etl.words import SEVERITIES
from etl.workbook import Unreadable, limits
from etl.workbook.gate import check_contents, open_package

STYLES_PART = "xl/styles.xml"  # some readers look for no other name
STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
MOST_IN_COMMENT = 8  # findings; the list has all of them


@dataclass(frozen=True, slots=True)
class ReturnedWorkbook:
    """The .xlsx to send back: the marked original, or the list alone and why (`reason`, in Chinese)."""

    content: bytes
    reason: str | None = None


def return_workbook(
    original: bytes, marks: Sequence[Mark], title: str, steps: Sequence[StepLine] = ()
) -> ReturnedWorkbook:
    """The marked original; where it cannot be marked, for whatever reason, the list alone."""
    try:
        return ReturnedWorkbook(_let_in_again(mark_workbook(original, marks, title, steps)))
    except CannotMark as odd:
        return list_alone(marks, title, odd.reason, steps)
    except (ArithmeticError, LookupError, RecursionError, ValueError):
        # Numbers, names and offsets that no program writes: one odd workbook must not keep back the others.
        return list_alone(marks, title, "原件中有不合常规的内容", steps)


def list_alone(marks: Sequence[Mark], title: str, reason: str, steps: Sequence[StepLine] = ()) -> ReturnedWorkbook:
    """The list of corrections without the original; it says the reason."""
    return ReturnedWorkbook(list_workbook(marks, title, reason, steps), reason)


def _let_in_again(content: bytes) -> bytes:
    """The workbook, unless it would be refused when it comes back. Raises CannotMark."""
    if len(content) > limits.FILE_BYTES:
        raise CannotMark("标注后的文件过大")
    try:
        check_contents(open_package(content))
    except Unreadable as refused:
        raise CannotMark("标注后的文件会被退回") from refused
    return content


def mark_workbook(original: bytes, marks: Sequence[Mark], title: str, steps: Sequence[StepLine] = ()) -> bytes:
    """The submitter's .xlsx or .xlsm with each mark as a tint and a comment, and 须更正清单 as its first sheet.

    Every part that need not change stays byte for byte, and so does the rest of those that change. What an earlier
    return left in the workbook (list, tints, comments) is taken out first. Raises CannotMark if anything is odd.
    """
    package = WorkbookParts.read(original)
    book = WorkbookPart(package)
    if len(book.sheets) >= limits.SHEETS:
        raise CannotMark("工作表过多")
    styles_part = _styles_part(package, book)
    package[styles_part] = without_tints(package[styles_part], not book.is_from_libreoffice)
    styles = Styles(package[styles_part])
    by_sheet: dict[str, list[Mark]] = {}
    for mark in marks:
        if mark.sheet is not None and mark.cell is not None:
            by_sheet.setdefault(mark.sheet, []).append(mark)
    for number, entry in enumerate(book.sheets, 1):
        if entry.kind == "worksheet" and entry.name != CORRECTIONS_SHEET:
            _mark_sheet(package, entry.part, number, by_sheet.pop(entry.name, []), styles)
    if by_sheet:
        raise CannotMark(f"没有可标注的工作表“{next(iter(by_sheet))}”")
    rows = lines(marks, [entry.name for entry in book.sheets], has_links=True)
    listing = Listing(title, with_steps(summary(marks, MARKED_GUIDE), steps), rows, steps)
    book.put_list_first(package, lambda is_active: sheet_part(listing, styles, is_active))
    package[styles_part] = styles.result()
    return package.to_bytes()


def _styles_part(package: WorkbookParts, book: WorkbookPart) -> str:
    relationship = package.related(book.part, "styles")
    if relationship:
        return relationship.target
    if STYLES_PART in package:
        raise CannotMark("样式部件没有接在工作簿上")
    package.add(STYLES_PART, MINIMAL, STYLES_TYPE)
    package.relate(book.part, "styles", STYLES_PART)
    return STYLES_PART


def _mark_sheet(package: WorkbookParts, part: str, number: int, marks: Sequence[Mark], styles: Styles) -> None:
    if not marks and package.related(part, "comments") is None:
        return
    sheet = MarkedSheet(package[part])
    remove_comments(package, part, sheet)
    by_cell: dict[Place, list[Mark]] = {}
    for mark in marks:
        by_cell.setdefault(sheet.place(mark.cell or ""), []).append(mark)
    if not by_cell:
        return
    for each in by_cell.values():
        each.sort(key=lambda mark: WORST_FIRST.index(mark.severity))
    sheet.tint({cell: each[0].severity for cell, each in by_cell.items()}, styles)
    texts = {cell: _comment(each) for cell, each in by_cell.items()}
    add_comments(package, part, sheet, texts, number)
    package[part] = sheet.result()


def _comment(marks: Sequence[Mark]) -> str:
    """The findings of one cell, worst first, as the text of its comment."""
    texts = [
        f"【{SEVERITIES[mark.severity]}】{mark.title}\n{mark.message}\n怎样改：{with_suggestion(mark)}"
        for mark in marks[:MOST_IN_COMMENT]
    ]
    if len(marks) > MOST_IN_COMMENT:
        texts.append(f"另有 {len(marks) - MOST_IN_COMMENT} 处，见“{CORRECTIONS_SHEET}”。")
    return "\n\n".join(texts)
