"""What changed from one version of a society's submission to the next, and what that set right."""

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from dashboard.database import ask, current
from dashboard.queries import Filters, corrections, membership, overview, society, versions
from etl.paths import DataFolder
from tests import association

FIRST = association.Filled(
    "S01",
    answers={"T01-1": "√", "T01-2": "未完成", "T02-1": "说不清"},
    quantities={"T12-1": "约120"},
    members={2015: (400, 10), 2016: (300, 10), 2017: (290, 10), 2018: (280, 12), 2019: (999, 1)},
    form={"会员代表人数": "约六十"},
)
SECOND = replace(
    FIRST, answers={"T01-1": "已完成", "T01-2": "已完成", "T07-3": "未完成"}, quantities={}, form={"会员代表人数": 60}
)
# The city: one more society; one that is suspended and would move every median; one whose figures have a gap.
OTHERS = (
    association.Filled("S02", members={2016: (100, 1), 2017: (150, 1), 2018: (200, 1)}),
    association.Filled("S03", members={2015: (100, 1), 2017: (90, 1), 2018: (95, 1)}),
    association.Filled("S08", members={2016: (100, 1), 2017: (900, 1), 2018: (900, 1)}),
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return association.build(tmp_path_factory.mktemp("versions"), sent=(FIRST, *OTHERS, SECOND))


@pytest.fixture
def build(data: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("REFORM_DATA", str(data))
    return str(current())


def test_words_of_one_meaning_are_no_change(build: str) -> None:
    later, earlier = versions.versions(build, 2018, "S01").itertuples()
    changed = versions.changes(build, earlier.submission_id, later.submission_id)
    answers = changed[changed["table_name"] == "answers"].set_index("item")
    assert "T01-1" not in answers.index  # √ and 已完成
    assert (answers.loc["T01-2", "before"], answers.loc["T01-2", "after"]) == ("未完成", "已完成")


def test_what_a_version_set_right_stands_gravest_first(build: str) -> None:
    severities = corrections.resolved(build, 2018, "S01")["severity"].tolist()
    assert set(severities) == {"error", "warning"}
    assert severities == sorted(severities)


def test_years_after_the_period_are_not_shown(build: str) -> None:
    record = society.society(build, 2017, "S01")
    assert record is not None
    assert record.members["year"].max() == 2017


def test_only_expected_societies_make_the_median_of_the_city(build: str) -> None:
    record = society.society(build, 2018, "S02")
    assert record is not None
    at_end = record.members.set_index("year").loc[2018]
    assert (at_end["city_count"], at_end["city_median"]) == (2, pytest.approx((280 / 300 + 2) / 2))


def test_a_fall_is_one_from_the_year_before(build: str) -> None:
    fallen = membership.membership(build, Filters(2018)).societies.set_index("society_id")["fallen_years"]
    assert fallen["S01"] == "2016、2017、2018"
    assert not isinstance(fallen["S03"], str) or not fallen["S03"]  # nothing is known of 2016


@pytest.mark.parametrize(("days", "is_recent"), [(6, True), (7, False), (8, False)])
def test_recent_is_what_came_in_the_last_seven_days(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days: int, is_recent: bool
) -> None:
    folder = DataFolder(tmp_path)
    folder.warehouse.mkdir()
    name = f"aged-{days}.duckdb"  # answers are kept by the name of the build
    folder.current.write_text(name, "utf-8")
    aged = folder.warehouse / name
    aged.write_bytes((DataFolder(data).warehouse / DataFolder(data).current.read_text("utf-8").strip()).read_bytes())
    with duckdb.connect(str(aged)) as connection:
        connection.execute("set search_path = 'main,internal'")
        connection.execute(
            "update reporting set first_received_at = as_of - to_days($days), last_received_at = as_of - to_days($days)"
            " from build_info",
            {"days": days},
        )
    monkeypatch.setenv("REFORM_DATA", str(tmp_path))
    figures = overview.figures(name, Filters(2018))
    assert ask(name, "select count(*) as n from reporting where period = 2018 and is_reported")["n"][0] == 3
    assert (figures.reported.count, figures.reported.recent) == (3, 3 if is_recent else 0)
