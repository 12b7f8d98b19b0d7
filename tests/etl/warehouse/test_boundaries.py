"""Every rule of docs/judging.md at its boundary, and where it is in doubt: a workbook each, all in one load."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.etl import society
from tests.etl.conftest import Desk
from tests.etl.warehouse import boundaries, doubts

CASES = boundaries.CASES | doubts.CASES


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
