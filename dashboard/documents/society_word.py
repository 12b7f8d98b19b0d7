"""One society as a Word document on A4, in tables to edit; and all societies, a page each, in one archive."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterable
from pathlib import PurePosixPath

from docx.document import Document as WordDocument

from dashboard import exports, standing
from dashboard.documents import word
from dashboard.documents.imprint import Imprint
from dashboard.documents.society import Rows, Section, SocietyContent, first_page, sections
from dashboard.documents.word_tables import Tint, WordColumn, WordTable, add_table
from dashboard.exports.table_sheet import VERDICTS
from dashboard.queries import Filters, basis, notes
from dashboard.queries.society import SocietyRecord, societies
from dashboard.wording import labels
from etl.desk import Progress

TEMPLATE = "society.docx"
WIDTH = 174.0  # millimetres between the margins
BESIDE, HALF_WIDTH = 3.2, 1.75  # millimetres: room beside the text of a cell, a half-width character in it
SHORT, LONG = 16, 48  # half-width characters: up to here on one line; from here on a column gets no wider
SENTENCES = {
    labels.COLUMNS[name] for name in ("text", "ground", "explanation", "message", "remedy", "written", "sentence")
}
TINTS = {text: Tint(colour.fill[1:], colour.text[1:]) for text, colour in VERDICTS.items()}


def society_docx(sheet: SocietyContent) -> bytes:
    """All about one society."""
    return _filled(word.blank(TEMPLATE, dt.date.today()), sheet.record, sections(sheet), sheet.stamp)


def society_documents_zip(
    build: str, filters: Filters, imprint: Imprint, progress: Progress = lambda *_: None
) -> bytes:
    """Return a .zip with one .docx for each society that passes the filters, named by id and name.

    Each holds the first page of all there is to say. A long list of open criteria runs on to a second page, where its
    heading is repeated.
    """
    document = word.blank(TEMPLATE, imprint.date)
    names = basis.names(build, filters)
    file = io.BytesIO()
    taken: set[str] = set()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:  # the documents are compressed already
        for done, record in enumerate(societies(build, filters.period, list(names)), 1):
            society_id = record.header["society_id"]
            parts = first_page(record, notes.on_society(build, filters.period, society_id))
            word.clear(document)
            content = _filled(document, record, parts, imprint.stamp)
            title = [names[society_id], str(filters.period)]
            name = PurePosixPath(exports.file_name(society_id, title, imprint.date, "docx"))
            archive.writestr(str(exports.untaken(name, taken)), content)
            progress("写每家一页", done, len(names))
    return file.getvalue()


def _filled(document: WordDocument, record: SocietyRecord, parts: Iterable[Section], stamp: str) -> bytes:
    name, period = record.header["name"], record.header["period"]
    word.write(document, name, "Title")
    word.write(document, f"{period}年度学会改革任务完成情况", "Subtitle")
    word.write(document, "　".join(standing.facts(record)))
    for part in parts:
        word.write(document, part.title, "Heading 1")
        filled = [rows for rows in part.tables if rows.cells]
        for rows in filled:
            if rows.caption:
                word.write(document, rows.caption)
            add_table(document, WordTable(_columns(rows), rows.cells, tints=TINTS))
        if not filled and part.otherwise:
            word.write(document, part.otherwise)
    word.write(document, stamp, "Table Note")
    return word.saved(document, f"{name} {period} 年度")


def _columns(rows: Rows) -> list[WordColumn]:
    """Short columns on one line; the others share what is left of the page, by the length of their texts."""
    if rows.is_even:
        return [WordColumn(heading, WIDTH / len(rows.headings)) for heading in rows.headings]
    shares = [min(width, LONG) if width > SHORT else 0 for width in rows.widths]
    fixed = [0.0 if share else BESIDE + HALF_WIDTH * width for share, width in zip(shares, rows.widths, strict=True)]
    left = WIDTH - sum(fixed)
    return [
        WordColumn(heading, width or left * share / sum(shares), "left" if heading in SENTENCES else "center")
        for heading, width, share in zip(rows.headings, fixed, shares, strict=True)
    ]
