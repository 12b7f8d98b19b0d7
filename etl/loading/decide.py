"""What the association's staff decide: a review of an answer, a note; each is a record in the journal and
acts at once.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb

from etl.archive.decisions import WITHDRAWN
from etl.archive.files import Archive
from etl.loading import pipeline
from etl.loading.material import Progress
from etl.loading.pipeline import Decision
from etl.loading.reading import Reader
from etl.paths import DataFolder
from etl.warehouse import current_build
from etl.words import REVIEWS

_JUDGED = """
select society_id, period, criterion_id, judged_submission_id
from build.criterion_result
where judged_submission_id is not null
"""


class Outdated(Exception):
    """The answer that was reviewed has changed since; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Review:
    """审核 of one answer, attached to the submission it judged. `decision` is a key of REVIEWS, or
    WITHDRAWN (撤销). `replaces` is when the review was made that stood as the reviewer decided; None: none did.
    `account` is the reviewer's, empty where there are none.
    """

    society_id: str
    period: int
    criterion_id: str
    submission_id: str
    decision: str
    opinion: str
    reviewer: str
    replaces: dt.datetime | None = None
    account: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence pinned to a task, a society or a figure (None: not) for a period. With an empty text it
    withdraws `note_id`. `account` is the author's, empty where there are none.
    """

    period: int
    text: str
    author: str
    society_id: str | None = None
    task_id: str | None = None
    figure: str | None = None
    note_id: str | None = None
    account: str = ""


AnswerKey = tuple[str, int, str, str]
"""Society, period, criterion, and the submission whose answer is judged."""


def answer_key(review: Mapping[str, Any]) -> AnswerKey:
    """Which answer a review, as the journal holds it, is about."""
    return review["society_id"], review["period"], review["criterion_id"], review["submission_id"]


def standing_reviews(archive: Archive) -> dict[AnswerKey, dict[str, Any]]:
    """The reviews that stand, with the moment of each (`reviewed_at`), counted by a build or not. Raises
    JournalDamaged.
    """
    return {answer_key(one): one for one in archive.standing().reviews}


def details_of(folder: DataFolder, reviews: Sequence[Review]) -> list[dict[str, Any]]:
    """The reviews as the journal holds them. Raises ValueError for an unknown decision, Outdated where the submission
    that one judges would be judged no more, or the review in force is another than the reviewer saw.
    """
    if any(one.decision not in (*REVIEWS, WITHDRAWN) or not one.reviewer.strip() for one in reviews):
        raise ValueError(reviews)
    details = [asdict(one) for one in reviews]
    seen = [one.pop("replaces") for one in details]
    standing = standing_reviews(Archive(folder.archive))
    stands = [standing.get(answer_key(one), {}).get("reviewed_at") for one in details]
    if stands != seen or not _are_judged(folder, details):
        raise Outdated(
            "没有保存：您查看之后，这一项有了新的填报或审核，看板已换上最新的数据。请看过现在的内容再审一次。"
        )
    return details


def _are_judged(folder: DataFolder, details: Sequence[Mapping[str, Any]]) -> bool:
    build = current_build(folder)
    if build is None:
        return False
    state = build.stat()
    judged = _judged(build, (state.st_size, state.st_mtime_ns))
    return all(answer_key(one) in judged for one in details)


@lru_cache(maxsize=2)
def _judged(build: Path, _state: tuple[int, int]) -> frozenset[AnswerKey]:
    # All answers at once: whoever reviews one reviews the next before there is another build.
    with duckdb.connect() as connection:
        # Attached rather than opened: the dashboard's process has the build open already, with settings of its own.
        connection.execute("attach ? as build (read_only)", [str(build)])
        return frozenset(connection.execute(_JUDGED).fetchall())


def record_review(folder: DataFolder, review: Review, progress: Progress, reader: Reader | None = None) -> None:
    """Keep the review and publish a build that counts it. Raises ValueError for an unknown decision, Outdated
    where the answer has changed since, else as `load` does.
    """
    pipeline.decide(folder, Decision("review", lambda: details_of(folder, [review])[0]), progress, reader)


def record_note(folder: DataFolder, note: Note, progress: Progress, reader: Reader | None = None) -> None:
    """Keep the note and publish a build that shows it. Raises ValueError for a note without an author, else
    as `load` does.
    """
    if not note.author.strip():
        raise ValueError(note)
    pipeline.decide(folder, Decision("note", lambda: asdict(note)), progress, reader)
