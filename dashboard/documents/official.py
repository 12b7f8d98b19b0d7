"""The form of an official document after GB/T 9704: paper, letters, numbered headings, signature, page numbers."""

import datetime as dt
import io
from collections.abc import Mapping, Sequence

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt
from docx.text.paragraph import Paragraph

from dashboard.documents.word_styles import (
    BODY_FONT,
    HEI_FONT,
    KAI_FONT,
    SONG_FONT,
    TITLE_FONT,
    Letters,
    indent,
    set_styles,
)
from dashboard.wording import labels

WIDTH = Mm(156)  # of the text on an upright page
_LINE = Pt(28)
_CHINESE_DIGITS = "零一二三四五六七八九十"
_LEFT, _CENTRE, _RIGHT, _JUSTIFIED = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)


# 二号 is 22 points, 三号 16, 四号 14, 小四 12, 五号 10.5.
STYLES: Mapping[str, Letters] = {
    "Normal": Letters(BODY_FONT, 16, _LINE, _JUSTIFIED, first_indent=2),
    "Title": Letters(TITLE_FONT, 22, Pt(36), _CENTRE, before=28),
    "Subtitle": Letters(KAI_FONT, 16, _LINE, _CENTRE),
    "Addressee": Letters(BODY_FONT, 16, _LINE, before=28),
    "Heading 1": Letters(HEI_FONT, 16, _LINE, first_indent=2, keep_with_next=True),
    "Heading 2": Letters(KAI_FONT, 16, _LINE, first_indent=2, keep_with_next=True),
    "Caption": Letters(HEI_FONT, 12, align=_CENTRE, before=8, after=4, keep_with_next=True),
    "Picture": Letters(SONG_FONT, 10.5, align=_CENTRE, before=6, keep_with_next=True),
    "Picture Caption": Letters(HEI_FONT, 12, align=_CENTRE, before=2, after=10),
    "Table Cell": Letters(SONG_FONT, 10.5),
    "Ledger Cell": Letters(SONG_FONT, 8),
    "Table Note": Letters(SONG_FONT, 10.5, before=3, after=8),
    "Annex List": Letters(BODY_FONT, 16, _LINE, first_indent=2, before=28, keep_with_next=True),
    "Signature": Letters(BODY_FONT, 16, _LINE, _RIGHT, right_indent=2, before=56, keep_with_next=True),
    "Date": Letters(BODY_FONT, 16, _LINE, _RIGHT, right_indent=3, keep_with_next=True),
    "Annex Mark": Letters(HEI_FONT, 16, _LINE),
    "Annex Title": Letters(TITLE_FONT, 22, Pt(36), _CENTRE, after=6),
    "Footer": Letters(SONG_FONT, 14),
}


def blank(title: str, author: str, date: dt.date, styles: Mapping[str, Letters] = STYLES) -> WordDocument:
    """Return an empty document on A4 with the margins of the standard; it has these styles and no others."""
    document = Document()
    set_styles(document, styles)
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
        indent(paragraph._p.get_or_add_pPr(), STYLES["Footer"].size, {side: 1})
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
