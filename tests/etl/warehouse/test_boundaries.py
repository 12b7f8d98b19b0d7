"""Every rule of docs/judging.md at its boundary, below, above and missing: one workbook each, all in one load."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from etl.knowledge import rubric as rubrics
from tests.etl import society
from tests.etl.conftest import Desk


@dataclass(frozen=True)
class Case:
    """What is changed in the workbook (and the registry's line), and what must come out."""

    what: str
    verdict: str
    reason: str | None = None
    explanation: str | None = None
    registry: dict[str, Any] = field(default_factory=dict)
    workbook: dict[str, Any] = field(default_factory=dict)


def growth(
    base: Any,
    now: Any,
    verdict: str,
    reason: str | None = None,
    explanation: str | None = None,
    registered: int | None = None,
) -> Case:
    registry = {"2016年底个人会员数（核定）": registered}
    members = {2016: (base, 0), 2017: (None, None), 2018: (now, 0)}
    return Case("T07-3", verdict, reason, explanation, registry, {"members": members})


def ratio(what: str, verdict: str, explanation: str | None = None, reason: str | None = None, **workbook: Any) -> Case:
    return Case(what, verdict, reason, explanation, {}, workbook)


def blanks(councillors: int, frontline: int, blank: int) -> list[list[Any]]:
    """A roster without a standing council: so many on the front line, so many who do not say."""
    marks = ["是"] * frontline + [None] * blank + ["否"] * (councillors - frontline - blank)
    return [society.person(number, "理事", mark) for number, mark in enumerate(marks, 1)]


def chosen(answered: int, chosen_tasks: int, blank_tasks: int = 0) -> dict[str, Any]:
    """So many optional tasks chosen; of those the first met, the next blank, the rest not done."""
    answers: dict[str, Any] = {}
    for number in range(11 + answered, 11 + chosen_tasks):
        is_blank = number < 11 + answered + blank_tasks
        answers |= {f"T{number:02d}-{ordinal}": None if is_blank else "未完成" for ordinal in range(1, 7)}
    return {"chosen": range(11, 11 + chosen_tasks), "answers": answers}


def unsure(choices: dict[int, str], met: int, **answers: str | None) -> dict[str, Any]:
    """The first `met` optional tasks chosen and met, the others as `choices` and `answers` say."""
    return {"chosen": dict.fromkeys(range(11, 21), "否") | dict.fromkeys(range(11, 11 + met), "是") | choices} | {
        "answers": answers
    }


def posts(standing: int, councillors: int, frontline_standing: int, *others: list[Any]) -> list[list[Any]]:
    """A council whose other councillors are all on the front line, and persons whose post cannot be read."""
    frontline = frontline_standing + councillors - standing
    return [*society.council(councillors, standing, frontline, frontline_standing), *others]


def odd(frontline: str | None = "是", number: int = 200) -> list[Any]:
    """A person whose post nobody can read."""
    return society.person(number, "某职", frontline)


NO_STANDING = {"是否设常务理事会": "否"}
NOTHING_ANSWERED = {
    "chosen": dict.fromkeys(range(11, 21)),
    "counts": dict.fromkeys(society.COUNTS),
    "answers": dict.fromkeys(one.criterion_id for task in rubrics.read_all()[0].tasks for one in task.standards),
}
CASES = {
    "100 → 115": growth(100, 115, "met", None, "100 × 115 = 11,500 ≥ 115 × 100 = 11,500"),
    "100 → 114": growth(100, 114, "unmet"),
    "100 → 116": growth(100, 116, "met"),
    "200 → 230": growth(200, 230, "met"),
    "200 → 229": growth(200, 229, "unmet"),
    "299 → 343": growth(299, 343, "unmet", None, "100 × 343 = 34,300 < 115 × 299 = 34,385"),
    "299 → 344": growth(299, 344, "met"),
    "300 → 300": growth(300, 300, "unmet"),
    "300 → 301": growth(
        300,
        301,
        "unknown",
        "待认定",
        "100 × 301 = 30,100 < 115 × 300 = 34,500；本年底个人会员数 301 > 2016年底个人会员数 300",
    ),
    "300 → 344": growth(300, 344, "unknown", "待认定"),
    "300 → 345": growth(300, 345, "met"),
    "301 → 301": growth(301, 301, "unmet"),
    "301 → 302": growth(301, 302, "met"),
    "base missing": growth(None, 302, "unknown", "无基数"),
    "base 0": growth(0, 302, "unknown", "无基数"),
    "base unreadable": growth("约120", 302, "unknown", "数值无法识别"),
    "now missing": growth(100, None, "unknown", "未填", "缺本年底个人会员数"),
    "registered base counts": growth(100, 115, "unmet", registered=101),
    "registered base alone": growth(None, 115, "met", registered=100),
    "31 / 93 delegates": ratio("T08-a", "met", "3 × 93 = 279 ≤ 279", form={"会员代表人数": 279}),
    "94 of 279": ratio("T08-a", "unmet", form={"会员代表人数": 279}, roster=society.council(94, 31)),
    "92 of 279": ratio("T08-a", "met", form={"会员代表人数": 279}, roster=society.council(92, 30)),
    "delegates 0": ratio("T08-a", "unknown", "缺会员代表人数", "未填", form={"会员代表人数": 0}),
    "delegates blank": ratio("T08-a", "unknown", "缺会员代表人数", "未填", form={"会员代表人数": None}),
    "delegates unreadable": ratio("T08-a", "unknown", None, "数值无法识别", form={"会员代表人数": "两百余人"}),
    "31 / 93 standing": ratio("T08-b", "met", "3 × 31 = 93 ≤ 93"),
    "32 / 95 standing": ratio("T08-b", "unmet", "3 × 32 = 96 > 95", roster=society.council(95, 32)),
    "31 / 95 standing": ratio("T08-b", "met", roster=society.council(95, 31)),
    "no standing council": ratio("T08-b", "not_applicable", form=NO_STANDING, roster=society.council(93, 0)),
    "standing council not said": ratio(
        "T08-b", "unknown", form={"是否设常务理事会": None}, tables=("form", "answers", "members")
    ),
    "standing council seen in the roster": ratio("T08-b", "met", form={"是否设常务理事会": None}),
    "49 councillors": ratio("T08-c", "unmet", "理事人数 49 < 50", roster=society.council(49, 16)),
    "50 councillors": ratio("T08-c", "met", roster=society.council(50, 16)),
    "49 without a standing council": ratio("T08-c", "not_applicable", form=NO_STANDING, roster=society.council(49, 0)),
    "45 / 60": ratio("T09-b", "met", "4 × 45 = 180 ≥ 3 × 60 = 180", form=NO_STANDING, roster=blanks(60, 45, 0)),
    "44 / 60": ratio("T09-b", "unmet", form=NO_STANDING, roster=blanks(60, 44, 0)),
    "44 + 1 blank / 60": ratio(
        "T09-b",
        "unknown",
        "4 × 44 = 176 < 3 × 60 = 180；4 × (44 + 1) = 180 ≥ 3 × 60 = 180",
        "未填",
        form=NO_STANDING,
        roster=blanks(60, 44, 1),
    ),
    "43 + 1 blank / 60": ratio("T09-b", "unmet", form=NO_STANDING, roster=blanks(60, 43, 1)),
    "45 + 15 blank / 60": ratio("T09-b", "met", form=NO_STANDING, roster=blanks(60, 45, 15)),
    "front line without a roster": ratio("T09-b", "unknown", reason="未填", tables=("form", "answers", "members")),
    "20 / 30 standing": ratio("T09-c", "met", "3 × 20 = 60 ≥ 2 × 30 = 60", roster=society.council(90, 30, 80, 20)),
    "19 / 30 standing": ratio("T09-c", "unmet", roster=society.council(90, 30, 80, 19)),
    "staff 5 > 4": Case("T10-a", "met", None, "专兼职工作人员数 5 > 换届前专兼职工作人员数 4"),
    "staff 4 = 4": ratio("T10-a", "unmet", form={"专职工作人员数": 2}),
    "staff before missing": ratio("T10-a", "unknown", reason="未填", form={"换届前专兼职工作人员数": None}),
    "one kind of staff missing": ratio("T10-a", "unknown", reason="未填", form={"兼职工作人员数": None}),
    "staff 0": ratio("T10-a", "unmet", form={"专职工作人员数": 0, "兼职工作人员数": 0}),
    "2 events": ratio("T12-1", "met", "主承办学术交流活动次数 2 ≥ 2"),
    "1 event": ratio("T12-1", "unmet", counts={"T12-1": 1}),
    "3 events": ratio("T12-1", "met", counts={"T12-1": 3}),
    "events missing": ratio("T12-1", "unknown", reason="未填", counts={"T12-1": None}),
    "events missing, not done": ratio("T12-1", "unmet", counts={"T12-1": None}, answers={"T12-1": "未完成"}),
    "declared blank, 1 event": ratio("T12-1", "unmet", counts={"T12-1": 1}, answers={"T12-1": None}),
    "declared blank, 2 events": ratio("T12-1", "unknown", reason="未填", answers={"T12-1": None}),
    "rotating chair elsewhere": ratio("T16-3", "not_applicable", answers={"T16-3": "不适用"}),
    "13-4 not done does not spoil 13": ratio("T13", "met", answers={"T13-4": "未完成", "T13-5": "未完成"}),
    "13-6 not done spoils 13": ratio("T13", "unmet", answers={"T13-6": "未完成"}),
    "no branches": ratio("T04", "not_applicable", answers={f"T04-{n}": "不适用" for n in (1, 2, 3)}),
    "不适用 is refused elsewhere": ratio("T05-1", "unknown", reason="数值无法识别", answers={"T05-1": "不适用"}),
    "partly done is not met": ratio("T01-1", "unmet", answers={"T01-1": "部分完成"}),
    "blank is open": ratio("T01-1", "unknown", reason="未填", answers={"T01-1": None}),
    "one failure settles a task": ratio("T01", "unmet", answers={"T01-1": None, "T01-2": "未完成"}),
    "roster with a gap": ratio("T09-1", "unmet", roster=[society.person(1, 性别=None), *society.council(92, 30)[1:]]),
    "no roster": ratio("T09-1", "unknown", reason="未填", tables=("form", "answers", "members")),
    "hired secretary without a title": ratio(
        "T08-1", "unmet", roster=[*society.council(93, 31), society.person(94, "秘书长（聘任）", 职称=None)]
    ),
    "5 chosen, 5 met": ratio("optional", "met", **chosen(5, 5)),
    "4 chosen": ratio("optional", "unmet", **chosen(4, 4)),
    "5 chosen, 4 met, 1 open": ratio("optional", "unknown", **chosen(4, 5, 1)),
    "5 chosen, 4 met, 1 failed": ratio("optional", "unmet", **chosen(4, 5)),
    "6 chosen, 4 met, 1 open, 1 failed": ratio("optional", "unknown", **chosen(4, 6, 1)),
    "not due": Case(
        "renewal", "not_applicable", registry={"应换届年份": 2019}, workbook={"form": {"本年度是否换届": "否"}}
    ),
    "due says the registry": ratio("renewal", "met", form={"本年度是否换届": "否"}),
    "due says the society": Case("renewal", "met", registry={"应换届年份": 2019}),
    "several years": Case(
        "renewal", "met", registry={"应换届年份": "2013、2018"}, workbook={"form": {"本年度是否换届": None}}
    ),
    "nobody knows": Case(
        "renewal", "unknown", registry={"应换届年份": None}, workbook={"form": {"本年度是否换届": None}}
    ),
    "task 7 when nobody knows": Case(
        "T07", "unknown", "换届待确认", registry={"应换届年份": None}, workbook={"form": {"本年度是否换届": None}}
    ),
    "registry blank, society says no": Case(
        "T07", "not_applicable", "未到换届", registry={"应换届年份": None}, workbook={"form": {"本年度是否换届": "否"}}
    ),
    "society's word unreadable, registry names another year": Case(
        "T07", "unknown", "换届待确认", registry={"应换届年份": 2019}, workbook={"form": {"本年度是否换届": "再议"}}
    ),
    "society's word unreadable, registry blank": Case(
        "renewal", "unknown", registry={"应换届年份": None}, workbook={"form": {"本年度是否换届": "再议"}}
    ),
    "society's word unreadable, registry says due": Case(
        "renewal", "met", workbook={"form": {"本年度是否换届": "再议"}}
    ),
    "criteria are judged while the renewal is open": Case(
        "T08-a", "met", registry={"应换届年份": 2019}, workbook={"form": {"本年度是否换届": "再议"}}
    ),
    "choice unreadable": ratio("T15", "unknown", reason="选做待确认", **unsure({15: "再议"}, 4)),
    "criteria are judged while the choice is open": ratio(
        "T15-1", "met", **unsure({15: "再议"}, 4, **{"T15-1": "已完成"})
    ),
    "4 met, 1 choice unreadable": ratio("optional", "unknown", **unsure({15: "再议"}, 4)),
    "3 met, 1 choice unreadable": ratio("optional", "unmet", **unsure({15: "再议"}, 3)),
    "5 met, 1 choice unreadable": ratio("optional", "met", **unsure({16: "再议"}, 5)),
    "3 met, 1 failed, 1 choice unreadable": ratio(
        "optional", "unmet", **unsure({14: "是", 15: "再议"}, 3, **{"T14-1": "未完成"})
    ),
    "3 met, 2 choices unreadable": ratio("optional", "unknown", **unsure({15: "再议", 16: "再议"}, 3)),
    "choice blank, an answer unreadable": ratio(
        "T15", "unknown", reason="数值无法识别", **unsure({15: None}, 4, **{"T15-1": "说不清", "T15-2": "已完成"})
    ),
    "choice blank, 不适用 alone": ratio(
        "T15",
        "not_applicable",
        reason="未选",
        **unsure({15: None}, 4, **{f"T15-{ordinal}": "不适用" for ordinal in range(1, 7)}),
    ),
    "choice blank, a number alone": ratio(
        "T12",
        "unknown",
        reason="未填",
        chosen={12: None},
        answers=dict.fromkeys([f"T12-{ordinal}" for ordinal in range(1, 5)]),
    ),
    "nobody answered anything": ratio("optional", "unknown", **NOTHING_ANSWERED),
    "31 standing, 1 post unreadable": ratio(
        "T08-b",
        "unknown",
        "3 × 31 = 93 ≤ 95；3 × (31 + 1) = 96 > 95",
        "数值无法识别",
        roster=[*society.council(94, 31), odd()],
    ),
    "31 standing, 1 post blank": ratio(
        "T08-b", "unknown", None, "未填", roster=[*society.council(94, 31), society.person(95, None)]
    ),
    "30 standing, 1 post blank": ratio("T08-b", "met", roster=[*society.council(94, 30), society.person(95, None)]),
    "20 / 30 standing, 1 post blank, not on the front line": ratio(
        "T09-c", "unknown", None, "未填", roster=posts(30, 90, 20, society.person(200, None, "否"))
    ),
    "30 standing, 1 post unreadable": ratio("T08-b", "met", roster=[*society.council(94, 30), odd()]),
    "32 standing, 1 post unreadable": ratio("T08-b", "unmet", roster=[*society.council(94, 32), odd()]),
    "a post that cannot be read is a councillor's": ratio(
        "T08-a", "unmet", "3 × 94 = 282 > 279", roster=[*society.council(93, 31), odd()]
    ),
    "standing council blank, posts unreadable": ratio(
        "T08-b",
        "unknown",
        reason="数值无法识别",
        form={"是否设常务理事会": None},
        roster=[*society.council(93, 0), odd()],
    ),
    "20 / 30 standing, 1 unreadable not on the front line": ratio(
        "T09-c", "unknown", None, "数值无法识别", roster=posts(30, 90, 20, odd("否"))
    ),
    "20 / 30 standing, 1 unreadable on the front line": ratio("T09-c", "met", roster=posts(30, 90, 20, odd("是"))),
    "20 / 30 standing, 1 unreadable that does not say": ratio("T09-c", "unknown", roster=posts(30, 90, 20, odd(None))),
    "21 / 30 standing, 1 unreadable not on the front line": ratio("T09-c", "met", roster=posts(30, 90, 21, odd("否"))),
    "19 / 30 standing, 2 unreadable on the front line": ratio(
        "T09-c", "unmet", roster=posts(30, 90, 19, odd(), odd(number=201))
    ),
    "19 / 30 standing, 3 unreadable on the front line": ratio(
        "T09-c", "unknown", roster=posts(30, 90, 19, odd(), odd(number=201), odd(number=202))
    ),
    "a cell of the roster unreadable": ratio(
        "T09-1",
        "unknown",
        None,
        "数值无法识别",
        roster=[society.person(1, 政治面貌="某党"), *society.council(92, 30)[1:]],
    ),
    "one blank and one unreadable": ratio(
        "T09-1", "unmet", roster=[society.person(1, 政治面貌="某党", 职称=None), *society.council(92, 30)[1:]]
    ),
    "a roster without a person": ratio("T08-1", "unknown", reason="未填", roster=[]),
    "a roster without a person, not done": ratio("T08-1", "unmet", roster=[], answers={"T08-1": "未完成"}),
    "nobody of the roster is a councillor": ratio(
        "T08-a", "unknown", "缺理事人数", "未填", roster=[society.person(1, "秘书长（聘任）")]
    ),
    "0 standing councillors declared": ratio(
        "T08-b",
        "unknown",
        "缺常务理事人数",
        "未填",
        form={"理事人数": 90, "常务理事人数": 0},
        tables=("form", "answers", "members"),
    ),
    "standing councillors declared": ratio(
        "T08-b", "met", form={"理事人数": 90, "常务理事人数": 30}, tables=("form", "answers", "members")
    ),
    "everything met": Case("overall", "met"),
    "choice blank but answered": ratio("T14", "met", chosen={14: None}),
    "choice no but answered": ratio(
        "T14", "not_applicable", reason="未选", chosen={14: "否"}, answers={"T14-1": "已完成"}
    ),
}


@pytest.fixture(scope="module")
def judged(make_desk: Callable[[str], Desk]) -> dict[tuple[str, str], tuple[Any, ...]]:
    """(society, criterion, task or group) → verdict, reason, explanation."""
    desk = make_desk("boundaries")
    lines = []
    for number, (name, case) in enumerate(CASES.items(), 1):
        society_name = f"滨海市示例第{number:03d}学会"
        lines.append({"编号": name, "学会名称": society_name} | case.registry)
        workbook = dict(case.workbook)
        workbook["form"] = {"学会名称": society_name} | workbook.get("form", {})
        society.write(desk.folder.inbox / f"{number:03d}.xlsx", **workbook)
    society.write_registry(desk.folder.registry, lines)
    desk.load(desk.folder.inbox)
    rows = desk.ask(
        """
        select society_id, criterion_id, verdict, reason, explanation from criterion_result
        union all select society_id, task_id, verdict, reason, null from task_result
        union all select society_id, name, verdict, null, null from (
            unpivot society_result on basic, renewal, optional, overall into name name value verdict
        )
        """
    )
    return {
        (society_id, what): (verdict, reason, explanation) for society_id, what, verdict, reason, explanation in rows
    }


@pytest.mark.parametrize("name", CASES)
def test_a_boundary(name: str, judged: dict[tuple[str, str], tuple[Any, ...]]) -> None:
    case = CASES[name]
    verdict, reason, explanation = judged[name, case.what]
    assert verdict == case.verdict
    if case.reason:
        assert reason == case.reason
    if case.explanation:
        assert explanation == case.explanation


def test_no_row_where_a_task_does_not_apply(judged: dict[tuple[str, str], tuple[Any, ...]]) -> None:
    assert ("not due", "T07-1") not in judged
    assert ("4 chosen", "T20-1") not in judged
    assert ("5 chosen, 5 met", "T15-1") in judged
