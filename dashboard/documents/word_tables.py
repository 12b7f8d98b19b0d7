"""Real tables in Word: a heading that is repeated, borders, rows that stay whole; written as fast as their XML."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from xml.sax.saxutils import escape

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from dashboard.wording import labels

GROUND = "F2F2F2"  # of headings and sums
_TWIPS = 1440 / 25.4  # in a millimetre
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


@dataclass(frozen=True, slots=True)
class Column:
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


_SUM = Tint(GROUND, "000000")


@dataclass(frozen=True, slots=True)
class Look:
    """The style of the text, the room beside and above it in millimetres, and tints by the text of a cell."""

    style: str = "Table Cell"
    padding: float = 1.0
    leading: float = 0.9
    tints: Mapping[str, Tint] | None = None


def table(
    document: WordDocument,
    columns: Sequence[Column],
    rows: Sequence[Sequence[object]],
    sums: Sequence[Sequence[object]] = (),
    look: Look = Look(),
) -> None:
    """Add a table at the end of the document: whole numbers with separators, None as a blank; `sums` come last."""
    style = document.styles[look.style].style_id
    tints = look.tints or {}
    body = [_row(_cell(column, style, column.heading, _SUM) for column in columns)]
    if any(column.group for column in columns):
        body = [_row(_group_cells(columns, style)), _row(_lower_cells(columns, style))]
    body = [line.replace("<w:cantSplit/>", "<w:cantSplit/><w:tblHeader/>") for line in body]
    for row in rows:
        texts = [_written(value) for value in row]
        body.append(
            _row(_cell(column, style, text, tints.get(text)) for column, text in zip(columns, texts, strict=True))
        )
    for row in sums:
        body.append(
            _row(_cell(column, style, _written(value), _SUM) for column, value in zip(columns, row, strict=True))
        )
    widths = [round(column.width * _TWIPS) for column in columns]
    rooms = {"top": look.leading, "left": look.padding, "bottom": look.leading, "right": look.padding}
    margins = "".join(f'<w:{side} w:w="{round(room * _TWIPS)}" w:type="dxa"/>' for side, room in rooms.items())
    properties = (
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    xml = f"<w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(body)}"
    document.element.body.sectPr.addprevious(parse_xml(f"<w:tbl {nsdecls('w')}>{xml}</w:tbl>"))


def _group_cells(columns: Sequence[Column], style: str) -> Iterator[str]:
    """The upper row of headings: groups over their columns, and columns without a group over both rows."""
    for group, members in groupby(columns, key=lambda column: column.group):
        mine = list(members)
        if group:
            yield _cell(mine[0], style, group, _SUM, f'<w:gridSpan w:val="{len(mine)}"/>')
        else:
            yield from (_cell(one, style, one.heading, _SUM, '<w:vMerge w:val="restart"/>') for one in mine)


def _lower_cells(columns: Sequence[Column], style: str) -> Iterator[str]:
    for column in columns:
        if column.group:
            yield _cell(column, style, column.heading, _SUM)
        else:
            yield _cell(column, style, "", _SUM, "<w:vMerge/>")


def _row(cells: Iterator[str]) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _cell(column: Column, style: str, text: str, tint: Tint | None = None, spans: str = "") -> str:
    ground = f'<w:shd w:val="clear" w:color="auto" w:fill="{tint.ground}"/>' if tint else ""
    letters = f'<w:rPr><w:color w:val="{tint.letters}"/></w:rPr>' if tint else ""
    align = "center" if tint else column.align
    lines = "<w:br/>".join(f"<w:t>{escape(labels.plain(line))}</w:t>" for line in text.split("\n"))
    return (
        f'<w:tc><w:tcPr>{spans}{ground}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/><w:jc w:val="{align}"/></w:pPr>'
        f"<w:r>{letters}{lines}</w:r></w:p></w:tc>"
    )


def _written(value: object) -> str:
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) else str(value)
