"""The choice of optional tasks as a line, on the form or beside the table: 选做任务：11、12、15、18、20
(docs/workbook.md, What people really send back).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from etl.knowledge.criteria import Criterion, Task
from etl.knowledge.layout import Layout
from etl.knowledge.rubric import Rubric
from etl.submission.account.fates import Fate
from etl.submission.cells import values
from etl.submission.cells.cell_reader import Cells, shortened
from etl.submission.form.form_labels import is_label_beside
from etl.submission.found_tables.grid import Grid
from etl.submission.understanding import Answer
from etl.text import clean, heading_key, match_key
from etl.workbook import Value

_IN_ALL_LABELS = "选"
_COLON = re.compile("[:：]")
_TWO_DIGITS = re.compile(r"(?<![0-9])[0-9]{2}(?![0-9])")
_ASKS = re.compile("至少|不少于|任选|选[0-9一二三四五六七八九十]")
_REMARK = re.compile(r"\([^()]*\)|共[0-9一二三四五六七八九十]+[项个]")
_PARTING = re.compile(r"[\s、,;.。/|和及与]+")
_NUMBERS = re.compile(r"([0-9]{1,2})(?:-([0-9]{1,2}))?")
_DASH = re.compile(" ?[-—–~至到] ?")
_NOISE = re.compile("第|任务|编号|项|号|t(?=[0-9])")
_NONE = frozenset({"无", "没有", "未选", "不选"})
_NUMERALS = {"二十": "20", **{f"十{digit}": f"1{place}" for place, digit in enumerate("一二三四五六七八九", 1)}}


class ChoiceLine(NamedTuple):
    """A label of the choice with what stands behind it, and where that stands."""

    grid: Grid
    row: int
    column: int
    value: Value

    @property
    def cell(self) -> str:
        return self.grid.address(self.row, self.column)


class _Choice(NamedTuple):
    """The numbers of the tasks listed; `is_whole` when everything in the line was understood."""

    tasks: frozenset[int]
    is_whole: bool


def find(grids: Iterable[Grid], layout: Layout) -> Iterator[ChoiceLine]:
    """The lines that state a choice; a heading (三、选做任务（至少选5项）) states none."""
    for grid in grids:
        labels = {text for text in grid.texts if _IN_ALL_LABELS in text and _is_label(text, layout)}
        for row, column, text in grid.holding(labels, range(grid.height)):
            line = _line(grid, row, column, text, layout)
            if line and heading_key(values.written(line.value)) not in layout.known and _states(line.value):
                grid.mark_read(row, column)
                grid.mark_read(line.row, line.column)
                yield line


def apply(answers: Sequence[Answer], lines: Sequence[ChoiceLine], rubric: Rubric, cells: Cells) -> list[Answer]:
    """The answers with the choice that the lines state, where 是否选做 is blank in all rows of a task.

    Nobody can be sure of a task of which line and rows say different things, nor of one that may be what could not be
    read in the line. Findings go to `cells`.
    """
    if not lines:
        return list(answers)
    line = lines[0]
    said = [_choice(one.value, rubric) for one in lines]
    choice = _Choice(
        frozenset.intersection(*(one.tasks for one in said)), all(one.is_whole for one in said) and len(set(said)) == 1
    )
    if not choice.is_whole:
        cells.add("choice_line_unreadable", line.grid.name, line.cell, value=shortened(values.written(line.value)))
    by_id = {answer.criterion_id: answer for answer in answers}
    for task in rubric.tasks:
        rows = [by_id[one.criterion_id] for one in task.standards if one.criterion_id in by_id]
        is_chosen = _is_chosen(rows, task, choice) if task.group == "optional" else None
        if is_chosen is None:
            continue
        if is_chosen == "contradicted":
            cells.add("choice_contradiction", line.grid.name, line.cell, task=task.number)
        if not rows and is_chosen is not False:
            rows = [_unanswered(one, line) for one in task.standards]
        by_id |= {row.criterion_id: _with_choice(row, is_chosen, line) for row in rows}
    return [by_id[one.criterion_id] for one in rubric.criteria if one.criterion_id in by_id]


def _is_chosen(rows: Iterable[Answer], task: Task, choice: _Choice) -> bool | str | None:
    """What the line says of a task: yes, no, or why nobody can be sure; None where the rows alone say it."""
    said = {row.chosen for row in rows} - {None}
    is_listed = task.number in choice.tasks
    is_sure = is_listed or choice.is_whole
    if said or any(row.is_chosen_unreadable for row in rows):
        return "contradicted" if is_sure and said == {not is_listed} else None
    return is_listed if is_sure else "unreadable"


def _with_choice(row: Answer, is_chosen: bool | str, line: ChoiceLine) -> Answer:
    is_unreadable = isinstance(is_chosen, str)
    return row._replace(
        chosen=None if isinstance(is_chosen, str) else is_chosen,
        is_chosen_unreadable=is_unreadable,
        chosen_cell=line.cell if row.sheet == line.grid.name else row.chosen_cell,
    )


def _unanswered(criterion: Criterion, line: ChoiceLine) -> Answer:
    """A standard that no row answers, of a task that the line lists."""
    return Answer(
        criterion.criterion_id, None, None, False, None, False, line.cell, None, None, False, line.grid.name, None
    )


def _is_label(text: str, layout: Layout) -> bool:
    """True for a label of the choice, alone or before a colon, numbered or not."""
    return (
        heading_key(_COLON.split(text, maxsplit=1)[0]).lstrip("一二三四五六七八九十0123456789") in layout.choice_labels
    )


def _line(grid: Grid, row: int, column: int, text: str, layout: Layout) -> ChoiceLine | None:
    """The label with the text behind its colon, or the next filled cell to the right; in a row of labels of the form,
    which have their values below, the cell below.
    """
    _, *behind = _COLON.split(text, maxsplit=1)
    if behind and not values.is_blank(behind[0]):
        return ChoiceLine(grid, row, column, behind[0].strip())
    beside = range(grid.merge_end(row, column)[1] + 1, grid.width)
    right = next((place for place in beside if not grid.is_blank(row, place)), None)
    before = grid.text(row, column - 1) if column else ""
    behind_it = "" if right is None else grid.text(row, right)
    if _is_of_form(behind_it, layout) or (right is None and _is_of_form(before, layout)):
        below = grid.merge_end(row, column)[0] + 1
        return None if grid.is_blank(below, column) else ChoiceLine(grid, below, column, grid.value(below, column))
    return None if right is None else ChoiceLine(grid, row, right, _from(grid, row, right))


def _from(grid: Grid, row: int, column: int) -> Value:
    """What stands in the cell; with numbers of tasks in the cells that follow, all of them: 11 | 12 | 15."""
    first = grid.value(row, column)
    filled = [place for place in range(column + 1, grid.width) if not grid.is_blank(row, place)]
    following = list(takewhile(lambda place: _is_number(grid.text(row, place)), filled))
    grid.account.mark(Fate.READ, row, following)
    return "、".join(grid.text(row, place) for place in (column, *following)) if following else first


def _is_number(text: str) -> bool:
    text = _NOISE.sub("", match_key(text))
    return _NUMBERS.fullmatch(_NUMERALS.get(text, text)) is not None


def _is_of_form(text: str, layout: Layout) -> bool:
    return heading_key(text) in layout.labels or is_label_beside(text, layout)


def _states(value: Value) -> bool:
    """False for a text that only says how many are to be chosen."""
    text = values.written(value)
    return _TWO_DIGITS.search(match_key(text)) is not None or not _ASKS.search(text)


def _choice(value: Value, rubric: Rubric) -> _Choice:
    """The optional tasks that a text lists by number or title."""
    optional = {task.number: task for task in rubric.tasks if task.group == "optional"}
    text = _REMARK.sub(" ", clean(values.written(value)).casefold())
    for task in optional.values():
        text = text.replace(task.title.rstrip("。"), f" {task.number} ")
    parts = [part for part in _PARTING.split(_NOISE.sub("", _DASH.sub("-", text))) if part]
    listed: set[int] = set()
    for part in parts:
        ends = _NUMBERS.fullmatch(_NUMERALS.get(part, part))
        if ends:
            listed.update(range(int(ends[1]), int(ends[2] or ends[1]) + 1))
    is_whole = all(_NUMBERS.fullmatch(_NUMERALS.get(part, part)) for part in parts) and listed <= optional.keys()
    if parts and set(parts) <= _NONE:
        return _Choice(frozenset(), True)
    is_number = not isinstance(value, float) or value.is_integer()
    return _Choice(frozenset(listed & optional.keys()), bool(listed) and is_whole and is_number)
