"""An official document after GB/T 9704: its head, blocks with numbered headings, tables and pictures, its signature."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.shared import Mm

from dashboard.documents import native_charts
from dashboard.documents.bars import Bars
from dashboard.documents.drawing import Pen
from dashboard.documents.word import change_paper, write
from dashboard.documents.word_tables import WordColumn, WordTable, add_table
from dashboard.wording import labels

TEMPLATE = "official.docx"
WIDTH = Mm(156)  # of the text on an upright page
PEN = Pen("Times New Roman", "宋体", 10.5)  # of charts
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


def chinese(number: int) -> str:
    """Return a number from 1 to 19 as headings count: 十二."""
    return _CHINESE_DIGITS[number] if number <= 10 else f"十{_CHINESE_DIGITS[number - 10]}"
