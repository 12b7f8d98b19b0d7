"""What the association's staff decide: a review of an answer, a note; each is a record in the journal and
acts at once.
"""

import datetime as dt
from dataclasses import asdict, dataclass

from etl import loading
from etl.loading import Progress
from etl.paths import DataFolder
from etl.reading import Reader
from etl.reviews import DECISIONS, WITHDRAWN, is_of_what_stands


@dataclass(frozen=True, slots=True)
class Review:
    """审核 of one answer, attached to the submission it judged. `decision` is a key of DECISIONS, or
    WITHDRAWN (撤销). `replaces` is when the review was made that stood as the reviewer decided; None: none did.
    """

    society_id: str
    period: int
    criterion_id: str
    submission_id: str
    decision: str
    opinion: str
    reviewer: str
    replaces: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence pinned to a task, a society or a figure (None: not) for a period. With an empty text it
    withdraws `note_id`.
    """

    period: int
    text: str
    author: str
    society_id: str | None = None
    task_id: str | None = None
    figure: str | None = None
    note_id: str | None = None


def record_review(folder: DataFolder, review: Review, progress: Progress, reader: Reader | None = None) -> None:
    """Keep the review and publish a build that counts it. Raises ValueError for an unknown decision, else as
    `load` does.
    """
    if review.decision not in (*DECISIONS, WITHDRAWN) or not review.reviewer.strip():
        raise ValueError(review)
    detail = asdict(review)
    seen = detail.pop("replaces")
    loading.decide(folder, "review", detail, progress, reader, lambda: is_of_what_stands(folder, detail, seen))


def record_note(folder: DataFolder, note: Note, progress: Progress, reader: Reader | None = None) -> None:
    """Keep the note and publish a build that shows it. Raises ValueError for a note without an author, else
    as `load` does.
    """
    if not note.author.strip():
        raise ValueError(note)
    loading.decide(folder, "note", asdict(note), progress, reader)
