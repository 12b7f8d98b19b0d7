"""Sheets become files, as Excel, WPS, LibreOffice and plain exports write them."""

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import openpyxl
import xlsxwriter
import xlwt

from tests.independent.mess.grid import Cell, Fault, Formula, Sheet

DAY = "yyyy-mm-dd"
_ODS_ROOT = "urn:oasis:names:tc:opendocument:xmlns"


class Format(Enum):
    """How a file is written; XLSX has formulas never calculated, CALCULATED has those with a cached value."""

    XLSX = ".xlsx"
    CALCULATED = "calculated.xlsx"
    INLINE = "inline.xlsx"
    XLS = ".xls"
    ET = ".et"
    ODS = ".ods"
    ODS_WITHOUT_SPANS = "plain.ods"
    CSV_UTF8 = "utf8.csv"
    CSV_BOM = "bom.csv"
    CSV_GBK = "gbk.csv"
    CSV_GB18030 = "gb18030.csv"

    @property
    def suffix(self) -> str:
        return "." + self.value.rpartition(".")[2]

    @property
    def has_merges(self) -> bool:
        return self not in (Format.ODS_WITHOUT_SPANS, Format.INLINE) and not self.is_csv

    @property
    def tells_merges(self) -> bool:
        """Whether a reader can tell that nothing is merged."""
        return self is not Format.ODS_WITHOUT_SPANS and not self.is_csv

    @property
    def is_csv(self) -> bool:
        return self.suffix == ".csv"

    @property
    def has_faults(self) -> bool:
        return self in (Format.XLSX, Format.CALCULATED, Format.XLS, Format.ET)


def many_filled(sheet: Sheet, form: Format) -> int:
    """How many cells of the sheet a file of the format holds a value in, a merge counted once."""
    is_lost = not form.has_faults
    return sum(
        not (
            cell is None
            or (isinstance(cell, str) and not cell.strip())
            or (is_lost and isinstance(cell, (Formula, Fault)))
        )
        for row in sheet.block.rows
        for cell in row
    )


def write(path: Path, sheets: Sequence[Sheet], form: Format) -> None:
    """Write the sheets to `path`; a CSV holds the first one."""
    if form.is_csv:
        path.write_bytes(_csv(sheets[0], form))
    elif form is Format.XLSX:
        _openpyxl(path, sheets)
    elif form in (Format.CALCULATED, Format.INLINE):
        _xlsxwriter(path, sheets, constant_memory=form is Format.INLINE)
    elif form in (Format.XLS, Format.ET):
        _xlwt(path, sheets)
    else:
        _ods(path, sheets, with_spans=form is Format.ODS)


def _openpyxl(path: Path, sheets: Sequence[Sheet]) -> None:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for sheet in sheets:
        page = workbook.create_sheet(sheet.name)
        for row, cells in enumerate(sheet.block.rows, 1):
            for column, value in enumerate(cells, 1):
                if value is None:
                    continue
                cell = page.cell(row, column)
                if isinstance(value, Fault):
                    cell.value, cell.data_type = value.code, "e"
                elif isinstance(value, Formula):
                    cell.value = value.text
                else:
                    cell.value = value
                    if isinstance(value, str):
                        cell.data_type = "s"
        for one in sheet.block.merges:
            page.merge_cells(None, one.top + 1, one.left + 1, one.bottom + 1, one.right + 1)
        if sheet.is_hidden:
            page.sheet_state = "hidden"
    workbook.save(path)


def _xlsxwriter(path: Path, sheets: Sequence[Sheet], constant_memory: bool) -> None:
    workbook = xlsxwriter.Workbook(str(path), {"constant_memory": constant_memory})
    day = workbook.add_format({"num_format": DAY})
    for sheet in sheets:
        page = workbook.add_worksheet(sheet.name)
        tops = {(one.top, one.left): one for one in sheet.block.merges}
        for row, cells in enumerate(sheet.block.rows):
            for column, value in enumerate(cells):
                one = tops.get((row, column))
                if one and (one.bottom, one.right) != (row, column):
                    page.merge_range(one.top, one.left, one.bottom, one.right, "")
                _put(page, row, column, value, day)
        if sheet.is_hidden:
            page.hide()
    workbook.close()


def _put(
    page: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: Cell, day: xlsxwriter.format.Format
) -> None:
    if isinstance(value, Fault):
        page.write_formula(row, column, "=A1+#REF!", None, value.code)
    elif isinstance(value, Formula):
        page.write_formula(row, column, value.text, None, value.cached)
    elif isinstance(value, dt.date):
        page.write_datetime(row, column, value, day)
    elif isinstance(value, str):
        page.write_string(row, column, value)
    elif value is not None:
        page.write_number(row, column, value)


def _xlwt(path: Path, sheets: Sequence[Sheet]) -> None:
    workbook = xlwt.Workbook(encoding="utf-8")
    day = xlwt.easyxf(num_format_str=DAY)
    for sheet in sheets:
        page = workbook.add_sheet(sheet.name)
        for row, cells in enumerate(sheet.block.rows):
            for column, value in enumerate(cells):
                if isinstance(value, Fault):
                    page.row(row).set_cell_error(column, value.code)
                elif isinstance(value, dt.date):
                    page.write(row, column, value, day)
                elif value is not None:
                    page.write(row, column, value)
        for one in sheet.block.merges:
            page.merge(one.top, one.bottom, one.left, one.right)
        if sheet.is_hidden:
            page.visibility = 1
    workbook.save(str(path))


def _csv(sheet: Sheet, form: Format) -> bytes:
    text = io.StringIO(newline="")
    width = sheet.block.width
    for cells in sheet.block.rows:
        row = ["" if value is None else str(value) for value in cells]
        csv.writer(text).writerow(row + [""] * (width - len(row)))
    encoding = {Format.CSV_BOM: "utf-8-sig", Format.CSV_GBK: "gbk", Format.CSV_GB18030: "gb18030"}.get(form, "utf-8")
    written = text.getvalue().replace("✓", "√") if form is Format.CSV_GBK else text.getvalue()
    return written.encode(encoding, errors="ignore")  # GBK has no no-break or zero-width blanks: they go


def _ods(path: Path, sheets: Sequence[Sheet], with_spans: bool) -> None:
    tables = "".join(_ods_table(sheet, with_spans) for sheet in sheets)
    names = " ".join(f'xmlns:{name}="{_ODS_ROOT}:{name}:1.0"' for name in ("office", "table", "text", "style"))
    hidden = '<style:style style:name="h" style:family="table"><style:table-properties table:display="false"/>'
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names} office:version="1.2">'
        f"<office:automatic-styles>{hidden}</style:style></office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{media}"/>'
        for name, media in (("/", kind), ("content.xml", "text/xml"))
    )
    manifest = f'<manifest:manifest xmlns:manifest="{_ODS_ROOT}:manifest:1.0" manifest:version="1.2">{listed}'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(zipfile.ZipInfo("mimetype"), kind)
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", manifest + "</manifest:manifest>")


def _ods_table(sheet: Sheet, with_spans: bool) -> str:
    spans = {(one.top, one.left): one for one in sheet.block.merges} if with_spans else {}
    covered = {
        (row, column)
        for one in spans.values()
        for row in range(one.top, one.bottom + 1)
        for column in range(one.left, one.right + 1)
    } - spans.keys()
    width = sheet.block.width
    rows = []
    for row, cells in enumerate(sheet.block.rows):
        written = []
        for column in range(width):
            tag = "table:covered-table-cell" if (row, column) in covered else "table:table-cell"
            value = cells[column] if column < len(cells) else None
            span = ""
            if merge := spans.get((row, column)):
                span = (
                    f' table:number-columns-spanned="{merge.right - merge.left + 1}"'
                    f' table:number-rows-spanned="{merge.bottom - merge.top + 1}"'
                )
            written.append(_ods_cell(tag, span, value))
        rows.append(f"<table:table-row>{_repeated(written)}</table:table-row>")
    style = ' table:style-name="h"' if sheet.is_hidden else ""
    return f"<table:table table:name={quoteattr(sheet.name)}{style}>{''.join(rows)}</table:table>"


def _repeated(cells: list[str]) -> str:
    """Cells in a row, equal empty ones written once with their number, as the office programs do."""
    out: list[tuple[str, int]] = []
    for cell in cells:
        if out and out[-1][0] == cell and cell.endswith("cell/>"):
            out[-1] = (cell, out[-1][1] + 1)
        else:
            out.append((cell, 1))
    return "".join(
        cell.replace("/>", f' table:number-columns-repeated="{number}"/>') if number > 1 else cell
        for cell, number in out
    )


def _ods_cell(tag: str, span: str, value: Cell) -> str:
    if value is None or isinstance(value, (Formula, Fault)):
        return f"<{tag}{span}/>"
    if isinstance(value, dt.date):
        attributes = f'office:value-type="date" office:date-value="{value.isoformat()[:10]}"'
    elif isinstance(value, str):
        attributes = 'office:value-type="string"'
    else:
        attributes = f'office:value-type="float" office:value="{value}"'
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
    return f"<{tag} {attributes}{span}>{paragraphs}</{tag}>"
