"""The form of an official document after GB/T 9704: paper, letters, numbered headings, signature, page numbers."""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Length, Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from lxml import etree

from dashboard import labels

LINE = Pt(28)
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
WIDTH, ANNEX_WIDTH = Mm(156), Mm(261)  # of the text, on an upright page and on one that lies across
_CHINESE_DIGITS = "零一二三四五六七八九十"
_LEFT, _CENTRE, _RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


@dataclass(frozen=True, slots=True)
class Letters:
    """How a kind of paragraph is written: sizes and distances in points, indents in characters.

    `line` is None where a line is as high as what stands in it.
    """

    font: str
    size: float
    line: Length | None = LINE
    align: WD_ALIGN_PARAGRAPH = _LEFT
    first_indent: int = 0
    right_indent: int = 0
    before: float = 0
    after: float = 0
    keep_with_next: bool = False


# 二号 is 22 points, 三号 16, 四号 14, 小四 12, 五号 10.5.
STYLES: Mapping[str, Letters] = {
    "Normal": Letters(BODY_FONT, 16, align=WD_ALIGN_PARAGRAPH.JUSTIFY, first_indent=2),
    "Title": Letters(TITLE_FONT, 22, Pt(36), _CENTRE, before=28),
    "Subtitle": Letters(KAI_FONT, 16, align=_CENTRE),
    "Addressee": Letters(BODY_FONT, 16, before=28),
    "Heading 1": Letters(HEI_FONT, 16, first_indent=2, keep_with_next=True),
    "Heading 2": Letters(KAI_FONT, 16, first_indent=2, keep_with_next=True),
    "Caption": Letters(HEI_FONT, 12, None, _CENTRE, before=8, after=4, keep_with_next=True),
    "Picture": Letters(SONG_FONT, 10.5, None, _CENTRE, before=6, keep_with_next=True),
    "Picture Caption": Letters(HEI_FONT, 12, None, _CENTRE, before=2, after=10),
    "Table Cell": Letters(SONG_FONT, 10.5, None),
    "Ledger Cell": Letters(SONG_FONT, 8, None),
    "Table Note": Letters(SONG_FONT, 10.5, None, before=3, after=8),
    "Annex List": Letters(BODY_FONT, 16, first_indent=2, before=28),
    "Signature": Letters(BODY_FONT, 16, align=_RIGHT, right_indent=2, before=56, keep_with_next=True),
    "Date": Letters(BODY_FONT, 16, align=_RIGHT, right_indent=3, keep_with_next=True),
    "Annex Mark": Letters(HEI_FONT, 16),
    "Annex Title": Letters(TITLE_FONT, 22, Pt(36), _CENTRE, after=6),
    "Footer": Letters(SONG_FONT, 14, None),
}


def blank(title: str, author: str, date: dt.date, styles: Mapping[str, Letters] = STYLES) -> WordDocument:
    """Return an empty document on A4 with the margins of the standard; it has these styles and no others."""
    document = Document()
    _empty(document, styles)
    for name, letters in styles.items():
        _write_style(document, name, letters)
    _write_font_table(document)
    set_paper(document.sections[0], Mm(210), Mm(297), (Mm(37), Mm(26), Mm(35), Mm(28)), footer=Mm(21))
    core = document.core_properties
    core.title, core.author, core.last_modified_by, core.comments, core.language = title, author, author, "", "zh-CN"
    core.created = core.modified = dt.datetime(date.year, date.month, date.day)
    return document


def number_pages(document: WordDocument) -> None:
    """Write page numbers — 1 — at the foot, on the outer side."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, align, side in ((section.footer, _RIGHT, "right"), (section.even_page_footer, _LEFT, "left")):
        paragraph = footer.paragraphs[0]
        paragraph.style, paragraph.alignment = "Footer", align
        _indent(paragraph._p.get_or_add_pPr(), STYLES["Footer"].size, {side: 1})
        paragraph.add_run("— ")
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        paragraph._p.append(field)
        paragraph.add_run(" —")


def write(document: WordDocument, text: str, style: str = "Normal") -> Paragraph:
    """Add one paragraph; what comes from data stays text."""
    return document.add_paragraph(labels.plain(text), style)


def head(document: WordDocument, title: Sequence[str], subtitle: str, addressee: str) -> None:
    """Add the title in lines that break where the sense does, a smaller line below it if there is one, and 主送."""
    paragraph = write(document, title[0], "Title")
    for line in title[1:]:
        paragraph.add_run().add_break()
        paragraph.add_run(line)
    if subtitle:
        write(document, subtitle, "Subtitle")
    write(document, addressee, "Addressee")


def heading(document: WordDocument, number: int, text: str) -> None:
    """Add a heading of the first level: 一、总体情况."""
    write(document, f"{chinese(number)}、{text}", "Heading 1")


def subheading(document: WordDocument, number: int, text: str) -> None:
    """Add a heading of the second level: （一）报送情况."""
    write(document, f"（{chinese(number)}）{text}", "Heading 2")


def signature(document: WordDocument, issuer: str, date: dt.date) -> None:
    """Add who signs and the date, on the right."""
    write(document, issuer, "Signature")
    write(document, chinese_date(date), "Date")


def begin_annex(document: WordDocument, mark: str, title: str) -> None:
    """Begin an annex on a page that lies across."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    set_paper(section, Mm(297), Mm(210), (Mm(20), Mm(18), Mm(20), Mm(18)), footer=Mm(9))
    write(document, mark, "Annex Mark")
    write(document, title, "Annex Title")


def clear(document: WordDocument) -> None:
    """Take out all that is written; paper and styles stay."""
    document.element.body.clear_content()


def saved(document: WordDocument) -> bytes:
    """The document as bytes."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def chinese(number: int) -> str:
    """Return a number from 1 to 19 as headings count: 十二."""
    return _CHINESE_DIGITS[number] if number <= 10 else f"十{_CHINESE_DIGITS[number - 10]}"


def chinese_date(date: dt.date) -> str:
    """Return a date as documents write it, without leading zeros: 2018年12月5日."""
    return f"{date.year}年{date.month}月{date.day}日"


def set_paper(
    section: Section, width: Length, height: Length, margins: tuple[Length, Length, Length, Length], footer: Length
) -> None:
    """`margins` go clockwise from the top; `footer` is the distance of the page number from the edge."""
    section.page_width, section.page_height = width, height
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = margins
    section.footer_distance = footer


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
    properties.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="en-US" w:eastAsia="zh-CN"/>'))
    paragraph = style.paragraph_format
    paragraph.alignment, paragraph.keep_with_next = letters.align, letters.keep_with_next
    paragraph.space_before, paragraph.space_after = Pt(letters.before), Pt(letters.after)
    if letters.line is None:
        paragraph.line_spacing = 1.0
    else:
        paragraph.line_spacing_rule, paragraph.line_spacing = WD_LINE_SPACING.EXACTLY, letters.line
    indents = {"firstLine": letters.first_indent, "right": letters.right_indent}
    _indent(style.element.get_or_add_pPr(), letters.size, indents)


def _indent(properties: etree._Element, size: float, characters: Mapping[str, int]) -> None:
    """Indents in characters, and the same in twentieths of a point for programs that do not count characters."""
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
