"""What becomes of each file that somebody hands in on the page: its state, society, year and findings, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from etl import registry as registries
from etl.knowledge import layout as layouts
from etl.knowledge.findings import Finding
from etl.loading.outcome import FileReport, LoadOutcome
from etl.loading.verdict_moves import Move
from etl.paths import DataFolder
from etl.submission.account import sheet_names

_NAMED = 3  # societies of a file that are named; of more only the number


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What becomes of one file. `society` and `period` are empty where it could not be given to any."""

    file_name: str
    state: str  # accepted to_correct returned withdrawn
    is_unchanged: bool  # the same bytes came before
    replaces: str  # the names of the files that were counted before it, for the same society and period
    society: str
    period: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of all files, in the order given; `sentence` sums it up. `moves`: of a check, what would move."""

    sentence: str
    files: tuple[FileOutcome, ...]
    moves: tuple[Move, ...] = ()


def outcome_of(folder: DataFolder, report: LoadOutcome) -> Outcome:
    """What a load or a check says of its files, with the names of the societies as the registry has them now."""
    names = {one.society_id: one.name for one in registries.read(folder.registry, layouts.read()).societies}
    files = tuple(_file_outcome(file, names) for file in report.files)
    return Outcome(report.summary.sentence, files, report.moves)


def _file_outcome(file: FileReport, names: Mapping[str, str]) -> FileOutcome:
    societies = dict.fromkeys(names[one.society_id] for one in file.submissions if one.society_id)
    periods = sorted({one.period for one in file.submissions if one.period})
    return FileOutcome(
        file.name,
        file.state,
        file.is_unchanged,
        "、".join(file.replaces),
        "、".join(societies) if len(societies) <= _NAMED else f"{len(societies)} 家学会",
        "、".join(str(period) for period in periods),
        tuple(
            sheet_names.masked(finding, file.submissions[0].accounts)
            for one in file.submissions
            for finding in one.findings
        ),
    )
