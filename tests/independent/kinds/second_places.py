"""What stands in a second place: another society's form, a sentence, a sheet without headings, an example, a list."""

from dataclasses import replace

from tests.independent.annex import TASKS
from tests.independent.kinds.draft import Draft, Table, sheet_of
from tests.independent.kinds.kind import kind
from tests.independent.mess.grid import Cell, Sheet
from tests.independent.mess.tables import HEADINGS
from tests.independent.truth import Answer, Form, Person

REQUIRED = ("sex", "birth", "party", "title", "employer", "frontline")


@kind("form-of-another-society-beside", "what only the form of a society that is not registered says counts nowhere")
def _(draft: Draft) -> None:
    field = draft.pen.one(["delegates", "full_time", "part_time"])
    draft.items = [one for one in draft.items if one.key != field]
    label = {"delegates": "会员代表人数", "full_time": "专职工作人员数", "part_time": "兼职工作人员数"}[field]
    rows: list[list[Cell]] = [["学会名称", "外市别的学会"], [label, draft.pen.rng.randint(1, 900)]]
    draft.beside.append(sheet_of(draft.pen.one(["别家", "附件", "基本情况（2）"]), rows))
    draft.mean(form=replace(draft.report.form or Form(), **{field: None}))
    draft.tells.append(("form_of_others",))


@kind("numbers-in-a-sentence", "我会现有会员代表45人，理事30人 alone: told, not read", must_read=False)
def _(draft: Draft) -> None:
    draft.items = [one for one in draft.items if one.key not in ("delegates", "full_time")]
    text = draft.pen.one(["我会现有会员代表{}人，专职工作人员{}人。", "会员代表共{}名；专职{}人"]).format(120, 3)
    draft.beside.append(sheet_of("学会概况", [[text]]))
    draft.mean(form=replace(draft.report.form or Form(), delegates=None, full_time=None))
    draft.tells.append(("label_unknown",))


@kind("roster-goes-on-in-other-columns", "a roster goes on without headings in other columns: posts alone are read")
def _(draft: Draft) -> None:
    half = len(draft.people) // 2
    columns = {one.key: one for one in draft.roster.columns}
    order = draft.pen.one(
        [("ordinal", "name", "frontline", "sex", "post"), ("ordinal", "sex", "name", "post", "title")]
    )
    rows = [list(one) for one in zip(*(columns[key].cells[half:] for key in order), strict=True)]
    draft.roster.columns = [replace(one, cells=one.cells[:half]) for one in draft.roster.columns]
    draft.beside.append(sheet_of("续页", rows))

    def unsure(person: Person) -> Person:
        return replace(person, frontline=None, gaps=frozenset(), unreadable=frozenset(REQUIRED))

    people = draft.people
    if all(one.gaps.isdisjoint(("name", "post")) and "post" not in one.unreadable for one in people[half:]):
        draft.mean(roster=(*people[:half], *map(unsure, people[half:])))
        draft.tells.append(("column_missing",))


@kind("example-sheet-of-this-year", "a sheet 样表 beside last year's alone is read")
def _(draft: Draft) -> None:
    columns = [
        replace(one, cells=["未完成" for _ in one.cells]) if one.key == "declared" else one
        for one in draft.answers.columns
    ]
    draft.answers.sheet = draft.pen.one(["样表", "填写范例"])
    name = draft.pen.one(["2017年任务完成情况", "上年任务完成情况"])
    draft.beside.append(Sheet(name, Table(name, columns).drawn()))
    draft.tells += [("table_other_year",), ("table_set_aside",)]


@kind("choice-on-a-sheet-of-its-own", "任务名称 | 是否选做 on a sheet without 完成情况 is the choice")
def _(draft: Draft) -> None:
    draft.answers.drop("chosen")
    rows: list[list[Cell]] = [draft.pen.one([["序号", "任务名称", "是否选做"], [None, "任务名称", "是否选做"]])]
    answers = dict(draft.report.answers or {})
    words = draft.pen.one([("是", "否"), ("√", "×"), ("选做", "不选"), ("√", "否")])
    for place, task in enumerate((one for one in TASKS if one.group == "optional"), 1):
        chosen = any(answers[one.criterion].chosen is True for one in task.standards)
        rows.append([draft.pen.one([place, task.number]) if rows[0][0] else None, task.name, words[not chosen]])
        for one in task.standards:
            answers[one.criterion] = replace(answers.get(one.criterion, Answer()), chosen=chosen)
    draft.mean(answers=answers)
    draft.beside.append(sheet_of("选做任务申报表", rows))


@kind(
    "two-versions-of-the-roster", "of two rosters that share most persons, each with others, nobody knows which counts"
)
def _(draft: Draft) -> None:
    if len(draft.people) < 4:
        return
    second = Table("理事会名册 (2)", list(draft.roster.columns))
    second.rewrite("name", lambda row: f"新人{row}" if row < 2 else draft.roster["name"].cells[row])
    draft.beside.append(Sheet(second.sheet, second.drawn()))
    draft.mean(roster=None)
    draft.tells.append(("rosters_differ",))


@kind("headings-with-translations", "姓名 Name, in a line below or behind, is 姓名")
def _(draft: Draft) -> None:
    english = {"name": "Name", "sex": "Gender", "post": "Position", "declared": "Status", "individual": "Members"}
    parting = draft.pen.one(["\n", " ", ""])
    for table in (draft.roster, draft.answers, draft.members):
        for one in list(table.columns):
            if one.key in english:
                table.head(one.key, f"{HEADINGS[one.key][0]}{parting}{english[one.key]}")
