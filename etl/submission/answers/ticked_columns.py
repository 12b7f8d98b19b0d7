"""Ticks in columns: 已完成 | 部分完成 | 未完成, 是 | 否, 常务理事 | 理事, under their question or without
one (docs/workbook.md, What people really send back). A tick means the heading right above it and nothing else.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from etl.knowledge.layout import Layout
from etl.submission.account.fates import Fate
from etl.submission.cells import closed_lists
from etl.submission.found_tables.grid import Grid
from etl.text import heading_key

QUESTIONS = {
    "status": ("answers", "status", ("status", "mostly_done")),
    "chosen": ("answers", "chosen", ("yes_no", "chosen")),
    "frontline": ("council", "frontline", ("yes_no", "frontline")),
    "post": ("council", "post", ("post",)),
}
"""What may be asked without a heading above the answers: table, column, the lists of its answers."""
_PERSON = "姓名"


@dataclass(frozen=True, slots=True)
class TickedColumns:
    """Neighbouring columns, each headed with another answer to one question: column → heading as written.

    `questions` are those that all of these may answer, `heading` is the heading key of the one that is asked.
    """

    answers: Mapping[int, str]
    questions: frozenset[str]
    heading: str = ""

    @property
    def first(self) -> int:
        """The column that stands for all."""
        return min(self.answers)


class Folded(NamedTuple):
    """Two rows of heading keys in which the heading of the question stands for the columns of its answers."""

    top: dict[int, str]
    below: dict[int, str]
    ticked: tuple[TickedColumns, ...]
    is_below_used: bool


def may_be_ticked(keys: Mapping[int, str], layout: Layout) -> bool:
    """True where answers stand side by side among the heading keys of a row, so that their columns may hold ticks."""
    answers = _answers(layout)
    columns = {column for column, key in keys.items() if key in answers}
    return any(column + 1 in columns for column in columns)


def folded(grid: Grid, row: int, top: dict[int, str], below: dict[int, str], layout: Layout) -> Folded:
    """Both rows, `top` being `row`, without the columns of answers: the question alone stands at the first of them."""
    if not may_be_ticked(top, layout) and not may_be_ticked(below, layout):
        return Folded(top, below, (), False)
    in_below = _asked(grid, row, list(_groups(below, top.keys(), layout)), below | top, layout)
    two_rows = Folded(_asking(top, in_below), _without(below, in_below), tuple(in_below), True)
    if in_below and _is_second_row(grid, row, top, two_rows, layout):
        return two_rows
    above = frozenset(column for column, value in enumerate(grid.rows[row - 1]) if value is not None) if row else ()
    in_top = _asked(grid, row - 1, list(_groups(top, above, layout)), top, layout)
    return Folded(_asking(top, in_top), below, tuple(in_top), False)


def _is_second_row(grid: Grid, row: int, top: dict[int, str], heads: Folded, layout: Layout) -> bool:
    """True where the row below holds headings only: answers under their question, or answers alone."""
    known = {column for column, key in heads.below.items() if key in layout.known}
    is_headed = all(_heading_above(grid, row, one) for one in heads.ticked)
    return (
        not is_data(grid, row + 1)
        and (is_headed or not known)
        and all(one in known for one in heads.below.keys() & top.keys())
    )


def is_data(grid: Grid, row: int) -> bool:
    """True for a row that holds a number or a date, which no second row of headings does."""
    return row < grid.height and any(value is not None and not isinstance(value, str) for value in grid.rows[row])


def show_answers(grid: Grid, rows: Iterable[int], ticked: Iterable[TickedColumns], layout: Layout) -> None:
    """Let the first column show, row by row, the heading that is ticked; what is no single tick is shown as written,
    so that nobody can read it as an answer.
    """
    for columns in ticked:
        for row in rows:
            grid.account.mark(Fate.READ, row, columns.answers)
            _show_answer(grid, row, columns, layout)


def _show_answer(grid: Grid, row: int, columns: TickedColumns, layout: Layout) -> None:
    marks = layout.words["mark"]
    filled = {
        column: grid.text(row, column).strip()
        for column in columns.answers
        if not grid.is_blank(row, column) and marks.get(grid.text(row, column).strip()) != "empty"
    }
    if not filled:  # ○ in one column and nothing in the others may be a tick
        written = {column: grid.text(row, column).strip() for column in columns.answers}
        said = {column: text for column, text in written.items() if text}
        filled = said if list(said.values()) == [closed_lists.CIRCLE] else {}
    place = next(iter(filled), columns.first)
    shown: str | None = None
    if len(filled) == 1 and closed_lists.is_tick(filled[place][:1], layout):
        remark = filled[place][1:].strip()
        shown = columns.answers[place] + (
            remark if closed_lists.begins_remark(remark) else f"？{remark}" if remark else ""
        )
    elif filled and _are_posts(filled, columns, layout):
        shown = "、".join(columns.answers[column] for column in filled)
    elif filled:
        shown = "，".join(f"「{columns.answers[column]}」栏填「{text}」" for column, text in filled.items())
    grid.show(row, columns.first, shown, grid.anchor(row, place))


def _are_posts(filled: Mapping[int, str], columns: TickedColumns, layout: Layout) -> bool:
    """True where all is ticked and the headings are posts: a person may hold several."""
    is_ticked = all(closed_lists.is_tick(text, layout) for text in filled.values())
    return is_ticked and all(columns.answers[column] in layout.words["post"] for column in filled)


@lru_cache(maxsize=8)
def _meanings(layout: Layout) -> Mapping[str, Mapping[str, str]]:
    """Question → answer that may head a column → its meaning."""
    return {
        question: {
            word: meaning
            for name in lists
            for word, meaning in layout.words[name].items()
            if closed_lists.is_spelled(word)
        }
        for question, (_, _, lists) in QUESTIONS.items()
    }


@lru_cache(maxsize=8)
def _answers(layout: Layout) -> frozenset[str]:
    return frozenset().union(*_meanings(layout).values())


@lru_cache(maxsize=8)
def _headings(layout: Layout) -> Mapping[str, str]:
    """Heading key → the question it asks."""
    asked = {
        key: question
        for question, (table, column, _) in QUESTIONS.items()
        for key, known in layout.headings[table].items()
        if known == column
    }
    return asked | {key: "chosen" for key, field in layout.labels.items() if layout.fields[field].type == "yes_no"}


def _groups(keys: Mapping[int, str], headed: Collection[int], layout: Layout) -> Iterator[TickedColumns]:
    """Two or more neighbouring columns that all may answer one question, each otherwise; a column with a heading of
    its own in the row above (`headed`) begins anew.
    """
    meanings = _meanings(layout)
    group = TickedColumns({}, frozenset(QUESTIONS))
    for column, key in sorted(keys.items()):
        is_next = column - 1 in group.answers and not (column in headed and not group.answers.keys().isdisjoint(headed))
        if not is_next or not _able(key, group, meanings):
            if len(group.answers) > 1:
                yield group
            group = TickedColumns({}, frozenset(QUESTIONS))
        if able := _able(key, group, meanings):
            group = TickedColumns({**group.answers, column: key}, able)
    if len(group.answers) > 1:
        yield group


def _able(key: str, group: TickedColumns, meanings: Mapping[str, Mapping[str, str]]) -> frozenset[str]:
    """The questions of the group to which the key is one more answer."""
    return frozenset(
        question
        for question in group.questions
        if key in meanings[question]
        and meanings[question][key] not in {meanings[question][other] for other in group.answers.values()}
    )


def _asked(
    grid: Grid, above: int, groups: list[TickedColumns], keys: Mapping[int, str], layout: Layout
) -> list[TickedColumns]:
    """The groups whose question is known: by the heading in the row above them, or without one by their answers and
    by what the other columns ask.
    """
    headed = [(group, _heading_above(grid, above, group)) for group in groups]
    asked = [
        replace(group, heading=heading)
        for group, heading in headed
        if heading and _headings(layout).get(heading) in group.questions
    ]
    taken = {_headings(layout).get(key) for key in _without(keys, groups).values()}
    taken |= {_headings(layout)[group.heading] for group in asked}
    possible = {"frontline", "post"} if _PERSON in keys.values() else {"status", "chosen"}
    for group in sorted((group for group, heading in headed if heading == ""), key=lambda group: len(group.questions)):
        question = next((name for name in QUESTIONS if name in group.questions & possible - taken), None)
        if question:
            table, column, _ = QUESTIONS[question]
            asked.append(replace(group, heading=heading_key(layout.tables[table].columns[column].label)))
            taken.add(question)
    return asked


def _heading_above(grid: Grid, above: int, group: TickedColumns) -> str | None:
    """The one heading over the columns and no others; empty where there is none, None where there are several."""
    if above < 0:
        return ""
    filled = [column for column in group.answers if grid.rows[above][column] is not None]
    if not filled:
        return ""
    if len(filled) > 1:
        return None
    is_wider = grid.merge_end(above, filled[0])[1] > max(group.answers)
    return "" if is_wider else heading_key(grid.text(above, filled[0]))


def _asking(keys: Mapping[int, str], groups: Iterable[TickedColumns]) -> dict[int, str]:
    """The heading keys with the question in place of its answers."""
    return _without(keys, groups) | {one.first: one.heading for one in groups}


def _without(keys: Mapping[int, str], groups: Iterable[TickedColumns]) -> dict[int, str]:
    taken = {column for one in groups for column in one.answers}
    return {column: key for column, key in keys.items() if column not in taken}
