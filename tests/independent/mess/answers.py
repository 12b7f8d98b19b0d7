"""The table of tasks as people send it: a row per standard or per task, in any wording, merged down or not."""

from collections.abc import Sequence
from dataclasses import replace

from tests.independent.annex import TASKS, Standard, Task
from tests.independent.judge import LEAST
from tests.independent.mess.files import Format
from tests.independent.mess.grid import Block, Cell
from tests.independent.mess.pen import Pen, is_blank
from tests.independent.mess.tables import Column, merged, same_in, table, usual_ends
from tests.independent.truth import UNREADABLE, Answer, Answers, Count

GROUPS = {
    "basic": "一、学会改革基本任务",
    "renewal": "二、换届学会须完成任务（7-10项工作落实随换届工作同步推动）",
    "optional": "三、创新学会服务机制和工作方式（至少选5项）",
}
ORDINALS = ("{}.", "{}、", "（{}）", "({})", "{}．", "{}. ")
_WORDINGS = {one.wording.rstrip("；。") for task in TASKS for one in task.standards}
COUNTED_UNITS = ("个", "次", "项")


def rows_of_standards(pen: Pen, answers: Answers, tasks: Sequence[Task] = TASKS) -> tuple[Block, Answers]:
    """A row per standard. Returns the table and the answers that can be understood from it."""
    if pen.often(0.15):
        tasks = [task for task in tasks if task.group != "optional" or not _is_silent(task, answers)] or tasks
    down = pen.one(["every", "merged"] if pen.form is Format.ODS else ["every", "first", "merged"])
    rows = [(task, one) for task in tasks for one in task.standards]
    if down == "every" and pen.often(0.1):
        rows = [(task, one) for task in tasks for one in pen.shuffled(task.standards)]
    runs = _runs(tasks)
    mine = [answers[one.criterion] for _, one in rows]
    has_count, has_chosen = not pen.often(0.04), not pen.often(0.04)
    if not has_count or not has_chosen:
        mine = [
            Answer(one.declared, one.chosen if has_chosen else None, one.count if has_count else None) for one in mine
        ]
    columns = _identifying(pen, rows, runs, down)
    chosen = Column("chosen", [_chosen(pen, one) for one in mine])
    declared = Column("declared", [pen.declared(one.declared) for one in mine])
    count = Column("count", [_count(pen, one.criterion, answer) for (_, one), answer in zip(rows, mine, strict=True)])
    if pen.form.has_merges and pen.often(0.4):
        same = same_in([one.chosen for one in mine], runs)
        chosen = merged(chosen, same, lambda row: _chosen(pen, mine[row]))
    if pen.form.has_merges and pen.often(0.3):
        same = same_in([one.declared for one in mine], runs)
        declared = merged(declared, same, lambda row: pen.declared(mine[row].declared))
    if pen.form.has_merges and has_count and pen.often(0.1):
        count, mine = _counts_merged(pen, count, rows, mine, runs)
    if down != "every" and not pen.form.tells_merges:
        mine = _filled_down(mine, declared.cells, runs)
    columns += [chosen] if has_chosen else []
    columns += [declared]
    columns += [count] if has_count else []
    columns += _last_columns(pen, len(rows))
    block = table(pen, columns, _between(pen, tasks), _ends(pen))
    return block, {one.criterion: answer for (_, one), answer in zip(rows, mine, strict=True)}


def plain_columns(pen: Pen, answers: Answers) -> list[Column]:
    """The columns of a row per standard without disorder but in the values."""
    rows = [(task, one, answers[one.criterion]) for task in TASKS for one in task.standards]
    return [
        Column("ordinal", [task.number for task, _, _ in rows]),
        Column("task", [task.name for task, _, _ in rows]),
        Column("standard", [one.text for _, one, _ in rows]),
        Column("chosen", [_chosen(pen, answer) for _, _, answer in rows]),
        Column("declared", [pen.declared(answer.declared) for _, _, answer in rows]),
        Column("count", [_count(pen, one.criterion, answer) for _, one, answer in rows]),
    ]


def rows_of_tasks(pen: Pen, answers: Answers, tasks: Sequence[Task] = TASKS) -> tuple[Block, Answers]:
    """The whole annex with the standards of a task in one cell and one answer for all of them."""
    first = [answers[task.standards[0].criterion] for task in tasks]
    count: list[Count] = []
    understood: dict[str, Answer] = {}
    for task, answer in zip(tasks, first, strict=True):
        counted = [one.criterion for one in task.standards if one.criterion in LEAST]
        is_silent = answer.declared is None and answer.chosen is None
        count.append(answers[counted[0]].count if counted and not (is_silent and len(counted) > 1) else None)
        for one in task.standards:
            known = count[-1] if [one.criterion] == counted else UNREADABLE if count[-1] is not None else None
            known = known if one.criterion in counted else None
            understood[one.criterion] = Answer(answer.declared, answer.chosen, known)
    separator = pen.one(["\n", "\n", ""])
    form = pen.one(ORDINALS)
    columns = [
        Column("ordinal", [_task_number(pen, task.number) for task in tasks]),
        Column("task", [pen.text(task.name) for task in tasks]),
        *([Column("content", [task.content for task in tasks])] if pen.often(0.6) else []),
        Column("standard", [separator.join(_numbered(task, one, form) for one in task.standards) for task in tasks]),
        Column("chosen", [_chosen(pen, one) for one in first]),
        Column("declared", [pen.declared(one.declared) for one in first]),
        Column("count", [pen.count(one, COUNTED_UNITS) if one is not None else pen.blank() for one in count]),
        *_last_columns(pen, len(tasks)),
    ]
    starts = {place: tasks[place].group for place in range(len(tasks))}
    between = {place: GROUPS[group] for place, group in starts.items() if group != starts.get(place - 1)}
    return table(pen, columns, between if pen.often(0.7) else None, _ends(pen)), understood


def _runs(tasks: Sequence[Task]) -> list[tuple[int, int]]:
    """The rows (first, last) of each task."""
    runs, start = [], 0
    for task in tasks:
        runs.append((start, start + len(task.standards) - 1))
        start += len(task.standards)
    return runs


def _is_silent(task: Task, answers: Answers) -> bool:
    """Whether the society says nothing at all about the task."""
    return all(answers[one.criterion] == Answer() for one in task.standards)


def _counts_merged(
    pen: Pen, column: Column, rows: list[tuple[Task, Standard]], answers: list[Answer], runs: list[tuple[int, int]]
) -> tuple[Column, list[Answer]]:
    """One cell for the numbers of a task: it is that of its counted standard; of several it is nobody's."""
    understood = list(answers)
    shared: dict[int, Count] = {}
    longer: list[tuple[int, int]] = []
    for first, last in runs:
        counted = [row for row in range(first, last + 1) if rows[row][1].criterion in LEAST]
        says_more = any(one.chosen is not None or one.declared is not None for one in answers[first : last + 1])
        if first == last or not counted or not (says_more or len(counted) == 1):
            continue
        longer.append((first, last))
        shared[first] = answers[counted[0]].count
        if len(counted) > 1:
            for row in counted:
                understood[row] = replace(understood[row], count=None if shared[first] is None else UNREADABLE)
    return merged(column, longer, lambda row: pen.count(shared[row], COUNTED_UNITS)), understood


def _filled_down(answers: list[Answer], cells: Sequence[Cell], runs: list[tuple[int, int]]) -> list[Answer]:
    """Where a file cannot tell merges, an answer with nothing but blanks under it stands for the whole task."""
    filled = list(answers)
    for first, last in runs:
        if not is_blank(cells[first]) and all(is_blank(cell) for cell in cells[first + 1 : last + 1]):
            for row in range(first + 1, last + 1):
                filled[row] = replace(answers[row], declared=answers[first].declared)
    return filled


def _identifying(pen: Pen, rows: list[tuple[Task, Standard]], runs: list[tuple[int, int]], down: str) -> list[Column]:
    """Number, name, perhaps the content, and the standard: merged down, in the first row only, or in every row."""
    number = Column("ordinal", [_task_number(pen, task.number) for task, _ in rows])
    is_short = pen.often(0.08)
    name = Column("task", [pen.text(_shortened(task.name) if is_short else task.name) for task, _ in rows])
    content = Column("content", [task.content for task, _ in rows])
    shown = [number, name, *([content] if pen.often(0.2) else [])]
    longer = [(first, last) for first, last in runs if first < last]
    if down != "every":
        shown = [_first_only(column, longer, down == "merged") for column in shown]
    if pen.often(0.1) and not is_short:
        shown = shown[1:] if pen.often(0.5) else [shown[0], *shown[2:]]
    return [*shown, _standards(pen, rows)]


def _shortened(name: str) -> str:
    """A task's name as people shorten it."""
    return name[: max(5, len(name) // 2)]


def _first_only(column: Column, runs: list[tuple[int, int]], is_merged: bool) -> Column:
    first = {start: column.cells[start] for start, _ in runs}
    written = merged(column, runs, lambda row: first[row])
    return written if is_merged else Column(written.key, written.cells)


def _standards(pen: Pen, rows: list[tuple[Task, Standard]]) -> Column:
    """The standards with their ordinals in any form, perhaps reworded; or without ordinals, as printed."""
    form = pen.one(ORDINALS) if pen.often(0.5) else ORDINALS[0]
    manner = "printed" if pen.often(0.6) else pen.one(["without ordinals", "reworded"])
    cells: list[Cell] = []
    for task, one in rows:
        if manner == "without ordinals" or len(task.standards) == 1:
            cells.append(pen.text(one.wording))
        elif manner == "reworded" and pen.often(0.5):
            cells.append(form.format(one.criterion[4:]) + _reworded(pen, one.wording))
        else:
            cells.append(pen.text(_numbered(task, one, form)))
    return Column("standard", cells)


def _numbered(task: Task, one: Standard, form: str) -> str:
    return form.format(one.criterion[4:]) + one.wording if len(task.standards) > 1 else one.wording


def _reworded(pen: Pen, text: str) -> str:
    """The standard in other words, which are not those of another one."""
    half = text[: len(text) // 2]
    others = ["已" + text.rstrip("；。") + "，情况良好", text.replace("有", "具有", 1)]
    return pen.one(others if half in _WORDINGS else [half, *others])


def _task_number(pen: Pen, number: int) -> Cell:
    written: list[Cell] = [str(number), f"{number}.", f"{number}、", float(number)]
    return number if pen.often(0.7) else pen.one(written)


def _chosen(pen: Pen, answer: Answer) -> Cell:
    return pen.blank() if answer.chosen is None and pen.often(0.9) else pen.yes_no(answer.chosen)


def _count(pen: Pen, criterion: str, answer: Answer) -> Cell:
    return pen.count(answer.count, COUNTED_UNITS) if criterion in LEAST else None


def _last_columns(pen: Pen, rows: int) -> list[Column]:
    evidence = Column("evidence", [pen.one([None, "见附件", "会议纪要", "照片3张"]) for _ in range(rows)])
    note = Column("note", [pen.one([None, None, "2018年新增"]) for _ in range(rows)])
    return [one for one in (evidence, note) if not pen.often(0.15)]


def _between(pen: Pen, tasks: Sequence[Task]) -> dict[int, str]:
    if pen.often(0.3):
        return {}
    starts = [first for first, _ in _runs(tasks)]
    groups = [task.group for task in tasks]
    blank = {start: "" for start in starts[1:] if pen.often(0.03)}
    return blank | {
        start: GROUPS[group]
        for place, (start, group) in enumerate(zip(starts, groups, strict=True))
        if place == 0 or groups[place - 1] != group
    }


def _ends(pen: Pen) -> list[str]:
    total = [pen.one(["合计", "合　计", "合计：已完成任务20项"])] if pen.often(0.15) else []
    return total + usual_ends(pen)
