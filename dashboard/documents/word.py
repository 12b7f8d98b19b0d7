"""Word documents made from templates, which staff edit in Word: styles, paper and page numbers stand there."""

import datetime as dt
import io
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.text.paragraph import Paragraph

from dashboard.wording import labels

TEMPLATES = Path(__file__).parent / "templates"


def blank(template: str, date: dt.date) -> WordDocument:
    """Return an empty document in the form of the template: `official.docx` or `society.docx`."""
    document = Document(str(TEMPLATES / template))
    clear(document)
    core = document.core_properties
    core.language, core.created, core.modified = "zh-CN", *[dt.datetime(date.year, date.month, date.day)] * 2
    return document


def clear(document: WordDocument) -> None:
    """Take out all that is written. Paper stays: that of the last pages, and the break where other paper begins."""
    for element in document.element.body.xpath("*[not(self::w:sectPr or w:pPr/w:sectPr)]"):
        document.element.body.remove(element)


def write(document: WordDocument, text: str, style: str = "Normal") -> Paragraph:
    """Add one paragraph; what comes from data stays text. KeyError where the template has no such style."""
    return document.add_paragraph(labels.plain(text), style)


def change_paper(document: WordDocument) -> None:
    """What is written from here on stands on the paper behind the template's section break."""
    document.element.body.sectPr.addprevious(document.element.body.xpath("w:p[w:pPr/w:sectPr]")[0])


def saved(document: WordDocument, title: str, author: str = "") -> bytes:
    """The document as bytes."""
    core = document.core_properties
    core.title, core.author, core.last_modified_by = labels.plain(title), author, author
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
