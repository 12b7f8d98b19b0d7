"""任务完成情况: which work standard each row of the table answers (docs/workbook.md, What people really send back: by
task and ordinal, but words outweigh numbers).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from etl.knowledge.criteria import Criterion, Task
from etl.knowledge.layout import Layout
from etl.knowledge.rubric import Rubric
from etl.submission.answers.wordings import letters_of, ordinal_of, ordinals_within, resembles, wording_of
from etl.submission.cells.cell_reader import Cells
from etl.submission.found_tables.grid import Position
from etl.submission.found_tables.table_finder import FoundTable, titles_above
from etl.text import match_key

_TASK_NUMBER = re.compile(r"^(?:t|任务)?([0-9]{1,2})(?:[.\-、]([0-9]{1,2})?)?(?:\.0)?$")
_NUMBERED_TITLE = re.compile(r"(?:任务)?(?P<number>[0-9]{1,2})[.、:]?(?P<title>.*)")


class AnswerRow(NamedTuple):
    """One row of the table and the standards it answers."""

    table: FoundTable
    row: int
    task: Task
    criteria: tuple[Criterion, ...]

    def position(self, key: str) -> Position | None:
        column = self.table.columns.get(key)
        return None if column is None else self.table.grid.anchor(self.row, column)


class _Place(NamedTuple):
    """The standards of one task that a row answers; without any, the row is none that we know."""

    task: Task | None
    criteria: tuple[Criterion, ...] = ()
    is_reworded: bool = False


class _Line(NamedTuple):
    """What a row says of its standard: number and ordinal (in 序号), the letters of 任务名称, the text of 工作标准."""

    number: int | None
    ordinal: int | None
    title: str
    standard: str


_BLANK_LINE = _Line(None, None, "", "")


class _Annex(NamedTuple):
    """The rubric by its words: letters of a title → task, letters of a standard → the criteria that have it."""

    tasks: Mapping[int, Task]
    titles: Mapping[str, Task]
    wordings: Mapping[str, tuple[Criterion, ...]]


def rows(table: FoundTable, rubric: Rubric, layout: Layout, cells: Cells) -> Iterator[AnswerRow]:
    """The rows that answer something, top to bottom. What cannot be placed becomes a finding in `cells`."""
    for row, place in zip(table.rows, _places_of(table, rubric, layout), strict=True):
        if not place.task or not place.criteria:
            _unrecognised(table, row, cells)
            continue
        if place.is_reworded:
            (criterion,) = place.criteria
            where = table.grid.name, table.address(row, "standard")
            cells.add("standard_reworded", *where, criterion=criterion.criterion_id)
        table.mark_read(row)
        yield AnswerRow(table, row, place.task, place.criteria)


def is_ours(table: FoundTable, rubric: Rubric, layout: Layout) -> bool:
    """False for a table of answers none of whose rows names a task or a standard of the rubric (重点工作计划)."""
    places = _places_of(table, rubric, layout)
    return not places or any(place.task for place in places)


def _places_of(table: FoundTable, rubric: Rubric, layout: Layout) -> tuple[_Place, ...]:
    columns = (table.texts("task_number"), table.texts("task_title"), table.texts("standard"))
    return _places(*columns, _task_above(table, rubric, layout), rubric)


def _task_above(table: FoundTable, rubric: Rubric, layout: Layout) -> int | None:
    """The number of the task that is named above a table without a column for it: a small table for each task."""
    if "task_title" in table.columns:
        return None
    for title in titles_above(table, layout):
        match = _NUMBERED_TITLE.match(title)
        line = _line(match["number"], match["title"], "") if match else _line("", title, "")
        if (line.title or "任务" in title) and (task := _task(line, None, _annex(rubric))):
            return task.number
    return None


@lru_cache(maxsize=64)  # most societies leave these columns as the template has them
def _places(
    numbers: tuple[str, ...], titles: tuple[str, ...], wordings: tuple[str, ...], above: int | None, rubric: Rubric
) -> tuple[_Place, ...]:
    """What each row answers, from top to bottom, by what stands in its columns and by the task named above them."""
    annex = _annex(rubric)
    lines = [_line(*texts) for texts in zip(numbers, titles, wordings, strict=True)]
    if not _are_numbers_of_tasks(lines, annex):
        lines = [line._replace(number=None) for line in lines]
    places: list[_Place] = []
    placed: set[str] = set()
    worded: set[str] = set()  # by their words: a title alone above its standards places none of them
    task = None if above is None else annex.tasks[above]
    for position, line in enumerate(lines):
        if len(places) > position:
            continue  # a row beside a cell of several standards
        if line.title and not line.standard and _titled(line, annex) is None:
            places.append(_Place(None))  # a group heading
            continue
        task = _task(line, task, annex)
        place = _place(line, task, placed if not line.standard else worded, annex)
        task = place.task or task
        placed.update(one.criterion_id for one in place.criteria)
        if line.standard or line.ordinal is not None:
            worded.update(one.criterion_id for one in place.criteria)
        places.extend(_one_by_one(place, line, lines[position + 1 : position + len(place.criteria)]))
    return tuple(places)


def _one_by_one(place: _Place, line: _Line, following: Sequence[_Line]) -> list[_Place]:
    """The place of a row, or those of as many rows as its cell names standards, where the other rows say nothing else
    (the cell is merged down over them, or they are blank beside it): each row is one of them.
    """
    is_of_rows = len(place.criteria) == len(following) + 1 > 1
    if is_of_rows and all(other in (line, _BLANK_LINE) for other in following):
        return [_Place(place.task, (criterion,)) for criterion in place.criteria]
    return [place]


@lru_cache(maxsize=8)
def _annex(rubric: Rubric) -> _Annex:
    wordings: dict[str, tuple[Criterion, ...]] = {}
    for criterion in rubric.criteria:
        if criterion.is_standard:
            wordings[wording_of(criterion.text)] = (
                *wordings.get(wording_of(criterion.text), ()),
                criterion,
            )
    return _Annex(
        {task.number: task for task in rubric.tasks},
        {letters_of(task.title): task for task in rubric.tasks},
        wordings,
    )


def _line(number: str, title: str, standard: str) -> _Line:
    """A title that is a number (任务3) is a number, and so is a standard that is nothing else (T03-2)."""
    match = _TASK_NUMBER.match(match_key(number))
    in_standard = _TASK_NUMBER.match(match_key(standard))
    if in_standard and in_standard[2] and (match is None or int(match[1]) == int(in_standard[1])):
        match, standard = in_standard, ""
    in_title = _TASK_NUMBER.match(match_key(title))
    match = match or in_title
    return _Line(
        int(match[1]) if match else None,
        int(match[2]) if match and match[2] else None,
        "" if in_title else letters_of(title),
        standard if standard.strip() else "",
    )


def _are_numbers_of_tasks(lines: Iterable[_Line], annex: _Annex) -> bool:
    """False where more numbers stand beside the title or the wording of another task than of their own: the rows are
    counted otherwise. One shortened standard may be worded as that of another task.
    """
    agreeing = contradicting = 0
    for line in lines:
        if line.number is None:
            continue
        titled = _by_title(line.title, annex)
        worded = annex.wordings.get(wording_of(line.standard), ())
        known = {titled.task_id} if titled else {one.task_id for one in worded}
        numbered = annex.tasks.get(line.number)
        is_own = numbered is not None and numbered.task_id in known
        agreeing += is_own
        contradicting += bool(known) and not is_own
    return contradicting == 0 or contradicting < agreeing


def _task(line: _Line, current: Task | None, annex: _Annex) -> Task | None:
    """The task that the row is about by its title, else its number, else the rows above."""
    if line.title:
        return _titled(line, annex)
    return current if line.number is None else annex.tasks.get(line.number)


def _titled(line: _Line, annex: _Annex) -> Task | None:
    """The task of the title: the one it names, or the one of the number if the title resembles that."""
    named = _by_title(line.title, annex)
    numbered = annex.tasks.get(line.number or 0)
    if named or not numbered or not resembles(line.title, letters_of(numbered.title)):
        return named
    return numbered


def _by_title(title: str, annex: _Annex) -> Task | None:
    title = title.lstrip("0123456789")
    if len(title) < 4:
        return None
    if title in annex.titles:
        return annex.titles[title]
    near = [task for known, task in annex.titles.items() if len(title) >= 6 and (title in known or known in title)]
    return near[0] if len(near) == 1 else None


def _place(line: _Line, task: Task | None, placed: set[str], annex: _Annex) -> _Place:
    """The standards that the row answers, `task` being what its title, its number or the rows above say."""
    worded = annex.wordings.get(wording_of(line.standard), ())
    if not worded:
        return _by_ordinal(line, task, placed) if task else _Place(None)
    own = [one for one in worded if task and one.task_id == task.task_id]
    if not own and not _is_other_task_meant(line, task, worded):
        return _Place(None)
    is_task_named = bool(line.title) or line.number is not None
    meant = own if own and is_task_named else [*own, *worded]
    criterion = next((one for one in meant if one.criterion_id not in placed), meant[0])
    return _Place(next(one for one in annex.tasks.values() if one.task_id == criterion.task_id), (criterion,))


def _is_other_task_meant(line: _Line, task: Task | None, worded: tuple[Criterion, ...]) -> bool:
    """True where the exact wording of another task's standard outweighs the task: not the title in the row, and not
    the ordinal of this task's standard (4.有管理制度 below those of task 6).
    """
    if task is None:
        return True
    ordinal = ordinal_of(line.standard)
    is_ordinal_of_task = ordinal is not None and ordinal <= len(task.standards)
    return not line.title and (not is_ordinal_of_task or str(ordinal) in {one.ordinal for one in worded})


def _by_ordinal(line: _Line, task: Task, placed: set[str]) -> _Place:
    """The standards of the task that a row answers whose wording is none of them: by the ordinals in its text or
    beside it, else the next; without text all of them.
    """
    left = [one for one in task.standards if one.criterion_id not in placed]
    if not line.standard and line.ordinal is None:
        return _Place(task, task.standards if len(left) == len(task.standards) else ())
    several = _several(line.standard, task.standards)
    if len(several) > 1:
        return _Place(task, several)
    ordinal = ordinal_of(line.standard) or line.ordinal or 0
    at_ordinal = task.standards[ordinal - 1 : ordinal] if ordinal else ()
    criterion = next(iter(at_ordinal or left), None)
    is_numbered_only = line.number is not None and not line.title
    if criterion is None or (is_numbered_only and line.standard and not _is_reworded(line.standard, criterion)):
        return _Place(None)
    return _Place(task, (criterion,), is_reworded=bool(line.standard))


def _several(text: str, standards: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
    """The standards that a text names by their wording, or by ordinals that follow one another from its beginning."""
    letters = letters_of(text)
    ordinals = ordinals_within(text)
    return tuple(one for one in standards if one.ordinal in ordinals or wording_of(one.text) in letters)


def _is_reworded(standard: str, criterion: Criterion) -> bool:
    """True where a text resembles the standard, or holds it among other words."""
    return wording_of(criterion.text) in wording_of(standard) or resembles(
        wording_of(standard), wording_of(criterion.text)
    )


def _unrecognised(table: FoundTable, row: int, cells: Cells) -> None:
    if table.is_merged_across(row):
        return  # a group heading
    if not table.is_blank(row, "status") or not table.is_blank(row, "quantity"):
        key = "status" if not table.is_blank(row, "status") else "quantity"
        cells.add("row_unrecognised", table.grid.name, table.address(row, key))
