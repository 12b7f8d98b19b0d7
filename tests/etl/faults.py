"""A workbook for every kind of finding that a workbook can have: one changed cell calls it forth."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.drawing.image import Image
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image as Picture

from tests.etl import society
from tests.etl.confirmed import half_confirmed, last_year
from tests.etl.conftest import Desk

NAME = "滨海市示例第{:03d}学会"
FORM, ANSWERS, MEMBERS, COUNCIL = "基本情况", "任务完成情况", "会员情况", "理事会名册"


@dataclass(frozen=True)
class Case:
    """How the workbook differs, and where the finding must stand (None: the whole file)."""

    sheet: str | None
    cell: str | None
    workbook: dict[str, Any] = field(default_factory=dict)
    registry: dict[str, Any] = field(default_factory=dict)
    change: Callable[[dict[str, Worksheet]], None] | None = None
    earlier: dict[str, Any] | None = None  # the form of a whole workbook that was sent before


def put(sheet: str, cell: str, value: Any) -> Callable[[dict[str, Worksheet]], None]:
    def change(sheets: dict[str, Worksheet]) -> None:
        sheets[sheet][cell] = value

    return change


def roster(**changes: Any) -> dict[str, Any]:
    """The first councillor differs."""
    return {"roster": [society.person(1, **changes), *society.council(93, 31)[1:]]}


def sheet(name: str, *rows: list[Any]) -> Callable[[dict[str, Worksheet]], None]:
    def change(sheets: dict[str, Worksheet]) -> None:
        added = sheets[FORM].parent.create_sheet(name)
        for row in rows:
            added.append(row)

    return change


headings, values = "姓名 性别 出生年月 政治面貌 工作单位及职务 会内职务", "示例005 男 1975.03 群众 示例大学 监事长"
supervisors = sheet("监事名册", headings.split(), values.split())


def scanned(sheets: dict[str, Worksheet]) -> None:
    picture = io.BytesIO()
    Picture.new("RGB", (8, 8)).save(picture, "PNG")
    sheets[FORM].parent.create_sheet("扫描件").add_image(Image(picture))


def without_column(sheets: dict[str, Worksheet]) -> None:
    sheets[COUNCIL].delete_cols(8)  # 职称


def one_cell_for_all(sheets: dict[str, Worksheet]) -> None:
    """Task 18: both standards in one row, one answer and one number."""
    sheet = sheets[ANSWERS]
    first = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value == 18)
    sheet.cell(first, 3).value = f"{sheet.cell(first, 3).value}\n{sheet.cell(first + 1, 3).value}"
    sheet.delete_rows(first + 1)


def row_twice(sheets: dict[str, Worksheet]) -> None:
    sheet = sheets[ANSWERS]
    sheet.append([1, sheet["B2"].value, sheet["C2"].value, None, "未完成", None])


def row_hidden(sheets: dict[str, Worksheet]) -> None:
    sheets[COUNCIL].row_dimensions[5].hidden = True


def row_struck(sheets: dict[str, Worksheet]) -> None:
    sheets[COUNCIL]["B5"].font = Font(strike=True)


def person_left(sheets: dict[str, Worksheet]) -> None:
    sheets[COUNCIL]["L1"] = "备注"
    sheets[COUNCIL]["L5"] = "2018年5月辞去理事"


def titled_candidates(sheets: dict[str, Worksheet]) -> None:
    sheets[COUNCIL].insert_rows(1)
    sheets[COUNCIL]["A1"] = "理事会候选人名册"


delegates = sheet("会员代表名册", society.ROSTER_HEADINGS, society.person(400))
finances = sheet("经费", ["项目", "金额（元）"], ["会费", 12000])


def titled_2017(sheets: dict[str, Worksheet]) -> None:
    sheets[MEMBERS].insert_rows(1)
    sheets[MEMBERS]["A1"] = "2017年度会员情况"


def another_column(sheets: dict[str, Worksheet]) -> None:
    for row, value in enumerate(("学生会员", 12, 13, 14), 1):
        sheets[MEMBERS].cell(row, 5).value = value


def foreign_row(*values: str | None) -> Callable[[dict[str, Worksheet]], None]:
    return lambda sheets: sheets[ANSWERS].append([99, "另一项任务", *values])


def emptied(sheets: dict[str, Worksheet]) -> None:
    sheets["封面"].delete_rows(1, 9)


CASES: dict[str, Case] = {
    "no_table": Case(None, None, {"tables": ()}, change=emptied),
    "society_missing": Case(None, None, {"form": {"学会名称": None}}),
    "society_unknown": Case(FORM, "B1", {"form": {"学会名称": "滨海市示例无此学会"}}),
    "society_ambiguous": Case(FORM, "B1", {"form": {"学会名称": "滨海市示例重名学会"}}),
    "society_conflict": Case(FORM, "B9", {"form": {"统一社会信用代码": "51DEMO000000000009"}}),
    "society_names_differ": Case(FORM, "B1", {"form": {"社团名称": "滨海市示例有代码学会"}}),
    "period_missing": Case(None, None, {"form": {"填报年度": None}}),
    "period_unreadable": Case(FORM, "B2", {"form": {"填报年度": "本年度"}}),
    "code_became_number": Case(FORM, "B9", {"form": {"学会名称": None, "统一社会信用代码": 519900005000001024}}),
    "code_number_unused": Case(FORM, "B9", {"form": {"统一社会信用代码": 519900005000001024}}),
    "identity_label_unknown": Case(FORM, "A2", change=put(FORM, "A2", "填报年")),
    "period_conflict": Case(FORM, "B9", {"form": {"报告年度": 2017}}),
    "period_unlisted": Case(FORM, "B2", {"form": {"填报年度": 2015}}),
    "cell_error": Case(FORM, "B4", change=put(FORM, "B4", "=1/0")),
    "cell_uncalculated": Case(FORM, "B4", change=put(FORM, "B4", "=100+20")),
    "count_unreadable": Case(FORM, "B4", {"form": {"会员代表人数": "约120"}}),
    "count_out_of_range": Case(MEMBERS, "B4", {"members": {2016: (400, 10), 2017: (410, 10), 2018: (-420, 11)}}),
    "count_scaled": Case(MEMBERS, "B2", change=put(MEMBERS, "B1", "个人会员数（百人）")),
    "year_unreadable": Case(MEMBERS, "A4", {"members": {2016: (1, 1), 2017: (2, 2), "某年": (3, 3)}}),
    "year_beyond": Case(MEMBERS, "A4", {"members": {2016: (1, 1), 2018: (2, 2), 2019: (3, 3)}}),
    "year_repeated": Case(MEMBERS, "B4", {"members": {2016: (1, 1), 2018: (2, 2), "2018年": (3, 2)}}),
    "date_unreadable": Case(FORM, "B9", {"form": {"换届日期": "去年秋天"}}),
    "status_unreadable": Case(ANSWERS, "E2", {"answers": {"T01-1": "差不多"}}),
    "yes_no_unreadable": Case(FORM, "B3", {"form": {"本年度是否换届": "也许"}}),
    "not_applicable_refused": Case(ANSWERS, "E2", {"answers": {"T01-1": "不适用"}}),
    "answer_conflict": Case(ANSWERS, "E58", change=row_twice),
    "quantity_shared": Case(ANSWERS, "F53", change=one_cell_for_all),
    "row_unrecognised": Case(ANSWERS, "E58", change=foreign_row("9.示例标准", None, "已完成")),
    "member_year_missing": Case(FORM, "B9", {"form": {"个人会员数": 420}, "members": {}}),
    "label_unknown": Case(FORM, "A9", {"form": {"监事会总人数": 3}}),
    "column_missing": Case(COUNCIL, "A1", change=without_column),
    "roster_gap": Case(COUNCIL, "H2", roster(职称=None)),
    "frontline_only_ticked": Case(
        COUNCIL, "K3", {"roster": [society.person(1, frontline="√"), society.person(2, frontline=None)]}
    ),
    "post_unreadable": Case(COUNCIL, "J2", roster(会内职务="召集人")),
    "party_unreadable": Case(COUNCIL, "F2", roster(政治面貌="无")),
    "gender_unreadable": Case(COUNCIL, "C2", roster(性别="M")),
    "frontline_unreadable": Case(COUNCIL, "K2", roster(是否基层一线="教师")),
    "birth_unreadable": Case(COUNCIL, "D2", roster(出生年月="七十年代")),
    "identity_number": Case(COUNCIL, "L2", roster(备注="110101197503070011")),
    "declared_against_rule": Case(ANSWERS, "E32", {"counts": {"T12-1": 1}}),
    "zero_as_blank": Case(FORM, "B4", {"form": {"会员代表人数": 0}}),
    "total_mismatch": Case(MEMBERS, "D2", change=put(MEMBERS, "D2", 999)),
    "membership_fall": Case(MEMBERS, "B3", {"members": {2016: (400, 1), 2017: (390, 1), 2018: (420, 1)}}),
    "membership_jump": Case(MEMBERS, "B3", {"members": {2016: (400, 1), 2017: (601, 1), 2018: (602, 1)}}),
    "base_against_registry": Case(MEMBERS, "B2", registry={"2016年底个人会员数（核定）": 399}),
    "base_changed": Case(MEMBERS, "B2", {"members": {2016: (401, 10), 2018: (420, 10)}}, earlier={"填报年度": 2017}),
    "councillors_against_roster": Case(FORM, "B9", {"form": {"理事人数": 92}}),
    "standing_against_roster": Case(FORM, "B9", {"form": {"常务理事人数": 30}}),
    "standing_contradiction": Case(FORM, "B5", {"form": {"是否设常务理事会": "否"}}),
    "renewal_contradiction": Case(FORM, "B3", {"form": {"本年度是否换届": "否"}}),
    "name_repeated": Case(
        COUNCIL, "B6", {"roster": [*society.council(93, 31)[:4], society.person(5, 姓名="示例001", 出生年月="1980.1")]}
    ),
    "in_both_rosters": Case("监事名册", "A2", change=supervisors),
    "chosen_rows_differ": Case(ANSWERS, "D45", change=put(ANSWERS, "D45", "否")),
    "chosen_blank": Case(ANSWERS, "D42", {"chosen": {14: None}}),
    "chosen_no_answered": Case(ANSWERS, "E42", {"chosen": {14: "否"}, "answers": {"T14-1": "已完成"}}),
    "answer_shared": Case(ANSWERS, "E53", change=one_cell_for_all),
    "choice_line_unreadable": Case(FORM, "B9", {"form": {"选做任务": "待定"}}),
    "choice_contradiction": Case(FORM, "B9", {"form": {"选做任务": "11-19"}}),
    "mostly_done": Case(ANSWERS, "E3", {"answers": {"T01-2": "基本完成"}}),
    "standard_reworded": Case(ANSWERS, "C2", change=put(ANSWERS, "C2", "1.党组织按期换届")),
    "label_contradicted": Case(FORM, "B9", {"form": {"会员代表数": 300}}),
    "label_repeated": Case(FORM, "B10", {"form": {"届次": "第八届", "届 次": "第七届"}}),
    "table_repeated": Case(
        "理事会名册（续）", "B2", change=sheet("理事会名册（续）", society.ROSTER_HEADINGS, society.person(5))
    ),
    "rosters_differ": Case(
        "名册二",
        "A1",
        change=sheet("名册二", society.ROSTER_HEADINGS, *society.council(93, 31)[1:], society.person(500)),
    ),
    "not_of_council": Case(COUNCIL, "B2", roster(会内职务="顾问")),
    "row_incomplete": Case(COUNCIL, "B95", change=put(COUNCIL, "B95", "示例300")),
    "row_hidden": Case(COUNCIL, "B5", change=row_hidden),
    "row_struck": Case(COUNCIL, "B5", change=row_struck),
    "person_left": Case(COUNCIL, "L5", change=person_left),
    "roster_doubtful": Case(COUNCIL, "A2", change=titled_candidates),
    "table_set_aside": Case("会员代表名册", "A1", change=delegates),
    "code_unlisted": Case(
        FORM, "B9", {"form": {"统一社会信用代码": "51DEMO00000000000X"}}, {"统一社会信用代码": "51DEMO000000000001"}
    ),
    "name_unlisted": Case(
        FORM,
        "B1",
        {"form": {"学会名称": "滨海市示例改名学会", "统一社会信用代码": "51DEMO000000000005"}},
        {"统一社会信用代码": "51DEMO000000000005"},
    ),
    "form_of_others": Case(
        "分会",
        "B1",
        {"form": {"会员代表人数": None}},
        change=sheet("分会", ["学会名称", "滨海市示例别的学会"], ["会员代表人数", 279]),
    ),
    "society_inactive": Case(FORM, "B1", registry={"状态": "暂停"}),
    "values_kept": Case(FORM, "B4", {"form": {"会员代表人数": None}}, earlier={}),
    "roster_kept": Case(COUNCIL, None, {"roster": []}, earlier={}),
    "roster_without_councillor": Case(COUNCIL, "J2", {"roster": [society.person(1, "秘书长（聘任）")]}),
    "nothing_filled": Case(None, None, {"form": dict.fromkeys(list(society.FORM)[2:]), "tables": ("form",)}),
    "confirmation_unreadable": Case(ANSWERS, "H2", change=last_year(E2="已完成", G2="已完成", H2="照旧")),
    "confirmation_refused": Case(ANSWERS, "H2", change=last_year(E2="已完成", G2="已完成", H2="同上年")),
    "confirmation_outdated": Case(
        ANSWERS,
        "G2",
        change=last_year(has_source=True, G2="部分完成", H2="同上年"),
        earlier={"填报年度": 2017},
    ),
    "change_missing": Case(ANSWERS, "H2", change=last_year(G2="已完成", H2="有变化")),
    "confirmation_contradicted": Case(
        ANSWERS, "H2", change=last_year(has_source=True, E2="未完成", G2="已完成", H2="同上年")
    ),
    "roster_unconfirmed": Case(COUNCIL, "M3", change=half_confirmed),
    "table_unread": Case(ANSWERS, "A1", change=put(ANSWERS, "E1", "办理情况")),
    "table_other_year": Case(MEMBERS, "A2", change=titled_2017),
    "sheet_not_read": Case("经费", "A1", change=finances),
    "objects_not_read": Case("扫描件", None, change=scanned),
    "column_not_read": Case(MEMBERS, "E1", change=another_column),
    "rows_not_read": Case(ANSWERS, "D58", change=foreign_row(None, "是")),
}


def name_of(kind: str) -> str:
    """The name of the society whose workbook has that kind of finding."""
    return NAME.format(list(CASES).index(kind))


def send(desk: Desk, finish: Callable[[Path], None] | None = None) -> None:
    """Write the registry (the kind is the society's 编号) and a workbook `<kind>.xlsx` for each kind, and load them.

    `finish` may add to a workbook what is not read.
    """
    for kind, case in CASES.items():
        workbook = dict(case.workbook)
        workbook["form"] = {"学会名称": name_of(kind)} | workbook.get("form", {})
        path = society.write(desk.folder.inbox / f"{kind}.xlsx", **workbook)
        if case.earlier is not None:
            earlier = desk.folder.inbox / f"0 {kind}.xlsx"
            society.write(earlier, form={"学会名称": name_of(kind), **case.earlier})
        changed = load_workbook(path)
        if case.change:
            case.change({sheet.title: sheet for sheet in changed})
        changed.save(path)
        if finish:
            finish(path)
    write_registry(desk)
    _store_error_value(desk.folder.inbox / "cell_error.xlsx")
    desk.load(desk.folder.inbox)


def write_registry(desk: Desk, **changes: dict[str, Any]) -> None:
    """Write the registry; `changes` are the lines of kinds that are to differ from their case."""
    lines = [
        {"编号": "X1", "学会名称": "滨海市示例重名学会"},
        {"编号": "X2", "学会名称": "滨海市示例重名学会"},
        {"编号": "X9", "学会名称": "滨海市示例有代码学会", "统一社会信用代码": "51DEMO000000000009"},
    ]
    for kind, case in CASES.items():
        lines.append({"编号": kind, "学会名称": name_of(kind)} | case.registry | changes.get(kind, {}))
    society.write_registry(desk.folder.registry, lines, periods=(2017, 2018))


def _store_error_value(path: Path) -> None:
    """Give the formula its result, as Excel does: #DIV/0!."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name, part in parts.items():
        parts[name] = part.replace(
            b'<c r="B4"><f>1/0</f><v></v></c>', b'<c r="B4" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        ).replace(b'<c r="B4"><f>1/0</f><v /></c>', b'<c r="B4" t="e"><f>1/0</f><v>#DIV/0!</v></c>')
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
