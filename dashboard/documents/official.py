"""An official document after GB/T 9704: its head, blocks with numbered headings, tables and pictures, its signature."""

import datetime as dt
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from xml.sax.saxutils import escape

from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt

from dashboard.documents import native_charts
from dashboard.documents.bars import Bars
from dashboard.documents.drawing import Pen
from dashboard.documents.imprint import Dispatch
from dashboard.documents.word import change_paper, write
from dashboard.documents.word_tables import WordColumn, WordTable, add_table
from dashboard.wording import labels

TEMPLATE = "official.docx"
WIDTH = Mm(156)  # of the text on an upright page
PEN = Pen("Times New Roman", "宋体", 10.5)  # of charts
LARGEST_MARK = 48.0  # points, of the letters of 发文机关标志
_THICK, _THIN = 8, 6  # eighths of a point: the outer lines of 版记 and those between (GB/T 9704: 0.35 and 0.25 mm)
RECORD_HEIGHT = Mm(223)  # of the 225 that a page has for text
# Word wants a paragraph after a table; this one takes a point.
_END = (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    '<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
)
_CHINESE_DIGITS = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the first level, without its number."""

    text: str


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading of the second level, without its number."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; an empty one is left out."""

    text: str


@dataclass(frozen=True, slots=True)
class CaptionedTable:
    """A table with its caption above and, below it, what must be known to read it; left out without rows."""

    caption: str
    columns: Sequence[WordColumn]
    rows: Sequence[Sequence[object]]
    note: str = ""


@dataclass(frozen=True, slots=True)
class CaptionedChart:
    """A chart with its caption below; `height` in millimetres."""

    caption: str
    bars: Bars
    height: int


Block = Heading | Subheading | Text | CaptionedTable | CaptionedChart


def lay_out(document: WordDocument, blocks: Iterable[Block]) -> None:
    """Add the blocks to the document."""
    headings = subheadings = tables = pictures = 0
    for block in blocks:
        match block:
            case Heading(text):
                headings, subheadings = headings + 1, 0
                write(document, f"{chinese(headings)}、{text}", "Heading 1")
            case Subheading(text):
                subheadings += 1
                write(document, f"（{chinese(subheadings)}）{text}", "Heading 2")
            case Text(text) if text:
                write(document, text)
            case CaptionedTable(caption, columns, rows, note) if rows:
                tables += 1
                write(document, f"表{tables}　{caption}", "Caption")
                add_table(document, WordTable(columns, rows))
                write(document, note, "Table Note")
            case CaptionedChart(caption, bars, height):
                pictures += 1
                native_charts.on_page(write(document, "", "Picture"), bars, (WIDTH, Mm(height)), PEN)
                write(document, f"图{pictures}　{caption}", "Picture Caption")


def letterhead(document: WordDocument, issuer: str, number: str) -> None:
    """Add 发文机关标志 and 发文字号 over a red line (版头); nothing where there is no 发文字号."""
    if not number:
        return
    mark = f"{issuer}文件"
    run = write(document, mark, "Issuer Mark").runs[0]
    run.font.size = Pt(min(LARGEST_MARK, int(WIDTH.pt / len(mark))))  # on one line
    write(document, number, "Document Number")


def head(document: WordDocument, title: Sequence[str], subtitle: str, addressee: str) -> None:
    """Add the title in lines that break where the sense does, a smaller line below it if there is one, and 主送."""
    paragraph = write(document, title[0], "Title")
    for line in title[1:]:
        paragraph.add_run().add_break()
        paragraph.add_run(line)
    if subtitle:
        write(document, subtitle, "Subtitle")
    write(document, addressee, "Addressee")


def sign(document: WordDocument, annex: str, issuer: str, date: dt.date) -> None:
    """Add the name of the annex, who signs and the date; a signature never stands alone on its page."""
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    write(document, f"附件：{annex}", "Annex List")
    write(document, issuer, "Signature")
    write(document, labels.day(date), "Date")


def begin_annex(document: WordDocument, title: str) -> None:
    """Begin the annex, on a page that lies across."""
    change_paper(document)
    write(document, "附件", "Annex Mark")
    write(document, title, "Annex Title")


def record(document: WordDocument, dispatch: Dispatch, date: dt.date) -> None:
    """Add 抄送, 印发机关 and 印发日期 at the foot of the last page (版记), where one of the first two is given.

    The page is an upright one and even, so the back of the last sheet.
    """
    lines = [[f"抄送：{dispatch.copied_to.rstrip('。')}。"]] if dispatch.copied_to else []
    lines += [[dispatch.printed_by, f"{labels.day(date)}印发"]] if dispatch.printed_by else []
    if not lines:
        return
    body = document.element.body
    document.paragraphs[-1]._p.get_or_add_pPr().append(deepcopy(body.sectPr))  # the paper of the annex ends here
    body.replace(body.sectPr, deepcopy(document.sections[0]._sectPr))
    document.sections[-1].start_type = WD_SECTION.EVEN_PAGE
    style, width = document.styles["Record"].style_id, round(WIDTH.twips)
    beginning = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
    rows = "".join(
        f"<w:tr><w:tc>{beginning}"
        f"<w:r>{'<w:tab/>'.join(f'<w:t>{escape(labels.plain(part))}</w:t>' for part in line)}</w:r></w:p></w:tc></w:tr>"
        for line in lines
    )
    thick, thin = (f'w:val="single" w:sz="{eighths}" w:space="0" w:color="auto"' for eighths in (_THICK, _THIN))
    inner = f"<w:tblBorders><w:top {thick}/><w:bottom {thick}/><w:insideH {thin}/></w:tblBorders>"
    # A row as high as the page holds them at its foot, in every office suite.
    height = f'<w:trPr><w:trHeight w:val="{round(RECORD_HEIGHT.twips)}" w:hRule="exact"/></w:trPr>'
    foot = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="bottom"/></w:tcPr>'
    held = f"<w:tr>{height}<w:tc>{foot}{_bare_table(inner, width, rows)}{_END}</w:tc></w:tr>"
    for xml in (_END, _bare_table("", width, held), _END):  # LibreOffice begins no page with a table
        body.sectPr.addprevious(parse_xml(xml.replace(">", f" {nsdecls('w')}>", 1)))


def _bare_table(borders: str, width: int, rows: str) -> str:
    """A table without room beside its texts."""
    margins = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
    properties = f'<w:tblW w:w="{width}" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/>{margins}'
    grid = f'<w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>'
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{grid}{rows}</w:tbl>"


def chinese(number: int) -> str:
    """Return a number from 1 to 19 as headings count: 十二."""
    return _CHINESE_DIGITS[number] if number <= 10 else f"十{_CHINESE_DIGITS[number - 10]}"
