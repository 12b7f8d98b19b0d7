"""Real tables in Word: a heading that is repeated, rows that stay whole; written as fast as their XML."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from xml.sax.saxutils import escape

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from dashboard.wording import labels

_TWIPS = 1440 / 25.4  # in a millimetre


@dataclass(frozen=True, slots=True)
class WordColumn:
    """`width` in millimetres; `group` is what stands above the headings of neighbouring columns."""

    heading: str
    width: float
    align: str = "center"  # left center right
    group: str = ""


@dataclass(frozen=True, slots=True)
class Tint:
    """Ground and letters of a cell, as RRGGBB."""

    ground: str
    letters: str


_HEADING = Tint("F2F2F2", "000000")  # of sums too


@dataclass(frozen=True, slots=True)
class WordTable:
    """Whole numbers are written with separators, None as a blank; `sums` are rows at the end.

    `kind` names two styles of the template, "Table Grid" (lines, room beside the text) and "Table Cell" (letters).
    """

    columns: Sequence[WordColumn]
    rows: Sequence[Sequence[object]]
    sums: Sequence[Sequence[object]] = ()
    kind: str = "Table"
    tints: Mapping[str, Tint] = field(default_factory=dict)  # by the text of a cell


def add_table(document: WordDocument, table: WordTable) -> None:
    """Add the table at the end of the document. KeyError where the template lacks its styles."""
    letters, lines = (document.styles[f"{table.kind} {part}"].style_id for part in ("Cell", "Grid"))
    rows = [_row(cells, "<w:tblHeader/>") for cells in _headings(table.columns, letters)]
    for values in table.rows:
        texts = zip(table.columns, map(_text, values), strict=True)
        rows.append(_row(_cell(column, text, letters, table.tints.get(text)) for column, text in texts))
    for values in table.sums:
        texts = zip(table.columns, map(_text, values), strict=True)
        rows.append(_row(_cell(column, text, letters, _HEADING) for column, text in texts))
    widths = [round(column.width * _TWIPS) for column in table.columns]
    properties = f'<w:tblStyle w:val="{lines}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    xml = f"<w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}"
    document.element.body.sectPr.addprevious(parse_xml(f"<w:tbl {nsdecls('w')}>{xml}</w:tbl>"))


def _headings(columns: Sequence[WordColumn], style: str) -> Iterator[list[str]]:
    """One row of headings; two where columns are grouped: a column without a group spans both."""
    if not any(column.group for column in columns):
        yield [_cell(column, column.heading, style, _HEADING) for column in columns]
        return
    upper = []
    for group, members in groupby(columns, key=lambda column: column.group):
        first, *others = members
        if group:
            upper.append(_cell(first, group, style, _HEADING, f'<w:gridSpan w:val="{1 + len(others)}"/>'))
        else:
            upper += [
                _cell(one, one.heading, style, _HEADING, '<w:vMerge w:val="restart"/>') for one in (first, *others)
            ]
    yield upper
    yield [
        _cell(one, one.heading, style, _HEADING) if one.group else _cell(one, "", style, _HEADING, "<w:vMerge/>")
        for one in columns
    ]


def _row(cells: Iterable[str], more: str = "") -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(column: WordColumn, text: str, style: str, tint: Tint | None = None, spans: str = "") -> str:
    ground = f'<w:shd w:val="clear" w:color="auto" w:fill="{tint.ground}"/>' if tint else ""
    letters = f'<w:rPr><w:color w:val="{tint.letters}"/></w:rPr>' if tint else ""
    align = "center" if tint else column.align
    lines = "<w:br/>".join(f"<w:t>{escape(labels.plain(line))}</w:t>" for line in text.split("\n"))
    return (
        f'<w:tc><w:tcPr>{spans}{ground}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/><w:jc w:val="{align}"/></w:pPr>'
        f"<w:r>{letters}{lines}</w:r></w:p></w:tc>"
    )


def _text(value: object) -> str:
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) else str(value)
