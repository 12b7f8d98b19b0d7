"""What societies really send (README.md, From what societies do): `control.xlsx` with one change each."""

import re

import pytest

from tests.cases.sending import Outcome, outcome

SOCIETY = "S001"
LISTED_ON_THE_COVER = ("T11", "T12", "T13", "T14", "T15")


def _of(*names: str, registry: str = "registry.xlsx") -> Outcome:
    return outcome(f"reading/{registry}", *(f"reading/{name}.xlsx" for name in names))


def test_control_is_met_throughout_without_a_finding() -> None:
    control = _of("control")
    assert (control.states, control.problems) == (("accepted",), ())
    assert [control.verdict(part, SOCIETY) for part in ("basic", "renewal", "optional", "overall")] == ["met"] * 4


@pytest.mark.parametrize(
    "name",
    [
        "status-headed-落实情况",
        "roster-posts-in-section-rows",
        "delegates-roster-beside",
        "finance-sheet-with-years-across",
        "members-on-the-form",
        "boxes-in-cells",
        "roster-with-category-column",
        "rows-numbered-1-to-56",
        "ticks-and-remarks",
        "statistics-under-the-roster",
    ],
)
def test_a_change_that_must_still_read_leaves_every_verdict_as_it_is(name: str) -> None:
    changed = _of(name)
    assert changed.differing(_of("control")) == {}
    assert changed.states == ("accepted",)


def test_ticks_in_two_columns_say_yes_or_no() -> None:
    """Of the 57 councillors 20 are ticked under 是, all 17 of the standing council among them, and 37 under 否."""
    ticked = _of("yes-and-no-in-two-columns")
    unmet = {f"{SOCIETY} {what}": "unmet" for what in ("T09-b", "T09", "renewal", "overall")}
    assert ticked.differing(_of("control")) == unmet
    assert (ticked.states, ticked.problems) == (("accepted",), ())


def test_nobody_is_lost_where_a_column_of_categories_says_the_post() -> None:
    assert _of("roster-with-category-column").problems == ()


def test_a_roster_of_delegates_is_set_aside_with_a_warning() -> None:
    told = _of("delegates-roster-beside").told("table_set_aside", "会员代表名册")
    assert [one.severity for one in told] == ["warning"]


def test_one_answer_for_several_standards_has_its_warning() -> None:
    """The workbook gives no 数量 for the two counted standards of task 13, so that nobody knows of these."""
    shared = _of("standards-in-one-cell-parted-by-blanks")
    unknown = {f"{SOCIETY} {what}": "unknown" for what in ("T13-4", "T13-6", "T13", "optional", "overall")}
    assert shared.differing(_of("control")) == unknown
    assert shared.states == ("accepted",)
    told = _of("standards-in-one-cell-parted-by-blanks").told("answer_shared", "任务完成情况")
    assert {one.severity for one in told} == {"warning"}


def test_a_hidden_sheet_of_last_year_is_set_aside_and_answers_nothing_of_this_year() -> None:
    hidden = _of("hidden-sheet-of-last-year")
    unknown = {f"{SOCIETY} {what}": "unknown" for what in ("T05", "T05-1", "T05-2", "T05-3", "basic", "overall")}
    assert hidden.differing(_of("control")) == unknown
    reasons = hidden.ask("select distinct reason from criterion_result where task_id = 'T05'")
    assert reasons == [("未填",)]
    told = hidden.told("table_set_aside", "2017年任务完成情况")
    assert [one.severity for one in told] == ["warning"]
    assert "隐藏" in told[0].message


def test_the_choice_stands_as_a_line_on_the_form() -> None:
    listed = _of("choice-on-the-cover")
    assert listed.differing(_of("control")) == {}
    chosen = listed.ask("select task_id from task_result where applicability = 'chosen' order by task_id")
    assert chosen == [(task,) for task in LISTED_ON_THE_COVER]


def test_a_label_near_the_one_asked_for_says_that_the_renewal_is_due() -> None:
    asked = _of("label-是否为换届年", registry="registry-2019.xlsx")
    assert asked.differing(_of("control")) == {}
    assert asked.ask("select distinct applicability from task_result where task_id in ('T07', 'T10')") == [("due",)]


def test_a_second_book_with_one_row_erases_nothing_and_says_how_many_answers_stay() -> None:
    both = _of("control", "second-book-with-one-row-only")
    assert both.differing(_of("control")) == {}
    assert both.states == ("accepted", "accepted")
    told = [one for one in both.problems if one.sheet == "任务完成情况" and one.severity == "warning"]
    assert any(re.search(r"\d+", one.message) for one in told)
