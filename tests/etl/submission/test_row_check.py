"""The check of a roster's row holds for workbooks that were sent out before (docs/workbook.md, Last year's values)."""

import datetime as dt

import pytest

from etl.submission.confirmations.row_check import row_check
from etl.workbook import Value

ROW: dict[str, Value] = {"name": "示例赵一", "birth": dt.datetime(1975, 3, 1), "post": "理事长", "party": None}
CHECK = "35e6aa00e167"  # printed in workbooks that societies have


def test_it_stays_the_one_that_workbooks_hold() -> None:
    assert row_check(ROW) == CHECK


@pytest.mark.parametrize(
    "same",
    [
        {"row_number": 7},
        {"party": "  "},
        {"frontline": None},
        {"birth": dt.date(1975, 3, 1)},
        {"post": " 理 事 长"},
    ],
)
def test_what_says_the_same_has_the_same(same: dict[str, Value]) -> None:
    assert row_check(dict(reversed((ROW | same).items()))) == CHECK


@pytest.mark.parametrize("other", [{"name": "示例钱二"}, {"party": "群众"}, {"post": None}, {"frontline": "理事长"}])
def test_any_other_cell_makes_another(other: dict[str, Value]) -> None:
    assert row_check(ROW | other) != CHECK
