"""Slides 16 : 9 in the colours of the house: a finding as the title, the stamp of the data at the foot."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide
from pptx.table import _Cell
from pptx.text.text import TextFrame
from pptx.util import Emu, Inches, Pt

from dashboard.charts import style
from dashboard.documents.drawing import Box, Pen, rgb, write_font
from dashboard.wording import labels

FONT = "微软雅黑"
WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
LEFT, CONTENT_TOP = 0.6, 1.75  # inches
CONTENT_WIDTH, CONTENT_HEIGHT = 12.13, 5.05
_TITLE_ONLY = 5  # the layout of python-pptx's own template
_GROUND = "#F6F8FA"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph on a slide: size in points."""

    text: str
    size: float = 14
    colour: str = style.INK
    is_bold: bool = False


def inches(left: float, top: float, width: float, height: float) -> Box:
    """Return a place on a slide, in inches."""
    return Box(Inches(left), Inches(top), Inches(width), Inches(height))


def blank(title: str) -> Deck:
    """Return a deck without slides."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    core = deck.core_properties
    core.title, core.author, core.language = title, "", "zh-CN"
    return deck


def add_slide(deck: Deck, title: str, subtitle: str, foot: str, number: str) -> Slide:
    """Add a slide with its finding, how to read it, the stamp and its number."""
    slide: Slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    heading = slide.shapes.title
    assert heading is not None
    place = inches(LEFT, 0.42, CONTENT_WIDTH, 0.75)
    heading.left, heading.top, heading.width, heading.height = place.left, place.top, place.width, place.height
    fill(heading.text_frame, [Line(title, 26, is_bold=True)])
    heading.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    write(slide, [Line(subtitle, 14, style.MUTED)], inches(LEFT, 1.15, CONTENT_WIDTH, 0.4))
    block(slide, inches(0, 0.5, 0.16, 0.6), style.BRAND)
    write(slide, [Line(foot, 10, style.MUTED)], inches(LEFT, 7.02, CONTENT_WIDTH - 1, 0.3))
    write(slide, [Line(number, 10, style.MUTED)], inches(LEFT + CONTENT_WIDTH - 1, 7.02, 1, 0.3), PP_ALIGN.RIGHT)
    return slide


def write(slide: Slide, lines: Sequence[Line], box: Box, align: PP_ALIGN = PP_ALIGN.LEFT) -> None:
    """Add a text."""
    frame = slide.shapes.add_textbox(box.left, box.top, box.width, box.height).text_frame
    fill(frame, lines, align)


def card(slide: Slide, lines: Sequence[Line], box: Box) -> None:
    """Add a figure on a ground of its own."""
    shape = block(slide, box, _GROUND)
    fill(shape.text_frame, lines)
    shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    shape.text_frame.margin_left = Inches(0.15)


def block(slide: Slide, box: Box, colour: str) -> Shape:
    """Add a coloured rectangle and return it."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, box.left, box.top, box.width, box.height)
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(colour)
    shape.line.fill.background()
    shape._element.remove(shape._element.find(qn("p:style")))  # the template's shadow
    return shape


def table(
    slide: Slide, headings: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float], box: Box
) -> None:
    """Add a table; `widths` in inches, texts on the left in the first column and centred in the others."""
    height = Inches(0.34)
    frame = slide.shapes.add_table(
        len(rows) + 1, len(headings), box.left, box.top, box.width, Emu(height * (len(rows) + 1))
    )
    grid = frame.table
    grid.horz_banding = False
    for column, width in enumerate(widths):
        grid.columns[column].width = Inches(width)
    for row, texts in enumerate((headings, *rows)):
        grid.rows[row].height = height
        for column, text in enumerate(texts):
            _write_cell(grid.cell(row, column), text, is_heading=row == 0, is_first=column == 0)


def saved(deck: Deck) -> bytes:
    """The deck as bytes."""
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def fill(frame: TextFrame, lines: Sequence[Line], align: PP_ALIGN = PP_ALIGN.LEFT) -> None:
    """Write the lines into a frame; what comes from data stays text."""
    frame.word_wrap = True
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment, paragraph.space_after = align, Pt(3)
        run = paragraph.add_run()
        run.text = labels.plain(line.text)
        run.font.bold = line.is_bold
        write_font(run.font, Pen(FONT, FONT, line.size), line.colour)


def _write_cell(cell: _Cell, text: str, is_heading: bool, is_first: bool) -> None:
    cell.fill.solid()
    cell.fill.fore_color.rgb = rgb(_GROUND if is_heading else style.SURFACE)
    cell.margin_top = cell.margin_bottom = Inches(0.03)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    line = Line(text, 12, style.MUTED if is_heading else style.INK)
    fill(cell.text_frame, [line], PP_ALIGN.LEFT if is_first else PP_ALIGN.CENTER)
