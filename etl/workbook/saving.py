"""Workbooks that openpyxl has made, written so that strict readers take them (docs/platform-facts.md, Spreadsheets).

openpyxl names the parts of comments in its own way and refers to parts from the root of the package, which exceljs does
not follow, and it writes the properties of a font in another order than the schema. It also writes each sheet to a
temporary file; here it stays in memory, since there may be persons in it (docs/workbook.md, Personal data).
"""

import datetime as dt
import io
import posixpath
import re
import zipfile
from pathlib import Path
from typing import IO

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.styles import Font
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

Font.__elements__ = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign"),
    *("sz", "color", "name", "family", "charset", "scheme"),
)
_NAMES = (
    (re.compile(r"xl/comments/comment(\d+)\.xml"), r"xl/comments\1.xml"),
    (re.compile(r"xl/drawings/commentsDrawing(\d+)\.vml"), r"xl/drawings/vmlDrawing\1.vml"),
)
_FROM_ROOT = re.compile(r'(?<=Target=")/([^"]+)')


def save(workbook: Workbook, target: Path | IO[bytes]) -> None:
    """Write a workbook that openpyxl has made. Raises OSError."""
    made, written = io.BytesIO(), io.BytesIO()
    workbook.properties.modified = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    with zipfile.ZipFile(made, "w") as package:
        _Writer(workbook, package).write_data()
    with zipfile.ZipFile(made) as package, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as out:
        for part in package.infolist():
            content = package.read(part)
            if part.filename.endswith(".rels"):
                content = _relative(part.filename, content.decode()).encode()
            elif part.filename == "[Content_Types].xml":
                content = _renamed(content.decode()).encode()
            out.writestr(_renamed(part.filename), content)
    if isinstance(target, Path):
        target.write_bytes(written.getvalue())
    else:
        target.write(written.getvalue())


def _renamed(text: str) -> str:
    for pattern, name in _NAMES:
        text = pattern.sub(name, text)
    return text


def _relative(name: str, relationships: str) -> str:
    """The relationships of a part with targets that begin at the folder of the part."""
    folder = posixpath.dirname(posixpath.dirname(name)) or "."
    return _FROM_ROOT.sub(lambda match: posixpath.relpath(_renamed(match[1]), folder), relationships)


class _Writer(ExcelWriter):  # type: ignore[misc]
    """Keeps each sheet in memory until it is in the package."""

    def write_worksheet(self, ws: Worksheet) -> None:
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        content = io.BytesIO()
        writer = WorksheetWriter(ws, content)
        writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], content.getvalue())
        self.manifest.append(ws)
