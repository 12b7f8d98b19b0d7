"""What a file holds once it is read, and the one exception that says why it could not be."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Value = str | int | float | bool | datetime.datetime | datetime.date | datetime.time | datetime.timedelta | None
Cell = tuple[int, int]
"""A cell's place in its sheet, row and column counted from zero."""
Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column, counted from zero."""
PICTURES = "图片"
Objects = tuple[tuple[str, int], ...]
"""What they are (图片, 文本框, 批注) and how many."""

Kind = Literal[
    "file_empty",
    "file_too_large",
    "file_pdf",
    "file_word",
    "file_html",
    "file_xml2003",
    "file_text",
    "file_image",
    "file_unknown",
    "file_password",
    "file_damaged",
    "file_unsupported",
    "file_flat_ods",
    "file_sheet_name",
    "file_unsafe",
    "file_far_cell",
    "file_no_sheet",
    "file_crashed",
    "file_slow",
    "file_memory",
]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet; `rows[0]` is the sheet's row 1 and `rows[r][0]` its column A."""

    name: str
    is_hidden: bool
    rows: list[list[Value]]
    """All rows have the same length; None is a blank cell."""
    merges: tuple[Merge, ...]
    error_cells: dict[Cell, str]
    """Cells that show an error such as `#REF!`; their value in `rows` is None."""
    uncalculated: frozenset[Cell]
    """Formulas without a stored result; their value in `rows` is None."""
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    struck_cells: frozenset[Cell] = frozenset()
    """Filled cells whose whole text is struck out (only known of .xlsx)."""
    objects: Objects = ()
    """What lies over the cells and is not read (only known of .xlsx)."""

    @property
    def height(self) -> int:
        """The number of rows."""
        return len(self.rows)

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.rows[0]) if self.rows else 0


@dataclass(frozen=True, slots=True)
class Workbook:
    """All worksheets of one file, hidden ones included, in the order of their tabs."""

    format: Literal["xlsx", "xls", "ods", "csv"]
    """What the content is, whatever the file is called: .xlsm counts as xlsx, WPS .et as xls."""
    sheets: tuple[Sheet, ...]
    has_merge_information: bool
    """False: cells may have been merged without a trace, as in .csv and in .ods without spans."""


class Unreadable(Exception):
    """A file that cannot be read; `kind` is the code of the finding, `detail` fills in its sentence."""

    def __init__(self, kind: Kind, detail: Mapping[str, str] | None = None) -> None:
        self.kind: Kind = kind
        self.detail: dict[str, str] = dict(detail or {})
        super().__init__(kind, self.detail)
