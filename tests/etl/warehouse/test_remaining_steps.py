"""What a step says: its distance in words, unknown values by their kind (docs/judging.md, The shortest way to 达标)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from etl.loading.decide import Review, record_review
from tests.etl import society
from tests.etl.conftest import Desk, silent

# The registry does not say when the renewal is due.
LINES = [
    {"编号": f"S{number}", "学会名称": f"滨海市示例{name}学会", "应换届年份": None}
    for number, name in enumerate("甲乙", 1)
]
STEPS = (
    "select task_id, criterion_id, is_new_choice, needed, missing, unit, sentence from remaining_step order by position"
)
COUNT = "select remaining_count, overall from society_result where society_id = 'S1' and period = 2018"


@dataclass(frozen=True)
class Case:
    """A workbook and its steps: criterion, whether it is a new choice, needed, missing, unit, sentence."""

    sent: Mapping[str, Any]
    steps: list[tuple[str | None, bool, int | None, int | None, str | None, str]] = field(default_factory=list)


def one(criterion: str | None, *numbers: int | None, sentence: str, unit: str | None = None) -> Any:
    needed, missing = numbers or (None, None)
    return [(criterion, False, needed, missing, unit, sentence)]


FIVE = [11, 12, 15, 17, 18]
BLANK_FRONT = [society.person(number, frontline="是") for number in range(1, 7)] + [
    society.person(number, frontline=None) for number in range(7, 10)
]
CASES = {
    "nothing": Case({}),
    "an answer": Case({"answers": {"T01-2": "部分完成"}}, one("T01-2", sentence="目前部分完成，须全部完成")),
    "an answer that is blank": Case({"answers": {"T01-2": None}}, one("T01-2", sentence="“完成情况”未填，须完成")),
    "an answer that is not understood": Case(
        {"answers": {"T01-2": "差不多"}}, one("T01-2", sentence="“完成情况”看不懂，须改正")
    ),
    "an answer that is not accepted": Case(
        {"answers": {"T01-2": "不适用"}}, one("T01-2", sentence="填了“不适用”，须完成")
    ),
    "a count": Case(
        {"chosen": FIVE, "counts": {"T12-1": 1}}, one("T12-1", 2, 1, unit="次", sentence="还差 1 次（需 2，现 1）")
    ),
    "a count and its answer": Case(
        {"chosen": FIVE, "counts": {"T12-1": 1}, "answers": {"T12-1": "未完成"}},
        one("T12-1", 2, 1, unit="次", sentence="还差 1 次（需 2，现 1）；目前未完成，须完成"),
    ),
    "a count that is blank": Case(
        {"counts": {"T06-1": None}},
        one("T06-1", 1, None, unit="个", sentence="缺宣传平台或渠道数，须补填（需 1 个）"),
    ),
    "a count that is not understood": Case(
        {"counts": {"T06-1": "约3"}},
        one("T06-1", 1, None, unit="个", sentence="“宣传平台或渠道数”有看不懂的内容，须改正"),
    ),
    "members": Case(
        {"members": {2016: (200, 10), 2017: (210, 10), 2018: (218, 11)}},
        one("T07-3", 230, 12, unit="人", sentence="还差 12 人（需 230，现 218）"),
    ),
    "members at the boundary": Case(
        {"members": {2016: (300, 10), 2017: (301, 10), 2018: (320, 11)}},
        one("T07-3", 345, 25, unit="人", sentence="待认定：还差 25 人（需 345，现 320）"),
    ),
    "no base": Case(
        {"members": {2016: (None, 10), 2017: (301, 10), 2018: (320, 11)}},
        one("T07-3", sentence="无基数：须核实2016年底个人会员数"),
    ),
    "delegates": Case(
        {"form": {"会员代表人数": 270}},
        one("T08-a", 90, 3, unit="人", sentence="理事须减少 3 人或会员代表增加 9 人"),
    ),
    "gaps in the roster": Case(
        {"roster": [society.person(number, 职称=None if number < 4 else "教授") for number in range(1, 10)]},
        [(name, False, 0, 3, "处", "名册还缺 3 处") for name in ("T08-1", "T09-1")],
    ),
    "front line, with blanks": Case(
        {"roster": BLANK_FRONT},
        [
            ("T08-1", False, 0, 3, "处", "名册还缺 3 处"),
            ("T09-1", False, 0, 3, "处", "名册还缺 3 处"),
            ("T09-b", False, 7, 1, "人", "是否基层一线未填的理事 3 人，须补填；基层一线理事须增加 1 人或理事减少 1 人"),
        ],
    ),
    "renewal to be confirmed": Case(
        {"form": {"本年度是否换届": None}, "answers": {"T10-1": "未完成"}},
        [
            (None, False, None, None, None, "“本年度是否换届”未填，须填明；以下按“是”计"),
            ("T10-1", False, None, None, None, "目前未完成，须完成"),
        ],
    ),
    "a task to be chosen": Case(
        {"chosen": [11, 12, 15, 20]},
        [
            ("T16-1", True, None, None, None, "选做并完成"),
            ("T16-2", True, None, None, None, "选做并完成"),
            (None, True, None, None, None, "工作标准3不涉及的填“不适用”"),
        ],
    ),
    "a task to be chosen that has been answered": Case(
        {"chosen": [11, 12, 15, 16], "answers": {"T20-1": "未完成"}},
        [("T20-1", True, None, None, None, "选做并完成")],
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_every_step_says_its_distance(desk: Desk, case: Case) -> None:
    society.write_registry(desk.folder.registry, LINES, periods=(2018,))
    form = case.sent.get("form", {})
    sent = {"roster": society.council(9, 0), **case.sent}
    if len(sent["roster"]) == 9 and "会员代表人数" in form:
        sent["roster"] = society.council(93, 31)
    else:
        sent["form"] = {"会员代表人数": 60, "是否设常务理事会": "否", **form}
    desk.load(society.write(desk.folder.root.parent / "one.xlsx", **sent))
    assert [row[1:] for row in desk.ask(STEPS)] == case.steps
    counted = sum(criterion is not None for criterion, *_ in case.steps)
    ((count, overall),) = desk.ask(COUNT)
    assert (count, overall == "met") == (counted, not case.steps)
    assert desk.ask("select count(*) from society_result where remaining_count is null and is_reported") == [(0,)]


def test_a_review_that_asks_for_more_says_what_to_do(desk: Desk) -> None:
    society.write_registry(desk.folder.registry, LINES, periods=(2018,))
    form = {"会员代表人数": 60, "是否设常务理事会": "否"}
    desk.load(society.write(desk.folder.root.parent / "one.xlsx", form=form, roster=society.council(9, 0)))
    asked = "select judged_submission_id, reviewed_at from criterion_result where criterion_id = 'T01-2'"
    for decision, sentence in (("more_material", "须补交材料"), ("rejected", "审核不认可，须整改")):
        ((submission_id, seen),) = desk.ask(asked)
        review = Review("S1", 2018, "T01-2", submission_id, decision, "", "示例审核员", seen)
        record_review(desk.folder, review, silent)
        assert desk.ask(STEPS) == [("T01", "T01-2", False, None, None, None, sentence)]
