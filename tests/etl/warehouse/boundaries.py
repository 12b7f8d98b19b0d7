"""Every rule of docs/judging.md at its boundary, one below, one above and missing: what is filled in, what results."""

from dataclasses import dataclass, field
from typing import Any

from tests.etl import society


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


NO_STANDING = {"是否设常务理事会": "否"}
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
    "a task is open for its first open criterion": ratio(
        "T01", "unknown", reason="未填", answers={"T01-1": None, "T01-2": "大概"}
    ),
    "a task is open for its first open criterion, whichever": ratio(
        "T01", "unknown", reason="数值无法识别", answers={"T01-1": "大概", "T01-2": None}
    ),
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
    "everything met": Case("overall", "met"),
    "choice blank but answered": ratio("T14", "met", chosen={14: None}),
    "choice no but answered": ratio(
        "T14", "not_applicable", reason="未选", chosen={14: "否"}, answers={"T14-1": "已完成"}
    ),
}
