"""What stands in the cells of the table of answers: words with remarks, other words, boxes, ticks in columns."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from tests.independent.kinds.draft import Draft
from tests.independent.kinds.kind import kind
from tests.independent.mess.grid import Cell
from tests.independent.mess.tables import Column
from tests.independent.truth import UNREADABLE, Declared

REMARKS = (
    " 见附件",
    " 材料齐全",
    "（见附件）",
    "(附件3)",
    "，有会议纪要",
    "：资料已归档",
    "；2018年6月",
    "。详见佐证",
    "\n材料附后",
    " （2018年12月）",
    ",材料齐全",
    "。",
    "；",
)
WORDS: Mapping[Declared, Sequence[str]] = {
    Declared.DONE: ("已落实", "全部完成", "✔", "100%", "完成", "✓", "√"),
    Declared.PARTLY: ("基本完成", "正在进行", "进行中", "部分完成", "推进中"),
    Declared.NOT: ("没有完成", "尚未开展", "未开展", "未启动", "×", "未完成"),
    Declared.NOT_APPLICABLE: ("不适用", "不涉及", "/", "—"),
}
PLAIN = {
    Declared.DONE: "已完成",
    Declared.PARTLY: "部分完成",
    Declared.NOT: "未完成",
    Declared.NOT_APPLICABLE: "不适用",
}
TICKS = ("√", "✓", "✔", "☑", "■")
STATUS_ORDER = (Declared.DONE, Declared.PARTLY, Declared.NOT)
SOME = 12
LAST_RENEWAL = 10


def declare(draft: Draft, write: Callable[[Declared], Cell]) -> None:
    """Write every answer that is given anew."""

    def cell(row: int) -> Cell:
        declared = draft.answer(row).declared
        return write(declared) if isinstance(declared, Declared) else None

    draft.answers.rewrite("declared", cell)


def unread(draft: Draft, words: Sequence[Cell]) -> None:
    """Some answers become words that nobody can be sure of."""
    rows = draft.pen.rng.sample(range(len(draft.standards)), SOME)
    answers = dict(draft.report.answers or {})
    cells = list(draft.answers["declared"].cells)
    for row in rows:
        if answers[draft.standards[row]].chosen is False:
            continue
        cells[row] = draft.pen.one(words)
        answers[draft.standards[row]] = replace(answers[draft.standards[row]], declared=UNREADABLE)
    draft.answers.rewrite("declared", lambda row: cells[row])
    draft.mean(answers=answers)


@kind("status-with-remark", "已完成（见附件） is that word")
def _(draft: Draft) -> None:
    declare(draft, lambda one: PLAIN[one] + draft.pen.one(REMARKS))


@kind("status-not-done-with-reason", "未完成：正在换届 is that word, whatever the remark says")
def _(draft: Draft) -> None:
    reasons = ("：正在换届", "（计划2019年完成）", "，尚缺经费", "；拟明年启动", "：部分材料在办")
    declare(draft, lambda one: PLAIN[one] + (draft.pen.one(reasons) if one is Declared.NOT else ""))


@kind("status-words", "已落实, 基本完成, 正在进行, 没有完成, 尚未开展 …")
def _(draft: Draft) -> None:
    declare(draft, lambda one: draft.pen.one(WORDS[one]))


@kind("status-yes-no", "是 and 否 under 完成情况 are 已完成 and 未完成")
def _(draft: Draft) -> None:
    answers = {
        name: replace(one, declared=Declared.NOT if one.declared is Declared.PARTLY else one.declared)
        for name, one in (draft.report.answers or {}).items()
    }
    draft.mean(answers=answers)
    declare(draft, lambda one: "是" if one is Declared.DONE else "否")


@kind("status-that-hedges", "完成（50%）, 已完成（部分）, 完成，尚未公示: cannot be read")
def _(draft: Draft) -> None:
    hedges = (
        "完成（50%）",
        "已完成（部分）",
        "完成，尚未公示",
        "已完成，拟下月公示",
        "完成80%",
        "已完成（计划中）",
        "完成（正在整理）",
    )
    unread(draft, hedges)
    draft.tells.append(("status_unreadable",))


@kind("status-of-other-words", "有 无 Y N 1 0 under 完成情况 cannot be read")
def _(draft: Draft) -> None:
    unread(draft, ("有", "无", "Y", "N", 1, 0, "1", "待定", "见附件"))
    draft.tells.append(("status_unreadable",))


@kind("choice-words", "是否选做: 选做, 选, 已选 = 是; 不选, 未选 = 否")
def _(draft: Draft) -> None:
    words = {True: ("选做", "选", "已选"), False: ("不选", "未选"), None: (None,)}
    _choose(draft, lambda chosen: draft.pen.one(words[chosen]))


@kind("choice-with-remark", "是（…） is 是; 否，… is 否")
def _(draft: Draft) -> None:
    words = {
        True: ("是（重点任务）", "是，已报备", "√（选做）"),
        False: ("否（2018年不选）", "否，条件不具备"),
        None: (None,),
    }
    _choose(draft, lambda chosen: draft.pen.one(words[chosen]))


@kind("choice-slash", "/, — under 是否选做 and 数量 are blanks")
def _(draft: Draft) -> None:
    _choose(draft, lambda chosen: {True: "是", False: "/", None: "—"}[chosen])
    answers = dict(draft.report.answers or {})
    for name, one in answers.items():
        answers[name] = replace(one, chosen=one.chosen or None)
    cells = draft.answers["count"].cells
    draft.answers.rewrite("count", lambda row: draft.pen.one(["/", "—"]) if cells[row] is None else cells[row])
    draft.mean(answers=answers)


@kind("choice-unreadable", "是否选做 written but unreadable in every row: 选做待确认")
def _(draft: Draft) -> None:
    answers = dict(draft.report.answers or {})
    chosen = sorted({name[:3] for name, one in answers.items() if one.chosen})
    doubtful = draft.pen.rng.sample(chosen, 2)
    words = ("待定", "拟选", "视情况", "？")
    for name, one in answers.items():
        if name[:3] in doubtful:
            answers[name] = replace(one, chosen=UNREADABLE)
    draft.mean(answers=answers)
    draft.answers.rewrite(
        "chosen",
        lambda row: (
            draft.pen.one(words)
            if draft.answer(row).chosen is UNREADABLE
            else draft.pen.yes_no(draft.answer(row).chosen)
        ),
    )
    draft.tells.append(("yes_no_unreadable", "chosen_unreadable"))


@kind("boxes-of-status", "☑ ■ √ before or behind one of several words ticks it; none ticked is a blank")
def _(draft: Draft) -> None:
    on, off = draft.pen.one([("☑", "□"), ("■", "□"), ("√", "□"), ("☑", "☐"), ("■", "☐")])
    is_before = draft.pen.one([True, True, False])
    parting = draft.pen.one([" ", "  ", "", "\n", "　"])

    def cell(row: int) -> Cell:
        declared = draft.answer(row).declared
        parts = [(on if one is declared else off, PLAIN[one]) for one in STATUS_ORDER]
        return parting.join(box + word if is_before else word + box for box, word in parts)

    draft.answers.rewrite("declared", cell)


@kind("boxes-with-remark", "☑是 □否（见附件）: a ticked box is its word, a remark is a remark")
def _(draft: Draft) -> None:
    remarks = ("（见附件）", "", "，材料附后", "", "\n2018年6月")

    def cell(row: int) -> Cell:
        declared = draft.answer(row).declared
        boxes = " ".join(f"{'☑' if one is declared else '□'}{PLAIN[one]}" for one in STATUS_ORDER)
        return boxes + (draft.pen.one(remarks) if declared is not None else "")

    draft.answers.rewrite("declared", cell)


@kind("boxes-two-ticked", "two ticked are unreadable")
def _(draft: Draft) -> None:
    unread(draft, ("☑已完成 ☑未完成", "■已完成 ■部分完成 □未完成", "√已完成 □部分完成 √未完成"))
    draft.tells.append(("status_unreadable", "ticks_unreadable"))


@kind("boxes-of-choice", "☑是 □否 under 是否选做")
def _(draft: Draft) -> None:
    on, off = draft.pen.one([("☑", "□"), ("■", "□"), ("√", "□")])
    words = {True: f"{on}是 {off}否", False: f"{off}是 {on}否", None: f"{off}是 {off}否"}
    _choose(draft, lambda chosen: words[chosen])


@kind("ticks-of-status", "已完成 | 部分完成 | 未完成: the column that is ticked is the answer")
def _(draft: Draft) -> None:
    order = draft.pen.shuffled(STATUS_ORDER)
    over = draft.pen.one(["完成情况", "自评情况", None])
    tick, hint = draft.pen.one(TICKS), draft.pen.one(["", "", "（打√）", "（√）"])
    rows = range(len(draft.standards))
    columns = []
    for one in order:
        cells: list[Cell] = [tick if draft.answer(row).declared is one else None for row in rows]
        columns.append(Column("tick", cells, heading=PLAIN[one] + hint, over=over))
    draft.answers.replace("declared", *columns)


@kind("ticks-two-in-a-row", "two ticks in one row are unreadable")
def _(draft: Draft) -> None:
    rows = range(len(draft.standards))
    doubled = set(draft.pen.rng.sample(rows, SOME))
    answers = dict(draft.report.answers or {})
    for row in doubled:
        if draft.answer(row).chosen is not False:
            answers[draft.standards[row]] = replace(draft.answer(row), declared=UNREADABLE)
    draft.mean(answers=answers)
    columns = [
        Column(
            "tick",
            ["√" if draft.answer(row).declared in (one, UNREADABLE) else None for row in rows],
            heading=PLAIN[one],
            over="完成情况",
        )
        for one in STATUS_ORDER[:: draft.pen.one([1, -1])]
    ]
    draft.answers.replace("declared", *columns)
    draft.tells.append(("status_unreadable", "ticks_unreadable"))


@kind("ticks-of-choice", "是否选做 as 是 | 否 with √ in one")
def _(draft: Draft) -> None:
    order = draft.pen.shuffled([True, False])
    over = draft.pen.one(["是否选做", "是否选做（选做任务填）"])
    rows = range(len(draft.standards))
    columns = [
        Column(
            "tick",
            ["√" if draft.answer(row).chosen is one else None for row in rows],
            heading="是" if one else "否",
            over=over,
        )
        for one in order
    ]
    draft.answers.replace("chosen", *columns)


def _choose(draft: Draft, write: Callable[[bool | None], Cell]) -> None:
    """Write every choice anew."""

    def cell(row: int) -> Cell:
        chosen = draft.answer(row).chosen
        is_optional = int(draft.standards[row][1:3]) > LAST_RENEWAL
        return write(chosen if isinstance(chosen, bool) else None) if is_optional else None

    draft.answers.rewrite("chosen", cell)
