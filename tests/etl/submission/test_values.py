"""Numbers, years and dates as people write them (docs/workbook.md, What people really send back)."""

import datetime as dt
from typing import Any

import pytest

from etl.knowledge import layout
from etl.submission.cells import values

LAYOUT = layout.read()
COUNTS: dict[Any, int] = {
    319.99999999999994: 320,
    345.00000000000006: 345,
    "319.99999999999994": 320,
    "３２０": 320,
    "1,200 人": 1200,
    "320.0": 320,
    "3\n次": 3,
    0: 0,
    10_000_000: 10_000_000,
    "10,000,000人": 10_000_000,
}
YEARS: dict[Any, int] = {
    "2018年末": 2018,
    "2018.12.31": 2018,
    "截至2018年底": 2018,
    "二〇一八年": 2018,
    "二零一八": 2018,
    "二0一八年": 2018,
    "18年": 2018,
    "一八年": 2018,
    2017.9999999999998: 2018,
    "2017-12-31T16:00:00.000Z": 2018,
}
DATES: dict[Any, dt.date] = {
    "1974-02-01T00:00:00.000Z": dt.date(1974, 2, 1),
    "2018-06-30T16:00:00Z": dt.date(2018, 7, 1),
    "2018-06-30T23:30:00+08:00": dt.date(2018, 6, 30),
    "2018-06-30 16:00:00": dt.date(2018, 6, 30),
}


@pytest.mark.parametrize(("written", "number"), COUNTS.items())
def test_a_count_is_the_number_that_a_person_sees(written: Any, number: int) -> None:
    assert values.count(written, LAYOUT) == number


@pytest.mark.parametrize(
    "written", [12.5, "12.5", "约120", "120余", "一百二十", -5, "85%", True, float("inf"), 10_000_001, "10,000,001", -1]
)
def test_other_numbers_are_no_counts(written: Any) -> None:
    with pytest.raises(ValueError, match=r".*"):
        values.count(written, LAYOUT)


@pytest.mark.parametrize(("written", "quantity"), [("/", None), ("—", None), (None, None), (0, 0), ("2次", 2)])
def test_a_sign_for_nothing_under_数量_is_a_blank(written: Any, quantity: int | None) -> None:
    assert values.quantity(written, LAYOUT) == quantity


@pytest.mark.parametrize(("written", "year"), YEARS.items())
def test_a_year_in_words_and_figures(written: Any, year: int) -> None:
    assert values.year(written) == year


@pytest.mark.parametrize("written", ["二〇一七年至二〇一八年", "2017-2018", "八年", "二〇一八〇年"])
def test_what_is_no_year_or_two(written: Any) -> None:
    with pytest.raises(ValueError, match=r".*"):
        values.year(written)


@pytest.mark.parametrize(("written", "date"), DATES.items())
def test_a_moment_with_a_zone_is_the_day_it_was_in_beijing(written: Any, date: dt.date) -> None:
    assert values.date(written) == date
