"""What is in force is decided value by value (docs/judging.md, What is in force): workbooks of one society, one after
the other, and what stands.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from etl.archive.files import Archive
from etl.loading import pipeline
from etl.loading.decide import Review, record_review
from tests.etl import society
from tests.etl.conftest import Desk, silent

Row = tuple[Any, ...]
FORM, ANSWERS, MEMBERS, COUNCIL = "基本情况", "任务完成情况", "会员情况", "理事会名册"
ROSTER_ALONE = {"tables": ("roster",)}
EMPTY_ROSTER: dict[str, Any] = {"roster": []}


@dataclass(frozen=True)
class Case:
    """The workbooks in the order in which they come, and the row that a question must have."""

    sent: Sequence[dict[str, Any]]
    question: str
    row: Row


def measure(name: str, row: Row, *sent: dict[str, Any]) -> Case:
    """Value, version, sheet and cell of a measure."""
    question = (
        "select value, version, sheet, cell from measure join submission using (submission_id) "
        f"where measure.measure = '{name}' and measure.society_id = $1"
    )
    return Case(sent, question, row)


def criterion(name: str, row: Row, *sent: dict[str, Any]) -> Case:
    """Verdict, reason, version and cell of a criterion."""
    question = (
        "select verdict, reason, version, cell from criterion_result as result join submission using (submission_id) "
        f"where criterion_id = '{name}' and result.society_id = $1"
    )
    return Case(sent, question, row)


def task(name: str, row: Row, *sent: dict[str, Any]) -> Case:
    """Applicability, verdict and reason of a task."""
    question = f"select applicability, verdict, reason from task_result where task_id = '{name}' and society_id = $1"
    return Case(sent, question, row)


def members(row: Row, *sent: dict[str, Any]) -> Case:
    """Individual and unit members at the end of 2018."""
    return Case(sent, "select individual, unit from membership where year = 2018 and society_id = $1", row)


def form(**fields: Any) -> dict[str, Any]:
    return {"form": fields}


CASES = {
    "a field left blank": measure("delegates", (279, 1, FORM, "B4"), {}, form(会员代表人数=None)),
    "a field left blank, then a roster alone": measure(
        "delegates", (279, 1, FORM, "B4"), {}, form(会员代表人数=None), ROSTER_ALONE
    ),
    "a field stated anew": measure("delegates", (300, 2, FORM, "B4"), {}, form(会员代表人数=300)),
    "a field that cannot be read": measure("delegates", (None, 2, FORM, "B4"), {}, form(会员代表人数="约300")),
    "a field left blank after it could not be read": measure(
        "delegates", (None, 2, FORM, "B4"), {}, form(会员代表人数="约300"), form(会员代表人数=None)
    ),
    "a field taken back": measure("delegates", (None, 2, FORM, "B4"), {}, form(会员代表人数=0)),
    "fields one by one": measure(
        "staff_before", (4, 1, FORM, "B8"), {}, form(换届前专兼职工作人员数=None, 会员代表人数=1)
    ),
    "a sum of two files": measure("staff", (5, 2, FORM, "B6"), {}, form(专职工作人员数=3, 兼职工作人员数=None)),
    "a blank that nobody filled": measure(
        "delegates", (None, 2, FORM, "B4"), form(会员代表人数=None), form(会员代表人数=None, 监事人数=3)
    ),
    "an answer left blank": criterion(
        "T01-1", ("unmet", None, 1, "E2"), {"answers": {"T01-1": "未完成"}}, {"answers": {"T01-1": None}}
    ),
    "an answer given anew": criterion("T01-1", ("met", None, 2, "E2"), {"answers": {"T01-1": "未完成"}}, {}),
    "an answer that cannot be read": criterion(
        "T01-1", ("unknown", "数值无法识别", 2, "E2"), {}, {"answers": {"T01-1": "说不清"}}
    ),
    "不适用 where it is not accepted": criterion("T01-1", ("met", None, 1, "E2"), {}, {"answers": {"T01-1": "不适用"}}),
    "an answer without its number": criterion("T12-1", ("met", None, 2, "E32"), {}, {"counts": {"T12-1": None}}),
    "a number without its answer": criterion(
        "T12-1", ("unmet", None, 1, "E32"), {}, {"counts": {"T12-1": 1}, "answers": {"T12-1": None}}
    ),
    "a number that cannot be read": measure(
        "academic_events", (None, 2, ANSWERS, "F32"), {}, {"counts": {"T12-1": "约3"}}
    ),
    "a number of an earlier file": measure("academic_events", (2, 1, ANSWERS, "F32"), {}, {"counts": {"T12-1": None}}),
    "a number that nobody gave, where it is asked for": measure(
        "academic_events",
        (None, 2, ANSWERS, "F32"),
        {"counts": {"T12-1": None}},
        {"counts": {"T12-1": None}} | form(监事人数=3),
    ),
    "a choice left blank": task(
        "T14",
        ("not_chosen", "not_applicable", "未选"),
        {"chosen": {14: "否"}, "answers": {"T14-1": None, "T14-2": None, "T14-3": None}},
        {"chosen": {14: None}},
    ),
    "a choice taken back": task("T14", ("not_chosen", "not_applicable", "未选"), {}, {"chosen": {14: "否"}}),
    "a choice that cannot be read": task("T14", ("unknown", "unknown", "选做待确认"), {}, {"chosen": {14: "再议"}}),
    "a choice that could not be read, made": task("T14", ("chosen", "met", None), {"chosen": {14: "再议"}}, {}),
    "a year's figures column by column": members((420, 12), {}, {"members": {2018: (None, 12)}}),
    "a year's figure that cannot be read": members((None, 11), {}, {"members": {2018: ("四百余", None)}}),
    "years one by one": measure("base", (400, 1, MEMBERS, "B2"), {}, {"members": {2018: (430, 12)}}),
    "a roster is replaced whole": measure(
        "councillors", (2, 2, COUNCIL, "J2:J3"), {}, {"roster": society.council(2, 0), **ROSTER_ALONE}
    ),
    "a roster without a person": measure("councillors", (93, 1, COUNCIL, "J2:J94"), {}, EMPTY_ROSTER),
}
FOUND = """
select version, kind, sheet, cell, message
from finding
join submission using (submission_id)
where submission.society_id = $1 and finding.kind <> 'declared_against_rule'
order by all
"""


@pytest.fixture(scope="module")
def all_cases(make_desk: Callable[[str], Desk]) -> Desk:
    """The workbooks of all cases, each case a society."""
    desk = make_desk("in_force")
    lines = []
    for number, (name, case) in enumerate(CASES.items(), 1):
        society_name = f"滨海市示例第{number:03d}学会"
        lines.append({"编号": name, "学会名称": society_name})
        for order, workbook in enumerate(case.sent, 1):
            own = {"form": {"学会名称": society_name} | workbook.get("form", {})}
            society.write(desk.folder.inbox / f"{number:03d}-{order}.xlsx", **workbook | own)
    society.write_registry(desk.folder.registry, lines)
    desk.load(desk.folder.inbox)
    return desk


@pytest.mark.parametrize("name", CASES)
def test_what_stands(name: str, all_cases: Desk) -> None:
    assert all_cases.ask(CASES[name].question, name) == [CASES[name].row]


def test_a_submission_is_in_force_that_gives_one_value_at_least(all_cases: Desk) -> None:
    versions = "select version, is_current from submission where society_id = ? order by version"
    assert all_cases.ask(versions, "a field left blank") == [(1, True), (2, True)]
    assert all_cases.ask(versions, "an answer given anew") == [(1, False), (2, True)]
    assert all_cases.ask(versions, "a roster is replaced whole") == [(1, True), (2, True)]


KEPT = {
    "a field left blank": [
        (2, "values_kept", FORM, "B4", "“基本情况”有 1 处没有填，仍按第 1 次报送所填的计：基本情况!B4。")
    ],
    "a field that cannot be read": [
        (
            2,
            "count_unreadable",
            FORM,
            "B4",
            "“会员代表人数”应填整数，现填“约300”。第 1 次报送在 基本情况!B4 填的是“279”，因此也不再作准。",
        )
    ],
    "a number that cannot be read": [
        (
            2,
            "count_unreadable",
            ANSWERS,
            "F32",
            "“主承办学术交流活动次数”应填整数，现填“约3”。第 1 次报送在 任务完成情况!F32 填的是“2”，因此也不再作准。",
        )
    ],
    "a choice that cannot be read": [
        (
            2,
            "values_kept",
            ANSWERS,
            "E42",
            "“任务完成情况”有 3 处没有填，仍按第 1 次报送所填的计：任务完成情况!E42、E43、E44。",
        ),
        (
            2,
            "yes_no_unreadable",
            ANSWERS,
            "D42",
            "“是否选做”应填是或否，现填“再议”。第 1 次报送在 任务完成情况!D42 填的是“是”，因此也不再作准。",
        ),
    ],
    "a roster without a person": [
        (2, "roster_kept", COUNCIL, None, "“理事会名册”中一个人也没有填，仍按第 1 次报送的名册计。")
    ],
    "a field left blank, then a roster alone": [
        (2, "values_kept", FORM, "B4", "“基本情况”有 1 处没有填，仍按第 1 次报送所填的计：基本情况!B4。")
    ],
    "a roster is replaced whole": [],
    "an answer given anew": [],
}


@pytest.mark.parametrize("name", KEPT)
def test_what_stays_and_what_is_in_doubt_is_told(name: str, all_cases: Desk) -> None:
    told = [
        row for row in all_cases.ask(FOUND, name) if row[1] in ("values_kept", "roster_kept") or "第 1 次" in row[4]
    ]
    assert told == KEPT[name]


def test_a_row_asked_for_alone_says_how_many_values_stay_and_the_first_cells(open_desk: Desk) -> None:
    inbox = open_desk.folder.inbox
    open_desk.load(society.write(inbox / "全.xlsx"))
    blank = dict.fromkeys(criterion_id for (criterion_id,) in open_desk.ask("select criterion_id from criterion"))
    alone: dict[str, Any] = {
        "answers": blank | {"T01-1": "已完成"},
        "counts": dict.fromkeys(society.COUNTS),
        "tables": ("answers",),
    }
    open_desk.load(society.write(inbox / "补.xlsx", chosen=dict.fromkeys(society.OPTIONAL), **alone))
    assert open_desk.ask("select sheet, cell, message from finding where kind = 'values_kept'") == [
        (
            ANSWERS,
            "E3",
            "“任务完成情况”有 73 处没有填，仍按第 1 次报送所填的计：任务完成情况!E3、E4、E5、E6、E7 等。",
        )
    ]
    assert open_desk.ask("select overall from society_result where society_id = 'S1' and period = 2018") == [("met",)]


def test_a_review_stays_with_the_answer_until_another_is_given(open_desk: Desk) -> None:
    inbox, standing = open_desk.folder.inbox, "select reviewed from criterion_result where criterion_id = 'T01-1'"
    open_desk.load(society.write(inbox / "1.xlsx"))
    ((first,),) = open_desk.ask("select submission_id from submission")
    record_review(open_desk.folder, Review("S1", 2018, "T01-1", first, "rejected", "", "示例"), silent)
    open_desk.load(society.write(inbox / "2.xlsx", answers={"T01-1": None}))
    assert open_desk.ask(standing) == [("rejected",)]
    open_desk.load(society.write(inbox / "3.xlsx", answers={"T01-2": "未完成"}))
    assert open_desk.ask(standing) == [(None,)]


def test_a_state_of_the_past_counts_what_had_come_by_then(open_desk: Desk) -> None:
    delegates = "select value, version from measure join submission using (submission_id) where measure = 'delegates'"
    open_desk.load(society.write(open_desk.folder.inbox / "1.xlsx"))
    then = Archive(open_desk.folder.archive).entries()[-1].at
    open_desk.load(society.write(open_desk.folder.inbox / "2.xlsx", form={"会员代表人数": 300}))
    assert open_desk.ask(delegates) == [(300, 2)]
    pipeline.rebuild(open_desk.folder, then, silent)
    assert open_desk.ask(delegates) == [(279, 1)]


def test_a_figure_of_a_year_comes_from_the_latest_period_that_states_it(open_desk: Desk) -> None:
    inbox = open_desk.folder.inbox
    earlier: dict[str, Any] = {"form": {"填报年度": 2017}, "members": {2016: (400, 10), 2017: (410, 11)}}
    open_desk.load(society.write(inbox / "2017.xlsx", **earlier))
    open_desk.load(society.write(inbox / "2018.xlsx", members={2016: (401, None), 2017: (None, 12), 2018: (420, 13)}))
    rows = open_desk.ask("select year, individual, unit, period from membership order by year")
    assert rows == [(2016, 401, 10, 2018), (2017, 410, 12, 2017), (2018, 420, 13, 2018)]
