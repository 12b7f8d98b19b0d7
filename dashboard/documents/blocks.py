"""What an official document consists of, one block after another; headings, tables and pictures are numbered here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.shared import Mm

from dashboard.documents import native_charts, official, word_styles
from dashboard.documents.bars import Bars
from dashboard.documents.drawing import Pen
from dashboard.documents.word_tables import Column, table

PEN = Pen(word_styles.LATIN, word_styles.SONG_FONT, 10.5)


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
class Grid:
    """A table with its caption above and, below it, what must be known to read it; left out without rows."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[object]]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart with its caption below; `height` in millimetres."""

    caption: str
    bars: Bars
    height: int


Block = Heading | Subheading | Text | Grid | Picture


def lay_out(document: WordDocument, blocks: Iterable[Block]) -> None:
    """Add the blocks to the document."""
    headings = subheadings = tables = pictures = 0
    for block in blocks:
        match block:
            case Heading(text):
                headings, subheadings = headings + 1, 0
                official.heading(document, headings, text)
            case Subheading(text):
                subheadings += 1
                official.subheading(document, subheadings, text)
            case Text(text) if text:
                official.write(document, text)
            case Grid(caption, columns, rows, note) if rows:
                tables += 1
                official.write(document, f"表{tables}　{caption}", "Caption")
                table(document, columns, rows)
                official.write(document, note, "Table Note")
            case Picture(caption, bars, height):
                pictures += 1
                native_charts.on_page(document, bars, official.WIDTH, Mm(height), PEN)
                official.write(document, f"图{pictures}　{caption}", "Picture Caption")
