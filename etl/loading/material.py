"""What a build is made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.archive.chain import JournalEntry
from etl.archive.decisions import Receipt, Standing
from etl.knowledge import rubric as rubrics
from etl.knowledge.standards_asked import wordings_sha256
from etl.registry import Registry
from etl.warehouse import rubrics_sha256

Progress = Callable[[str, int, int], None]
"""Called with the stage (a Chinese word), how much is done and how much there is."""


@dataclass(frozen=True, slots=True)
class Material:
    """The journal and what stands by it, where the files lie, the registry and the rubric files.

    `counted`: so many of the journal's `line_count` lines the builds of the present have counted before.
    """

    entries: Sequence[JournalEntry]
    line_count: int
    counted: int
    standing: Standing
    place: Callable[[str], Path]
    registry: Registry
    registry_sha256: str
    rubric_files: tuple[Path, ...]

    @property
    def receipts(self) -> Sequence[Receipt]:
        return self.standing.receipts

    def since(self, line_count: int) -> list[JournalEntry]:
        """The journal after so many lines."""
        return [entry for entry in self.entries if entry.number > line_count]

    def rubrics(self) -> list[rubrics.Rubric]:
        return [rubrics.read(file) for file in self.rubric_files]

    def wordings_sha256(self) -> str:
        return wordings_sha256(self.rubrics())

    def rubrics_sha256(self) -> str:
        return rubrics_sha256(self.rubrics())
