"""任务完成情况: which work standard each row of the table answers (docs/workbook.md: by task and ordinal, the
wording a check).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from etl.knowledge.rubric import Criterion, Rubric, Task
from etl.submission.cell_reader import Cells
from etl.submission.grid import Position
from etl.submission.table_finder import FoundTable
from etl.text import match_key

_ORDINAL = re.compile(r"^[(]?([0-9]{1,2})[)]?[.、,:)]?(?![0-9])")
_INNER_ORDINAL = re.compile(r"(?:^|(?<=[;。；\n\r]))\s*[(（]?([0-9]{1,2})[)）.、．]\s*(?=[^0-9\s])")
_TASK_NUMBER = re.compile(r"^(?:t|任务)?([0-9]{1,2})(?:[.\-、]([0-9]{1,2})?)?(?:\.0)?$")
_PUNCTUATION = re.compile(r"[^0-9a-z\u4e00-\u9fff]")


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


def rows(table: FoundTable, rubric: Rubric, cells: Cells) -> Iterator[AnswerRow]:
    """The rows that answer something, top to bottom. What cannot be placed becomes a finding in `cells`."""
    places = _places(table.texts("task_number"), table.texts("task_title"), table.texts("standard"), rubric)
    for row, place in zip(table.rows, places, strict=True):
        if place is None:
            continue
        if not place.task or not place.criteria:
            _unrecognised(table, row, cells)
            continue
        if place.is_reworded:
            (criterion,) = place.criteria
            where = table.grid.name, table.address(row, "standard")
            cells.add("standard_reworded", *where, criterion=criterion.criterion_id)
        table.mark_read(row)
        yield AnswerRow(table, row, place.task, place.criteria)


@lru_cache(maxsize=64)  # most societies leave these columns as the template has them
def _places(
    numbers: tuple[str, ...], titles: tuple[str, ...], wordings: tuple[str, ...], rubric: Rubric
) -> tuple[_Place | None, ...]:
    """What each row answers, from top to bottom, by what stands in its columns; None for a group heading."""
    by_number = {task.number: task for task in rubric.tasks}
    by_title = {_letters(task.title): task for task in rubric.tasks}
    places: list[_Place | None] = []
    task: Task | None = None
    seen: Counter[str] = Counter()
    for written_number, written_title, standard in zip(numbers, titles, wordings, strict=True):
        number, ordinal = _task_number(written_number)
        title = _letters(written_title)
        named = _by_title(title, by_title) or by_number.get(number or 0)
        if named is None and (title or number) and not standard:
            places.append(None)
            continue
        if named:
            task = named
        elif task is None or title or number:  # nothing known stands there: only the wording can tell
            of_wording = _by_wording(standard, rubric.criteria)
            task = next((one for one in rubric.tasks if of_wording and one.task_id == of_wording.task_id), None)
        place = _standards(standard, ordinal, task, seen[task.task_id]) if task else _Place(None)
        if task:
            seen[task.task_id] += len(place.criteria)
        places.append(place)
    return tuple(places)


def _task_number(text: str) -> tuple[int | None, int | None]:
    found = _TASK_NUMBER.match(match_key(text))
    if not found:
        return None, None
    return int(found[1]), int(found[2]) if found[2] else None


def _letters(text: str) -> str:
    return _PUNCTUATION.sub("", match_key(text))


def _by_title(title: str, tasks: dict[str, Task]) -> Task | None:
    if len(title) < 4:
        return None
    exact = tasks.get(title) or tasks.get(title.lstrip("0123456789"))
    if exact:
        return exact
    title = title.lstrip("0123456789")
    near = [
        task
        for known, task in tasks.items()
        if len(title) >= 6 and (known.startswith(title) or title.startswith(known))
    ]
    return near[0] if len(near) == 1 else None


def _by_wording(standard: str, criteria: Iterable[Criterion]) -> Criterion | None:
    wording = _wording(standard)
    same = [one for one in criteria if one.is_standard and wording and _wording(one.text) == wording]
    return same[0] if len(same) == 1 else None


def _wording(standard: str) -> str:
    return _letters(_ORDINAL.sub("", match_key(standard)))


def _standards(standard: str, ordinal: int | None, task: Task, seen: int) -> _Place:
    """The standards of the task that a text names; all of them where the text holds several or there is none.

    `seen` of them are answered further up.
    """
    standards = task.standards
    if len(standards) == 1:
        return _Place(task, standards)
    if not standard.strip() and ordinal is None:
        return _Place(task, standards if seen == 0 else ())
    several = tuple(standards[number - 1] for number in _inner_ordinals(standard) if 1 <= number <= len(standards))
    if len(several) > 1:
        return _Place(task, several)
    number = _ordinal(standard) or ordinal
    if number and 1 <= number <= len(standards):
        criterion = standards[number - 1]
        is_reworded = bool(standard.strip()) and _wording(standard) != _wording(criterion.text)
        return _Place(task, (criterion,), is_reworded)
    if by_wording := _by_wording(standard, standards):
        return _Place(task, (by_wording,))
    return _Place(task, standards[seen : seen + 1])


def _inner_ordinals(standard: str) -> tuple[int, ...]:
    """The ordinals at the beginning of the text and of its parts, each once."""
    return tuple(dict.fromkeys(int(number) for number in _INNER_ORDINAL.findall(standard)))


def _ordinal(standard: str) -> int | None:
    found = _ORDINAL.match(match_key(standard))
    return int(found[1]) if found else None


def _unrecognised(table: FoundTable, row: int, cells: Cells) -> None:
    if table.is_merged_across(row):
        return  # a group heading
    if not table.is_blank(row, "status") or not table.is_blank(row, "quantity"):
        key = "status" if not table.is_blank(row, "status") else "quantity"
        cells.add("row_unrecognised", table.grid.name, table.address(row, key))
