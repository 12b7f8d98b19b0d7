"""What stands beside our tables and is not ours: none of it counts, and none of it sends the file back."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from tests.independent.kinds.answer_words import PLAIN
from tests.independent.kinds.draft import Draft, Row, Table, sheet_of
from tests.independent.kinds.kind import kind
from tests.independent.mess.grid import Block, Cell, Sheet
from tests.independent.mess.tables import Column
from tests.independent.truth import Declared

ROSTERS: dict[str, tuple[Sequence[str], Sequence[str], str]] = {
    "delegates": (
        ("会员代表名册", "会员代表名单"),
        ("第八次会员代表大会代表名册", "会员代表名册", "会员代表登记表"),
        "会员代表",
    ),
    "branches": (("分支机构", "分支机构名单"), ("分支机构负责人名册", "分支机构主任委员名单"), "主任"),
    "party-members": (("党员名册", "党支部党员"), ("学会党员名册", "党支部党员花名册"), "党员"),
    "experts": (("专家库", "专家名单"), ("智库专家名册", "科技专家名单"), "专家"),
    "attendance": (("签到表", "会议签到"), ("学术年会签到表", "会员大会签到"), "参会"),
}
NOT_OURS = ("table_set_aside", "sheet_not_read")
TASKS_TITLE = "{}年度学会改革任务完成情况"


def _people(number: int, post: str, headings: Sequence[str]) -> list[Row]:
    cells: dict[str, Callable[[int], Cell]] = {
        "序号": lambda n: n,
        "姓名": lambda n: f"旁人{n:03d}",
        "性别": lambda n: "男女"[n % 2],
        "出生年月": lambda n: f"19{60 + n % 30}.0{1 + n % 9}",
        "政治面貌": lambda n: "中共党员",
        "职称": lambda n: "教授",
        "工作单位及职务": lambda n: "滨海大学 教师",
        "工作单位": lambda n: "滨海大学",
        "会内职务": lambda n: post,
        "职务": lambda n: post,
        "电话": lambda n: "022-00000000",
        "签到": lambda n: "√",
    }
    return [list(headings), *[[cells[one](n) for one in headings] for n in range(1, number + 1)]]


def _beside(draft: Draft, name: str, rows: list[Row]) -> None:
    draft.beside.append(sheet_of(name, rows))


def _roster_beside(which: str) -> Callable[[Draft], None]:
    def change(draft: Draft) -> None:
        names, titles, post = ROSTERS[which]
        headings = draft.pen.one(
            [
                ("序号", "姓名", "性别", "出生年月", "政治面貌", "职称", "工作单位及职务", "会内职务"),
                ("序号", "姓名", "性别", "政治面貌", "工作单位", "职务"),
                ("姓名", "性别", "出生年月", "工作单位及职务", "职务", "电话"),
            ]
        )
        title = draft.pen.one([draft.pen.one(titles), f"{draft.line.name}{draft.pen.one(titles)}", None])
        people = _people(draft.pen.one([3, 12, 60]), draft.pen.one([post, "理事", post]), headings)
        _beside(draft, draft.pen.one(names), [[title], *people])
        draft.tells.append(NOT_OURS)

    return change


for _which in ROSTERS:
    kind(f"roster-of-{_which}-beside", "会员代表, 党员, 专家, 分支机构, 签到: never the council's")(
        _roster_beside(_which)
    )


@kind("finance-with-years-across", "finance tables with 年度 columns are no form and no members")
def _(draft: Draft) -> None:
    heads: list[Row] = [
        ["年度", "2016年", "2017年", "2018年"],
        ["年度", 2016, 2017, 2018],
        ["项目", "2016年度", "2017年度", "2018年度"],
    ]
    sums: list[Row] = [
        ["会费收入", 64000, 66000, 69000],
        ["政府补助", 0, 50000, 80000],
        ["支出合计", 60000, 99000, 120000],
    ]
    title: list[Row] = draft.pen.one([[], [["财务收支情况（元）"]], [["近三年财务收支情况表"]]])
    _beside(draft, draft.pen.one(["财务收支情况", "财务", "经费"]), [*title, draft.pen.one(heads), *sums])
    draft.tells.append(NOT_OURS)


@kind("finance-with-years-down", "年度 | 收入 | 支出 is no table of members")
def _(draft: Draft) -> None:
    rows: list[Row] = [
        ["年度", "收入", "支出", "结余"],
        [2016, 64000, 60000, 4000],
        [2017, 116000, 99000, 17000],
        [2018, 149000, 120000, 29000],
    ]
    _beside(draft, "财务收支", rows)


@kind("awards-with-years", "award tables with 年度 columns count nowhere")
def _(draft: Draft) -> None:
    rows: list[Row] = [
        ["序号", "获奖项目", "年度", "奖项", "完成人"],
        [1, "示例项目一", "2016年", "科技进步二等奖", "示例甲"],
        [2, "示例项目二", 2017, "优秀论文", "示例乙"],
    ]
    _beside(draft, draft.pen.one(["获奖情况", "科技奖励"]), rows)
    draft.tells.append(NOT_OURS)


@kind("line-of-a-year-beside", "a line 年度 | 2016年 of another table is no 填报年度")
def _(draft: Draft) -> None:
    rows: list[Row] = [["年度", "2016年"], ["收入", 64000], ["支出", 60000]]
    _beside(draft, "收支", rows)


@kind("plan-for-next-year", "a plan for another year neither counts nor sends the file back")
def _(draft: Draft) -> None:
    title = draft.pen.one(["2019年度工作计划", "2019年重点工作安排", f"{draft.line.name}2019年工作要点"])
    rows: list[Row] = [
        [title],
        ["序号", "工作内容", "时间", "责任人"],
        [1, "召开学术年会", "2019年5月", "张某"],
        [2, "组织科普周", "2019年9月", "李某"],
    ]
    _beside(draft, draft.pen.one(["2019年计划", "工作计划"]), rows)


@kind("list-of-materials", "a list of materials is furniture of the file")
def _(draft: Draft) -> None:
    rows: list[Row] = [["序号", "材料名称", "份数", "备注"], [1, "党建工作台账", 2, None], [2, "议事规则", 1, "复印件"]]
    _beside(draft, "附件清单", rows)
    draft.tells.append(NOT_OURS)


def _last_year(draft: Draft, is_hidden: bool) -> None:
    """Last year's answers, everything done, beside this year's."""
    name = draft.pen.one(["2017年任务完成情况", "2017", "去年任务"])
    old = Table(name, list(draft.answers.columns), is_hidden=is_hidden)
    old.rewrite("declared", lambda row: PLAIN[Declared.DONE])
    old.rewrite("chosen", lambda row: "是" if int(draft.standards[row][1:3]) > 10 else None)
    old.above = [[draft.pen.one([TASKS_TITLE.format(2017), f"{draft.line.name}2017年改革任务完成情况表"])]]
    draft.beside.append(Sheet(old.sheet, old.drawn(), old.is_hidden))
    draft.tells.append(("table_set_aside",))


@kind("answers-of-last-year-hidden", "last year's sheets, hidden, count nowhere and are set aside with a warning")
def _(draft: Draft) -> None:
    _last_year(draft, is_hidden=True)


@kind("answers-of-last-year", "last year's sheets, visible, count nowhere and are set aside with a warning")
def _(draft: Draft) -> None:
    _last_year(draft, is_hidden=False)


@kind("form-of-last-year", "a second form of another year on a sheet of its own is set aside, and sends nothing back")
def _(draft: Draft) -> None:
    is_stated = draft.pen.one([True, False])
    old: list[Row] = []
    for one in draft.items:
        value = draft.period - 1 if one.key == "year" else 7 if isinstance(one.value, int) else one.value
        old += [[one.label, value]] if is_stated or one.key != "year" else []
    name = draft.pen.one(["2017年基本情况", "2017"]) if not is_stated else draft.pen.one(["2017", "基本情况（旧）"])
    draft.beside.append(sheet_of(name, old, draft.pen.one([True, False])))
    draft.tells.append(("table_set_aside",))


@kind("members-of-last-year", "last year's table of members is set aside where there is this year's")
def _(draft: Draft) -> None:
    old = Table("2017年会员情况", [replace(one) for one in draft.members.columns])
    old.columns = [replace(one, cells=one.cells[:2]) for one in old.columns]
    old.rewrite("individual", lambda row: 9 + row)
    old.drop("total")
    old.above = [["2017年度会员情况"]]
    draft.beside.append(Sheet(old.sheet, old.drawn(), draft.pen.one([True, False])))
    draft.tells.append(("table_set_aside",))


@kind("roster-of-the-last-council", "上届, 往届, 换届前: never the council's")
def _(draft: Draft) -> None:
    word = draft.pen.one(["上届", "往届", "换届前"])
    headings = ("序号", "姓名", "性别", "出生年月", "政治面貌", "职称", "工作单位及职务", "会内职务")
    rows: list[Row] = [[f"{word}理事会成员名册"], *_people(30, "理事", headings)]
    sheet = sheet_of(f"{word}理事会名册", rows, draft.pen.one([True, False]))
    draft.beside.append(sheet)
    draft.tells.append(("table_set_aside",))


@kind("only-answers-name-another-year", "the only table of its kind that names another year is read with a warning")
def _(draft: Draft) -> None:
    draft.answers.above = [[TASKS_TITLE.format(draft.pen.one([2017, 2019]))]]
    draft.tells.append(("table_other_year", "title_year", "year_in_title"))


@kind("columns-of-ours-extra", "extra columns and notes do no harm")
def _(draft: Draft) -> None:
    rows = len(draft.standards)
    extra: list[Cell] = [draft.pen.one(["张某", "李某", None]) for _ in range(rows)]
    draft.answers.columns.insert(
        draft.pen.rng.randrange(3, len(draft.answers.columns)),
        Column("extra", extra, heading=draft.pen.one(["责任人", "完成时限", "下一步打算", "改革内容"])),
    )


@kind("numbers-left-of-everything", "row numbers left of the tables, beside the headings too")
def _(draft: Draft) -> None:
    for table in (draft.answers, draft.members, draft.roster):
        block = table.drawn()
        table.block = Block(
            [[number, *row] for number, row in enumerate(block.rows, 1)], [one.moved(0, 1) for one in block.merges]
        )
    draft.form.block = Block([[number, one.label, one.value] for number, one in enumerate(draft.items, 1)])


@kind("sheets-in-any-order", "sheets renamed and in any order, those that are nobody's first")
def _(draft: Draft) -> None:
    for number, table in enumerate(draft.pen.shuffled([draft.form, draft.answers, draft.members, draft.roster]), 1):
        table.sheet = f"Sheet{number}"


@kind("lists-with-posts-beside", "a short list with posts that says nothing of the council adds nobody to it")
def _(draft: Draft) -> None:
    if len(draft.roster.columns) < 8:
        return
    title = draft.pen.one(["理事会第三次会议出席情况", "优秀理事", "推荐省学会理事", "人才托举", "理事变更名单"])
    rows: list[list[Cell]] = [["序号", "姓名", "性别", "会内职务"]]
    rows += [[place, f"外人{place}", "男", draft.pen.one(["理事", "常务理事", "副理事长"])] for place in range(1, 30)]
    draft.beside.append(sheet_of(title, rows))
    draft.tells.append(("table_set_aside",))


@kind("drafts-beside", "sheets named 初稿, 作废 or 备份 beside ours, and one of which there is a 定稿, count nowhere")
def _(draft: Draft) -> None:
    table = draft.pen.one([draft.answers, draft.members, draft.roster])
    key, word = {
        "任务完成情况": ("declared", "未完成"),
        "会员情况": ("individual", "7"),
        "理事会名册": ("name", "旧人"),
    }[table.sheet]
    old = Table(table.sheet, list(table.columns))
    old.rewrite(key, lambda row: f"{word}{row}" if key == "name" else word)
    if draft.pen.one([True, False]):
        old.sheet = draft.pen.one(["{}（初稿）", "{}草稿", "作废-{}", "{}备份", "原{}"]).format(table.sheet)
    else:
        table.sheet = draft.pen.one(["{}（定稿）", "{}（最终稿）", "{}最新"]).format(table.sheet)
    draft.beside.insert(0, Sheet(old.sheet, old.drawn()))
    draft.tells.append(("table_set_aside",))


@kind("answers-of-branches-beside", "answers of branches and of the association fill no blank and contradict nothing")
def _(draft: Draft) -> None:
    name = draft.pen.one(["分会任务完成情况", "专委会任务完成情况", "市科协考核结果", "参考：任务完成情况"])
    table = Table(name, list(draft.answers.columns))
    table.rewrite("declared", lambda row: draft.pen.one(["已完成", "未完成"]))
    draft.beside.append(Sheet(name, table.drawn()))
    draft.tells.append(("table_set_aside",))
