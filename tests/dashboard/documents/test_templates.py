"""The templates that staff edit in Word: they hold every style the documents use, and none that nothing uses."""

import io
import zipfile

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from dashboard.documents import deck as decks
from dashboard.documents import official, society_word
from dashboard.documents.report import report_docx
from dashboard.documents.society_word import society_documents_zip
from dashboard.documents.word import TEMPLATES, blank
from dashboard.queries import Filters
from tests.dashboard.reporting import DISPATCHED, IMPRINT, opened


def named_styles(document: WordDocument) -> set[str]:
    """Return the names of the styles, without those that every document has."""
    return {style.name or "" for style in document.styles if not style.element.get(qn("w:default"))} | {"Normal"}


def used_styles(document: WordDocument) -> set[str]:
    """Return the names of the styles of paragraphs and tables, those at the foot of a page too."""
    parts = [document.element, *(section.footer._element for section in document.sections)]
    used = {key for part in parts for key in part.xpath("//w:pStyle/@w:val | //w:tblStyle/@w:val")}
    return {style.name or "" for style in document.styles if style.style_id in used} | {"Normal"}


def test_report_uses_the_styles_of_its_template(build: str) -> None:
    template = named_styles(blank(official.TEMPLATE, IMPRINT.date))
    assert used_styles(opened(report_docx(build, Filters(2018), DISPATCHED))) == template


def test_society_uses_the_styles_of_its_template(build: str) -> None:
    template = named_styles(blank(society_word.TEMPLATE, IMPRINT.date))
    archive = zipfile.ZipFile(io.BytesIO(society_documents_zip(build, Filters(2018), IMPRINT)))
    assert used_styles(opened(archive.read(archive.namelist()[0]))) == template


@pytest.mark.parametrize("name", [official.TEMPLATE, society_word.TEMPLATE])
def test_template_shows_its_styles_and_nothing_of_it_comes_into_a_document(name: str) -> None:
    template = TEMPLATES / name
    assert template.stat().st_size < 15_000
    assert used_styles(Document(str(template))) == named_styles(Document(str(template)))
    assert [paragraph.text for paragraph in blank(name, IMPRINT.date).paragraphs if paragraph.text] == []


def test_slides_have_the_places_that_are_filled_and_no_slide_of_the_template() -> None:
    template = decks.blank("标题")
    (layout,) = template.slide_layouts
    assert (
        len(template.slides),
        [layout.placeholders[place].placeholder_format.idx for place in range(len(layout.placeholders))],
    ) == (
        0,
        [0, 10, 11, 12],
    )
    slide = decks.add_slide(template, "结论", "读法", decks.Foot("数据截至", "1 / 6"))
    assert [place.text_frame.text for place in slide.placeholders] == ["结论", "读法", "数据截至", "1 / 6"]
