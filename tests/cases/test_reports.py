"""What public bug reports describe (README.md): `reports-base.xlsx` with one oddity each."""

import pytest

from tests.cases.sending import Outcome, outcome

MEMBERS = "select year, individual from membership where society_id = 'C01' order by year"


def _of(*names: str) -> Outcome:
    return outcome("reports-registry.xlsx", *names)


def _base() -> Outcome:
    return _of("reports-base.xlsx")


def test_the_base_is_met_in_all_groups_without_a_finding() -> None:
    base = _base()
    assert (base.states, base.problems) == (("accepted",), ())
    assert [base.verdict(part, "C01") for part in ("basic", "renewal", "optional", "overall")] == ["met"] * 4
    assert base.ask("select delegates, councillors, young from council where society_id = 'C01'") == [(30, 6, 6)]
    assert base.ask(MEMBERS) == [(2016, 320), (2017, 330), (2018, 345)]


@pytest.mark.parametrize(
    "name",
    [
        "row-numbers-left-of-headings.xlsx",
        "jexcelapi-codepage-1252.xls",
        "sheetjs-indented.ods",
        "gnumeric-unit-formats.xls",
        "iso-dates-utc.xlsx",
        "float-noise-members.xlsx",
    ],
)
def test_an_oddity_of_a_writer_changes_nothing(name: str) -> None:
    odd, base = _of(name), _base()
    assert (odd.states, odd.problems) == (("accepted",), ())
    assert odd.differing(base) == {}
    for question in (
        "select measure, value from measure order by all",
        "select * from council order by all",
        "select field, value, text from current_form order by all",
        MEMBERS,
    ):
        assert odd.ask(question) == base.ask(question)


def test_a_heading_is_never_the_value_of_its_neighbour() -> None:
    """Row 3 of a table of two societies is no form: the form in force stays, and the unread table is named."""
    after = _of("reports-base.xlsx", "heading-taken-for-society-name.xlsx")
    assert after.differing(_base()) == {}
    assert after.ask("select delegates from council where society_id = 'C01'") == [(30,)]
    assert any(one.sheet == "双覆盖" and one.kind in ("sheet_not_read", "table_unread") for one in after.problems)


def test_a_hidden_sheet_that_contradicts_is_said_to_be_hidden() -> None:
    hidden = _of("hidden-sheet-conflict-members.xlsx")
    assert hidden.verdict("T07-3", "C01") == "unknown"
    assert hidden.ask(MEMBERS) == [(2016, 320), (2017, 330), (2018, None)]
    assert any("隐藏" in one.message for one in hidden.told("year_repeated"))


def test_a_code_that_became_a_number_is_named_as_what_it_is() -> None:
    sent = _of("code-became-number.xlsx")
    assert sent.states == ("returned",)
    [problem] = [one for one in sent.problems if one.severity == "fatal"]
    assert (problem.sheet, problem.cell) == ("基本情况", "B2")
    assert "文本" in problem.message
    assert "曾用名" not in problem.message


def test_flat_opendocument_is_named_as_what_it_is() -> None:
    sent = _of("flat-opendocument.fods")
    assert sent.states == ("returned",)
    assert ["fods" in one.message.lower() for one in sent.problems] == [True]


def test_a_year_that_stands_in_the_title_alone_is_taken_or_said_to_be_missing() -> None:
    sent = _of("year-in-title-no-year-column.xlsx")
    members = sent.ask("select society_id, year, individual from membership order by all")
    is_taken = members == [("C01", 2018, 345), ("C02", 2018, 150)]
    assert is_taken or any("年份" in one.message for one in sent.problems)


def test_a_number_exported_as_a_quoted_formula_is_that_number() -> None:
    assert _of("members-equals-quoted.csv").ask(MEMBERS) == [(2016, 320), (2018, 345)]
