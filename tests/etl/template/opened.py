"""Looking into an opened workbook: which cells can be written into, what they accept, how the reader takes it."""

from pathlib import Path

import openpyxl
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from etl.paths import RUBRICS
from etl.submission import Knowledge, Part, understand


def read_back(path: Path) -> Part:
    (part,) = understand(path, Knowledge.of(tuple(RUBRICS.glob("*.toml")))).parts
    return part


def rule_at(sheet: Worksheet, cell: str) -> DataValidation | None:
    """The validation of a cell; never more than one."""
    found = [rule for rule in sheet.data_validations.dataValidation if cell in rule.cells]
    assert len(found) <= 1
    return found[0] if found else None


def options_at(sheet: Worksheet, cell: str) -> list[str]:
    rule = rule_at(sheet, cell)
    assert rule is not None and rule.type == "list"
    return str(rule.formula1).strip('"').split(",")


def unlocked(sheet: Worksheet) -> set[str]:
    """The cells a person can write into: those not locked, of a merge the first."""
    covered = {
        f"{openpyxl.utils.get_column_letter(column)}{row}"
        for merge in sheet.merged_cells.ranges
        for row, column in list(merge.cells)[1:]
    }
    return {
        cell.coordinate
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked and cell.coordinate not in covered
    }
