"""Every kind of finding: one changed cell calls it forth, at the right place; the list is closed."""

import typing
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from etl.knowledge.findings import kinds
from etl.words import SEVERITIES
from etl.workbook.contents import Kind
from tests.etl import faults, society
from tests.etl.conftest import Desk
from tests.etl.faults import CASES

ELSEWHERE = {
    "registry_sent",  # a workbook that is no society's: test_receiving.py
    "filled_down",  # needs a format without merge information: test_round_trip.py
    *("more_fatal", "more_errors", "more_warnings"),  # test_capped.py
}


@pytest.fixture(scope="module")
def found(make_desk: Callable[[str], Desk]) -> dict[str, set[tuple[Any, ...]]]:
    """Kind → the findings of its workbook: kind, severity, sheet, cell."""
    desk = make_desk("findings")
    faults.send(desk)
    result: dict[str, set[tuple[Any, ...]]] = {}
    for file_name, *rest in desk.ask(
        "select file_name, kind, finding.severity, sheet, cell from finding join submission using (submission_id)"
    ):
        result.setdefault(file_name.removesuffix(".xlsx"), set()).add(tuple(rest))
    return result


@pytest.mark.parametrize("kind", CASES)
def test_a_kind_is_found_where_it_stands(kind: str, found: dict[str, set[tuple[Any, ...]]]) -> None:
    case = CASES[kind]
    assert (kind, kinds()[kind].severity, case.sheet, case.cell) in found[kind]


def test_the_list_is_closed_and_complete() -> None:
    of_files = set(typing.get_args(Kind))
    assert set(kinds()) == set(CASES) | of_files | ELSEWHERE
    for kind in kinds().values():
        assert kind.severity in SEVERITIES
        assert kind.title
        assert kind.message.endswith(("。", "}"))
        assert kind.remedy.endswith("。")


def test_a_perfect_workbook_has_no_finding(desk: Desk, tmp_path: Path) -> None:
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": "滨海市示例甲学会"}])
    report = desk.load(society.write(tmp_path / "甲.xlsx"))
    assert report.files[0].submissions[0].findings == ()
    assert report.files[0].state == "accepted"


NO_COUNTS = {
    "约120": "count_unreadable",
    "12.5": "count_unreadable",
    12.5: "count_unreadable",
    "85%": "count_unreadable",
    -5: "count_out_of_range",
    "-5": "count_out_of_range",
    "－5人": "count_out_of_range",
    "−5": "count_out_of_range",
    10_000_001: "count_out_of_range",
    "12,000,000": "count_out_of_range",
    10_000_000: None,
}


@pytest.mark.parametrize(("written", "kind"), NO_COUNTS.items())
def test_what_is_no_count_is_told_apart_and_stays_open(
    written: Any, kind: str | None, desk: Desk, tmp_path: Path
) -> None:
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": "滨海市示例甲学会"}])
    desk.load(society.write(tmp_path / "甲.xlsx", members={2016: (400, 1), 2018: (written, 1)}))
    found = desk.ask("select kind from finding where severity = 'error' and sheet = '会员情况' and cell = 'B3'")
    assert found == ([(kind,)] if kind else [])
    (grown,) = desk.ask("select now, verdict from membership_growth where period = 2018")
    assert grown == ((None, "unknown") if kind else (10_000_000, "met"))
