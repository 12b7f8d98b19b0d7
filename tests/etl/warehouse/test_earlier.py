"""What the cross-checks found before the last version came in: set right by another table, replaced, or still so."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.etl import society
from tests.etl.conftest import Desk

FORM, ANSWERS = "基本情况", "任务完成情况"
COUNCIL_OF_91: dict[str, Any] = {"roster": society.council(91, 30), "tables": ("roster",)}
WITH_GAPS = [[*row[:7], None if row[0] < 3 else row[7], *row[8:]] for row in society.council(93, 31)]
Sent = list[dict[str, Any]]
Row = tuple[str, int, str, str]
SOCIETIES: dict[str, tuple[Sent, list[Row], list[Row]]] = {
    # what it sent; what was set right; what is found, on any of its versions: kind, version, sheet, cell
    "one version": (
        [{"form": {"理事人数": 91}}],
        [],
        [("councillors_against_roster", 1, FORM, "B9")],
    ),
    "another table sets it right": (
        [{"form": {"理事人数": 91}}, COUNCIL_OF_91],
        [("councillors_against_roster", 1, FORM, "B9")],
        [],
    ),
    "another table sets some of it right": (
        [{"roster": WITH_GAPS, "counts": {"T06-1": 0}}, {"tables": ("roster",)}],
        [("declared_against_rule", 1, ANSWERS, "E25"), ("declared_against_rule", 1, ANSWERS, "E26")],
        [("declared_against_rule", 1, ANSWERS, "E18"), *(("roster_gap", 1, "理事会名册", f"H{row}") for row in (2, 3))],
    ),
    "the value itself is replaced": (
        [{"form": {"理事人数": 91}}, {"form": {"理事人数": 93}, "tables": ("form",)}],
        [],
        [("councillors_against_roster", 1, FORM, "B9")],
    ),
    "it is so again": (
        [{"form": {"理事人数": 91}}, {"form": {"理事人数": 91, "监事人数": 3}}],
        [],
        [("councillors_against_roster", version, FORM, "B9") for version in (1, 2)],
    ),
    "only the last of three sets it right": (
        [{"form": {"理事人数": 91}}, {"tables": ("roster",)}, COUNCIL_OF_91],
        [("councillors_against_roster", 1, FORM, "B9")],
        [],
    ),
    "a version before the last set it right": (
        [{"form": {"理事人数": 91}}, COUNCIL_OF_91, {"tables": ("members",)}],
        [],
        [],
    ),
    "what was found rests on the year before": (
        [
            {"form": {"填报年度": 2017}, "members": {2016: (390, 10), 2017: (410, 10)}},
            {},
            {"members": {2016: (390, 10), 2017: (410, 10), 2018: (420, 11)}, "tables": ("members",)},
        ],
        [],
        [("base_changed", 1, "会员情况", "B2")],
    ),
    "what came in last was returned": (
        [{"form": {"理事人数": 91}}, COUNCIL_OF_91, {"form": {"填报年度": "去年"}}],
        [("councillors_against_roster", 1, FORM, "B9")],
        [],
    ),
}
FOUND = """
select kind, version, sheet, cell
from {} as found
join submission using (submission_id)
where society_id = ? and submission.state <> 'returned'
order by all
"""


@pytest.fixture(scope="module")
def versions(make_desk: Callable[[str], Desk]) -> Desk:
    """All societies, their versions in order; a file of nobody's came in too, twice."""
    desk = make_desk("earlier")
    lines = []
    for number, (name, (sent, _, _)) in enumerate(SOCIETIES.items(), 1):
        own = f"滨海市示例第{number:03d}学会"
        lines.append({"编号": name, "学会名称": own})
        for order, workbook in enumerate(sent, 1):
            with_name = {"form": {"学会名称": own} | workbook.get("form", {})}
            society.write(desk.folder.inbox / f"{number:03d}-{order}.xlsx", **workbook | with_name)
    for order in (1, 2):
        society.write(desk.folder.inbox / f"x{order}.xlsx", form={"学会名称": f"不知名{order}"})
    society.write_registry(desk.folder.registry, lines, periods=(2017, 2018))
    desk.load(desk.folder.inbox)
    return desk


@pytest.mark.parametrize("name", SOCIETIES)
def test_what_was_found_is_set_right_or_stands(name: str, versions: Desk) -> None:
    _, set_right, stands = SOCIETIES[name]
    assert versions.ask(FOUND.format("resolved_finding"), name) == sorted(set_right)
    assert versions.ask(FOUND.format("finding"), name) == sorted(stands)


def test_a_society_as_it_was_is_no_society(versions: Desk) -> None:
    for table in ("society", "submission", "society_result", "finding", "resolved_finding", "measure"):
        key = "society_id" if table in ("society", "society_result", "measure") else "submission_id"
        assert versions.ask(f"select count(*) from {table} where {key} like chr(1) || '%'") == [(0,)]
    assert versions.ask("select count(*) from society") == [(len(SOCIETIES),)]
