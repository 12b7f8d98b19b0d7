"""Every society on one page of A4: Word documents, one a society, together in one archive."""

import io
import math
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from docx.document import Document as WordDocument
from docx.shared import Mm, Pt

from dashboard import exports, standing
from dashboard.documents import official
from dashboard.documents.imprint import Imprint
from dashboard.documents.official import write
from dashboard.documents.sections import attention
from dashboard.documents.word_styles import BODY_FONT, HEI_FONT, KAI_FONT, SONG_FONT, TITLE_FONT, Letters
from dashboard.documents.word_tables import Column, Look, Tint, table
from dashboard.exports.table_sheet import VERDICTS
from dashboard.queries import Filters, basis, notes
from dashboard.queries.society import Society, societies
from dashboard.wording import labels

_CENTRE = official.STYLES["Title"].align
STYLES: Mapping[str, Letters] = {
    "Normal": Letters(BODY_FONT, 11, Pt(18)),
    "Title": Letters(TITLE_FONT, 20, Pt(30), _CENTRE),
    "Subtitle": Letters(KAI_FONT, 13, Pt(20), _CENTRE, after=4),
    "Heading 1": Letters(HEI_FONT, 12, Pt(20), before=5, keep_with_next=True),
    "Table Cell": Letters(SONG_FONT, 9, Pt(12)),
    "Table Note": Letters(SONG_FONT, 9, Pt(12), before=3),
}
WIDTH = 174.0  # millimetres between the margins
_MARGIN = (Mm(15), Mm(18), Mm(15), Mm(18))
_HEIGHT = 750.0  # points between the margins, less what a program may round
_LEADING = 0.4  # millimetres above and below the text of a cell
_NARROW = 0.55  # of the width of a Chinese character: a Latin one, on average
_RAGGED = 1.08  # lines end before the margin where a number or an address does not break
_LOOK = Look(
    leading=_LEADING, tints={word: Tint(colour.fill[2:], colour.text[2:]) for word, colour in VERDICTS.items()}
)
_OPEN = ("item", "text", "declared", "reviewed", "kind", "ground", "place")
_OPEN_WIDTHS = {labels.COLUMNS[name]: width for name, width in zip(_OPEN, (11, 0, 15, 15, 14, 45, 32), strict=True)}
_LEFT = (labels.COLUMNS["text"], labels.COLUMNS["ground"])


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    style: str = "Normal"

    @property
    def height(self) -> float:
        letters = STYLES[self.style]
        return letters.before + letters.after + _line(letters) * _lines(self.text, WIDTH, letters.size)

    def add(self, document: WordDocument) -> None:
        write(document, self.text, self.style)


@dataclass(frozen=True, slots=True)
class _Table:
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]

    @property
    def height(self) -> float:
        heading = [column.heading for column in self.columns]
        return sum(_row_height(self.columns, row) for row in (heading, *self.rows))

    def add(self, document: WordDocument) -> None:
        table(document, self.columns, self.rows, look=_LOOK)


def society_documents_zip(build: str, filters: Filters, imprint: Imprint) -> bytes:
    """Return a .zip with one .docx of one page for each society that passes the filters, named by id and name."""
    document = official.blank("", "", imprint.date, STYLES)
    official.set_paper(document.sections[0], Mm(210), Mm(297), _MARGIN, footer=Mm(8))
    names = basis.names(build, filters)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for found in societies(build, filters.period, list(names)):
            noted = notes.on_society(build, filters.period, found.header["society_id"])
            content = _document(document, found, noted, imprint.stamp)
            header = found.header
            parts = [names[header["society_id"]], str(filters.period)]
            archive.writestr(exports.file_name(header["society_id"], parts, imprint.date, content, "docx"), content)
    return file.getvalue()


def _document(document: WordDocument, found: Society, noted: pd.DataFrame, stamp: str) -> bytes:
    """The page of one society, written over whatever the document held."""
    official.clear(document)
    document.core_properties.title = labels.plain(found.header["name"])
    above = [*_above(found), *(_Paragraph(f"备注：{notes.sentence(one)}") for one in noted.itertuples())]
    below = _Paragraph(stamp, "Table Note")
    room = _HEIGHT - sum(block.height for block in (*above, below))
    for block in (*above, *_what_is_open(found, room), below):
        block.add(document)
    return official.saved(document)


def _above(found: Society) -> Iterator[_Paragraph | _Table]:
    header, groups, tasks = found.header, standing.groups(found), list(found.tasks.itertuples())
    yield _Paragraph(header["name"], "Title")
    yield _Paragraph(f"{header['period']}年度学会改革任务完成情况", "Subtitle")
    yield _Paragraph("　".join(standing.facts(found)))
    yield _Paragraph(standing.overall(found), "Heading 1")
    yield _Paragraph(f"{groups['basic']}；{groups['renewal']}")
    yield _strip([task for task in tasks if task.task_group != "optional"])
    yield _Paragraph(groups["optional"])
    yield _strip([task for task in tasks if task.task_group == "optional"])
    yield _Paragraph(standing.growth(found), "Heading 1")
    if len(found.members):
        yield _members(found.members)
    yield _Paragraph(standing.council(found), "Heading 1")
    yield _ratios(found.ratios)


def _strip(tasks: Sequence[Any]) -> _Table:
    """Tasks side by side: number and title above, the verdict below."""
    columns = [Column(f"{one.number}\n{one.short_title}", WIDTH / len(tasks)) for one in tasks]
    return _Table(columns, [[standing.task_word(one) for one in tasks]])


def _members(years: pd.DataFrame) -> _Table:
    columns = [Column("", 30), *(Column(f"{year}年底", 24) for year in years["year"])]
    rows = [
        [labels.COLUMNS[name], *("" if pd.isna(count) else f"{count:,.0f}" for count in years[name])]
        for name in ("individual", "unit")
    ]
    return _Table(columns, rows)


def _ratios(ratios: pd.DataFrame) -> _Table:
    columns = (Column("项目", 38, "left"), Column("实际与限额", 42), Column("结论", 20), Column("算式", 74, "left"))
    rows = [
        [
            ratio.ratio,
            standing.ratio_numbers(ratio),
            standing.ratio_word(ratio),
            ratio.explanation if isinstance(ratio.explanation, str) else "",
        ]
        for ratio in ratios.itertuples()
    ]
    return _Table(columns, rows)


def _what_is_open(found: Society, room: float) -> Iterator[_Paragraph | _Table]:
    """The criteria that are unmet or unknown, as many as there is room for, and how many are left out."""
    section = attention(found, _OPEN)
    heading = _Paragraph(section.title, "Heading 1")
    yield heading
    if not section.rows.cells:
        yield _Paragraph(section.otherwise)
        return
    widths = [_OPEN_WIDTHS[name] for name in section.rows.headings]
    columns = [
        Column(name, width or WIDTH - sum(widths), "left" if name in _LEFT else "center")
        for name, width in zip(section.rows.headings, widths, strict=True)
    ]
    left_out = _Paragraph("其余判定项见看板“学会”页。", "Table Note")
    room -= heading.height + left_out.height + _row_height(columns, section.rows.headings)
    shown = 0
    for row in section.rows.cells:
        room -= _row_height(columns, row)
        if room < 0:
            break
        shown += 1
    yield _Table(columns, section.rows.cells[:shown])
    if shown < len(section.rows.cells):
        yield _Paragraph(f"其余{len(section.rows.cells) - shown}项见看板“学会”页。", "Table Note")


def _row_height(columns: Sequence[Column], texts: Sequence[str]) -> float:
    letters, padding = STYLES["Table Cell"], 2 * _LOOK.padding
    lines = max(_lines(text, column.width - padding, letters.size) for column, text in zip(columns, texts, strict=True))
    return lines * _line(letters) + float(Mm(2 * _LEADING).pt) + 0.5  # the border


def _line(letters: Letters) -> float:
    """The height of a line in points."""
    assert letters.line is not None
    return float(letters.line.pt)


def _lines(text: str, width: float, size: float) -> int:
    """How many lines a text takes, at most: `width` in millimetres, `size` in points."""
    characters = width / Pt(size).mm
    return sum(max(1, math.ceil(_RAGGED * _length(line) / characters)) for line in text.split("\n"))


def _length(text: str) -> float:
    """The length in Chinese characters."""
    return sum(1 if unicodedata.east_asian_width(one) in "WFA" else _NARROW for one in text)
