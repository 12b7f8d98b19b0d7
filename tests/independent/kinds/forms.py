"""How the form is written: labels numbered, grouped or in other words, values with remarks, boxes, years in words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tests.independent.kinds.draft import Draft, Item, Row, sheet_of
from tests.independent.kinds.kind import kind
from tests.independent.mess.grid import Block, Cell, Merge
from tests.independent.truth import UNREADABLE, Form

CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")
NUMERALS = "一二三四五六七八九十"
SYNONYMS = {
    "renewal": ("是否换届", "是否为换届年", "是否换届年", "本年度是否换届"),
    "delegates": ("代表人数", "会员代表人数"),
    "councillors": ("理事会人数", "理事数", "理事人数"),
    "full_time": ("专职人员", "专职人员数", "专职工作人员数"),
    "part_time": ("兼职人员", "兼职人员数", "兼职工作人员数"),
    "unit": ("挂靠单位", "支撑单位", "依托单位", "支持单位"),
    "year": ("报告期", "填报年度"),
}
NEAR_LABELS = {
    "delegates": ("会员代表总人数数", "会员代表人次数", "会员代表人员数"),
    "staff_before": ("换届前专兼职工作人员总数数", "换届之前专兼职工作人员数"),
}


def _form(draft: Draft) -> Form:
    return draft.report.form or Form()


@kind("labels-in-other-words", "是否为换届年, 代表人数, 理事会人数, 专职人员 …")
def _(draft: Draft) -> None:
    for key, labels in SYNONYMS.items():
        for one in draft.items:
            if one.key == key:
                one.label = draft.pen.one(labels)


@kind("labels-numbered", "2.填报年度, （一）学会名称")
def _(draft: Draft) -> None:
    form = draft.pen.one(["{}.", "{}、", "（{}）", "({})", "{}. "])
    is_chinese = form in ("（{}）", "{}、") and draft.pen.one([True, False])
    for number, one in enumerate(draft.items, 1):
        tens, ones = divmod(number, 10)
        words = ("十" if tens == 1 else NUMERALS[tens - 1] + "十" if tens else "") + (
            NUMERALS[ones - 1] if ones else ""
        )
        one.label = form.format(words if is_chinese else number) + one.label


@kind("numbers-before-labels", "序号 before labels")
def _(draft: Draft) -> None:
    rows: list[Row] = [[number, one.label, one.value] for number, one in enumerate(draft.items, 1)]
    head: list[Row] = draft.pen.one([[], [["序号", "项目", "内容"]], [["序号", "项目", "填写内容"]]])
    draft.form.block = Block([*head, *rows])


@kind("labels-in-groups", "工作人员数 → 专职 | 兼职")
def _(draft: Draft) -> None:
    full, part = draft.item("full_time"), draft.item("part_time")
    rest: list[Row] = [[one.label, one.value] for one in draft.items if one not in (full, part)]
    if draft.pen.one([True, False]):
        group: list[Row] = [["工作人员数", "专职", full.value, "兼职", part.value]]
        draft.form.block = Block([*rest, *group])
    else:
        group = [["工作人员数", "专职", full.value], [None, "兼职", part.value]]
        start = len(rest)
        draft.form.block = Block([*rest, *group], [Merge(start, 0, start + 1, 0)])


@kind("yes-with-remark", "是（2018年6月换届） is 是; 否，2020年换届 is 否")
def _(draft: Draft) -> None:
    words = {True: ("是（2018年6月换届）", "是，已完成换届", "是：6月"), False: ("否（2020年换届）", "否，尚未到期")}
    draft.item("renewal").value = _word(draft, words, _form(draft).renewal)
    standing = {True: ("有（17人）", "是，设常务理事会"), False: ("无（规模较小）", "否，未设")}
    draft.item("has_standing").value = _word(draft, standing, _form(draft).has_standing)


@kind("boxes-on-the-form", "☑是 □否 on the form")
def _(draft: Draft) -> None:
    on, off = draft.pen.one([("☑", "□"), ("■", "□"), ("√", "□"), ("☑", "☐")])
    words = {True: (f"{on}是 {off}否", f"{on}是{off}否"), False: (f"{off}是 {on}否",), None: (f"{off}是 {off}否",)}
    for key, said in (("renewal", _form(draft).renewal), ("has_standing", _form(draft).has_standing)):
        draft.item(key).value = draft.pen.one(words[said if isinstance(said, bool) else None])


@kind("renewal-unreadable", "what the society answered cannot be read: 换届待确认, no excuse")
def _(draft: Draft) -> None:
    draft.mean(form=replace(_form(draft), renewal=UNREADABLE))
    draft.item("renewal").value = draft.pen.one(("待定", "☑是 ☑否", "拟换届", "？", "2018"))
    draft.tells.append(("yes_no_unreadable", "ticks_unreadable"))


@kind("numbers-on-the-form-unreadable", "a number that is none is unknown, and a finding")
def _(draft: Draft) -> None:
    key = draft.pen.one(["delegates", "full_time", "staff_before"])
    draft.mean(form=replace(_form(draft), **{key: UNREADABLE}))
    words: list[Cell] = ["约120", "一百二十", "120余", 12.5, "85%", "不详"]
    draft.item(key).value = draft.pen.one(words)
    draft.tells.append(("count_unreadable",))


@kind("label-unknown", "a label near one of ours that has a value: label_unknown", must_read=False)
def _(draft: Draft) -> None:
    key = draft.pen.one(sorted(NEAR_LABELS))
    draft.item(key).label = draft.pen.one(NEAR_LABELS[key])
    draft.tells.append(("label_unknown",))


@kind("labels-that-are-nothing", "联系人邮箱, 女理事人数 beside 理事人数 are nothing")
def _(draft: Draft) -> None:
    others: list[tuple[str, Cell]] = [
        ("联系人邮箱", "x@example.org"),
        ("女理事人数", 7),
        ("党员理事人数", 9),
        ("专职工作人员平均年龄", 41),
        ("通讯地址", "滨海市示例路1号"),
        ("上届会员代表人数", 77),
    ]
    for label, value in draft.pen.rng.sample(others, 4):
        draft.items.insert(draft.pen.rng.randrange(len(draft.items) + 1), Item("other", label, value))


@kind("year-in-chinese-numerals", "填报年度 二〇一八年度")
def _(draft: Draft) -> None:
    zero, form = draft.pen.one(["〇", "○", "零"]), draft.pen.one(["{}年", "{}年度", "{}"])
    draft.item("year").value = form.format(str(draft.period).translate(CHINESE).replace("〇", zero))


@kind("year-in-chinese-numerals-in-the-title", "二〇一八年度 in a title says the year")
def _(draft: Draft) -> None:
    draft.items.remove(draft.item("year"))
    draft.answers.above = [[f"{str(draft.period).translate(CHINESE)}年度学会改革任务完成情况表"]]


@kind("two-years-of-the-report", "two labels 填报年度 that differ: the file goes back")
def _(draft: Draft) -> None:
    years: list[Cell] = [2017, "2017年"]
    draft.items.append(Item("year", draft.pen.one(["填报年度", "报告期"]), draft.pen.one(years)))
    draft.means = None
    draft.tells.append(("period_conflict",))


@kind("title-of-another-year", "a title of another year beside 填报年度 is no second year of the report")
def _(draft: Draft) -> None:
    draft.members.above = [["2017年度会员情况"]]


@kind("section-left-of-the-form", "a heading merged down the left side of the form is no label")
def _(draft: Draft) -> None:
    pairs: list[list[Cell]] = [[one.label, one.value] for one in draft.items]
    rows: list[Row] = [[None, *pairs[row], *pairs[row + 1]] for row in range(0, len(pairs) - 1, 2)]
    if draft.pen.one([True, False]):
        rows = []
        for start in range(0, len(pairs), 4):
            rows += [[None, *[one[place] for one in pairs[start : start + 4]]] for place in (0, 1)]
    elif len(pairs) % 2:
        rows.append([None, *pairs[-1]])
    rows[0][0] = draft.pen.one(["一、基本信息", "基本情况", "二、组织情况"])
    draft.form.block = Block(rows, [Merge(0, 0, len(rows) - 1, 0)])


@kind("form-in-one-row", "a row of known labels alone with one row of values below is a form")
def _(draft: Draft) -> None:
    draft.form.block = Block([[one.label for one in draft.items], [one.value for one in draft.items]])


@kind("headings-are-no-labels", "the heading of an unknown table is not read as labels and values")
def _(draft: Draft) -> None:
    heads: Row = draft.pen.one(
        [
            ["序号", "学会名称", "是否建立理事会党组织", "党员人数", "书记"],
            ["学会名称", "获奖项目", "党员人数", "理事人数", "负责人"],
            ["序号", "分支机构名称", "理事人数", "会员代表人数", "负责人"],
        ]
    )
    rows: list[Row] = [[number, draft.line.name, "是", 12 + number, "示例甲"] for number in (1, 2)]
    if heads[0] != "序号":
        rows = [[draft.line.name, "示例项目", 12, 9, "示例甲"]]
    draft.beside.append(sheet_of(draft.pen.one(["双覆盖", "统计表", "附表"]), [["统计表"], heads, *rows]))


@kind("dates-of-the-form", "dates in every way do no harm to the year")
def _(draft: Draft) -> None:
    values: list[Cell] = ["2019年1月8日", "2019-01-08", "二〇一九年一月八日", "2019.1.8", 43473]
    founded: list[Cell] = ["1985.06", "1985年6月", 31199, "一九八五年六月"]
    for one in draft.items:
        if one.key == "filled":
            one.value = draft.pen.one(values)
        if one.key == "founded":
            one.value = draft.pen.one(founded)


def _word(draft: Draft, words: Mapping[bool, Sequence[str]], said: object) -> Cell:
    return draft.pen.one(words[said]) if isinstance(said, bool) else None
