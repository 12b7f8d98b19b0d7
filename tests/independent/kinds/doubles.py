"""What is said twice, in another place than asked for, or for show: columns of one heading, notes, examples."""

from dataclasses import replace

from tests.independent.kinds.draft import Draft, Table, sheet_of
from tests.independent.kinds.kind import kind
from tests.independent.mess.grid import Cell, Sheet
from tests.independent.mess.tables import Column
from tests.independent.truth import UNREADABLE, Declared


def _doubted(draft: Draft, rows: list[int]) -> None:
    """The rows in which 完成情况 is said otherwise once more."""
    answers = dict(draft.report.answers or {})
    for row in rows:
        answers[draft.standards[row]] = replace(answers[draft.standards[row]], declared=UNREADABLE)
    draft.mean(answers=answers)


def _done(draft: Draft) -> list[int]:
    """Some rows that say 已完成."""
    rows = [row for row in range(len(draft.standards)) if draft.answer(row).declared is Declared.DONE]
    return draft.pen.rng.sample(rows, 6)


@kind("status-twice", "two columns of one heading: what is blank in one stands in the other, what differs is unknown")
def _(draft: Draft) -> None:
    column = draft.answers["declared"]
    differing = _done(draft)
    others: list[Cell] = [draft.pen.one([None, cell]) for cell in column.cells]
    for row in differing:
        others[row] = draft.pen.one(["未完成", "部分完成"])
    own: list[Cell] = [
        None if others[row] == cell and row not in differing else cell for row, cell in enumerate(column.cells)
    ]
    second = Column("again", others, heading=draft.pen.one(["完成情况", "完成情况", "自评", "自评情况"]))
    draft.answers.replace("declared", replace(column, cells=own, heading="完成情况"), second)
    _doubted(draft, differing)


@kind("members-twice", "two columns 个人会员数 that differ: nobody can be sure")
def _(draft: Draft) -> None:
    cells: list[Cell] = [one + 5 if isinstance(one, int) else one for one in draft.members["individual"].cells]
    draft.members.columns.append(Column("again", cells, heading="个人会员数"))
    draft.mean(members={year: (UNREADABLE, unit) for year, (_, unit) in (draft.report.members or {}).items()})


@kind("status-in-a-note", "完成情况 is blank and 备注 says 已完成: no answer, and told")
def _(draft: Draft) -> None:
    cells = list(draft.answers["declared"].cells)
    rows = _done(draft)
    draft.answers.rewrite("declared", lambda row: None if row in rows else cells[row])
    notes: list[Cell] = ["已完成" if row in rows else None for row in range(len(cells))]
    draft.answers.columns.append(Column(draft.pen.one(["note", "evidence"]), notes))
    answers = dict(draft.report.answers or {})
    for row in rows:
        answers[draft.standards[row]] = replace(answers[draft.standards[row]], declared=None)
    draft.mean(answers=answers)
    draft.tells.append(("column_not_read",))


@kind("example-sheets", "a sheet 填表示例 beside the filled one counts nowhere")
def _(draft: Draft) -> None:
    names = ("填表示例", "样表", "示例（勿填）", "填写范例", "任务完成情况（样例）")
    columns = [
        replace(one, cells=[draft.pen.one(["已完成", "未完成"]) for _ in one.cells]) if one.key == "declared" else one
        for one in draft.answers.columns
    ]
    name = draft.pen.one(names)
    draft.beside.insert(0, Sheet(name, Table(name, columns).drawn()))
    draft.tells.append(("table_set_aside",))


@kind("example-sheet-alone", "a sheet 样表 that holds the only table of its kind is read")
def _(draft: Draft) -> None:
    draft.answers.sheet = draft.pen.one(["样表", "填写范例"])


@kind("answers-go-on-without-headings", "a sheet without headings whose rows fit the answers before goes on with them")
def _(draft: Draft) -> None:
    half = draft.standards.index("T11-1")
    rows: list[list[Cell]] = [list(one) for one in zip(*(one.cells for one in draft.answers.columns), strict=True)]
    draft.answers.columns = [replace(one, cells=one.cells[:half]) for one in draft.answers.columns]
    draft.beside.insert(0, sheet_of("续表二", rows[half:]))


@kind("choice-in-several-cells", "选做任务 | 11 | 12 | 15: every cell counts")
def _(draft: Draft) -> None:
    draft.answers.drop("chosen")
    numbers = sorted({int(name[1:3]) for name, one in (draft.report.answers or {}).items() if one.chosen})
    form = draft.pen.one(["{}", "任务{}", "第{}项"])
    cells: list[Cell] = [number if form == "{}" else form.format(number) for number in numbers]
    draft.answers.above = [[draft.pen.one(["选做任务", "选做任务："]), *cells]]


@kind("standards-as-numbers", "T03-2 or 3.2 in the place of the wording is that standard")
def _(draft: Draft) -> None:
    form = draft.pen.one(["{}-{}", "T{:02}-{}", "{}.{}", "任务{}-{}"])
    draft.answers.rewrite("standard", lambda row: form.format(int(draft.standards[row][1:3]), draft.standards[row][4:]))
