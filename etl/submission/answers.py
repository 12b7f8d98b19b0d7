"""任务完成情况: which work standard each row answers, and what it says (judging.md, Applicability; annex, all tasks)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from etl.layout import Layout
from etl.rubric import Criterion, Rubric, Task
from etl.submission import values
from etl.submission.cells import Cells, shortened
from etl.submission.grid import Position
from etl.submission.model import Answer
from etl.submission.tables import FoundTable
from etl.text import match_key

_ORDINAL = re.compile(r"^[(]?([0-9]{1,2})[)]?[.、,:)]?(?![0-9])")
_INNER_ORDINAL = re.compile(r"(?:^|(?<=[;。；\n\r]))\s*[(（]?([0-9]{1,2})[)）.、．]\s*(?=[^0-9\s])")
_TASK_NUMBER = re.compile(r"^(?:t|任务)?([0-9]{1,2})(?:[.\-、]([0-9]{1,2})?)?(?:\.0)?$")
_Place = tuple[str, int, int]  # sheet, row, column
_PUNCTUATION = re.compile(r"[^0-9a-z\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the table and the standards it answers."""

    table: FoundTable
    row: int
    task: Task
    criteria: tuple[Criterion, ...]

    def position(self, key: str) -> Position | None:
        column = self.table.columns.get(key)
        return None if column is None else self.table.grid.anchor(self.row, column)


def read(
    tables: Iterable[FoundTable], rubric: Rubric, layout: Layout, cells: Cells, is_renewal: bool | None
) -> list[Answer]:
    """One answer for each standard that a row was found for, in the order of the rubric. Findings go to `cells`.

    `is_renewal` is the society's own word on 本年度是否换届: where it says no, 不适用 for tasks 7–10 is no finding.
    """
    found = [row for table in tables for row in _rows(table, rubric, cells)]
    reader = _Reader(rubric, layout, cells, is_renewal)
    for row in found:
        reader.take(row)
    reader.fill_down(found)
    reader.check_choices()
    return [
        reader.answers[criterion.criterion_id]
        for criterion in rubric.criteria
        if criterion.criterion_id in reader.answers
    ]


def _rows(table: FoundTable, rubric: Rubric, cells: Cells) -> Iterable[_Row]:
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
        if named and named is not task and (named.task_id not in seen or title or number):
            task = named
        if task is None:
            if not standard:
                continue
            task_of_wording = _by_wording(standard, rubric.criteria)
            if task_of_wording is None:
                _unrecognised(table, row, cells)
                continue
            task = next(one for one in rubric.tasks if one.task_id == task_of_wording.task_id)
        criteria = _standards(standard, ordinal, task, seen.get(task.task_id, 0), table, row, cells)
        if criteria:
            seen[task.task_id] = seen.get(task.task_id, 0) + len(criteria)
            yield _Row(table, row, task, criteria)
        else:
            _unrecognised(table, row, cells)


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


def _standards(
    standard: str, ordinal: int | None, task: Task, seen: int, table: FoundTable, row: int, cells: Cells
) -> tuple[Criterion, ...]:
    """The standards of the task that a text names; all of them where the text holds several or there is none."""
    standards = task.standards
    if len(standards) == 1:
        return standards
    if not standard.strip() and ordinal is None:
        return standards if seen == 0 else ()
    inner = [int(number) for number in _INNER_ORDINAL.findall(standard)]
    several = tuple(standards[number - 1] for number in dict.fromkeys(inner) if 1 <= number <= len(standards))
    if len(several) > 1:
        return several
    found = _ORDINAL.match(match_key(standard))
    number = int(found[1]) if found else ordinal
    by_wording = _by_wording(standard, standards)
    if number and 1 <= number <= len(standards):
        criterion = standards[number - 1]
        if standard.strip() and _wording(standard) != _wording(criterion.text):
            cells.add(
                "standard_reworded", table.grid.name, table.address(row, "standard"), criterion=criterion.criterion_id
            )
        return (criterion,)
    if by_wording:
        return (by_wording,)
    return (standards[seen],) if seen < len(standards) else ()


def _unrecognised(table: FoundTable, row: int, cells: Cells) -> None:
    if not table.is_blank(row, "status") or not table.is_blank(row, "quantity"):
        key = "status" if not table.is_blank(row, "status") else "quantity"
        cells.add("row_unrecognised", table.grid.name, table.address(row, key))


class _Reader:
    def __init__(self, rubric: Rubric, layout: Layout, cells: Cells, is_renewal: bool | None) -> None:
        self.rubric = rubric
        self.is_renewal = is_renewal
        self.layout = layout
        self.cells = cells
        self.answers: dict[str, Answer] = {}
        self.read_status: dict[_Place, tuple[str | None, bool]] = {}
        self.read_quantity: dict[_Place, tuple[int | None, bool]] = {}
        self.read_chosen: dict[_Place, tuple[bool | None, bool]] = {}

    def take(self, row: _Row) -> None:
        is_shared = len(row.criteria) > 1
        status, is_status_unreadable = self.status(row)
        chosen = self.choice(row)
        quantity, is_quantity_unreadable = self.quantity(row, is_shared)
        if is_shared and status:
            self.cells.add(
                "answer_shared",
                row.table.grid.name,
                row.table.address(row.row, "status"),
                task=row.task.number,
                count=len(row.criteria),
            )
        for criterion in row.criteria:
            declared, is_refused = self.accepted(status, criterion, row)
            is_counted = criterion.count is not None
            answer = Answer(
                criterion.criterion_id,
                declared,
                shortened(row.table.text(row.row, "status")) or None,
                is_status_unreadable or is_refused,
                chosen,
                row.table.address(row.row, "chosen"),
                quantity if is_counted or not is_shared else None,
                row.table.address(row.row, "quantity"),
                is_quantity_unreadable and is_counted,
                row.table.grid.name,
                row.table.address(row.row, "status"),
            )
            self.keep(answer, row)

    def keep(self, answer: Answer, row: _Row) -> None:
        known = self.answers.get(answer.criterion_id)
        if known is None:
            self.answers[answer.criterion_id] = answer
            return
        said, again = (known.declared, known.quantity), (answer.declared, answer.quantity)
        if said == again or again == (None, None):
            return
        if said == (None, None):
            self.answers[answer.criterion_id] = answer
            return
        self.cells.add("answer_conflict", row.table.grid.name, answer.cell, criterion=answer.criterion_id)
        self.answers[answer.criterion_id] = replace(
            known,
            declared=known.declared if known.declared == answer.declared else None,
            quantity=known.quantity if known.quantity == answer.quantity else None,
            is_declared_unreadable=True,
            is_quantity_unreadable=True,
        )

    def status(self, row: _Row) -> tuple[str | None, bool]:
        place = row.position("status")
        if place is None:
            return None, False
        key = (row.table.grid.name, *place)
        if key not in self.read_status:
            self.read_status[key] = self.cells.read(
                row.table.grid,
                *place,
                "完成情况",
                lambda value: values.word(value, "status", self.layout),
                "status_unreadable",
            )
        return self.read_status[key]

    def accepted(self, status: str | None, criterion: Criterion, row: _Row) -> tuple[str | None, bool]:
        if status != "not_applicable" or criterion.may_be_not_applicable:
            return status, False
        if self.is_relevant(row):
            self.cells.add(
                "not_applicable_refused",
                row.table.grid.name,
                row.table.address(row.row, "status"),
                task=row.task.number,
            )
        return None, False

    def is_relevant(self, row: _Row) -> bool:
        """A task that is not chosen or not due may say 不适用 without harm."""
        if row.task.group == "renewal":
            return self.is_renewal is not False
        return row.task.group == "basic" or self.choice(row) is True

    def choice(self, row: _Row) -> bool | None:
        place = row.position("chosen")
        if place is None or row.task.group != "optional":
            return None
        key = (row.table.grid.name, *place)
        if key not in self.read_chosen:
            self.read_chosen[key] = self.cells.read(
                row.table.grid, *place, "是否选做", lambda value: values.yes_no(value, self.layout), "yes_no_unreadable"
            )
        return self.read_chosen[key][0]

    def quantity(self, row: _Row, is_shared: bool) -> tuple[int | None, bool]:
        place = row.position("quantity")
        if place is None:
            return None, False
        counted = [criterion for criterion in row.task.standards if criterion.count]
        in_merge = self.rows_of_merge(row, place)
        covers_several = len(counted) > 1 and (is_shared or in_merge)
        key = (row.table.grid.name, *place)
        if key in self.read_quantity:
            return self.read_quantity[key]
        label = next((self.rubric.measures[one.count].label for one in row.criteria if one.count), "数量")
        if not any(criterion.count for criterion in row.criteria) and not in_merge:
            return self.uncounted(row, place)
        result = self.cells.read(
            row.table.grid, *place, label, lambda value: values.count(value, self.layout), "count_unreadable"
        )
        if covers_several and result[0] is not None:
            self.cells.add(
                "quantity_shared",
                row.table.grid.name,
                row.table.address(row.row, "quantity"),
                task=row.task.number,
                count=len(counted),
            )
            result = (None, True)
        self.read_quantity[key] = result
        return result

    def uncounted(self, row: _Row, place: Position) -> tuple[int | None, bool]:
        """A number where the rubric counts nothing: it says the row was answered, nothing else."""
        try:
            return values.count(row.table.grid.value(*place), self.layout), False
        except ValueError:
            return None, False

    def rows_of_merge(self, row: _Row, place: Position) -> bool:
        return row.table.grid.merge_end(*place)[0] > place[0]

    def fill_down(self, rows: list[_Row]) -> None:
        """Without merge information, a task that has 完成情况 or 是否选做 in its first row only is read as merged down."""
        by_task: dict[str, list[_Row]] = {}
        for row in rows:
            if not row.table.grid.has_merge_information and len(row.criteria) == 1:
                by_task.setdefault(row.task.task_id, []).append(row)
        for of_task in by_task.values():
            for key in ("status", "chosen"):
                first, *rest = of_task
                if not rest or first.table.is_blank(first.row, key):
                    continue
                if any(not row.table.is_blank(row.row, key) for row in rest):
                    continue
                self.copy_down(key, first, rest)

    def copy_down(self, key: str, first: _Row, rest: list[_Row]) -> None:
        source = self.answers[first.criteria[0].criterion_id]
        for row in rest:
            criterion = row.criteria[0]
            old = self.answers[criterion.criterion_id]
            if key == "chosen":
                new = replace(old, chosen=source.chosen, chosen_cell=source.chosen_cell)
            else:
                is_refused = source.declared == "not_applicable" and not criterion.may_be_not_applicable
                new = replace(
                    old,
                    declared=None if is_refused else source.declared,
                    declared_written=source.declared_written,
                    is_declared_unreadable=source.is_declared_unreadable or is_refused,
                    cell=source.cell,
                )
            self.answers[criterion.criterion_id] = new
        if key == "status":
            self.cells.add("filled_down", first.table.grid.name, source.cell, task=first.task.number, label="完成情况")

    def check_choices(self) -> None:
        """是否选做 against itself and against the answers (judging.md, Applicability)."""
        for task in self.rubric.tasks:
            if task.group != "optional":
                continue
            answers = [self.answers[one.criterion_id] for one in task.standards if one.criterion_id in self.answers]
            said = {answer.chosen for answer in answers} - {None}
            answered = next(
                (
                    answer
                    for answer in answers
                    if answer.declared in ("done", "partial", "not_done") or answer.quantity is not None
                ),
                None,
            )
            if len(said) > 1:
                other = next(answer for answer in answers if answer.chosen is False)
                self.at("chosen_rows_differ", other, other.chosen_cell, task)
            elif not said and answered:
                self.at("chosen_blank", answered, answered.chosen_cell or answered.cell, task)
            elif said == {False} and answered:
                self.at("chosen_no_answered", answered, answered.cell, task)

    def at(self, kind: str, answer: Answer, cell: str | None, task: Task) -> None:
        self.cells.add(kind, answer.sheet, cell, task=task.number)
