"""基本情况: each field once, as a count, yes or no, a date or a text (docs/workbook.md, Sheets of the template)."""

import re
from collections.abc import Iterator

from etl.knowledge.layout import Layout
from etl.submission.cells import values
from etl.submission.cells.cell_reader import Cells, Expected, shortened
from etl.submission.cells.year_ends import year_end
from etl.submission.form.form_entries import Entry
from etl.submission.understanding import FormValue
from etl.text import clean, heading_key, match_key
from etl.workbook import Value

_WORD = re.compile("[□☐☑■√✓✔]?([是否])[□☐☑■√✓✔]?")
_MOST_CHOICES = 5  # columns in which 是 and 否 and their ticks stand
_TICK = re.compile("[☑■√✓✔]")


def read(entries: list[Entry], layout: Layout, cells: Cells) -> list[FormValue]:
    """The fields of the form that do not merely identify, each once: the first that is filled. Nobody can be sure of a
    number or an answer that stands twice and differs.
    """
    by_field: dict[str, tuple[FormValue, str]] = {}
    for entry in entries:
        field = layout.fields[entry.field]
        if field.identifies:
            continue
        written = match_key("" if entry.value is None else values.written(entry.value))
        if entry.field in by_field and by_field[entry.field][1]:
            known, before = by_field[entry.field]
            if written and written != before:
                by_field[entry.field] = _of_both(known, entry, layout, cells), before
            continue
        by_field[entry.field] = (_form_value(entry, layout, cells), written)
    return [value for value, _ in by_field.values()]


def _of_both(known: FormValue, entry: Entry, layout: Layout, cells: Cells) -> FormValue:
    """What a field says that stands twice."""
    field = layout.fields[entry.field]
    where = {"label": field.label, "first": f"{known.sheet}!{known.cell}"}
    if field.type not in ("count", "yes_no"):
        cells.add("label_repeated", entry.grid.name, entry.cell, **where)
        return known
    again = _form_value(entry, layout, cells)
    if not again.is_unreadable and again.value in (None, known.value):
        return known
    cells.add("label_contradicted", entry.grid.name, entry.cell, **where)
    return known._replace(value=None, text=None, is_unreadable=True)


def _form_value(entry: Entry, layout: Layout, cells: Cells) -> FormValue:
    field = layout.fields[entry.field]

    def understood(_: object) -> int | str | None:
        match field.type:
            case "count":
                return values.count(entry.value, layout)
            case "yes_no":
                answer = values.yes_no(_ticked_word(entry, layout), layout)
                return None if answer is None else int(answer)
            case "date":
                return _date_text(entry)
            case _:
                return None if values.is_blank(entry.value) else shortened(clean(values.written(entry.value)), 200)

    if field.type == "count" and entry.value is not None and (unit := values.scale(entry.label)):
        cells.add("count_scaled", entry.grid.name, entry.cell, label=field.label, unit=unit)
        return FormValue(entry.field, None, None, True, entry.grid.name, entry.cell)
    kinds = {"count": "count_unreadable", "yes_no": "yes_no_unreadable", "date": "date_unreadable"}
    expected = Expected(field.label, understood, kinds.get(field.type, "cell_error"))
    value, is_unreadable = cells.read(entry.grid, entry.row, entry.column, expected)
    if value == 0 and field.zero_is_blank:
        cells.add("zero_as_blank", entry.grid.name, entry.cell, label=field.label)
    number = value if isinstance(value, int) else None
    text = value if isinstance(value, str) else None
    return FormValue(entry.field, number, text, is_unreadable, entry.grid.name, entry.cell)


def _ticked_word(entry: Entry, layout: Layout) -> Value:
    """The value of a question; where 是 and 否 stand in cells of their own, the one that is ticked in its cell, behind
    it or below it. None where none is ticked. Raises ValueError where both are. What stands under
    the heading of an earlier answer, as in the template's 登记或上期填报, is no choice.
    """
    grid, row = entry.grid, entry.row
    words: dict[int, str] = {}
    for column in _columns_of(entry, layout):
        text = grid.text(row, column)
        if match := _WORD.fullmatch(match_key(text)) if text else None:
            words[column] = match[1]
    if len(set(words.values())) > 1:
        earlier = {*layout.earlier, heading_key(layout.form_headings[2])}
        words = {
            column: word
            for column, word in words.items()
            if earlier.isdisjoint(heading_key(grid.text(above, column)) for above in range(row))
        }
    if grid.value(row, entry.column) != entry.value or len(set(words.values())) < 2:
        return entry.value
    columns = sorted(words)
    ticked = {
        words[column]
        for column, end in zip(columns, [*columns[1:], columns[-1] + 2], strict=True)
        if _TICK.search(grid.text(row, column))
        or _TICK.search(grid.text(row + 1, column))
        or any(_TICK.search(grid.text(row, behind)) for behind in range(column + 1, end))
    }
    if len(ticked) > 1:
        raise ValueError(entry.value)
    return ticked.pop() if ticked else None


def _columns_of(entry: Entry, layout: Layout) -> Iterator[int]:
    """The columns in which choices of a question may stand: up to the next that has a heading of its own in the row of
    the question's, as in a form written as a table.
    """
    grid, column = entry.grid, entry.column
    keys = {row: heading_key(grid.text(row, column)) for row in range(entry.row)}
    heading = max((row for row, key in keys.items() if layout.labels.get(key) == entry.field), default=None)
    for at in range(column, min(column + _MOST_CHOICES, grid.width)):
        if at > column and heading is not None and heading_key(grid.text(heading, at)) in layout.labels:
            return
        yield at


def _date_text(entry: Entry) -> str | None:
    try:
        date = values.date(entry.value)
    except ValueError:
        year = year_end(entry.value)
        if year is None:
            raise
        return str(year)
    return None if date is None else date.isoformat()
