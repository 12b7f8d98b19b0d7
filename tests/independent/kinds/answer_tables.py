"""How the table of answers is laid out: headings, numbers of rows, standards in one cell, the choice as a line."""

from dataclasses import replace

from tests.independent.annex import TASKS
from tests.independent.judge import LEAST
from tests.independent.kinds.answer_words import PLAIN, declare
from tests.independent.kinds.draft import Draft, Item, beside, sheet_of
from tests.independent.kinds.kind import kind
from tests.independent.mess.grid import Block, Cell
from tests.independent.mess.tables import Column
from tests.independent.truth import UNREADABLE, Answer, Declared

STATUS_HEADINGS = ("落实情况", "自查情况", "自评结果", "是否完成", "完成情况及说明", "完成状态", "自评")
NEAR_HEADINGS = ("完成情况如何", "任务完成情况", "完成情形", "本年完成情况")


@kind("heading-of-status", "完成情况=自评=自查情况=落实情况=是否完成=完成情况及说明")
def _(draft: Draft) -> None:
    draft.answers.head("declared", draft.pen.one(STATUS_HEADINGS))


@kind("heading-over-status", "two rows of headings: any words over 完成情况 and its neighbour")
def _(draft: Draft) -> None:
    over = draft.pen.one(["具体情况", "有关内容", "学会填写", "2018年"])
    for key in ("declared", "count"):
        draft.answers.replace(key, replace(draft.answers[key], over=over))


@kind("heading-near-status", "a heading near ours is not guessed: a finding names the nearest", must_read=False)
def _(draft: Draft) -> None:
    draft.answers.head("declared", draft.pen.one(NEAR_HEADINGS))


@kind("heading-near-count", "a heading near 数量 is not guessed: a finding", must_read=False)
def _(draft: Draft) -> None:
    draft.answers.head("count", draft.pen.one(["完成数量", "数量情况", "活动数量"]))


@kind("heading-near-choice", "a heading near 是否选做 is not guessed: a finding", must_read=False)
def _(draft: Draft) -> None:
    draft.answers.head("chosen", draft.pen.one(["是否选做任务项", "本年是否选做", "是否选做了"]))


@kind("heading-unknown-status", "a table of ours that lacks a heading: table_unread", must_read=False)
def _(draft: Draft) -> None:
    draft.answers.head("declared", draft.pen.one(["办理结果", "进展", "学会意见"]))


@kind("heading-of-evidence", "佐证材料=证明材料=支撑材料")
def _(draft: Draft) -> None:
    rows = len(draft.standards)
    cells: list[Cell] = [draft.pen.one([None, "见附件", "会议纪要"]) for _ in range(rows)]
    draft.answers.columns.append(Column("evidence", cells, heading=draft.pen.one(["证明材料", "支撑材料", "佐证材料"])))


@kind("note-is-the-answer", "in the annex's own five columns 备注 is 完成情况")
def _(draft: Draft) -> None:
    _without_choice_and_count(draft)
    declare(draft, lambda one: PLAIN[one])
    draft.answers.head("declared", "备注")
    rows = [task.content for task in TASKS for _ in task.standards]
    draft.answers.columns.insert(2, Column("content", list(rows)))


@kind("note-beside-the-answer", "备注 of a table with 完成情况 is a note, whatever it says")
def _(draft: Draft) -> None:
    cells: list[Cell] = [draft.pen.one([None, "已完成", "未完成", "新增"]) for _ in draft.standards]
    draft.answers.columns.append(Column("note", cells))


@kind("rows-1-to-56", "rows numbered 1…56 are placed by their words")
def _(draft: Draft) -> None:
    _first_rows_only(draft, "task")
    draft.answers.rewrite("ordinal", lambda row: row + 1)
    if draft.pen.one([True, False]):
        draft.answers.between = draft.chapters()


@kind("rows-1-to-n-in-a-task", "rows numbered 1, 2, 3 within a task are placed by their words")
def _(draft: Draft) -> None:
    _first_rows_only(draft, "task")
    draft.answers.rewrite("ordinal", lambda row: int(draft.standards[row][4:]))


@kind("rows-1-to-56-without-ordinals", "exact wording outweighs a number")
def _(draft: Draft) -> None:
    wording = [one.wording for task in TASKS for one in task.standards]
    draft.answers.rewrite("ordinal", lambda row: row + 1)
    draft.answers.rewrite("standard", lambda row: wording[row])


@kind("standards-in-one-cell", "the standards of a task in one cell, one answer for all of them")
def _(draft: Draft) -> None:
    parting = draft.pen.one(["\n", " ", "  ", "　", "；", ""])
    ordinal = draft.pen.one(["{}.", "{}、", "（{}）", "({})", "{}．"])
    answers: dict[str, Answer] = {}
    rows: list[tuple[list[Cell], Answer]] = []
    for task in TASKS:
        mine = [(draft.report.answers or {})[one.criterion] for one in task.standards]
        counted = [one.criterion for one in task.standards if one.criterion in LEAST]
        shared = Answer(
            mine[0].declared, mine[0].chosen, (draft.report.answers or {})[counted[0]].count if counted else None
        )
        for one in task.standards:
            count = shared.count if [one.criterion] == counted else None
            if count is None and one.criterion in counted and shared.count is not None:
                count = UNREADABLE
            answers[one.criterion] = replace(shared, count=count)
        texts = [
            one.wording if len(task.standards) == 1 else ordinal.format(one.criterion[4:]) + one.wording
            for one in task.standards
        ]
        rows.append(([task.number, task.name, parting.join(texts)], shared))
    pen = draft.pen
    draft.answers.columns = [
        *[
            Column(key, [cells[place] for cells, _ in rows])
            for place, key in enumerate(("ordinal", "task", "standard"))
        ],
        Column("chosen", [pen.yes_no(one.chosen) for _, one in rows]),
        Column("declared", [pen.declared(one.declared) for _, one in rows]),
        Column("count", [pen.count(one.count) for _, one in rows]),
    ]
    draft.mean(answers=answers)
    draft.tells.append(("answer_shared",))


@kind("annex-as-printed", "the annex's own five columns, a row per task, the answer under 备注")
def _(draft: Draft) -> None:
    first = [(draft.report.answers or {})[task.standards[0].criterion].declared for task in TASKS]
    number = draft.pen.one(["{}.", "{}、", "（{}）"])
    texts = [
        "\n".join(number.format(place) + one.wording for place, one in enumerate(task.standards, 1)) for task in TASKS
    ]
    draft.answers.columns = [
        Column("ordinal", [task.number for task in TASKS]),
        Column("task", [task.name for task in TASKS]),
        Column("content", [task.content for task in TASKS]),
        Column("standard", list(texts)),
        Column("note", [PLAIN[one] if isinstance(one, Declared) else None for one in first]),
    ]
    draft.mean(
        answers={one.criterion: Answer(said) for task, said in zip(TASKS, first, strict=True) for one in task.standards}
    )


@kind("choice-in-words", "a line that names no numbers: read, or unknown with a finding", must_read=False)
def _(draft: Draft) -> None:
    chosen = {int(name[1:3]) for name, one in (draft.report.answers or {}).items() if one.chosen}
    draft.answers.drop("chosen")
    draft.items.insert(4, Item("choice", "选做任务", "、".join(task.name for task in TASKS if task.number in chosen)))


@kind("column-of-ours-unknown", "a column of a table of ours that holds ticks and is not read: column_not_read")
def _(draft: Draft) -> None:
    cells: list[Cell] = ["√" if row % 4 else None for row in range(len(draft.standards))]
    draft.answers.columns.append(Column("extra", cells, heading=draft.pen.one(["初审", "处室核对", "抽查"])))
    draft.tells.append(("column_not_read",))


@kind("rows-of-ours-unknown", "rows of a table of ours that hold answers and are not read are named")
def _(draft: Draft) -> None:
    row: list[Cell] = [None] * len(draft.answers.columns)
    row[draft.answers.place("task")] = draft.pen.one(["其他特色工作", "乡村振兴", "志愿服务"])
    row[draft.answers.place("standard")] = draft.pen.one(["有特色品牌", "组织下乡活动", None])
    row[draft.answers.place("declared")] = "已完成"
    draft.answers.below = [row]
    draft.tells.append(("row_unrecognised", "rows_not_read"))


@kind("choice-on-the-form", "选做任务：11、12、15、18、20 on the form")
def _(draft: Draft) -> None:
    text = _listed(draft)
    draft.items.insert(
        draft.pen.rng.randrange(3, len(draft.items)), Item("choice", draft.pen.one(["选做任务", "选做任务序号"]), text)
    )


@kind("choice-under-the-table", "选做任务：… under or above the table of answers")
def _(draft: Draft) -> None:
    text = _listed(draft)
    where = draft.pen.one([draft.answers.above, draft.answers.below])
    where.append(
        [draft.pen.one(["选做任务：", "选做任务:"]) + text] if draft.pen.one([True, False]) else ["选做任务", text]
    )


@kind("choice-and-answers-differ", "a task that is answered and not in the line is not chosen")
def _(draft: Draft) -> None:
    answers = dict(draft.report.answers or {})
    idle = sorted({name[:3] for name, one in answers.items() if one.chosen is False})
    extra = draft.pen.one(idle)
    for name, one in answers.items():
        if name[:3] == extra:
            answers[name] = replace(one, declared=Declared.DONE)
    draft.mean(answers=answers)
    declare(draft, lambda one: PLAIN[one])
    text = _listed(draft)
    draft.items.insert(3, Item("choice", "选做任务", text))


@kind("answers-right-of-the-form", "a table right of the form is read by its own headings")
def _(draft: Draft) -> None:
    form = Block([[one.label, one.value] for one in draft.items])
    draft.form.block = beside(form, draft.answers.drawn())
    draft.answers.columns = []


@kind("plan-beside", "a table whose titles are not ours (重点工作计划) is not ours")
def _(draft: Draft) -> None:
    plans = ("召开学术年会", "举办科普讲座", "组织会员发展", "开展课题研究", "编写行业标准", "召开理事会")
    rows: list[list[Cell]] = [
        [number, plan, draft.pen.one(["已完成", "未完成", "进行中"]), "张某"] for number, plan in enumerate(plans, 1)
    ]
    heads: list[Cell] = draft.pen.one(
        [["序号", "任务名称", "完成情况", "责任人"], ["序号", "工作标准", "完成情况", "责任人"]]
    )
    title: list[Cell] = [draft.pen.one(["2019年重点工作计划", "2018年重点工作安排"])]
    draft.beside.append(sheet_of("重点工作计划", [title, heads, *rows]))


@kind("plan-beside-with-numbers", "a plan's numbers 1, 2, 3 are not our tasks")
def _(draft: Draft) -> None:
    plans = ("学术年会", "科普周活动", "会员日", "换届筹备")
    rows: list[list[Cell]] = [
        [number, plan, "已完成", draft.pen.one([None, 3])] for number, plan in enumerate(plans, 1)
    ]
    draft.beside.append(sheet_of("计划进度", [["序号", "任务名称", "完成情况", "数量"], *rows]))


@kind("two-tables-of-answers-side-by-side", "two tables side by side are each read by their own headings")
def _(draft: Draft) -> None:
    half = 28
    columns = draft.answers.columns
    left = replace_rows(columns, slice(0, half))
    right = replace_rows(columns, slice(half, None))
    table = draft.answers
    table.columns = left
    first = table.drawn()
    table.columns = right
    table.block = beside(first, table.drawn())


def replace_rows(columns: list[Column], rows: slice) -> list[Column]:
    """The columns with some of their rows."""
    return [replace(one, cells=one.cells[rows]) for one in columns]


def _first_rows_only(draft: Draft, key: str) -> None:
    cells = draft.answers[key].cells
    draft.answers.rewrite(key, lambda row: cells[row] if draft.standards[row].endswith("-1") else None)


def _without_choice_and_count(draft: Draft) -> None:
    draft.answers.drop("chosen", "count")
    answers = {name: Answer(one.declared) for name, one in (draft.report.answers or {}).items()}
    draft.mean(answers=answers)


def _listed(draft: Draft) -> str:
    """Leave out the column of choices; return the numbers of the chosen tasks as a line."""
    draft.answers.drop("chosen")
    numbers = sorted({int(name[1:3]) for name, one in (draft.report.answers or {}).items() if one.chosen})
    parting = draft.pen.one(["、", "，", ",", " ", "；"])
    form = draft.pen.one(["{}", "{}", "第{}项", "任务{}"])
    return parting.join(form.format(number) for number in numbers)


@kind("example-in-the-answers", "a row numbered 例 shows how to fill in the form and answers nothing")
def _(draft: Draft) -> None:
    row: list[Cell] = [column.cells[0] for column in draft.answers.columns]
    row[draft.answers.place("ordinal")] = draft.pen.one(["例", "示例", "例：", "（样例）"])
    row[draft.answers.place("declared")] = draft.pen.one(["未完成", "部分完成"])
    draft.answers.between[0] = row
