"""Slides 16 : 9 in the colours of the house: a finding as the title, the stamp of the data at the foot."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.table import _Cell
from pptx.text.text import TextFrame
from pptx.util import Emu, Inches, Pt

from dashboard.charts import style
from dashboard.documents.drawing import Box, rgb
from dashboard.documents.word import TEMPLATES
from dashboard.wording import labels

TEMPLATE = "official.pptx"
# Places in the template's one layout: how to read the slide, the stamp of its data, its number.
_READING, _STAMP, _NUMBER = 10, 11, 12
_GROUND = "#F6F8FA"
SENTENCE = 12  # characters: what is longer is no figure


@dataclass(frozen=True, slots=True)
class SlideLine:
    """A paragraph on a slide: size in points."""

    text: str
    size: float = 14
    colour: str = style.INK
    is_bold: bool = False


def inches(left: float, top: float, width: float, height: float) -> Box:
    """Return a place on a slide, in inches."""
    return Box(Inches(left), Inches(top), Inches(width), Inches(height))


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands at the foot of a slide: the stamp of the data, and which of how many it is."""

    stamp: str
    number: str


def blank(title: str) -> Deck:
    """Return a deck without slides; letters, colours and places are those of the template, staff edit them there."""
    deck = Presentation(str(TEMPLATES / TEMPLATE))
    deck.core_properties.title = title
    return deck


def add_slide(deck: Deck, title: str, reading: str, foot: Foot) -> Slide:
    """Add a slide with its finding, how to read it, and its foot."""
    slide: Slide = deck.slides.add_slide(deck.slide_layouts[0])
    for place, text in ((0, title), (_READING, reading), (_STAMP, foot.stamp), (_NUMBER, foot.number)):
        slide.placeholders[place].text_frame.text = labels.plain(text)
    return slide


def write(slide: Slide, lines: Sequence[SlideLine], box: Box) -> None:
    """Add a text."""
    fill(slide.shapes.add_textbox(box.left, box.top, box.width, box.height).text_frame, lines)


def card(slide: Slide, lines: Sequence[SlideLine], box: Box) -> None:
    """Add a figure on a ground of its own."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, box.left, box.top, box.width, box.height)
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(_GROUND)
    shape.line.fill.background()
    shape._element.remove(shape._element.find(qn("p:style")))  # a shadow
    fill(shape.text_frame, lines)
    shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    shape.text_frame.margin_left = Inches(0.15)


def table(slide: Slide, rows: Sequence[Sequence[str]], widths: Sequence[float], box: Box) -> None:
    """Add a table, headings first; `widths` in inches; names and sentences stand on the left, else in the middle."""
    height = Inches(0.34)
    frame = slide.shapes.add_table(len(rows), len(widths), box.left, box.top, box.width, Emu(height * len(rows)))
    grid = frame.table
    grid.horz_banding = False
    for column, width in enumerate(widths):
        grid.columns[column].width = Inches(width)
    longest = [max(map(len, texts)) for texts in zip(*rows, strict=True)]
    for row, texts in enumerate(rows):
        grid.rows[row].height = height
        for column, text in enumerate(texts):
            is_left = column == 0 or longest[column] > SENTENCE
            _write_cell(grid.cell(row, column), text, is_heading=row == 0, is_left=is_left)


def saved(deck: Deck) -> bytes:
    """The deck as bytes."""
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def fill(frame: TextFrame, lines: Sequence[SlideLine], align: PP_ALIGN = PP_ALIGN.LEFT) -> None:
    """Write the lines into a frame; what comes from data stays text."""
    frame.word_wrap = True
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment, paragraph.space_after = align, Pt(3)
        run = paragraph.add_run()
        run.text = labels.plain(line.text)
        run.font.bold = line.is_bold
        run.font.size, run.font.color.rgb = Pt(line.size), rgb(line.colour)


def _write_cell(cell: _Cell, text: str, is_heading: bool, is_left: bool) -> None:
    cell.fill.solid()
    cell.fill.fore_color.rgb = rgb(_GROUND if is_heading else style.SURFACE)
    cell.margin_top = cell.margin_bottom = Inches(0.03)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    line = SlideLine(text, 12, style.MUTED if is_heading else style.INK)
    fill(cell.text_frame, [line], PP_ALIGN.LEFT if is_left else PP_ALIGN.CENTER)
