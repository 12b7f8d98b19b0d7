"""Last year's persons of a roster: each counts where 同上年 or 有变化 is chosen for the row (docs/workbook.md, Last
year's values).
"""

from etl.submission.account.fates import Fate
from etl.submission.confirmations.choice import CHANGED, LEFT, SAME, ConfirmationReader
from etl.submission.confirmations.confirmed_values import confirmation_columns
from etl.submission.confirmations.row_check import row_check
from etl.submission.found_tables.table_finder import FoundTable
from etl.submission.roster.roster_rows import texts_of_persons

_MOST_ROWS = 20


def confirm_roster(table: FoundTable, sha256: str | None, choices: ConfirmationReader) -> None:
    """Hide the persons of last year that are not confirmed. `sha256` is the file that they were taken from.

    Rows without a check were filled in anew, and count without a choice; a workbook without checks cannot tell them.
    """
    grid, columns = table.grid, confirmation_columns(table, choices.layout)
    if "choice" not in columns or not ("check" in columns or sha256):
        return
    choice, check = columns["choice"], columns.get("check")
    choices.unconfirmed.update(texts_of_persons(table, choices.layout))
    first = min(table.columns["name"], choice)
    silent: list[int] = []
    said: dict[int, str | None] = {}
    for row in table.rows:
        written_check = None if check is None else grid.text(row, check)
        if check is not None:
            grid.account.mark(Fate.FURNITURE, row, [check])
        if written_check == "" or table.is_blank(row, "name"):
            grid.account.mark(Fate.FURNITURE, row, [choice])
            continue
        is_silent = grid.is_blank(row, choice)
        said[row] = choices.read(grid, (row, choice), (SAME, CHANGED, LEFT))
        silent += [row] if is_silent else []
        if written_check:
            _compare(table, row, (said[row], written_check), choices)
    if grid.name in choices.refused_on:
        said |= dict.fromkeys(table.rows)
    for row, word in said.items():
        if word not in (SAME, CHANGED):
            grid.hide(row, range(first, grid.width))
    confirmed = next((row for row, word in said.items() if word == SAME), None)
    if confirmed is not None:
        choices.confirm(table.name, grid, (confirmed, choice), sha256)
    if silent and len(silent) < len(said):
        shown = "、".join(str(row + 1) for row in silent[:_MOST_ROWS])
        shown += f" 等 {len(silent)} " if len(silent) > _MOST_ROWS else ""
        choices.add("roster_unconfirmed", grid, (silent[0], choice), rows=shown)


def _compare(table: FoundTable, row: int, said: tuple[str | None, str], choices: ConfirmationReader) -> None:
    """A finding where the choice contradicts what stands in the row: what stands there counts."""
    word, written_check = said
    choice = confirmation_columns(table, choices.layout)["choice"]
    cells = {key: table.grid.value(row, column) for key, column in table.columns.items()}
    is_as_sent = row_check(cells) == written_check.strip()
    if word == SAME and not is_as_sent:
        choices.add("confirmation_contradicted", table.grid, (row, choice))
    elif word == CHANGED and is_as_sent:
        choices.add("change_missing", table.grid, (row, choice))
