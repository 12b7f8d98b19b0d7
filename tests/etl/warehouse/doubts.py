"""What was not understood decides nothing (docs/judging.md, Verdicts have three values): choices, renewals, posts and
cells of the roster that cannot be read, and tables in which nothing stands.
"""

from typing import Any

from etl.knowledge import rubric as rubrics
from tests.etl import society
from tests.etl.warehouse.boundaries import Case, ratio


def unsure(choices: dict[int, str | None], met: int, **answers: str | None) -> dict[str, Any]:
    """The first `met` optional tasks chosen and met, the others as `choices` and `answers` say."""
    chosen: dict[int, str | None] = {**dict.fromkeys(range(11, 21), "否"), **dict.fromkeys(range(11, 11 + met), "是")}
    return {"chosen": chosen | choices, "answers": answers}


def posts(standing: int, councillors: int, frontline_standing: int, *others: list[Any]) -> list[list[Any]]:
    """A council whose other councillors are all on the front line, and persons whose post cannot be read."""
    frontline = frontline_standing + councillors - standing
    return [*society.council(councillors, standing, frontline, frontline_standing), *others]


def odd(frontline: str | None = "是", number: int = 200) -> list[Any]:
    """A person whose post nobody can read."""
    return society.person(number, "某职", frontline)


NOTHING_ANSWERED: dict[str, Any] = {
    "chosen": dict.fromkeys(range(11, 21)),
    "counts": dict.fromkeys(society.COUNTS),
    "answers": dict.fromkeys(one.criterion_id for task in rubrics.read_all()[0].tasks for one in task.standards),
}
CASES = {
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
    "a word under 是否基层一线 that nobody can read leaves T09-b open": ratio(
        "T09-b",
        "unknown",
        reason="数值无法识别",
        roster=[*posts(9, 40, 9)[:29], *(society.person(300 + n, "理事", "再议") for n in range(11))],
    ),
    "a blank 是否基层一线 leaves T09-b open as a blank": ratio(
        "T09-b",
        "unknown",
        reason="未填",
        roster=[*posts(9, 40, 9)[:29], *(society.person(300 + n, "理事", None) for n in range(11))],
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
}
