"""What the association's staff decide: a review of an answer, a note; each is a record in the journal and
acts at once.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import duckdb

from etl.archive.decisions import WITHDRAWN
from etl.loading import pipeline
from etl.loading.material import Progress
from etl.loading.pipeline import Decision
from etl.loading.reading import Reader
from etl.paths import DataFolder
from etl.warehouse import current_build
from etl.words import REVIEWS

_STANDS = """
select count(*)
from build.criterion_result
where society_id = $society_id and period = $period and criterion_id = $criterion_id
    and judged_submission_id = $submission_id and reviewed_at is not distinct from $replaces::timestamp
"""


class Outdated(Exception):
    """The answer that was reviewed has changed since; the message says what to do."""


def is_of_what_stands(folder: DataFolder, review: Mapping[str, Any], replaces: dt.datetime | None) -> bool:
    """Whether the submission that a review (a record of the journal) judges is the one that would now be judged, and
    the review in force is still the one made at `replaces` (None: there was none).
    """
    wanted = {name: review[name] for name in ("society_id", "period", "criterion_id", "submission_id")}
    wanted["replaces"] = replaces
    with duckdb.connect() as connection:
        # Attached rather than opened: the dashboard's process has the build open already, with settings of its own.
        connection.execute("attach ? as build (read_only)", [str(current_build(folder))])
        return connection.execute(_STANDS, wanted).fetchall() != [(0,)]


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


def record_review(folder: DataFolder, review: Review, progress: Progress, reader: Reader | None = None) -> None:
    """Keep the review and publish a build that counts it. Raises ValueError for an unknown decision, Outdated
    where the answer has changed since, else as `load` does.
    """
    if review.decision not in (*REVIEWS, WITHDRAWN) or not review.reviewer.strip():
        raise ValueError(review)
    detail = asdict(review)
    seen = detail.pop("replaces")

    def still_holding() -> dict[str, Any]:
        if not is_of_what_stands(folder, detail, seen):
            raise Outdated(
                "没有保存：您查看之后，这一项有了新的填报或审核，看板已换上最新的数据。请看过现在的内容再审一次。"
            )
        return detail

    pipeline.decide(folder, Decision("review", still_holding), progress, reader)


def record_note(folder: DataFolder, note: Note, progress: Progress, reader: Reader | None = None) -> None:
    """Keep the note and publish a build that shows it. Raises ValueError for a note without an author, else
    as `load` does.
    """
    if not note.author.strip():
        raise ValueError(note)
    pipeline.decide(folder, Decision("note", lambda: asdict(note)), progress, reader)
