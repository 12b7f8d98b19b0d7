"""任务完成情况: which work standard each row of the table answers (workbook.md: by task and ordinal, the
wording a check).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from etl.rubric import Criterion, Rubric, Task
from etl.submission.cells import Cells
from etl.submission.grid import Position
from etl.submission.tables import FoundTable
from etl.text import match_key

_ORDINAL = re.compile(r"^[(]?([0-9]{1,2})[)]?[.、,:)]?(?![0-9])")
_INNER_ORDINAL = re.compile(r"(?:^|(?<=[;。；\n\r]))\s*[(（]?([0-9]{1,2})[)）.、．]\s*(?=[^0-9\s])")
_TASK_NUMBER = re.compile(r"^(?:t|任务)?([0-9]{1,2})(?:[.\-、]([0-9]{1,2})?)?(?:\.0)?$")
_PUNCTUATION = re.compile(r"[^0-9a-z\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One row of the table and the standards it answers."""

    table: FoundTable
    row: int
    task: Task
    criteria: tuple[Criterion, ...]

    def position(self, key: str) -> Position | None:
        column = self.table.columns.get(key)
        return None if column is None else self.table.grid.anchor(self.row, column)


def rows(table: FoundTable, rubric: Rubric, cells: Cells) -> Iterator[AnswerRow]:
    """The rows that answer something, top to bottom. What cannot be placed becomes a finding in `cells`."""
    by_number = {task.number: task for task in rubric.tasks}
    by_title = {_letters(task.title): task for task in rubric.tasks}
    task: Task | None = None
    seen: dict[str, int] = {}
    for row in table.rows():
        number, ordinal = _task_number(table.text(row, "task_number"))
        title = _letters(table.text(row, "task_title"))
        standard = table.text(row, "standard")
        named = _by_title(title, by_title) or by_number.get(number or 0)
        if named is None and (title or number) and not standard:
            continue  # a group heading
        if named:
            task = named
        elif task is None or title or number:  # nothing known stands there: only the wording can tell
            of_wording = _by_wording(standard, rubric.criteria)
            task = next((one for one in rubric.tasks if of_wording and one.task_id == of_wording.task_id), None)
        if task is None:
            _unrecognised(table, row, cells)
            continue
        criteria = _standards(standard, ordinal, task, seen.get(task.task_id, 0), table, row, cells)
        if criteria:
            seen[task.task_id] = seen.get(task.task_id, 0) + len(criteria)
            yield AnswerRow(table, row, task, criteria)
        else:
            _unrecognised(table, row, cells)


@lru_cache(maxsize=1024)
def _task_number(text: str) -> tuple[int | None, int | None]:
    found = _TASK_NUMBER.match(match_key(text))
    if not found:
        return None, None
    return int(found[1]), int(found[2]) if found[2] else None


@lru_cache(maxsize=1024)
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


@lru_cache(maxsize=1024)
def _wording(standard: str) -> str:
    return _letters(_ORDINAL.sub("", match_key(standard)))


def _standards(
    standard: str, ordinal: int | None, task: Task, seen: int, table: FoundTable, row: int, cells: Cells
) -> tuple[Criterion, ...]:
    """The standards of the task that a text names; all of them where the text holds several or there is none."""
    standards = task.standards
    if len(standards) == 1:
        return standards
    if not standard.strip() and ordinal is None:
        return standards if seen == 0 else ()
    several = tuple(standards[number - 1] for number in _inner_ordinals(standard) if 1 <= number <= len(standards))
    if len(several) > 1:
        return several
    number = _ordinal(standard) or ordinal
    if number and 1 <= number <= len(standards):
        criterion = standards[number - 1]
        if standard.strip() and _wording(standard) != _wording(criterion.text):
            cells.add(
                "standard_reworded", table.grid.name, table.address(row, "standard"), criterion=criterion.criterion_id
            )
        return (criterion,)
    if by_wording := _by_wording(standard, standards):
        return (by_wording,)
    return (standards[seen],) if seen < len(standards) else ()


@lru_cache(maxsize=1024)
def _inner_ordinals(standard: str) -> tuple[int, ...]:
    """The ordinals at the beginning of the text and of its parts, each once."""
    return tuple(dict.fromkeys(int(number) for number in _INNER_ORDINAL.findall(standard)))


@lru_cache(maxsize=1024)
def _ordinal(standard: str) -> int | None:
    found = _ORDINAL.match(match_key(standard))
    return int(found[1]) if found else None


def _unrecognised(table: FoundTable, row: int, cells: Cells) -> None:
    if table.is_merged_across(row):
        return  # a group heading
    if not table.is_blank(row, "status") or not table.is_blank(row, "quantity"):
        key = "status" if not table.is_blank(row, "status") else "quantity"
        cells.add("row_unrecognised", table.grid.name, table.address(row, key))
