"""Reads .ods from its content.xml.

Calamine is not asked: it refuses blanks between elements, drops merges and errors, and makes all cells that a
repetition stands for before anybody can count them.
"""

import re
from xml.parsers import expat

from etl.workbook import limits
from etl.workbook.contents import Cell, Merge, Sheet, Unreadable, Value, Workbook
from etl.workbook.gate import Package, inflate, parser_errors, xml_part
from etl.workbook.iso_dates import iso_value, length_of_time
from etl.workbook.scan import Reach, Scan, Span
from etl.workbook.sheets import check_names, finished, within_limits

_MANIFEST = "meta-inf/manifest.xml"
_ERROR = re.compile(r"#(REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|N/A)|Err:[0-9]{3}")
_CELLS = ("table:table-cell", "table:covered-table-cell")
_HIDDEN = ("collapse", "filter")
_BLANKS = re.compile(r"[ \t\r\n]+")
_LONGEST_TEXT = 32_767
"""Characters of a cell, as in Excel; `<text:s text:c="…"/>` writes a billion blanks in thirty bytes."""


def read_ods(package: Package) -> Workbook:
    """Return the tables of a package whose contents were checked.

    Raises:
        Unreadable: it has a password, is damaged or too large, or holds no table.
    """
    if _MANIFEST in package.entries and b"encryption-data" in inflate(package, package.entries[_MANIFEST]):
        raise Unreadable("file_password")
    content = _Content()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = content.start
    parser.EndElementHandler = content.end
    parser.CharacterDataHandler = content.text
    with parser_errors():
        parser.Parse(xml_part(package, "content.xml"), True)
    check_names([table.name for table in content.tables])
    sheets = within_limits(table.sheet() for table in content.tables)
    return Workbook("ods", sheets, has_merge_information=any(sheet.merges for sheet in sheets))


class _Content:
    """Follows tables, rows and cells; a row or a cell may stand for many."""

    def __init__(self) -> None:
        self.tables: list[_Table] = []
        self._table: _Table | None = None
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._cell: dict[str, str] | None = None
        self._paragraphs: list[str] = []
        self._is_in_paragraph = False
        self._length = 0
        self._aside = 0
        """How deep in a note, a shape or a table within a cell, whose texts are not the cell's."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._aside or (self._cell is not None and _is_aside(tag)):
            self._aside += 1
        elif tag == "text:p" and self._cell is not None:
            self._paragraphs.append("")
            self._is_in_paragraph = True
        elif tag == "text:s" and self._is_in_paragraph:
            self._add_text(" " * min(_repetition(attributes, "text:c"), _LONGEST_TEXT - self._length))
        elif tag in ("text:tab", "text:line-break") and self._is_in_paragraph:
            self._add_text("\t" if tag == "text:tab" else "\n")
        elif tag in _CELLS:
            self._cell, self._paragraphs, self._length = attributes, [], 0
        elif tag == "style:style":
            self._style = attributes.get("style:name", "")
        elif tag == "style:table-properties" and attributes.get("table:display") == "false":
            self._hidden_styles.add(self._style)
        elif tag == "table:table" and self._table is None:
            is_hidden = attributes.get("table:style-name") in self._hidden_styles
            self._table = _Table(attributes.get("table:name", ""), is_hidden)
        elif self._table is not None and tag == "table:table-row":
            self._table.start_row(attributes)
        elif self._table is not None and tag == "table:table-column":
            self._table.add_columns(attributes)

    def text(self, content: str) -> None:
        if self._is_in_paragraph and not self._aside:
            self._add_text(_BLANKS.sub(" ", content))

    def _add_text(self, text: str) -> None:
        self._paragraphs[-1] += text
        self._length += len(text)

    def end(self, tag: str) -> None:
        if self._aside:
            self._aside -= 1
        elif tag == "text:p":
            self._is_in_paragraph = False
        elif tag in _CELLS and self._table is not None and self._cell is not None:
            self._table.add_cell(self._cell, self._paragraphs)
            self._cell, self._paragraphs = None, []
        elif tag == "table:table-row" and self._table is not None:
            self._table.end_row()
        elif tag == "table:table" and self._table is not None:
            self.tables.append(self._table)
            self._table = None


class _Table:
    """One table as far as it was followed."""

    def __init__(self, name: str, is_hidden: bool) -> None:
        self.name = name
        self._is_hidden = is_hidden
        self._rows: list[list[Value]] = []
        self._reach = Reach()
        self._filled = 0
        self._error_cells: dict[Cell, str] = {}
        self._uncalculated: set[Cell] = set()
        self._merges: list[Merge] = []
        self._hidden_rows: list[Span] = []
        self._hidden_columns: list[Span] = []
        self._row = self._column = 0
        self._repeated_rows = 1
        self._values: list[Value] = []

    def add_columns(self, attributes: dict[str, str]) -> None:
        first = self._column
        self._column += _repetition(attributes, "table:number-columns-repeated")
        if attributes.get("table:visibility") in _HIDDEN:
            self._hidden_columns.append((first, self._column - 1))

    def start_row(self, attributes: dict[str, str]) -> None:
        self._column = 0
        self._values = []
        self._repeated_rows = _repetition(attributes, "table:number-rows-repeated")
        if attributes.get("table:visibility") in _HIDDEN:
            self._hidden_rows.append((self._row, self._row + self._repeated_rows - 1))

    def add_cell(self, cell: dict[str, str], paragraphs: list[str]) -> None:
        row, column = self._row, self._column
        count = _repetition(cell, "table:number-columns-repeated")
        self._column += count
        below = row + _repetition(cell, "table:number-rows-spanned")
        right = column + _repetition(cell, "table:number-columns-spanned")
        if below > row + 1 or right > column + 1:
            self._merges.append((row, column, below - 1, right - 1))
        text = "\n".join(paragraphs)
        is_formula = "table:formula" in cell
        is_error = cell.get("calcext:value-type") == "error" or (is_formula and _ERROR.fullmatch(text))
        is_uncalculated = is_formula and "office:value-type" not in cell and not paragraphs
        value = None if is_error or is_uncalculated else _value(cell, text)
        if value is None and not is_error and not is_uncalculated:
            return
        self._count(count)
        if value is not None:
            self._values += [None] * (column - len(self._values)) + [value] * count
        elif is_error:
            self._error_cells |= dict.fromkeys(self._places(column), text)
        else:
            self._uncalculated.update(self._places(column))

    def _count(self, cells: int) -> None:
        """Count filled cells before they are made."""
        self._reach.add(self._row + self._repeated_rows - 1, self._column - 1)
        self._reach.check(self.name)
        self._filled += cells * self._repeated_rows
        if self._filled > limits.FILLED_CELLS:
            raise Unreadable("file_unsafe", {"limit": f"有内容的单元格超过 {limits.FILLED_CELLS // 10_000} 万个"})

    def _places(self, column: int) -> list[Cell]:
        """Return all cells that the cell just ended, which begins in that column, stands for."""
        rows = range(self._row, self._row + self._repeated_rows)
        return [(row, repeated) for row in rows for repeated in range(column, self._column)]

    def end_row(self) -> None:
        if self._values:
            self._rows += [[] for _ in range(self._row - len(self._rows))]
            self._rows += [list(self._values) for _ in range(self._repeated_rows)]
        self._row += self._repeated_rows

    def sheet(self) -> Sheet:
        width = max(map(len, self._rows), default=0)
        for values in self._rows:
            values += [None] * (width - len(values))
        scan = Scan(
            self._error_cells,
            frozenset(self._uncalculated),
            merges=tuple(self._merges),
            hidden_rows=tuple(self._hidden_rows),
            hidden_columns=tuple(self._hidden_columns),
        )
        return finished(self.name, self._is_hidden, self._rows, scan)


def _is_aside(tag: str) -> bool:
    return tag == "office:annotation" or tag == "table:table" or tag.startswith("draw:")


def _repetition(attributes: dict[str, str], name: str) -> int:
    """Return how often an element stands, or over how many it reaches.

    Raises:
        ValueError: no number above zero is written there.
    """
    number = int(attributes.get(name, 1))
    if number < 1:
        raise ValueError(number)
    return number


def _value(cell: dict[str, str], text: str) -> Value:
    match cell.get("office:value-type"):
        case "float" | "percentage" | "currency":
            return float(cell["office:value"])
        case "boolean":
            return cell["office:boolean-value"].lower() == "true"
        case "date":
            return iso_value(cell["office:date-value"])
        case "time":
            return length_of_time(cell["office:time-value"])
        case _:
            return cell.get("office:string-value") or text or None
