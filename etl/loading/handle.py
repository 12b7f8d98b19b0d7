"""Marking a file that belongs to no society or no year as handled: it is kept, and nobody need look at it again
(docs/architecture.md, Decisions about files).
"""

from dataclasses import dataclass
from typing import Any

from etl.loading import pipeline
from etl.loading.material import Progress
from etl.loading.pipeline import Decision
from etl.loading.reading import Reader
from etl.loading.received_files import DecisionRefused, meant
from etl.loading.withdraw import reasoned
from etl.paths import DataFolder


@dataclass(frozen=True, slots=True)
class Handling:
    """已处理: a file without a society or a year, named as in Assignment. `author` and `account` as in Withdrawal."""

    file: str
    why: str
    author: str = ""
    account: str = ""


def record_handling(folder: DataFolder, handling: Handling, progress: Progress, reader: Reader | None = None) -> None:
    """Keep that the file is handled, and publish a build that lists it no more among those without a society. Raises
    DecisionRefused, else as `load` does.
    """

    def detail() -> dict[str, Any]:
        said = reasoned(handling)
        submissions = meant(folder, handling.file)
        if all(one.society_id and one.period for one in submissions):
            raise DecisionRefused(f"{submissions[0].described}已有归属，不用标为已处理；不应计入的，请撤回。")
        return {"sha256": submissions[0].sha256, "file_name": submissions[0].file_name, **said}

    pipeline.decide(folder, Decision("handling", detail), progress, reader)
