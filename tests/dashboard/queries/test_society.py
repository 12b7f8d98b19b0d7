"""The record of a society says what the contract says of it, one by one and many at once."""

from pathlib import Path

import pandas as pd
import pytest

from dashboard.database import ask, current
from dashboard.queries import Filters, council, history, scores, society
from tests.dashboard.queries.conftest import Edited

PERIOD = 2018
HEAD = """
select
    (select count(reviewed) from criterion_result where society_id = $society and period = 2018),
    (select count(*) filter (where is_reviewable) from criterion_result where society_id = $society and period = 2018),
    (select count(*) from open_finding where society_id = $society and period = 2018 and severity = 'error'),
    (select max(version) from submission where society_id = $society and period = 2018)
"""
ANSWERS = """
select criterion_id, declared, sheet || '!' || cell
from current_answer
where society_id = $society and period = 2018 and declared is not null
"""
# Every second society with a review that stands, and one more error of S05.
COUNTED = """
update criterion_result set reviewed = 'approved' where society_id in ('S01', 'S03', 'S07') and criterion_id < 'T04';
insert into finding (submission_id, kind, severity, message)
select submission_id, 'file_pdf', 'error', '一' from submission where society_id = 'S05' and is_current
"""


@pytest.fixture
def counted(edited: Edited) -> str:
    return edited(COUNTED)


def test_head_counts_reviews_errors_and_versions_of_this_society_alone(counted: str) -> None:
    ids = list(ask(counted, "select society_id from reporting where period = 2018 order by all")["society_id"])
    seen = set()
    for record in (*society.societies(counted, PERIOD, ids), *(society.society(counted, PERIOD, one) for one in ids)):
        assert record is not None
        head = record.header
        expected = ask(counted, HEAD, {"society": head["society_id"]}).iloc[0].fillna(0).astype(int).tolist()
        counts = [head["reviewed_count"], head["reviewable_count"], head["error_count"], head["version"]]
        assert [0 if pd.isna(one) else one for one in counts] == expected
        seen.add(tuple(one > 0 for one in expected))
    assert {(True, True, False, True), (False, True, True, True), (False, False, False, False)} <= seen


def test_each_criterion_stands_with_its_own_answer(counted: str) -> None:
    record = society.society(counted, PERIOD, "S03")
    assert record is not None
    rows = record.criteria.dropna(subset=["declared"])
    held = {row.criterion_id: (row.declared, row.place.split(" · ")[0]) for row in rows.itertuples()}
    answers = ask(counted, ANSWERS, {"society": "S03"}).itertuples(index=False, name=None)
    stated = {criterion: (declared, place) for criterion, declared, place in answers}
    assert held and held == {criterion: stated[criterion] for criterion in held}


def test_numbers_of_a_ratio_are_its_own(counted: str) -> None:
    part, whole = society.numbers(counted, PERIOD, "S03", "T08-a").head(2)["count"]
    [row] = ask(
        counted,
        "select part, whole from ratio_result where society_id = 'S03' and period = 2018 and criterion_id = 'T08-a'",
    ).itertuples(index=False, name=None)
    assert (part, whole) == row
    assert society.numbers(counted, PERIOD, "S03", "T01-1").empty


@pytest.mark.parametrize(("whole", "is_known"), [(1, True), (0, False)])
def test_of_one_there_is_a_share_and_of_none_there_is_not(edited: Edited, whole: int, is_known: bool) -> None:
    name = edited(f"update ratio_result set part = 1, whole = {whole} where criterion_id = 'T08-a'")
    ratio = council.composition(name, Filters(PERIOD)).ratios.set_index("criterion_id").loc["T08-a"]
    assert ratio["due_count"] and ratio["known_count"] == (ratio["due_count"] if is_known else 0)
    record = society.society(name, PERIOD, "S03")
    assert record is not None
    [share] = record.ratios["share"][record.ratios["criterion_id"] == "T08-a"]
    assert share == 1 if is_known else pd.isna(share)


def test_files_in_force_of_a_society_begin_with_the_latest(edited: Edited) -> None:
    name = edited("update submission set is_current = true where society_id = 'S03' and period = 2018")
    [own] = ask(name, "select name from society where society_id = 'S03'")["name"]
    files = history.in_force(name, Filters(PERIOD))
    assert list(files["version"][files["name"] == own]) == [2, 1]


def test_points_in_short_name_the_whole_and_each_group(scored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFORM_DATA", str(scored))
    record = society.society(str(current()), PERIOD, "S1")
    assert record is not None
    whole, own, *groups = scores.in_short(record.score_sums)
    assert (whole, own) == ("审核后 102.5/100 分，5A", "自评 102.5 分，5A")
    assert [one.split()[0] for one in groups] == ["基础能力", "学术与服务", "加分项", "扣分项"]
