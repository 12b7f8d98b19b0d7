"""What a finding says of the sheet it is about: that it is hidden, and no name of a person (docs/workbook.md, Nothing
vanishes; Personal data).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from etl.knowledge.findings import Finding
from etl.submission.account.fates import SheetAccount
from etl.submission.privacy import names_person, persons_in
from etl.workbook import Sheet
from etl.workbook.address import position

_PLACE = re.compile("第 [0-9]+ 张工作表")
HIDDEN_SHEET = "这张工作表是隐藏的：右击任一工作表标签，选“取消隐藏”就能看到。"
_HIDDEN_ROW = "这一行是隐藏的：选中上下两行，右击行号，选“取消隐藏”就能看到。"
_HIDDEN_COLUMN = "这一列是隐藏的：选中左右两列，右击列标，选“取消隐藏”就能看到。"


def masks(sheets: Mapping[str, Sheet], persons: set[str]) -> dict[str, str]:
    """What to call the sheets whose names hold a person's name: their place in the workbook."""
    present = persons_in(sheets, persons)
    return {
        name: f"第 {place} 张工作表" for place, name in enumerate(sheets, 1) if present and names_person(name, present)
    }


def masked(finding: Finding, accounts: Sequence[SheetAccount]) -> Finding:
    """The finding as it may leave the machine: a sheet whose name holds a person's name is called what the accounts
    of its file call it, or either of them where there are several.
    """
    names = [account.sheet for account in accounts]
    places = [name for name in names if _PLACE.fullmatch(name)]
    return finding if finding.sheet in (None, *names) or not places else replace(finding, sheet=" / ".join(places))


def explained(finding: Finding, sheets: Mapping[str, Sheet], masked: Mapping[str, str]) -> Finding:
    """The finding with the way to its place where that is hidden, and without the sheet's name where a person's name
    is in it. The address, by which the cell is found, stays.
    """
    message = finding.message
    for name, mask in masked.items():
        message = message.replace(name, mask)
    sheet = sheets.get(finding.sheet or "")
    if sheet:
        message += _way_to(sheet, finding.cell)
    return finding if message == finding.message else replace(finding, message=message)


def _way_to(sheet: Sheet, cell: str | None) -> str:
    if sheet.is_hidden:
        return HIDDEN_SHEET
    if not cell or not (sheet.hidden_rows or sheet.hidden_columns):
        return ""
    row, column = position(cell.partition(":")[0])
    if row in sheet.hidden_rows:
        return _HIDDEN_ROW
    return _HIDDEN_COLUMN if column in sheet.hidden_columns else ""
