"""Parts of one file that belong together are one: of two rows about one standard the one that says something counts."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from etl.paths import RUBRICS
from etl.submission import Answer, Knowledge, understand
from etl.submission.joining import joined
from tests.etl import society

BLANK = Answer("T11-1", None, None, False, None, False, None, None, None, False, "二", "E9")
SAYING: list[dict[str, Any]] = [
    {"declared": "done"},
    {"chosen": False},
    {"quantity": 0},
    {"is_declared_unreadable": True},
    {"is_chosen_unreadable": True},
    {"is_quantity_unreadable": True},
]


@pytest.mark.parametrize("says", SAYING, ids=lambda says: next(iter(says)))
def test_a_row_that_says_anything_goes_before_a_blank_one(tmp_path: Path, says: dict[str, Any]) -> None:
    path = society.write(tmp_path / "甲.xlsx", tables=("form",))
    (part,) = understand(path, Knowledge.of(tuple(RUBRICS.glob("*.toml")))).parts
    speaking, blank = (replace(part, answers=[row]) for row in (BLANK._replace(**says, sheet="一"), BLANK))
    for parts in ([speaking, blank], [blank, speaking]):
        assert [row.sheet for row in joined(parts).answers] == ["一"]
    assert [row.sheet for row in joined([blank, blank]).answers] == ["二"]
