"""Growth of members is told of every society, judged where renewal is due (docs/judging.md, Rules with numbers)."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.etl import society
from tests.etl.conftest import Desk

DUE, NOT_DUE = 2018, 2019
Members = dict[int, tuple[Any, Any]]


def members(base: Any, now: Any) -> Members:
    return {2016: (base, 1), 2017: (None, None), 2018: (now, 1)}


SOCIETIES: dict[str, tuple[int, Members | None, tuple[Any, ...]]] = {
    # registered renewal, year-ends; applicability, verdict, reason
    "due, enough": (DUE, members(100, 115), ("due", "met", None)),
    "due, too few": (DUE, members(100, 114), ("due", "unmet", None)),
    "due, blank": (DUE, members(100, None), ("due", "unknown", "未填")),
    "due, no base": (DUE, members(None, 100), ("due", "unknown", "无基数")),
    "due, both readings": (DUE, members(300, 320), ("due", "unknown", "待认定")),
    "not due, enough": (NOT_DUE, members(100, 115), ("not_due", "met", None)),
    "not due, too few": (NOT_DUE, members(100, 114), ("not_due", "unmet", None)),
    "not due, blank": (NOT_DUE, members(100, None), ("not_due", "unknown", "未填")),
    "not due, both readings": (NOT_DUE, members(300, 320), ("not_due", "unknown", "待认定")),
    "silent": (DUE, None, ("due", "unknown", "未报送")),
}


@pytest.fixture(scope="module")
def grown(make_desk: Callable[[str], Desk]) -> Desk:
    desk = make_desk("growth")
    lines = []
    for number, (name, (year, of_years, _)) in enumerate(SOCIETIES.items(), 1):
        own = f"滨海市示例第{number:03d}学会"
        lines.append({"编号": name, "学会名称": own, "应换届年份": year})
        form = {"学会名称": own, "本年度是否换届": "是" if year == DUE else "否"}
        if of_years:
            society.write(desk.folder.inbox / f"{number:03d}.xlsx", form=form, members=of_years)
    society.write_registry(desk.folder.registry, lines)
    desk.load(desk.folder.inbox)
    return desk


@pytest.mark.parametrize("name", SOCIETIES)
def test_growth_is_told_of_every_society(name: str, grown: Desk) -> None:
    columns = "applicability, verdict, reason"
    assert grown.ask(f"select {columns} from membership_growth where society_id = ?", name) == [SOCIETIES[name][2]]
