"""任务完成情况: what the society says of each work standard (annex, all tasks; docs/judging.md, Applicability)."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial

from etl.knowledge.criteria import Task
from etl.knowledge.layout import Layout
from etl.knowledge.rubric import Rubric
from etl.submission.answers import standards
from etl.submission.answers.answers_elsewhere import tell_answers_elsewhere
from etl.submission.answers.filled_down import fill_down
from etl.submission.answers.standards import AnswerRow
from etl.submission.cells import values
from etl.submission.cells.cell_reader import Cells, Expected, shortened
from etl.submission.found_tables.grid import Position
from etl.submission.found_tables.near_columns import near_columns
from etl.submission.found_tables.setting_aside import set_aside
from etl.submission.found_tables.table_finder import FoundTable, titles_above
from etl.submission.understanding import Answer
from etl.workbook import Value

_OTHERS = re.compile("(?:分支机构|分会|专委会|专业委员会)任务|(?:考核|审核|评审|核查)结果|^参考")
_Place = tuple[str, int, int]  # sheet, row, column
_BLANK = (None, False)
# What a row states: a value, whether it is unreadable, and what goes with it.
_STATED = (
    ("declared", "is_declared_unreadable", "declared_written", "sheet", "cell"),
    ("chosen", "is_chosen_unreadable", "chosen_cell"),
    ("quantity", "is_quantity_unreadable", "quantity_cell"),
)


def own_tables(tables: Iterable[FoundTable], rubric: Rubric, layout: Layout, cells: Cells) -> list[FoundTable]:
    """The tables of answers to the rubric; others (重点工作计划), and those of branches or of the association
    (分会任务, 考核结果) beside the society's own, are set aside.
    """
    named = [(table, _of_others(table, layout)) for table in tables]
    is_any_own = not all(word for _, word in named)
    own = []
    for table, word in named:
        if word and is_any_own:
            set_aside(table, f"标题或工作表名称写着“{word}”，不是本会的自评", cells)
        elif standards.is_ours(table, rubric, layout):
            own.append(table)
        else:
            set_aside(table, f"其中的任务名称、工作标准都不是《{rubric.name}》中的", cells)
    return own


def _of_others(table: FoundTable, layout: Layout) -> str:
    """The word of a title that says whose answers these are, where they are not the society's."""
    matches = (_OTHERS.search(title) for title in titles_above(table, layout))
    return next((match[0] for match in matches if match), "")


def read(
    tables: Iterable[FoundTable], asked: Collection[str], rubric: Rubric, layout: Layout, cells: Cells
) -> list[Answer]:
    """One answer for each standard that a row was found for, in the order of the rubric. Findings go to `cells`.

    `asked` are the columns that a table should have: what stands under a heading near theirs is not understood.
    """
    reader = _Reader(rubric, layout, cells)
    rows = []
    for table in tables:
        near = near_columns(table, set(asked).difference(table.columns), layout)
        for row in standards.rows(table, rubric, layout, cells):
            reader.take(row, near)
            rows.append(row)
        tell_answers_elsewhere(table, [one.row for one in rows if one.table is table], layout, cells)
    fill_down(reader.answers, rows, cells)
    return [
        reader.answers[criterion.criterion_id]
        for criterion in rubric.criteria
        if criterion.criterion_id in reader.answers
    ]


def check_not_applicable(answers: Sequence[Answer], rubric: Rubric, is_renewal: bool | None, cells: Cells) -> None:
    """A finding for each 不适用 that is not accepted, but for tasks that are not due or not chosen: these may say it
    without harm. `is_renewal` is the society's own word on 本年度是否换届.
    """
    by_id = {answer.criterion_id: answer for answer in answers}
    for task in rubric.tasks:
        rows = [by_id[one.criterion_id] for one in task.standards if one.criterion_id in by_id]
        refused = [row for row in rows if row.declared == "not_applicable" and row.is_declared_unreadable]
        if refused and _may_apply(task, rows, is_renewal):
            for sheet, cell in dict.fromkeys((row.sheet, row.cell) for row in refused):
                cells.add("not_applicable_refused", sheet, cell, task=task.number)


def _may_apply(task: Task, rows: Sequence[Answer], is_renewal: bool | None) -> bool:
    """docs/judging.md, Applicability, as far as one file can tell."""
    if task.group != "optional":
        return task.group == "basic" or is_renewal is not False
    if any(row.chosen is not None or row.is_chosen_unreadable for row in rows):
        return any(row.chosen or row.is_chosen_unreadable for row in rows)
    return any(
        row.quantity is not None
        or (row.declared != "not_applicable" and (row.declared is not None or row.is_declared_unreadable))
        for row in rows
    )


class _Reader:
    """Reads the rows of answers; a cell that is merged over several rows is read once."""

    def __init__(self, rubric: Rubric, layout: Layout, cells: Cells) -> None:
        self.rubric = rubric
        self.layout = layout
        self.cells = cells
        self.answers: dict[str, Answer] = {}
        self.read_status: dict[_Place, tuple[str | None, bool]] = {}
        self.read_quantity: dict[_Place, tuple[int | None, bool]] = {}
        self.read_chosen: dict[_Place, tuple[bool | None, bool]] = {}
        understand_status = partial(values.status, layout=layout)
        understand_choice = partial(values.yes_no, layout=layout, own_words="chosen")
        self.expected_status = Expected("完成情况", understand_status, "status_unreadable")
        self.expected_choice = Expected("是否选做", understand_choice, "yes_no_unreadable")

    def take(self, row: AnswerRow, near: Mapping[str, int]) -> None:
        """Read a row. `near` are columns of which nobody can be sure that they are 是否选做 and 数量."""
        table = row.table
        is_shared = len(row.criteria) > 1
        written = shortened(table.text(row.row, "status")) or None
        cell = table.address(row.row, "status")
        status, is_status_unreadable = self.status(row)
        chosen, is_chosen_unreadable = self.choice(row)
        quantity, is_quantity_unreadable = self.quantity(row, is_shared)
        if "chosen" in near and row.task.group == "optional":
            is_chosen_unreadable = not table.grid.is_blank(row.row, near["chosen"])
        if "quantity" in near:
            is_quantity_unreadable = self.is_number(table.grid.value(row.row, near["quantity"]))
        if is_shared and status:
            where = table.grid.name, table.address(row.row, "status")
            self.cells.add("answer_shared", *where, task=row.task.number, count=len(row.criteria))
        for criterion in row.criteria:
            is_refused = status == "not_applicable" and not criterion.may_be_not_applicable
            is_counted = criterion.count is not None
            answer = Answer(
                criterion.criterion_id,
                status,
                written,
                is_status_unreadable or is_refused,
                chosen,
                is_chosen_unreadable,
                table.address(row.row, "chosen"),
                quantity if is_counted or not is_shared else None,
                table.address(row.row, "quantity"),
                is_quantity_unreadable and is_counted,
                table.grid.name,
                cell,
            )
            self.keep(answer)

    def keep(self, answer: Answer) -> None:
        """Keep what the row says; where an earlier row of the same standard says something else, nobody can be sure."""
        known = self.answers.setdefault(answer.criterion_id, answer)
        if known is answer:
            return
        fields, again = known._asdict(), answer._asdict()
        is_conflict = False
        for key, is_unreadable, *beside in _STATED:
            before, now = ((some[key], some[is_unreadable]) for some in (fields, again))
            if now in (before, _BLANK):
                continue
            if before == _BLANK:
                fields |= {name: again[name] for name in (key, is_unreadable, *beside)}
            else:
                fields |= {key: None, is_unreadable: True}
                is_conflict = True
        if is_conflict:
            self.cells.add("answer_conflict", answer.sheet, answer.cell, criterion=answer.criterion_id)
        self.answers[answer.criterion_id] = Answer(**fields)

    def status(self, row: AnswerRow) -> tuple[str | None, bool]:
        place = row.position("status")
        if place is None:
            return None, False
        key = (row.table.grid.name, *place)
        if key not in self.read_status:
            self.read_status[key] = self.cells.read(row.table.grid, *place, self.expected_status)
            if self.read_status[key][0] == "mostly_done":
                where = row.table.grid.name, row.table.address(row.row, "status")
                written = shortened(row.table.text(row.row, "status"))
                self.cells.add("mostly_done", *where, value=written)
                self.read_status[key] = "partial", False
        return self.read_status[key]

    def choice(self, row: AnswerRow) -> tuple[bool | None, bool]:
        place = row.position("chosen")
        if place is None or row.task.group != "optional":
            return None, False
        key = (row.table.grid.name, *place)
        if key not in self.read_chosen:
            self.read_chosen[key] = self.cells.read(row.table.grid, *place, self.expected_choice)
        return self.read_chosen[key]

    def quantity(self, row: AnswerRow, is_shared: bool) -> tuple[int | None, bool]:
        place = row.position("quantity")
        if place is None:
            return None, False
        key = (row.table.grid.name, *place)
        if key in self.read_quantity:
            return self.read_quantity[key]
        in_merge = self.rows_of_merge(row, place)
        if not in_merge and not any(criterion.count for criterion in row.criteria):
            return self.uncounted(row, place)
        counted = [one for one in row.task.standards if one.count] if is_shared or in_merge else []
        label = next((self.rubric.measures[one.count].label for one in row.criteria if one.count), "数量")
        expected = Expected(label, lambda value: values.quantity(value, self.layout), "count_unreadable")
        result = self.cells.read(row.table.grid, *place, expected)
        if len(counted) > 1 and result[0] is not None:
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

    def uncounted(self, row: AnswerRow, place: Position) -> tuple[int | None, bool]:
        """A number where the rubric counts nothing: it says the row was answered, nothing else."""
        try:
            return values.quantity(row.table.grid.value(*place), self.layout), False
        except ValueError:
            return None, False

    def is_number(self, value: Value) -> bool:
        try:
            return values.count(value, self.layout) is not None
        except ValueError:
            return False

    def rows_of_merge(self, row: AnswerRow, place: Position) -> bool:
        return row.table.grid.merge_end(*place)[0] > place[0]
