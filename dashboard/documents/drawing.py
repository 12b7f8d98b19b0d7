"""What slides and charts have in common: letters, colours, places."""

from dataclasses import dataclass

from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.text.text import Font
from pptx.util import Length, Pt


@dataclass(frozen=True, slots=True)
class Pen:
    """The fonts for Latin and for Chinese letters, and the size in points."""

    latin: str
    chinese: str
    size: float


@dataclass(frozen=True, slots=True)
class Box:
    """Where something stands on a slide."""

    left: Length
    top: Length
    width: Length
    height: Length


def write_font(font: Font, pen: Pen, colour: str) -> None:
    """Give letters on a slide or in a chart their size, fonts and colour."""
    font.size, font.name, font.color.rgb = Pt(pen.size), pen.latin, rgb(colour)
    chinese = font._element.find(qn("a:ea"))
    if chinese is None:
        chinese = font._element.makeelement(qn("a:ea"), {})
        font._element.find(qn("a:latin")).addnext(chinese)
    chinese.set("typeface", pen.chinese)


def rgb(colour: str) -> RGBColor:
    """Return a colour of the house as drawings take it."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return RGBColor(red, green, blue)
