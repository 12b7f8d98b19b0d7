"""The list of corrections as a worksheet part of the submitter's own workbook."""

from collections.abc import Iterator, Sequence

from etl.returns import correction_list as look
from etl.returns.cell_text import cell_text
from etl.returns.correction_list import COLUMNS, FIRST_ROW, HEADER_ROW, STEP_COLUMNS, CorrectionLine, Listing, StepLine
from etl.returns.mark import TINTS
from etl.returns.place import reference
from etl.returns.splice import MAIN, escape
from etl.returns.styles import Styles, solid_fill

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
LINK = "0563C1"
CENTRED = 'horizontal="center" vertical="center" wrapText="1"'
TOP = 'horizontal="left" vertical="top" wrapText="1" indent="1"'
TOP_CENTRED = 'horizontal="center" vertical="top" wrapText="1"'


def sheet_part(listing: Listing, styles: Styles, is_active: bool) -> bytes:
    """The worksheet part; the formats of its cells are added to the workbook's styles."""
    lines, summary = listing.lines, listing.summary
    formats = _formats(styles)
    last_column = len(COLUMNS)
    rows = [
        _row(1, look.TITLE_HEIGHT, [(listing.title, formats["title"])]),
        _row(2, look.summary_height(summary), [(summary, formats["summary"])]),
        _row(HEADER_ROW, look.HEADER_HEIGHT, [(heading, formats["header"]) for heading, _ in COLUMNS]),
        *(_line_row(number, line, formats) for number, line in enumerate(lines, 1)),
        *_step_rows(listing, formats),
    ]
    links = "".join(
        f'<hyperlink ref="C{row}" location="{escape(line.location)}" display="{escape(line.cell)}"/>'
        for row, line in enumerate(lines, FIRST_ROW)
        if line.location
    )
    widths = "".join(
        f'<col min="{column}" max="{column}" width="{width}" customWidth="1"/>'
        for column, (_, width) in enumerate(COLUMNS, 1)
    )
    end = reference((listing.last_row, last_column))
    banners = (1, 2, listing.steps_row) if listing.steps else (1, 2)
    merged = "".join(f'<mergeCell ref="A{row}:{reference((row, last_column))}"/>' for row in banners)
    return f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="{MAIN}"><sheetPr><tabColor rgb="FF{look.TAB}"/><pageSetUpPr fitToPage="1"/></sheetPr>\
<dimension ref="A1:{end}"/><sheetViews><sheetView showGridLines="0"{' tabSelected="1"' if is_active else ""} \
workbookViewId="0"><pane ySplit="{HEADER_ROW}" topLeftCell="A{FIRST_ROW}" activePane="bottomLeft" state="frozen"/>\
<selection pane="bottomLeft" activeCell="C{FIRST_ROW}" sqref="C{FIRST_ROW}"/></sheetView></sheetViews>\
<sheetFormatPr defaultRowHeight="15"/><cols>{widths}</cols><sheetData>{"".join(rows)}</sheetData>\
<mergeCells count="{len(banners)}">{merged}</mergeCells>{f"<hyperlinks>{links}</hyperlinks>" if links else ""}\
<printOptions horizontalCentered="1"/>\
<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>\
<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>\
<headerFooter><oddFooter>&amp;C{escape(look.FOOTER)}</oddFooter></headerFooter>\
<ignoredErrors><ignoredError sqref="A1:{end}" numberStoredAsText="1"/></ignoredErrors></worksheet>""".encode()


def _step_rows(listing: Listing, formats: dict[str, int]) -> Iterator[str]:
    """A heading, the headings of the columns, a row for each step; nothing where no step is known."""
    if not listing.steps:
        return
    yield _row(listing.steps_row, look.TITLE_HEIGHT, [(look.steps_title(listing.steps), formats["title"])])
    headings = [(heading, formats["header"]) for heading in STEP_COLUMNS]
    yield _row(listing.steps_row + 1, look.HEADER_HEIGHT, headings)
    for number, step in enumerate(listing.steps, 1):
        yield _step_row(listing.steps_row + 1 + number, number, step, formats)


def _step_row(row: int, number: int, step: StepLine, formats: dict[str, int]) -> str:
    texts = (step.task, step.item, step.text, step.sentence, "")
    return _row(row, step.height, [(number, formats["number"]), *((text, formats["text"]) for text in texts)])


def _line_row(number: int, line: CorrectionLine, formats: dict[str, int]) -> str:
    cells = (
        (number, formats[line.severity]),
        (line.sheet, formats["text"]),
        (line.cell, formats["link" if line.location else "text"]),
        (line.problem, formats["text"]),
        (line.remedy, formats["text"]),
        (line.value, formats["text"]),
    )
    return _row(FIRST_ROW - 1 + number, line.height, cells)


def _row(row: int, height: float, cells: Sequence[tuple[str | int, int]]) -> str:
    content = "".join(_cell(reference((row, column)), *cell) for column, cell in enumerate(cells, 1))
    return f'<row r="{row}" ht="{height}" customHeight="1">{content}</row>'


def _cell(address: str, value: str | int, style: int) -> str:
    if isinstance(value, int):
        return f'<c r="{address}" s="{style}"><v>{value}</v></c>'
    if not value:
        return f'<c r="{address}" s="{style}"/>'
    text = f'<is><t xml:space="preserve">{escape(cell_text(value))}</t></is>'
    return f'<c r="{address}" s="{style}" t="inlineStr">{text}</c>'


def _formats(styles: Styles) -> dict[str, int]:
    """The indexes of the cell formats by their names here."""

    def font(size: int, colour: str, emphasis: str = "") -> int:
        face = f'<sz val="{size}"/><color rgb="FF{colour}"/><name val="{look.FONT}"/><family val="2"/>'
        return styles.add("fonts", f"<font>{emphasis}{face}</font>")

    def fill(colour: str) -> int:
        return styles.add("fills", solid_fill(f'rgb="FF{colour}"'))

    def cell_format(font: int, alignment: str, fill: int = 0, border: int = 0) -> int:
        # quotePrefix: a text that looks like a formula stays a text when somebody edits it.
        return styles.add(
            "cellXfs",
            f'<xf numFmtId="0" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" quotePrefix="1" '
            f'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment {alignment}/></xf>',
        )

    sides = "".join(
        f'<{side} style="thin"><color rgb="FF{look.LINE}"/></{side}>' for side in ("left", "right", "top", "bottom")
    )
    border = styles.add("borders", f"<border>{sides}<diagonal/></border>")
    text = font(look.TEXT_SIZE, look.INK)
    return {
        "title": cell_format(font(look.TITLE_SIZE, look.INK, "<b/>"), 'vertical="center"'),
        "summary": cell_format(font(look.TEXT_SIZE, look.MUTED), 'vertical="center" wrapText="1"'),
        "header": cell_format(font(look.TEXT_SIZE, look.BRAND, "<b/>"), CENTRED, fill(look.HEADER_TINT), border),
        "text": cell_format(text, TOP, border=border),
        "number": cell_format(text, TOP_CENTRED, border=border),
        "link": cell_format(font(look.TEXT_SIZE, LINK, "<u/>"), TOP_CENTRED, border=border),
        **{severity: cell_format(text, TOP_CENTRED, fill(tint), border) for severity, tint in TINTS.items()},
    }
