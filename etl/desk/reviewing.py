"""审核 one answer after another: reviews that are kept at once and counted later."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from etl.archive.files import Archive
from etl.desk.refusal import refusals
from etl.desk.workers import READER
from etl.loading import decide, journal_first, pipeline
from etl.loading.decide import AnswerKey, Review
from etl.loading.material import Progress
from etl.loading.withdraw import Undo
from etl.paths import DataFolder

__all__ = [
    "AnswerKey",
    "count_decisions",
    "keep_reviews",
    "standing_reviews",
    "uncounted_decisions",
    "undo_reviews",
]


def keep_reviews(folder: DataFolder, reviews: Sequence[Review]) -> list[int]:
    """Keep reviews, all of them or none, without waiting for a build, and return the numbers of their lines in the
    journal. `count_decisions` makes the build that counts them. Raises Refused as `record` does.
    """
    with refusals():
        return journal_first.journal_reviews(folder, reviews)


def undo_reviews(folder: DataFolder, undos: Sequence[Undo]) -> None:
    """Undo reviews by the numbers of their lines, all of them or none, without waiting for a build. Raises Refused."""
    with refusals():
        journal_first.journal_undos(folder, undos)


def count_decisions(folder: DataFolder, progress: Progress) -> None:
    """Publish a build that counts whatever no build has counted yet. Raises Refused."""
    with refusals():
        pipeline.catch_up(folder, progress, READER)


def uncounted_decisions(folder: DataFolder) -> int:
    """How many reviews, and lines that undo one, are kept and in no build. Raises Refused."""
    with refusals():
        return journal_first.uncounted_decisions(folder)


def standing_reviews(folder: DataFolder) -> Mapping[AnswerKey, Mapping[str, Any]]:
    """The reviews that stand now, counted by a build or not, each as a row of the table `review`. Raises Refused."""
    with refusals():
        journal = Archive(folder.archive).journal.path.stat()
        return _standing(folder.archive, (journal.st_size, journal.st_mtime_ns))


@lru_cache(maxsize=4)
def _standing(archive: Path, _state: tuple[int, int]) -> Mapping[AnswerKey, Mapping[str, Any]]:
    # With the same size and time the journal says the same, and every run of the page asks.
    return decide.standing_reviews(Archive(archive))
