"""What a build is made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.archive.files import JournalEntry, Receipt
from etl.knowledge import rubric as rubrics
from etl.knowledge.standards_asked import wordings_sha256
from etl.registry import Registry
from etl.warehouse import rubrics_sha256

Progress = Callable[[str, int, int], None]
"""Called with the stage (a Chinese word), how much is done and how much there is."""


@dataclass(frozen=True, slots=True)
class Material:
    """The journal, where the files lie, the registry and the rubric files.

    `counted`: so many lines of the journal the builds of the present have counted before.
    """

    entries: Sequence[JournalEntry]
    counted: int
    receipts: Sequence[Receipt]
    place: Callable[[str], Path]
    registry: Registry
    registry_sha256: str
    rubric_files: tuple[Path, ...]

    def rubrics(self) -> list[rubrics.Rubric]:
        return [rubrics.read(file) for file in self.rubric_files]

    def wordings_sha256(self) -> str:
        return wordings_sha256(self.rubrics())

    def rubrics_sha256(self) -> str:
        return rubrics_sha256(self.rubrics())
