"""How much a file may hold and a job may use; 5,000 ordinary workbooks stay far below every figure here."""

from dataclasses import dataclass

MIB = 1024 * 1024

FILE_BYTES = 20 * MIB
ENTRIES = 2_000
PART_BYTES = 150 * MIB
UNPACKED_BYTES = 300 * MIB
RATIO = 100
RATIO_FROM_BYTES = 4 * MIB
"""Small files are let through whatever their ratio: a sheet of equal rows shrinks to a hundredth."""
SHEETS = 256
ROWS = 200_000
CELLS = 8_000_000
"""In the box from A1 to the last row and column that hold something: a reader keeps all of it in memory."""
FILLED_CELLS = 1_000_000
MERGES = 20_000
SHEET_NAME = 31
"""Characters; Excel allows no more, and every finding carries the name."""
LAST_ROW = 1_048_576
LAST_COLUMN = 16_384


@dataclass(frozen=True, slots=True)
class JobLimits:
    """What one job in a worker process may use; Windows holds only `wall_seconds` and memory, macOS only the former."""

    wall_seconds: float = 20
    cpu_seconds: int = 3
    """A society's workbook takes a hundredth of a second."""
    memory_bytes: int = 1024 * MIB
    """Address space that a worker process may take beyond what it holds when it is ready."""
