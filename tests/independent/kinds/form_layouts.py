"""More ways of filling in the form: units and colons in cells of their own, hints, lines, seals, other script."""

from dataclasses import replace

from tests.independent.kinds.draft import Draft, Item, Row, sheet_of
from tests.independent.kinds.kind import kind
from tests.independent.mess.grid import Block, Cell, Merge
from tests.independent.mess.tables import HEADINGS
from tests.independent.truth import UNREADABLE, Form

COUNTED = ("delegates", "councillors", "standing", "full_time", "part_time", "staff_before")
WHO = ("name", "code", "year")
TRADITIONAL = str.maketrans("务称标准选况数务职单届员会实专", "務稱標準選況數務職單屆員會實專")


def _form(draft: Draft) -> Form:
    return draft.report.form or Form()


@kind("units-between-labels-and-values", "a column of units between labels and values is nothing")
def _(draft: Draft) -> None:
    def unit(item: Item) -> Cell:
        return "人" if item.key in COUNTED else None

    rows = [[one.label, unit(one), one.value] for one in draft.items]
    behind = [[one.label, one.value, unit(one)] for one in draft.items]
    draft.form.block = Block(draft.pen.one([rows, rows, behind]))


@kind("colons-in-cells", "a colon in a cell of its own is no value")
def _(draft: Draft) -> None:
    colon = draft.pen.one(["：", ":"])
    draft.form.block = Block([[one.label, colon, one.value] for one in draft.items])


@kind("hints-below-labels", "a second line that says how to fill in is no part of a label")
def _(draft: Draft) -> None:
    hints = {"renewal": "填“是”或“否”", "has_standing": "是/否", "delegates": "请填整数", "name": "（全称）"}
    for one in draft.items:
        if one.key in hints:
            one.label = f"{one.label}\n{hints[one.key]}"


@kind("lines-to-fill-in", "____45____人 is 45")
def _(draft: Draft) -> None:
    for one in draft.items:
        if one.key in COUNTED and isinstance(one.value, int):
            one.value = draft.pen.one(["__{}__人", "___{}___", "__{}__"]).format(one.value)


@kind("seals-behind-names", "（盖章） and quotation marks are no part of the society's name")
def _(draft: Draft) -> None:
    form = draft.pen.one(["{}（盖章）", "{} (公章)", "“{}”", "{}。", "《{}》"])
    draft.item("name").value = form.format(draft.line.name)


@kind("name-in-the-title-alone", "where nothing states the name, the one that stands in full in a title")
def _(draft: Draft) -> None:
    draft.items = [one for one in draft.items if one.key not in ("name", "code")]
    draft.form.above = [[f"{draft.line.name}{draft.period}年度改革任务完成情况表"]]
    draft.form.block = Block([[one.label, one.value] for one in draft.items])


@kind("year-as-a-span", "2018年1月至12月, 2018年（全年）, 18年 are 2018")
def _(draft: Draft) -> None:
    forms = (
        "2018年1月1日—12月31日",
        "2018年1-12月",
        "2018年1月至12月",
        "2018年（全年）",
        "18年",
        "一八年",
        "二0一八年",
    )
    draft.item("year").value = draft.pen.one(forms)


@kind("yes-with-a-date", "是2018年6月 is 是")
def _(draft: Draft) -> None:
    words = ("是2018年6月", "是 2018年6月", "是\n2018.06", "是（2018.06）")
    draft.item("renewal").value = {True: draft.pen.one(words), False: "否", None: None}[_said(draft)]


def _said(draft: Draft) -> bool | None:
    renewal = _form(draft).renewal
    return renewal if isinstance(renewal, bool) else None


@kind("renewal-in-other-words", "已换届, 换届中, 延期换届: unreadable, no excuse")
def _(draft: Draft) -> None:
    draft.item("renewal").value = draft.pen.one(["已换届", "2018年6月已换届", "换届中", "延期换届", "未到期", "2018.6"])
    draft.mean(form=replace(_form(draft), renewal=UNREADABLE))
    draft.tells.append(("yes_no_unreadable",))


@kind("label-of-renewal-unknown", "a label near 本年度是否换届 that has a value: given, not understood, no excuse")
def _(draft: Draft) -> None:
    item = draft.item("renewal")
    item.label = draft.pen.one(["是否已换届", "本年度是否已换届", "是否进行换届", "是否需要换届"])
    item.value = draft.pen.one(["是", "否"])
    draft.mean(form=replace(_form(draft), renewal=UNREADABLE))
    draft.tells.append(("label_unknown",))


@kind("form-of-two-years", "上年 | 本年 over the figures: this year's")
def _(draft: Draft) -> None:
    heads = draft.pen.one([("上年", "本年"), ("2017年", "2018年"), ("上年数", "本年数"), ("上届", "本届")])
    rows: list[Row] = [[one.label, one.value] for one in draft.items if one.key in WHO]
    rows.append(["指标", *heads])
    for one in draft.items:
        before: Cell = 7 if isinstance(one.value, int) else None
        rows += [] if one.key in WHO else [[one.label, before, one.value]]
    draft.form.block = Block(rows)


@kind("form-of-two-terms-that-nothing-tells-apart", "第七届 | 第八届 over the figures: where they differ, unknown")
def _(draft: Draft) -> None:
    heads = draft.pen.one([("第七届", "第八届"), ("一", "二"), ("上届", "改选情况")])
    rows: list[Row] = [[one.label, one.value] for one in draft.items if one.key in WHO]
    rows.append(["指标", *heads])
    for one in draft.items:
        before = 999 if isinstance(one.value, int) else one.value
        rows += [] if one.key in WHO else [[one.label, before, one.value]]
    draft.form.block = Block(rows)
    form = _form(draft)
    given = {key for key in COUNTED if getattr(form, key) is not None}
    draft.mean(form=replace(form, **dict.fromkeys(given, UNREADABLE)))
    draft.tells.append(("label_contradicted",))


@kind("parts-below-figures", "其中：女性 below 理事人数 is nothing")
def _(draft: Draft) -> None:
    rows: list[Row] = []
    for one in draft.items:
        rows.append([one.label, one.value])
        rows += [["其中：女性", 9], ["　其中：党员", 5]] if one.key in ("councillors", "delegates") else []
    draft.form.block = Block(rows)


@kind("empty-copy-of-the-form", "a copy with name and year alone erases nothing")
def _(draft: Draft) -> None:
    rows: list[Row] = [[one.label, one.value if one.key in WHO else None] for one in draft.items]
    draft.beside.append(sheet_of("基本情况 (2)", rows))


@kind("traditional-characters", "完成情況, 會內職務: our headings in the other script")
def _(draft: Draft) -> None:
    for table in (draft.answers, draft.members, draft.roster):
        for one in list(table.columns):
            table.head(one.key, (one.heading or HEADINGS[one.key][0]).translate(TRADITIONAL))
    for item in draft.items:
        item.label = item.label.translate(TRADITIONAL)


@kind("stars-at-labels", "*会员代表人数, 学会名称（必填） are the label")
def _(draft: Draft) -> None:
    form = draft.pen.one(["*{}", "{}*", "★{}", "{}（必填）", "※{}"])
    for one in draft.items:
        one.label = form.format(one.label)


@kind("labels-that-are-narrower", "会员代表人数（女）, （上届）, （实到） beside 会员代表人数 are nothing")
def _(draft: Draft) -> None:
    remark = draft.pen.one(["女", "其中党员", "上届", "实到", "2017年"])
    own = draft.item("delegates")
    own.label += draft.pen.one(["", "（2018年）"]) if remark == "2017年" else ""
    draft.items.insert(draft.items.index(own), Item("other", f"会员代表人数（{remark}）", 9))


@kind("label-that-is-narrower-alone", "理事人数（不含常务理事） is not 理事人数: given, not understood")
def _(draft: Draft) -> None:
    draft.roster.columns = []
    draft.item("councillors").label = draft.pen.one(["理事人数（不含常务理事）", "理事人数（女）"])
    draft.mean(roster=None, form=replace(_form(draft), councillors=UNREADABLE))
    draft.tells.append(("label_unknown",))


@kind("hints-between-labels-and-values", "项目 | 填写说明 | 填报内容: a column that says how to fill in is no value")
def _(draft: Draft) -> None:
    hint, answer = draft.pen.one([("填写说明", "填报内容"), ("填报要求", "填写内容"), ("说明", "填报情况")])
    rows: list[Row] = [["项目", hint, answer]]
    words: list[Cell] = ["填整数", "按登记证书填写", "是/否", None]
    rows += [[one.label, draft.pen.one(words), one.value] for one in draft.items]
    draft.form.block = Block(rows)


@kind("full-and-part-time-in-one-label", "专（兼）职工作人员数 is neither 专职 nor 兼职")
def _(draft: Draft) -> None:
    form = _form(draft)
    full, part = draft.item("full_time"), draft.item("part_time")
    full.label = draft.pen.one(["专（兼）职工作人员数", "专(兼)职人员数", "专（兼）职工作人员"])
    draft.items.remove(part)
    draft.mean(form=replace(form, full_time=None, part_time=None))
    draft.tells.append(("label_unknown",))


@kind(
    "form-in-one-row-with-groups", "组织情况 over 会员代表人数 | 理事人数: a form as a table with two rows of headings"
)
def _(draft: Draft) -> None:
    keys = [one.key for one in draft.items]
    start = keys.index("delegates")
    labels: Row = [one.label for one in draft.items]
    top: Row = [*labels[:start], draft.pen.one(["组织情况", "组织机构"]), *[None] * (len(labels) - start - 1)]
    below: Row = [None] * start + labels[start:]
    merges = [Merge(0, place, 1, place) for place in range(start)] + [Merge(0, start, 0, len(labels) - 1)]
    draft.form.block = Block([top, below, [one.value for one in draft.items]], merges)
