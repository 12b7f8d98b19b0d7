"""Reads .ods; its merges, error cells and repeated rows are found in its XML, which calamine does not tell of."""

import io
import re
from xml.parsers import expat

from python_calamine import CalamineWorkbook

from etl.workbook.calamine_sheets import calamine_errors, take_sheets
from etl.workbook.contents import Cell, Unreadable, Workbook
from etl.workbook.gate import Package, inflate, parser_errors, xml_part
from etl.workbook.scan import Reach, Scan, Span

_MANIFEST = "meta-inf/manifest.xml"
_ERROR = re.compile(r"#(REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|N/A)|Err:[0-9]{3}")
_HIDDEN = ("collapse", "filter")
_CELLS = ("table:table-cell", "table:covered-table-cell")


def read_ods(package: Package) -> Workbook:
    """Return the workbook of a package whose contents were checked; each table is scanned before calamine sees it."""
    if _MANIFEST in package.entries and b"encryption-data" in inflate(package, package.entries[_MANIFEST]):
        raise Unreadable("file_password")
    scans = _scan_tables(xml_part(package, "content.xml"))
    with calamine_errors():
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(package.data))
        sheets = take_sheets(workbook, scans.__getitem__)
    return Workbook("ods", sheets, has_merge_information=any(scan.merges for scan in scans))


def _scan_tables(content: bytes) -> list[Scan]:
    """Return one scan for each table of `content.xml`, in its order."""
    tables = _Tables()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = tables.start
    parser.EndElementHandler = tables.end
    parser.CharacterDataHandler = tables.text
    with parser_errors():
        parser.Parse(content, True)
    return tables.scans


class _Tables:
    """Follows rows and cells, each of which may stand for many."""

    def __init__(self) -> None:
        self.scans: list[Scan] = []
        self._name: str | None = None
        self._cell: dict[str, str] | None = None
        self._is_in_note = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table:table" and self._name is None:
            self._name = attributes.get("table:name", "")
            self._row = 0
            self._reach = Reach()
            self._error_cells: dict[Cell, str] = {}
            self._uncalculated: set[Cell] = set()
            self._merges: list[tuple[int, int, int, int]] = []
            self._column = 0
            self._hidden_rows: list[Span] = []
            self._hidden_columns: list[Span] = []
        elif self._name is None:
            return
        elif tag == "table:table-row":
            self._column = 0
            self._repeated_rows = int(attributes.get("table:number-rows-repeated", 1))
            if attributes.get("table:visibility") in _HIDDEN:
                self._hidden_rows.append((self._row, self._row + self._repeated_rows - 1))
        elif tag == "table:table-column":
            first = self._column
            self._column += int(attributes.get("table:number-columns-repeated", 1))
            if attributes.get("table:visibility") in _HIDDEN:
                self._hidden_columns.append((first, self._column - 1))
        elif tag in _CELLS:
            self._cell = attributes
            self._content = ""
            self._is_shown = False
        elif tag == "office:annotation":
            self._is_in_note = True
        elif tag == "text:p" and not self._is_in_note:
            self._is_shown = True

    def text(self, content: str) -> None:
        if self._cell is not None and not self._is_in_note:
            self._content += content

    def end(self, tag: str) -> None:
        if tag in _CELLS and self._name is not None and self._cell is not None:
            self._add(self._name, self._cell)
            self._cell = None
        elif tag == "office:annotation":
            self._is_in_note = False
        elif tag == "table:table-row" and self._name is not None:
            self._row += self._repeated_rows
        elif tag == "table:table" and self._name is not None:
            self._reach.check(self._name)
            self.scans.append(
                Scan(
                    self._error_cells,
                    frozenset(self._uncalculated),
                    tuple(self._merges),
                    tuple(self._hidden_rows),
                    tuple(self._hidden_columns),
                )
            )
            self._name = None

    def _add(self, table: str, cell: dict[str, str]) -> None:
        row, column = self._row, self._column
        self._column += int(cell.get("table:number-columns-repeated", 1))
        below = row + int(cell.get("table:number-rows-spanned", 1))
        right = column + int(cell.get("table:number-columns-spanned", 1))
        if below > row + 1 or right > column + 1:
            self._merges.append((row, column, below - 1, right - 1))
        is_formula = "table:formula" in cell
        if not is_formula and "office:value-type" not in cell and not self._content:
            return
        self._reach.add(row + self._repeated_rows - 1, self._column - 1)
        is_error = cell.get("calcext:value-type") == "error" or (is_formula and _ERROR.fullmatch(self._content))
        if is_error or (is_formula and "office:value-type" not in cell and not self._is_shown):
            self._reach.check(table)
            for place in self._places(column):
                if is_error:
                    self._error_cells[place] = self._content
                else:
                    self._uncalculated.add(place)

    def _places(self, column: int) -> list[Cell]:
        """Return all cells that the cell just ended, which begins in that column, stands for."""
        rows = range(self._row, self._row + self._repeated_rows)
        return [(row, repeated) for row in rows for repeated in range(column, self._column)]
