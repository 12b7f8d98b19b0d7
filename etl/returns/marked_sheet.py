"""One worksheet part: which cell a mark belongs to, the cell's new style, the link to its comments' shapes."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping

from etl.returns.mark import CannotMark
from etl.returns.place import Place, area, reference
from etl.returns.splice import (
    RELATIONSHIP_ID,
    Edits,
    Element,
    parse,
    prefix_of,
    prefixed,
    relationship_attribute,
    with_attributes,
)
from etl.returns.styles import Styles
from etl.workbook.limits import MIB

MOST_BYTES = 10 * MIB  # a society's largest sheet has a tenth of it
MOST_COLUMNS = 1_000  # each is looked through for each comment
# The children of a worksheet that the schema has after the link to the comments' shapes; those of newer programs may
# be wrapped as alternatives.
AFTER_SHAPES = frozenset(
    {"legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"}
    | {"AlternateContent"}
)


class MarkedSheet:
    """A worksheet part, read down to its rows."""

    def __init__(self, data: bytes) -> None:
        if len(data) > MOST_BYTES:
            raise CannotMark("工作表过大")
        self.root = parse(data, depth=2)
        self._data = data
        self._prefix = prefix_of(data, self.root)
        self._edits = Edits(data)
        sheet_data = self.root.child("sheetData")
        if sheet_data is None:
            raise CannotMark("工作表没有 sheetData")
        self._sheet_data = sheet_data
        self.rows = _numbered((row, row.number("r", 0)) for row in sheet_data.all("row"))
        self.columns = [(each.number("min"), each.number("max"), each) for each in self._children("cols")]
        if len(self.columns) > MOST_COLUMNS:
            raise CannotMark("列的格式过多")
        self._merges = [area(each.attribute("ref")) for each in self._children("mergeCells")]

    def _children(self, name: str) -> list[Element]:
        element = self.root.child(name)
        return element.children if element else []

    def place(self, address: str) -> Place:
        """The cell that shows a mark at this address: its first cell, or the first of the merge that cell lies in."""
        row, column, _, _ = area(address)
        for top, left, bottom, right in self._merges:
            if top <= row <= bottom and left <= column <= right:
                return top, left
        return row, column

    def tint(self, severities: Mapping[Place, str], styles: Styles) -> None:
        """Give each cell the tint of its severity; cells and rows that are not there are made. Call it once."""
        wanted: dict[int, dict[int, str]] = {}
        for (row, column), severity in sorted(severities.items()):
            wanted.setdefault(row, {})[column] = severity
        numbers = list(self.rows)
        appended = b""
        for row, columns in wanted.items():
            if row in self.rows:
                self._tint_row(row, columns, styles)
                continue
            cells = b"".join(self._new_cell(row, column, columns[column], None, styles) for column in columns)
            new = prefixed(f'<row r="{row}">', self._prefix) + cells + prefixed("</row>", self._prefix)
            following = bisect_right(numbers, row)
            if following < len(numbers):
                self._edits.insert(self.rows[numbers[following]].start, new)
            else:
                appended += new
        if appended:
            self._edits.change(self._sheet_data, {}, appended)
        self._widen_dimension(severities)

    def _tint_row(self, row: int, severities: Mapping[int, str], styles: Styles) -> None:
        element = self.rows[row]
        start = element.start
        # Parsed alone, the row lacks the declarations of its prefixes.
        fragment = parse(self._data[start : element.end], depth=1, has_namespaces=False)
        cells = _numbered((cell, _column_of(cell)) for cell in fragment.all("c"))
        row_style = element.number("s", 0) if element.attributes.get("customFormat") in ("1", "true") else None
        columns = list(cells)
        appended = b""
        for column, severity in severities.items():
            if column in cells:
                cell = cells[column]
                style = styles.tinted(cell.number("s", 0), severity)
                tag = self._data[start + cell.start : start + cell.open_end]
                self._edits.replace(start + cell.start, start + cell.open_end, with_attributes(tag, {"s": str(style)}))
                continue
            new = self._new_cell(row, column, severity, row_style, styles)
            following = bisect_right(columns, column)
            if following < len(columns):
                self._edits.insert(start + cells[columns[following]].start, new)
            else:
                appended += new
        if severities.keys() - cells.keys():
            # `spans`, a hint for readers, would no longer hold.
            self._edits.change(element, {"spans": None}, appended)

    def _new_cell(self, row: int, column: int, severity: str, row_style: int | None, styles: Styles) -> bytes:
        styled = (each.number("style", 0) for first, last, each in self.columns if first <= column <= last)
        style = styles.tinted(next(styled, 0) if row_style is None else row_style, severity)
        return prefixed(f'<c r="{reference((row, column))}" s="{style}"/>', self._prefix)

    def _widen_dimension(self, cells: Iterable[Place]) -> None:
        dimension = self.root.child("dimension")
        if dimension is None:
            return
        top, left, bottom, right = area(dimension.attribute("ref"))
        rows, columns = zip(*cells, strict=True)
        wider = (min(top, *rows), min(left, *columns), max(bottom, *rows), max(right, *columns))
        if wider != (top, left, bottom, right):
            top, left, bottom, right = wider
            self._edits.change(dimension, {"ref": f"{reference((top, left))}:{reference((bottom, right))}"})

    @property
    def shapes_identifier(self) -> str | None:
        """The identifier of the sheet's relationship to its shapes, if it has any."""
        link = self.root.child("legacyDrawing")
        return link.attribute(RELATIONSHIP_ID) if link else None

    def link_shapes(self, identifier: str) -> None:
        """Name the part that holds the comments' shapes, by the sheet's relationship to it."""
        link = f"<legacyDrawing {relationship_attribute(self._data, self.root, identifier)}/>"
        at = next((each.start for each in self.root.children if each.name in AFTER_SHAPES), self.root.close)
        self._edits.insert(at, prefixed(link, self._prefix))

    def result(self) -> bytes:
        """The part with all that was done."""
        return self._edits.result()


def _column_of(cell: Element) -> int:
    return area(cell.attributes["r"])[1] if "r" in cell.attributes else 0


def _numbered(elements: Iterable[tuple[Element, int]]) -> dict[int, Element]:
    """Rows or cells by their number; one that does not say its number (0) follows the one before it."""
    numbered: dict[int, Element] = {}
    last = 0
    for element, number in elements:
        following = number or last + 1
        if following <= last:
            raise CannotMark("行或单元格不按次序")
        numbered[following] = element
        last = following
    return numbered
