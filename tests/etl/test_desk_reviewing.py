"""The door for 审核 one after another: kept at once, also while something is built, and counted by a later build."""

import datetime as dt
import shutil
from pathlib import Path

import duckdb
import pytest

from etl import desk
from etl.archive.files import Archive
from etl.desk import reviewing
from etl.loading import pipeline
from etl.paths import DataFolder
from etl.warehouse import current_build
from tests.etl.loading.sequences import content

S05 = ("S05", 2018)


def _quiet(_stage: str, _done: int, _total: int) -> None:
    """Progress that nobody watches."""


@pytest.fixture
def folder(warehouse: Path, tmp_path: Path) -> DataFolder:
    """Return a copy of the small association's data folder, to change."""
    return DataFolder(Path(shutil.copytree(warehouse, tmp_path / "data")))


def _reviewed(folder: DataFolder) -> list[tuple[str, str, str]]:
    """Criterion, decision and verdict of the answers that the build in force has as reviewed."""
    with duckdb.connect() as connection:
        # Attached rather than opened: tests of the dashboard have the shared build open, with settings of their own.
        connection.execute("attach ? as build (read_only)", [str(current_build(folder))])
        sql = "select criterion_id, reviewed, verdict from build.main.criterion_result where reviewed is not null"
        return connection.execute(f"{sql} order by all").fetchall()


def _content(folder: DataFolder) -> dict[str, list[tuple[object, ...]]]:
    with duckdb.connect() as connection:
        connection.execute("attach ? as build (read_only)", [str(current_build(folder))])
        return {name: list(rows) for name, rows in content(connection, "build").items()}


def _review(folder: DataFolder, criterion_id: str, decision: str, replaces: dt.datetime | None = None) -> desk.Review:
    with duckdb.connect() as connection:
        connection.execute("attach ? as build (read_only)", [str(current_build(folder))])
        [(judged,)] = connection.execute(
            "select judged_submission_id from build.main.criterion_result "
            "where criterion_id = ? and society_id = 'S05'",
            [criterion_id],
        ).fetchall()
    return desk.Review(*S05, criterion_id, str(judged), decision, "见附件", "示例甲", replaces, "zhang")


def test_reviews_are_kept_while_a_build_holds_the_archive_and_counted_later(folder: DataFolder) -> None:
    reviews = [_review(folder, "T01-1", "rejected"), _review(folder, "T02-1", "approved")]
    with Archive(folder.archive).locked():  # as a load does until its build is there
        lines = reviewing.keep_reviews(folder, reviews)
        assert [one["decision"] for one in reviewing.standing_reviews(folder).values()] == ["rejected", "approved"]
    assert (_reviewed(folder), reviewing.uncounted_decisions(folder)) == ([], 2)
    between = dt.datetime.now()
    reviewing.count_decisions(folder, _quiet)
    assert _reviewed(folder) == [("T01-1", "rejected", "unmet"), ("T02-1", "approved", "met")]
    reviewing.undo_reviews(folder, [desk.Undo(lines[0], "点错了", "示例甲", "zhang")])
    assert reviewing.uncounted_decisions(folder) == 1
    reviewing.count_decisions(folder, _quiet)
    assert (_reviewed(folder), reviewing.uncounted_decisions(folder)) == ([("T02-1", "approved", "met")], 0)
    made = [(one.entry.what, one.who, one.undone_by is not None) for one in desk.decisions_made(folder)[-3:]]
    assert made == [("review", "示例甲", True), ("review", "示例甲", False), ("undo", "示例甲", False)]
    followed = _content(folder)
    pipeline.rebuild(folder, None, _quiet)
    assert _content(folder) == followed
    pipeline.rebuild(folder, between, _quiet)
    assert _reviewed(folder) == [("T01-1", "rejected", "unmet"), ("T02-1", "approved", "met")]


def test_of_several_reviews_none_is_kept_where_one_is_outdated(folder: DataFolder) -> None:
    reviewing.keep_reviews(folder, [_review(folder, "T01-1", "approved")])
    before = Archive(folder.archive).journal.path.read_bytes()
    with pytest.raises(desk.Refused, match="有了新的填报或审核"):
        reviewing.keep_reviews(folder, [_review(folder, "T02-1", "approved"), _review(folder, "T01-1", "rejected")])
    assert Archive(folder.archive).journal.path.read_bytes() == before
    [stands] = reviewing.standing_reviews(folder).values()
    reviewing.keep_reviews(folder, [_review(folder, "T01-1", "rejected", stands["reviewed_at"])])
    assert [one["decision"] for one in reviewing.standing_reviews(folder).values()] == ["rejected"]


def test_what_is_no_review_or_is_undone_cannot_be_undone_here(folder: DataFolder) -> None:
    lines = reviewing.keep_reviews(folder, [_review(folder, "T01-1", "approved")])
    undo = desk.Undo(lines[0], "点错了", "示例甲")
    reviewing.undo_reviews(folder, [undo])
    for one in (undo, desk.Undo(1, "点错了", "示例甲")):
        with pytest.raises(desk.Refused, match="不是一项可以撤销的审核"):
            reviewing.undo_reviews(folder, [one])
