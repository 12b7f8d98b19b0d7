"""One table of the warehouse is what another one makes it: counted once more in plain Python."""

from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl.paths import DataFolder
from etl.warehouse import current_build

Row = dict[str, Any]
SOCIETY = ("society_id", "period")
TASK = (*SOCIETY, "task_id")


class Tables:
    """The tables of the small association, each row by its columns."""

    def __init__(self, build: Path) -> None:
        self.build = build

    def rows(self, table: str) -> list[Row]:
        with duckdb.connect() as connection:
            connection.execute("attach ? as build (read_only)", [str(self.build)])
            connection.execute("set search_path = 'build.main,build.internal'")
            answer = connection.execute(f"from {table}")
            names = [column[0] for column in answer.description or ()]
            return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

    def by(self, key: tuple[str, ...], table: str) -> dict[tuple[Any, ...], list[Row]]:
        found: dict[tuple[Any, ...], list[Row]] = {}
        for row in self.rows(table):
            found.setdefault(tuple(row[name] for name in key), []).append(row)
        return found


@pytest.fixture(scope="module")
def tables(warehouse: Path) -> Tables:
    build = current_build(DataFolder(warehouse))
    assert build is not None
    return Tables(build)


def test_what_came_in_is_what_the_files_say(tables: Tables) -> None:
    files = tables.by(SOCIETY, "submission")
    for row in tables.rows("reporting"):
        sent = files.get((row["society_id"], row["period"]), [])
        kept = [one for one in sent if one["state"] != "returned"]
        assert row["submission_count"] == len(sent)
        assert row["is_reported"] == bool(kept)
        assert row["last_submission_id"] == max((one["submission_id"] for one in kept), default=None)
        assert (row["state"] in ("accepted", "to_correct")) == bool(kept)
    assert max(map(len, files.values())) == 2


def test_a_task_counts_its_required_standards(tables: Tables) -> None:
    standards, reported = tables.by(TASK, "criterion_result"), tables.by(SOCIETY, "reporting")
    for row in tables.rows("task_result"):
        required = [one for one in standards.get(tuple(row[name] for name in TASK), []) if one["is_required"]]
        counts = Counter(one["verdict"] for one in required)
        assert (row["met_count"], row["unmet_count"], row["unknown_count"], row["criterion_count"]) == (
            counts["met"],
            counts["unmet"],
            counts["unknown"],
            counts["met"] + counts["unmet"] + counts["unknown"],
        )
        if row["applicability"] in ("not_due", "not_chosen"):
            expected = "not_applicable"
        elif row["applicability"] == "unknown" or not reported[row["society_id"], row["period"]][0]["is_reported"]:
            expected = "unknown"
        else:
            expected = next((one for one in ("unmet", "unknown", "met") if counts[one]), "not_applicable")
        assert row["verdict"] == expected
        assert (row["reason"] is None) == (expected in ("met", "unmet"))


def test_a_society_counts_its_tasks(tables: Tables) -> None:
    tasks, groups = tables.by(SOCIETY, "task_result"), tables.by(SOCIETY, "group_result")
    assert {key for key in tables.by(SOCIETY, "society_result")} == set(tasks)
    for row in tables.rows("society_result"):
        own = tasks[row["society_id"], row["period"]]
        verdicts = Counter(one["verdict"] for one in own)
        met = Counter(one["task_group"] for one in own if one["verdict"] == "met")
        assert [row[f"{one}_count"] for one in ("met", "unmet", "unknown")] == [
            verdicts[one] for one in ("met", "unmet", "unknown")
        ]
        for kind in ("basic", "renewal", "optional"):
            [group] = [one for one in groups[row["society_id"], row["period"]] if one["kind"] == kind]
            of_kind = [one for one in own if one["task_group"] == kind]
            assert row[kind] == group["verdict"]
            assert row[f"{kind}_met_count"] == met[kind] == group["met_count"]
            assert group["unmet_count"] == sum(one["verdict"] == "unmet" for one in of_kind)
            assert group["unknown_count"] == sum(one["verdict"] == "unknown" for one in of_kind)
            assert group["chosen_count"] == sum(one["applicability"] == "chosen" for one in of_kind)
        assert row["chosen_count"] == sum(one["applicability"] == "chosen" for one in own)


def test_a_ratio_is_judged_by_its_part_and_its_whole_due_or_not(tables: Tables) -> None:
    """docs/judging.md, Rules with numbers: a reason stands only where the ratio is open, also of who is not due."""
    seen = set()
    for row in tables.rows("ratio_result"):
        given = None not in (row["side"], row["part"], row["whole"])
        if given:
            share, limit = Fraction(row["part"], row["whole"]), Fraction(row["limit_part"], row["limit_whole"])
            holds = share <= limit if row["side"] == "at_most" else share >= limit
            assert row["verdict"] == ("met" if holds else "unmet")
            assert (row["part"] <= row["bound"] if row["side"] == "at_most" else row["part"] >= row["bound"]) == holds
        else:
            assert row["verdict"] in ({None} if row["side"] is None else {"unknown", "not_applicable"})
        assert (row["reason"] is not None) == (row["verdict"] == "unknown"), row
        seen.add((row["verdict"], row["applicability"]))
    assert {("met", "due"), ("unmet", "due"), ("met", "not_due"), ("not_applicable", "not_due")} <= seen
