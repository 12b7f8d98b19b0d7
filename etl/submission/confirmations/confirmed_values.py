"""Last year's values of the form and of the answers: where 同上年 confirms one, its place shows it, and the readers
take it for what was filled in (docs/workbook.md, Last year's values).
"""

from collections.abc import Mapping

from etl.knowledge.layout import Layout
from etl.submission.account.fates import Fate
from etl.submission.cells.values import written
from etl.submission.confirmations.choice import CHANGED, SAME, ConfirmationReader
from etl.submission.found_tables.grid import Grid, Position
from etl.submission.found_tables.headers import FORM
from etl.submission.found_tables.table_finder import FoundTable
from etl.text import heading_key, match_key

_NAMING = ("task_number", "task_title")


def confirm_form(grid: Grid, choices: ConfirmationReader) -> None:
    """Confirm fields of the template's form: one by one, or all that are left blank by the cell above 本年."""
    layout = choices.layout
    heading = layout.confirmation.heading
    asked, answer, stated, _ = layout.form_headings
    for row, column, _ in list(grid.holding({heading} & grid.texts, range(grid.height))):
        places = {text: place for place, text in enumerate(grid.rows[row]) if isinstance(text, str)}
        if not places.keys() >= {asked, answer, stated}:
            continue
        whole = choices.read(grid, (row - 1, column), (SAME,)) if row else None
        for below in range(row + 1, grid.height):
            labels = (heading_key(grid.text(below, place)) for place in range(places[asked], places[answer]))
            field = next((layout.labels[label] for label in labels if label in layout.labels), None)
            if field is None:
                continue
            last, target = (below, places[stated]), (below, places[answer])
            if layout.fields[field].type == "private":
                choices.unconfirmed.add(match_key(grid.text(*last)))
            said = choices.read(grid, (below, column), (SAME, CHANGED))
            if said == CHANGED and grid.is_blank(*target):
                choices.add("change_missing", grid, (below, column))
            elif said == SAME and _differs(grid, target, last):
                choices.add("confirmation_contradicted", grid, (below, column))
            if SAME in (said, whole) and said != CHANGED:
                _show(FORM, grid, (target, last), choices)
            else:
                grid.hide(below, [last[1]])  # nobody takes it for the value of the label


def confirm_answers(table: FoundTable, choices: ConfirmationReader) -> None:
    """Confirm answers task by task; what is filled in beside 同上年 goes before it."""
    grid, columns = table.grid, confirmation_columns(table, choices.layout)
    last = {key: columns[key] for key in choices.layout.confirmation.last if key in columns and key in table.columns}
    if "choice" not in columns or not last:
        return
    of_choice: dict[Position, list[int]] = {}
    place: Position | None = None
    for row in table.rows:
        is_naming = any(not table.is_blank(row, key) for key in _NAMING)
        if place is None or grid.has_merge_information or is_naming:  # else it may have been merged down
            place = grid.anchor(row, columns["choice"])
        of_choice.setdefault(place, []).append(row)
        grid.account.mark(Fate.FURNITURE, row, last.values())
    for place, rows in of_choice.items():
        said = choices.read(grid, place, (SAME, CHANGED))
        if said == CHANGED and all(table.is_blank(row, "status") for row in rows):
            choices.add("change_missing", grid, place)
        if said != SAME:
            continue
        pairs = [
            ((row, table.columns[key]), grid.anchor(row, at)) for row in rows for key, at in last.items()
        ]  # without merges 是否选做 stands in the first row alone, and is filled down from there (filled_down.py)
        of_answers = [pair for pair in pairs if pair[0][1] != table.columns.get("evidence")]
        if any(_differs(grid, target, shown) for target, shown in of_answers):
            choices.add("confirmation_contradicted", grid, place)
        for pair in pairs:
            _show("answers", grid, pair, choices)


def confirmation_columns(table: FoundTable, layout: Layout) -> Mapping[str, int]:
    """The columns that the workbook that knows last year adds to a table: `choice`, `check` and those of last year."""
    words = layout.confirmation
    keys = {words.heading: "choice", words.check: "check", **{heading: key for key, heading in words.last.items()}}
    return {
        keys[text]: column
        for row in range(table.header_row, table.first_row)
        for column, text in enumerate(table.grid.rows[row])
        if isinstance(text, str) and text in keys
    }


def _differs(grid: Grid, target: Position, last: Position) -> bool:
    """True where something else is filled in than what is confirmed beside it."""
    if grid.is_blank(*target) or grid.is_blank(*last):
        return False
    return match_key(written(grid.value(*target))) != match_key(written(grid.value(*last)))


def _show(table: str, grid: Grid, pair: tuple[Position, Position], choices: ConfirmationReader) -> None:
    """Let the place that is left blank show last year's value, as if both were one cell."""
    target, last = pair
    if grid.is_blank(*target) and not grid.is_blank(*last):
        choices.confirm(table, grid, last)
        grid.show(*target, grid.value(*last), last)
