"""How a society, or the association, sets right what each finding of `faults.CASES` says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from etl.knowledge import rubric as rubrics
from tests.etl import faults, society
from tests.etl.faults import ANSWERS, COUNCIL, FORM, MEMBERS

NAME = object()  # of the case's society
DONE = "已完成"


@dataclass(frozen=True)
class Fix:
    """What the society changes in the workbook that came back: cells of one sheet, or anything; or the association
    its registry. `is_shown`: the page of the society lists the finding as resolved (a file that could not be given to
    anybody was no version of anybody's, and a new registry makes no new version).
    """

    sheet: str = ""
    cells: Mapping[str, object] = field(default_factory=dict)
    change: Callable[[dict[str, Worksheet]], None] | None = None
    registry: Mapping[str, object] = field(default_factory=dict)
    is_shown: bool = True


def fill_in(sheets: dict[str, Worksheet]) -> None:
    for row in (society.FORM | {"学会名称": faults.name_of("no_table")}).items():
        sheets["封面"].append(row)


def add_column(sheets: dict[str, Worksheet]) -> None:
    for row in range(1, 95):
        sheets[COUNCIL].cell(row, 12).value = "教授" if row > 1 else "职称"


def fill_roster(sheets: dict[str, Worksheet]) -> None:
    for row in society.council(93, 31):
        sheets[COUNCIL].append(row)


def split_rows(sheets: dict[str, Worksheet]) -> None:
    sheet = sheets[ANSWERS]
    first, second = str(sheet["C53"].value).split("\n")
    sheet.insert_rows(54)
    sheet["C53"] = first
    for column, value in enumerate((18, sheet["B53"].value, second, "是", DONE, 1), 1):
        sheet.cell(54, column).value = value


def show_row(sheets: dict[str, Worksheet]) -> None:
    sheets[COUNCIL].row_dimensions[5].hidden = False


def unstrike(sheets: dict[str, Worksheet]) -> None:
    sheets[COUNCIL]["B5"].font = Font()


def remove_delegates(sheets: dict[str, Worksheet]) -> None:
    sheets[COUNCIL].parent.remove(sheets["会员代表名册"])


def without_extra_sheets(sheets: dict[str, Worksheet]) -> None:
    for name in ("经费", "附页"):
        del sheets[FORM].parent[name]


def remove_scan(sheets: dict[str, Worksheet]) -> None:
    del sheets[FORM].parent["扫描件"]


def remove_second(sheets: dict[str, Worksheet]) -> None:
    del sheets[FORM].parent["名册二"]


def blank(row: int, columns: str) -> dict[str, object]:
    return {f"{column}{row}": None for column in columns}


FIXES: dict[str, Fix] = {
    "no_table": Fix(change=fill_in, is_shown=False),
    "society_missing": Fix(FORM, {"B1": NAME}, is_shown=False),
    "society_unknown": Fix(FORM, {"B1": NAME}, is_shown=False),
    "society_ambiguous": Fix(FORM, {"B1": NAME}, is_shown=False),
    "society_conflict": Fix(FORM, {"B9": None}, is_shown=False),
    "society_names_differ": Fix(FORM, {"B9": NAME}, is_shown=False),
    "period_missing": Fix(FORM, {"B2": 2018}, is_shown=False),
    "period_unreadable": Fix(FORM, {"B2": 2018}, is_shown=False),
    "code_became_number": Fix(FORM, {"B1": NAME, "B9": None}, is_shown=False),
    "code_number_unused": Fix(FORM, {"B9": None}),
    "identity_label_unknown": Fix(FORM, {"A2": "填报年度"}, is_shown=False),
    "period_conflict": Fix(FORM, {"B9": 2018}, is_shown=False),
    "period_unlisted": Fix(FORM, {"B2": 2018}, is_shown=False),
    "cell_error": Fix(FORM, {"B4": 279}),
    "cell_uncalculated": Fix(FORM, {"B4": 279}),
    "count_unreadable": Fix(FORM, {"B4": 279}),
    "count_out_of_range": Fix(MEMBERS, {"B4": 420, "D4": 431}),
    "count_scaled": Fix(MEMBERS, {"B1": "个人会员数"}),
    "year_unreadable": Fix(MEMBERS, {"A4": 2018}),
    "year_beyond": Fix(MEMBERS, blank(4, "ABCD")),
    "year_repeated": Fix(MEMBERS, blank(4, "ABCD")),
    "date_unreadable": Fix(FORM, {"B9": "2018.10"}),
    "status_unreadable": Fix(ANSWERS, {"E2": DONE}),
    "yes_no_unreadable": Fix(FORM, {"B3": "是"}),
    "not_applicable_refused": Fix(ANSWERS, {"E2": DONE}),
    "answer_conflict": Fix(ANSWERS, blank(58, "ABCDEF")),
    "quantity_shared": Fix(change=split_rows),
    "row_unrecognised": Fix(ANSWERS, blank(58, "ABCDEF")),
    "member_year_missing": Fix(FORM, {"A9": "2018年底个人会员数"}),
    "label_unknown": Fix(FORM, {"A9": "监事人数"}),
    "column_missing": Fix(change=add_column),
    "roster_gap": Fix(COUNCIL, {"H2": "教授"}),
    "frontline_only_ticked": Fix(COUNCIL, {"K3": "否"}),
    "post_unreadable": Fix(COUNCIL, {"J2": "理事长"}),
    "party_unreadable": Fix(COUNCIL, {"F2": "中共党员"}),
    "gender_unreadable": Fix(COUNCIL, {"C2": "男"}),
    "frontline_unreadable": Fix(COUNCIL, {"K2": "是"}),
    "birth_unreadable": Fix(COUNCIL, {"D2": "1975.03"}),
    "identity_number": Fix(COUNCIL, {"L2": None}),
    "declared_against_rule": Fix(ANSWERS, {"F32": 2}),
    "zero_as_blank": Fix(FORM, {"B4": 279}),
    "total_mismatch": Fix(MEMBERS, {"D2": 410}),
    "membership_fall": Fix(MEMBERS, {"B3": 405, "D3": 406}),
    "membership_jump": Fix(MEMBERS, {"B3": 405, "D3": 406}),
    "base_against_registry": Fix(MEMBERS, {"B2": 399, "D2": 409}),
    "base_changed": Fix(MEMBERS, {"B2": 400, "D2": 410}),
    "councillors_against_roster": Fix(FORM, {"B9": 93}),
    "standing_against_roster": Fix(FORM, {"B9": 31}),
    "standing_contradiction": Fix(FORM, {"B5": "是"}),
    "renewal_contradiction": Fix(FORM, {"B3": "是"}),
    "name_repeated": Fix(COUNCIL, {"B6": "示例005"}),
    "in_both_rosters": Fix("监事名册", {"A2": "示例200"}),
    "chosen_rows_differ": Fix(ANSWERS, {"D45": "是"}),
    "chosen_blank": Fix(ANSWERS, {f"D{row}": "是" for row in range(42, 45)}),
    "chosen_no_answered": Fix(ANSWERS, {"E42": None}),
    "answer_shared": Fix(change=split_rows),
    "choice_line_unreadable": Fix(FORM, {"B9": "11-20"}),
    "choice_contradiction": Fix(FORM, {"B9": "11-20"}),
    "mostly_done": Fix(ANSWERS, {"E3": "已完成"}),
    "standard_reworded": Fix(ANSWERS, {"C2": rubrics.read_all()[0].tasks[0].standards[0].text}),
    "label_contradicted": Fix(FORM, {"B9": 279}),
    "label_repeated": Fix(FORM, {"B10": "第八届"}),
    "table_repeated": Fix("理事会名册（续）", {"B2": "示例201"}),
    "rosters_differ": Fix(change=remove_second),
    "not_of_council": Fix(COUNCIL, {"J2": "理事长"}),
    "row_incomplete": Fix(COUNCIL, {"B95": None}),
    "row_hidden": Fix(change=show_row),
    "row_struck": Fix(change=unstrike),
    "person_left": Fix(COUNCIL, {"L5": None}),
    "roster_doubtful": Fix(COUNCIL, {"A1": "理事会名册"}),
    "table_set_aside": Fix(change=remove_delegates),
    "code_unlisted": Fix(FORM, {"B9": "51DEMO000000000001"}),
    "name_unlisted": Fix(FORM, {"B1": NAME}),
    "form_of_others": Fix("分会", {"B1": NAME}),
    "society_inactive": Fix(registry={"状态": "正常"}, is_shown=False),
    "values_kept": Fix(FORM, {"B4": 279}),
    "roster_kept": Fix(change=fill_roster),
    "roster_without_councillor": Fix(COUNCIL, {"J2": "理事"}),
    "nothing_filled": Fix(FORM, {"B3": "是", "B4": 279, "B5": "是", "B6": 3, "B7": 2, "B8": 4}),
    "confirmation_unreadable": Fix(ANSWERS, {"H2": None}),
    "confirmation_refused": Fix(ANSWERS, {"H2": None}),
    "confirmation_outdated": Fix(ANSWERS, {"E2": DONE, "H2": None}),
    "change_missing": Fix(ANSWERS, {"E2": DONE}),
    "confirmation_contradicted": Fix(ANSWERS, {"E2": DONE}),
    "roster_unconfirmed": Fix(COUNCIL, {"M3": "有变化"}),
    "table_unread": Fix(ANSWERS, {"E1": "完成情况"}),
    "table_other_year": Fix(MEMBERS, {"A1": "2018年度会员情况"}),
    "sheet_not_read": Fix(change=without_extra_sheets),
    "objects_not_read": Fix(change=remove_scan),
    "column_not_read": Fix(MEMBERS, {f"E{row}": None for row in range(1, 5)}),
    "rows_not_read": Fix(ANSWERS, blank(58, "ABD")),
}
