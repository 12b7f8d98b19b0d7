"""Cells on a sheet before they become a file: blocks of rows with merges, that can be moved and stacked."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula; `cached` None: never calculated."""

    text: str
    cached: int | str | None


@dataclass(frozen=True, slots=True)
class Fault:
    """An error cell such as #REF!."""

    code: str


Cell = str | int | float | dt.date | Formula | Fault | None


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged area; rows and columns from 0, last ones included."""

    top: int
    left: int
    bottom: int
    right: int

    def moved(self, down: int, right: int) -> "Merge":
        return Merge(self.top + down, self.left + right, self.bottom + down, self.right + right)


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of cells, not all of one length, and the merges in them."""

    rows: list[list[Cell]]
    merges: list[Merge] = field(default_factory=list)

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)

    def indented(self, columns: int) -> "Block":
        """The block that many columns further right."""
        return Block([[None] * columns + row for row in self.rows], [one.moved(0, columns) for one in self.merges])

    def without_merges(self) -> "Block":
        return Block(self.rows)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A block with the sheet's name."""

    name: str
    block: Block
    is_hidden: bool = False


def stacked(blocks: Iterable[Block]) -> Block:
    """The blocks one under another, without space between."""
    rows: list[list[Cell]] = []
    merges: list[Merge] = []
    for block in blocks:
        merges += [one.moved(len(rows), 0) for one in block.merges]
        rows += block.rows
    return Block(rows, merges)


def lines(*texts: Sequence[Cell] | Cell) -> Block:
    """Rows of which each holds the cells given, or one cell."""
    return Block([list(one) if isinstance(one, (list, tuple)) else [one] for one in texts])  # type: ignore[list-item]


def blank_rows(number: int) -> Block:
    return Block([[] for _ in range(number)])
