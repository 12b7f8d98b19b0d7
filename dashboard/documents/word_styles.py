"""How paragraphs are written in Word: fonts with what may stand for them, styles, nothing of the template's own."""

from collections.abc import Mapping
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Pt
from docx.styles.style import ParagraphStyle
from lxml import etree

LATIN = "Times New Roman"
TITLE_FONT, BODY_FONT, KAI_FONT, HEI_FONT, SONG_FONT = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"
# Where a machine lacks the usual font, Word takes the first of these it has.
ALTERNATIVES: Mapping[str, str] = {
    TITLE_FONT: "小标宋,华文中宋,SimSun,Noto Serif CJK SC",
    BODY_FONT: "仿宋,FangSong,华文仿宋,Noto Serif CJK SC",
    KAI_FONT: "楷体,KaiTi,华文楷体,Noto Serif CJK SC",
    HEI_FONT: "SimHei,Noto Sans CJK SC",
    SONG_FONT: "SimSun,Noto Serif CJK SC",
}


@dataclass(frozen=True, slots=True)
class Letters:
    """How a kind of paragraph is written: sizes and distances in points, indents in characters.

    `line` is None where a line is as high as what stands in it.
    """

    font: str
    size: float
    line: Length | None = None
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT
    first_indent: int = 0
    right_indent: int = 0
    before: float = 0
    after: float = 0
    keep_with_next: bool = False


def set_styles(document: WordDocument, styles: Mapping[str, Letters]) -> None:
    """Give a new document these styles and no others, and the names of their fonts."""
    _empty(document, styles)
    for name, letters in styles.items():
        _write_style(document, name, letters)
    _write_font_table(document)


def _empty(document: WordDocument, styles: Mapping[str, Letters]) -> None:
    """Take out of the template what this house does not use: its styles, its numbering, its picture of itself."""
    kept = {*styles, *(style.name for style in document.styles if style.element.get(qn("w:default")))}
    for style in list(document.styles):
        for link in style.element.findall(qn("w:link")):
            style.element.remove(link)
        if style.name not in kept:
            style.delete()
    part, package = document.part, document.part.package
    assert package is not None
    for holder, kind in ((part.rels, "stylesWithEffects"), (part.rels, "numbering"), (package.rels, "thumbnail")):
        for key in [key for key, one in holder.items() if one.reltype.endswith(f"/{kind}")]:
            del holder[key]
    settings = document.settings.element
    settings.find(qn("w:themeFontLang")).set(qn("w:eastAsia"), "zh-CN")
    mode = settings.xpath('w:compat/w:compatSetting[@w:name="compatibilityMode"]')
    mode[0].set(qn("w:val"), "15")  # of Word 2013 and later; below it, Word says so in the title bar


def _write_style(document: WordDocument, name: str, letters: Letters) -> None:
    """Say anew how a style looks; of the template's own only the level in the outline stays."""
    if name not in {style.name for style in document.styles}:
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    for element in style.element.xpath("w:rPr/* | w:pPr/*[not(self::w:outlineLvl)]"):
        element.getparent().remove(element)
    style.font.size, style.font.name = Pt(letters.size), LATIN
    properties = style.element.get_or_add_rPr()
    properties.rFonts.set(qn("w:eastAsia"), letters.font)
    properties.rFonts.set(qn("w:hint"), "eastAsia")  # quotation marks are as wide as Chinese ones
    properties.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="en-US" w:eastAsia="zh-CN"/>'))
    paragraph = style.paragraph_format
    paragraph.alignment, paragraph.keep_with_next = letters.align, letters.keep_with_next
    paragraph.space_before, paragraph.space_after = Pt(letters.before), Pt(letters.after)
    if letters.line is None:
        paragraph.line_spacing = 1.0
    else:
        paragraph.line_spacing_rule, paragraph.line_spacing = WD_LINE_SPACING.EXACTLY, letters.line
    indents = {"firstLine": letters.first_indent, "right": letters.right_indent}
    indent(style.element.get_or_add_pPr(), letters.size, indents)


def indent(properties: etree._Element, size: float, characters: Mapping[str, int]) -> None:
    """Set indents in characters, and the same in twentieths of a point for programs that do not count characters."""
    indent = OxmlElement("w:ind")
    for side, count in characters.items():
        indent.set(qn(f"w:{side}Chars"), str(100 * count))
        indent.set(qn(f"w:{side}"), str(round(20 * size * count)))
    properties._insert_ind(indent)


def _write_font_table(document: WordDocument) -> None:
    """Name the usual fonts, each with what may stand for it."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/>'
        '<w:family w:val="auto"/><w:pitch w:val="default"/></w:font>'
        for name, others in ALTERNATIVES.items()
    )
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    blob = f"{declaration}<w:fonts {nsdecls('w')}>{fonts}</w:fonts>".encode()
    old = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    document.part.drop_rel(next(key for key, one in document.part.rels.items() if one.reltype.endswith("/fontTable")))
    document.part.relate_to(
        Part(old.partname, old.content_type, blob, document.part.package), RELATIONSHIP_TYPE.FONT_TABLE
    )
