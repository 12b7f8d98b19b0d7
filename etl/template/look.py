"""How every sheet looks: its styles, title, header, protection and print set-up."""

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.worksheet.worksheet import Worksheet

from etl.words import AUTHOR

FONT = "微软雅黑"
INK, MUTED, LINE, BRAND, WHITE = "1D2733", "5F6B79", "C9D2DB", "0B5E67", "FFFFFF"
FILLS = {
    "required": "FFF6D6",
    "conditional": "E3F1F2",
    "optional": WHITE,
    "closed": "EEF1F4",
    "missing": "F8D3C4",
    "last": "E9ECF0",
    "confirmed": "DDF0E1",
}
TITLE, NOTE, HEADER, LABEL, WORDING, GROUP, DEMO = "标题", "提示", "表头", "项目", "文字", "分组", "演示"
STRONG, NUMBER, HINT = "强调", "序号", "说明"
REQUIRED, CONDITIONAL, OPTIONAL, OPTIONAL_TEXT, CLOSED = "必填", "条件必填", "选填", "选填文字", "不填"
LAST, PERSON = "上年", "上年人员"  # shown; of a person it opens once 有变化 is chosen
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
RUNNING = Alignment(vertical="center", indent=1)  # runs on over the empty cells to its right
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
INPUTS = {"required": REQUIRED, "renewal": CONDITIONAL, "conditional": CONDITIONAL, "optional": OPTIONAL}


def add_styles(workbook: Workbook) -> None:
    """Give the workbook the named styles that every sheet uses."""
    side = Side(style="thin", color=LINE)
    box = Border(left=side, right=side, top=side, bottom=side)
    above = Alignment(vertical="center", wrap_text=True)
    body = Font(name=FONT, size=10.5, color=INK)
    shown = Font(name=FONT, size=10.5, color=MUTED)
    styles = [
        NamedStyle(TITLE, Font(name=FONT, size=18, bold=True, color=BRAND), alignment=Alignment(vertical="center")),
        NamedStyle(NOTE, Font(name=FONT, size=10, color=MUTED), alignment=above),
        NamedStyle(DEMO, Font(name=FONT, size=10, bold=True, color="B5401A"), alignment=above),
        NamedStyle(HEADER, Font(name=FONT, size=10.5, bold=True, color=WHITE), solid(BRAND), box, CENTRE),
        NamedStyle(GROUP, Font(name=FONT, size=11, bold=True, color=BRAND), solid("DCE9EA"), box, LEFT),
        NamedStyle(LABEL, Font(name=FONT, size=10.5, bold=True, color=INK), solid("F6F8FA"), box, CENTRE),
        NamedStyle(WORDING, body, None, box, LEFT),
        NamedStyle(STRONG, Font(name=FONT, size=10.5, bold=True, color=INK), None, box, LEFT),
        NamedStyle(HINT, Font(name=FONT, size=9.5, color=MUTED), None, box, LEFT),
        NamedStyle(NUMBER, body, None, box, CENTRE),
        NamedStyle(OPTIONAL_TEXT, body, None, box, LEFT, protection=Protection(locked=False)),
        NamedStyle(CLOSED, body, solid(FILLS["closed"]), box, CENTRE),
        NamedStyle(LAST, shown, solid(FILLS["last"]), box, CENTRE),
        NamedStyle(PERSON, shown, solid(FILLS["last"]), box, CENTRE, protection=Protection(locked=False)),
        *(
            NamedStyle(name, body, solid(FILLS[kind]), box, CENTRE, protection=Protection(locked=False))
            for name, kind in ((REQUIRED, "required"), (CONDITIONAL, "conditional"), (OPTIONAL, "optional"))
        ),
    ]
    for style in styles:
        workbook.add_named_style(style)


def put(cell: Cell, value: object, style: str | None = None) -> Cell:
    """Write a value, text always as text: it never becomes a formula and carries no control characters."""
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
    else:
        cell.value = value
    if style:
        cell.style = style
    return cell


def span(sheet: Worksheet, cells: str, value: object, style: str) -> Cell:
    """Merge the cells, style all of them, write the value into the first."""
    first, _, last = cells.partition(":")
    if last != first:
        # Not merge_cells: it draws the borders of every cell anew, which takes longer than all the rest.
        sheet.merged_cells.add(cells)
        for row in sheet[cells]:
            for cell in row:
                cell.style = style
    return put(sheet[first], value, style)


def solid(colour: str) -> PatternFill:
    """A plain fill."""
    return PatternFill("solid", start_color=colour, end_color=colour)


def comment(text: str) -> Comment:
    """A note that opens when the pointer rests on the cell, sized for its text."""
    return Comment(text, AUTHOR, height=24 + 18 * lines(text, 30), width=230)


def heading(sheet: Worksheet, columns: int, texts: tuple[str, str, str], *, is_demo: bool = False) -> None:
    """Rows 1–3 above a table: title, who reports, one line of advice; with `is_demo` the second is a warning."""
    last = chr(ord("A") + columns - 1)
    looks = ((TITLE, 32), (DEMO if is_demo else NOTE, 20), (NOTE, 20))
    for row, (text, (style, height)) in enumerate(zip(texts, looks, strict=True), start=1):
        span(sheet, f"A{row}:{last}{row}", text or None, style)
        sheet.row_dimensions[row].height = height


def header(sheet: Worksheet, row: int, labels: Sequence[str], examples: Sequence[str]) -> None:
    """The header row; an example appears as a comment when the pointer rests on it."""
    sheet.row_dimensions[row].height = 34
    for column, (label, example) in enumerate(zip(labels, examples, strict=True), start=1):
        cell = sheet.cell(row, column)
        cell.style = HEADER
        if label:
            put(cell, label)
        if example:
            cell.comment = comment(example)


def set_widths(sheet: Worksheet, widths: list[float]) -> None:
    for position, width in enumerate(widths):
        sheet.column_dimensions[chr(ord("A") + position)].width = width


def lock(sheet: Worksheet, frozen: str | None) -> None:
    """Lock all but the input cells, without a password; widths and heights may still be changed."""
    sheet.sheet_view.showGridLines = False
    sheet.freeze_panes = frozen
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False


def set_paper(sheet: Worksheet, *, header_row: int | None, is_landscape: bool, footer: str) -> None:
    """A4, one page wide, the header repeated, `footer` in Excel's own codes."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if is_landscape else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom, margins.footer = 0.6, 0.7, 0.35
    if header_row:
        sheet.print_title_rows = f"{header_row}:{header_row}"
    sheet.oddFooter.center.text = footer
    sheet.oddFooter.center.size = 9


def escaped(text: str) -> str:
    """Text for a footer, where `&` begins a code."""
    return text.replace("&", "&&")


def lines(text: str, width: float) -> int:
    """How many lines a text takes in a column of that many characters (a Chinese character takes two)."""
    units = [sum(2 if ord(ch) > 0x2000 else 1 for ch in part) for part in text.split("\n")]
    return sum(max(1, -int(-unit // (width * 0.96))) for unit in units)
