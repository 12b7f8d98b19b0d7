"""Queries about what came in and what was asked, on rows that a test has put there: which of them count."""

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from dashboard.database import ask
from dashboard.queries import Filters, asked_checks, council, history, pocket, report, steps, submissions
from tests.dashboard.queries.conftest import Edited

FILTERS = Filters(2018)
OUTCOMES = {"corrected": 4, "cleared": 3, "remarked": 2, "open": 1}


def rows(frame: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    return list(frame[list(columns)].itertuples(index=False, name=None))


def test_what_became_of_the_checks_of_a_kind_is_counted_each_by_itself(edited: Edited) -> None:
    outcomes = [outcome for outcome, count in OUTCOMES.items() for _ in range(count)]
    values = ", ".join(f"('{outcome}', '{number}')" for number, outcome in enumerate(outcomes))
    name = edited(
        f"""
        create temp table one as select * from asked_check where kind = 'membership_fall';
        delete from asked_check where kind = 'membership_fall';
        insert into asked_check select one.* replace (made.outcome as outcome, made.subject as subject)
        from one, (values {values}) as made (outcome, subject)
        """
    )
    counted = asked_checks.worth(name, FILTERS)
    columns = ["kind", "found_count", *(f"{outcome}_count" for outcome in OUTCOMES)]
    assert rows(counted, *columns) == [("membership_fall", 10, 4, 3, 2, 1), ("declared_against_rule", 1, 0, 0, 0, 1)]
    assert len(asked_checks.open_of_kind(name, FILTERS, "membership_fall")) == OUTCOMES["open"]
    assert len(asked_checks.open_of_kind(name, FILTERS, "declared_against_rule")) == 1
    assert len(asked_checks.of_society(name, 2018, "S03")) == OUTCOMES["open"] + 1
    answered = asked_checks.answered(name, FILTERS), asked_checks.answered_by_society(name, 2018, "S03")
    assert {len(one) for one in answered} == {OUTCOMES["cleared"] + OUTCOMES["remarked"]}
    for other in ("S01", "S99"):
        assert asked_checks.of_society(name, 2018, other).empty
        assert asked_checks.answered_by_society(name, 2018, other).empty


# A file that was returned and belongs to S07 beside its accepted one; one without a society, one without a period, one
# that is handled.
RECEIVED = """
insert into submission select * replace (submission_id || 'r' as submission_id, 2 as version, 'returned' as state,
    false as is_current, 'r' as sha256, 90 as receipt) from submission where society_id = 'S07';
insert into submission select * replace ('x1' as submission_id, null as society_id, 'x1' as sha256, 91 as receipt)
from submission where submission_id = '000005';
insert into submission select * replace ('x2' as submission_id, null as period, 'x2' as sha256, 2 as receipt,
    received_at + interval 1 day as received_at) from submission where submission_id = '000005';
insert into submission select * replace ('x3' as submission_id, null as society_id, 'x3' as sha256)
from submission where submission_id = '000005';
insert into handling (sha256) values ('x3');
insert into finding (submission_id, kind, severity, message) values
    ('x1', 'file_empty', 'fatal', '一'), ('x1', 'file_pdf', 'warning', '二'), ('x2', 'file_pdf', 'fatal', '三'),
    ('x3', 'file_pdf', 'fatal', '四'), ('000005', 'file_pdf', 'fatal', '五')
"""


@pytest.fixture
def received(edited: Edited) -> str:
    return edited(RECEIVED)


def test_without_the_latest_file_the_one_before_counts(received: str) -> None:
    """The latest that was not sent back; none where there is no other."""
    assert rows(history.left_without(received, "000008"), "version", "is_later") == [(1, False)]
    assert rows(history.left_without(received, "000007"), "version", "is_later") == [(2, True)]
    assert history.left_without(received, "000011").empty


def test_files_without_a_society_or_a_period_wait_until_they_are_handled(received: str) -> None:
    assert rows(history.strays(received), "submission_id") == [("x2",), ("x1",)]
    assert rows(submissions.without_society(received), "submission_id", "message") == [("x2", "三"), ("x1", "一")]
    assert submissions.stray_count(received) == 2


def test_beside_a_stray_stands_the_latest_file_that_counts(received: str) -> None:
    for stray, society, version, is_later in (("x1", "S03", 2, False), ("x2", "S03", 2, True), ("x1", "S07", 1, False)):
        found = history.beside(received, stray, society, 2018)
        assert rows(found, "version", "is_later") == [(version, is_later)], (stray, society)
    assert history.beside(received, "x1", "S04", 2018).empty
    assert rows(history.beside(received, "x1", "S03", 2017), "version") == [(1,)]


def test_files_in_force_and_those_received_last_are_told(received: str) -> None:
    expected = [("S01", 1), ("S02", 1), ("S03", 2), ("S05", 1), ("S06", 1), ("S07", 1), ("S07", 2)]
    assert rows(pocket.files(received, 2018), "society_id", "version") == expected
    sheets = submissions.sheet_accounts(received, FILTERS)
    assert set(rows(sheets, "society_id")) == {(society,) for society, _ in expected}
    assert "000007" not in set(sheets["submission_id"])
    order = rows(sheets, "unread", "set_aside")
    assert order == sorted(order, reverse=True)
    assert set(history.in_force(received, FILTERS)["submission_id"]) == {
        "000005", "000006", "000008", "000009", "000010", "000011",
    }  # fmt: skip
    assert rows(submissions.latest(received, FILTERS, 3), "society_id", "version") == [
        ("S07", 2),
        ("S07", 1),
        ("S06", 1),
    ]


# S04 has not reported, S05 must correct, S02 was sent back its only file.
STATES = """
update society_result set state = 'returned', is_reported = false where society_id = 'S02' and period = 2018;
update reporting set first_received_at = timestamp '2018-12-01 08:00:00' where period = 2018;
update reporting set first_received_at = timestamp '2018-12-03 08:00:00' where society_id in ('S05', 'S07');
insert into finding (submission_id, kind, severity, message) values ('000006', 'file_pdf', 'fatal', '一')
"""


def test_states_days_and_reminders_agree(edited: Edited) -> None:
    name = edited(STATES)
    assert submissions.counts(name, FILTERS) == submissions.ReportingCounts(7, 6, 4, 1, 1, 1)
    days = submissions.progress(name, FILTERS).by_day
    assert rows(days, "society_count", "reported_count") == [(3, 3), (2, 5)]
    assert set(submissions.on_day(name, FILTERS, dt.date(2018, 12, 3))["society_id"]) == {"S05", "S07"}
    reminded = submissions.to_remind(name, FILTERS)
    assert rows(reminded, "society_id") == [("S04",), ("S02",), ("S05",)]
    assert reminded["error_count"].fillna(0).tolist() == [0, 0, 1]
    assert reminded["message"].fillna("").tolist() == ["", "一", ""]
    kinds = submissions.kinds(name, FILTERS)
    assert rows(kinds, "severity", "finding_count", "society_count") == [
        ("fatal", 1, 1),
        ("error", 1, 1),
        ("warning", 1, 1),
        ("warning", 1, 1),
    ]


def test_how_much_societies_lack_counts_those_that_reported_and_are_not_there_yet(build: str) -> None:
    """From the fewest to the most every number has a row."""
    found = steps.counts(build, FILTERS)
    lacking = ask(build, "select remaining_count as n from society_result where period = 2018 and is_reported")["n"]
    assert (found.reported, found.met) == (6, 1)
    assert rows(found.counts, "remaining_count", "society_count") == [
        (number, int((lacking == number).sum())) for number in range(1, int(lacking.max()) + 1)
    ]
    every = steps.steps(build, FILTERS)
    assert every["remaining_count"].is_monotonic_increasing
    words = "select criterion_id, text from criterion where rubric = 2017"
    assert set(rows(every.dropna(subset=["criterion_id"]), "criterion_id", "text")) <= set(
        rows(ask(build, words), "criterion_id", "text")
    )
    assert not every.duplicated(["society_id", "position"]).any()
    assert len(every) == ask(build, "select count(*) as n from remaining_step where period = 2018")["n"][0]
    assert len(steps.steps(build, FILTERS, 2)) == len(every[every["remaining_count"] == 2]) > 0


def test_who_lacks_ten_or_more_stands_together(edited: Edited) -> None:
    name = edited(
        """
        update society_result set remaining_count = 12 where society_id in ('S01', 'S02') and period = 2018;
        update society_result set remaining_count = 10 where society_id = 'S03' and period = 2018;
        update society_result set remaining_count = 8 where society_id in ('S05', 'S06', 'S07') and period = 2018;
        update society_result set overall = 'unmet' where period = 2018
        """
    )
    assert rows(steps.counts(name, FILTERS).counts, "remaining_count", "society_count") == [(8, 3), (9, 0), (10, 3)]
    assert set(steps.steps(name, FILTERS, 10)["society_id"]) <= {"S01", "S02", "S03"}


def test_the_report_counts_groups_categories_and_growth(build: str) -> None:
    told = report.report(build, FILTERS)
    results = ask(build, "from society_result where period = 2018")
    for row in told.groups.itertuples():
        verdicts = results[row.task_group]
        assert [row.met_count, row.unmet_count, row.unknown_count, row.due_count] == [
            *((verdicts == one).sum() for one in ("met", "unmet", "unknown")),
            (verdicts != "not_applicable").sum(),
        ]
    assert told.groups["task_group"].tolist() == ["basic", "renewal", "optional", "overall"]
    columns = ("category", "expected", "reported", "basic_met", "renewal_met", "renewal_due", "optional_met")
    assert rows(told.categories, *columns, "overall_met") == [
        ("理科", 2, 2, 2, 1, 2, 2, 1),
        ("医科", 2, 1, 0, 0, 1, 0, 0),
        ("工科", 1, 1, 0, 0, 0, 0, 0),
        ("农科", 1, 1, 0, 0, 0, 1, 0),
        ("未填", 1, 1, 1, 0, 1, 1, 0),
    ]
    assert rows(told.growth, "size", "met_count", "unmet_count", "unknown_count", "due_count") == [
        ("below", 1, 0, 0, 1), ("at", 0, 0, 1, 1), ("none", 0, 0, 1, 1),
    ]  # fmt: skip
    societies = told.societies
    assert (societies["met_count"] + societies["unmet_count"] + societies["unknown_count"]).equals(
        societies["due_count"]
    )
    assert told.year_before is not None
    before = told.year_before.counts
    assert before.loc[["reported", "overall", "T01"], "met_count"].tolist() == [2, 1, 1]
    assert before.loc[["reported", "overall", "T01", "T07"], "due_count"].tolist() == [7, 7, 7, 1]
    assert report.report(build, Filters(2017)).year_before is None


def test_ratios_say_how_they_stand_and_count_those_who_are_due(build: str) -> None:
    composed = council.composition(build, FILTERS)
    kinds = {key: set(group) for key, group in composed.societies.groupby("renewal_applicability")["kind"]}
    assert kinds["due"] == {"shown", "met", "unmet", "unknown", "not_applicable"}
    assert kinds["not_due"] == {"shown", "not_applicable", "not_due"}
    assert kinds["unknown"] == {"shown", "not_applicable", "unclear"}
    assert set(composed.societies.query("kind == 'shown'")["criterion_id"]) == {"T09-a", "T09-d"}
    assert composed.societies.query("renewal_applicability == 'not_due'")["reason"].isna().all()
    due = composed.societies.query("renewal_applicability == 'due'")
    assert due.query("kind == 'unknown'")["reason"].notna().all()
    for ratio in composed.ratios.itertuples():
        own = due.loc[due["criterion_id"] == ratio.criterion_id, "verdict"]
        counts = [ratio.met_count, ratio.unmet_count, ratio.unknown_count, ratio.not_applicable_count]
        assert counts == [(own == one).sum() for one in ("met", "unmet", "unknown", "not_applicable")]
        assert ratio.due_count == len(own) == 3


def test_the_latest_files_are_ten_unless_another_number_is_asked_for(edited: Edited) -> None:
    copied = "submission.* replace (submission_id || number as submission_id)"
    numbers = "(select unnest(range(5))::varchar as number)"
    name = edited(f"insert into submission select {copied} from submission cross join {numbers}")
    assert (len(submissions.latest(name, FILTERS)), len(submissions.latest(name, FILTERS, 12))) == (10, 12)
