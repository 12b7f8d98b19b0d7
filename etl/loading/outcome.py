"""What became of the files of one load or check, for the person who loaded them."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import duckdb

from etl.archive.decisions import WITHDRAWN, Receipt
from etl.knowledge.findings import Finding
from etl.loading.verdict_moves import Move
from etl.warehouse import Loaded

_REPLACED = """
select submission_id, before
from (
    select
        submission_id,
        lag(file_name) over (partition by society_id, period order by receipt) as before
    from received
    where state <> 'returned' and society_id is not null and period is not null
)
where before is not null and submission_id in (select unnest(?))
"""
_FINDINGS = """
select submission_id, kind, severity, sheet, cell, message, remedy, value, suggestion
from finding
anti join answered_check on answered_check.submission_id = finding.submission_id
    and answered_check.kind = finding.kind
    and answered_check.sheet is not distinct from finding.sheet
    and answered_check.cell is not distinct from finding.cell
    and answered_check.message = finding.message
where submission_id in (select unnest(?))
"""


@dataclass(frozen=True, slots=True)
class Summary:
    """How a load ended. Counts are files: received, and of those by state; `unchanged` of them were in force
    already, `withdrawn` of them had been withdrawn before. `earlier`: others, received before and counted only now,
    because a load was cut off.
    """

    received: int
    accepted: int
    to_correct: int
    returned: int
    unchanged: int
    earlier: int
    withdrawn: int = 0

    @property
    def sentence(self) -> str:
        text = f"收到 {self.received} 份：受理 {self.accepted}，须更正 {self.to_correct}，退回 {self.returned}"
        unchanged = f"；其中 {self.unchanged} 份与先前收到的相同，没有变化" if self.unchanged else ""
        withdrawn = f"；其中 {self.withdrawn} 份先前已撤回，没有计入" if self.withdrawn else ""
        earlier = f"；另有 {self.earlier} 份先前已收存，这次一并汇入" if self.earlier else ""
        return text + unchanged + withdrawn + earlier


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file: its submissions with their findings. `is_unchanged`: the same bytes came before. `replaces`: the files
    that came before it for its societies and periods, by name; none where it is unchanged.
    """

    name: str
    submissions: tuple[Loaded, ...]
    is_unchanged: bool
    replaces: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """The worst of its submissions' states; `withdrawn` where all are."""
        states = {one.state for one in self.submissions}
        return next(state for state in ("returned", "to_correct", "accepted", WITHDRAWN) if state in states)


@dataclass(frozen=True, slots=True)
class LoadOutcome:
    """All files of one load or check, in order of receipt; `earlier` as in the summary. Of a check: what would move."""

    files: tuple[FileReport, ...]
    earlier: int
    moves: tuple[Move, ...] = ()

    @property
    def society_ids(self) -> set[str]:
        """The societies that the files are about."""
        return {one.society_id for file in self.files for one in file.submissions if one.society_id}

    @property
    def summary(self) -> Summary:
        states = Counter(file.state for file in self.files)
        unchanged = sum(file.is_unchanged and file.state != WITHDRAWN for file in self.files)
        counts = (states["accepted"], states["to_correct"], states["returned"], unchanged)
        return Summary(len(self.files), *counts, self.earlier, states[WITHDRAWN])


def report(
    connection: duckdb.DuckDBPyConnection, loaded: Sequence[Loaded], mine: Sequence[Receipt], counted: int
) -> LoadOutcome:
    """The files `mine` among all submissions; their states and findings as the build has them, cross-checks included.

    The build before counted `counted` lines of the journal: what was received after them is new, even where the same
    file was received before.
    """
    hashes = {receipt.sha256 for receipt in mine}
    by_submission: dict[str, list[Finding]] = defaultdict(list)
    of_mine = [one.submission_id for one in loaded if one.receipt.sha256 in hashes]
    for submission_id, *rest in connection.execute(_FINDINGS, [of_mine]).fetchall():
        by_submission[submission_id].append(Finding(*rest))
    by_receipt: dict[int, list[Loaded]] = defaultdict(list)
    for one in loaded:
        if one.receipt.sha256 in hashes:
            findings = tuple(by_submission[one.submission_id])
            is_faulty = any(finding.severity == "error" for finding in findings)
            state = "to_correct" if one.state == "accepted" and is_faulty else one.state
            by_receipt[one.receipt.number].append(replace(one, findings=findings, state=state))
    earlier = {of_receipt[0].receipt.sha256: of_receipt for of_receipt in by_receipt.values()}
    waited = {one.receipt.number: one.receipt.sha256 for one in loaded if one.receipt.number > counted}
    for receipt in mine:
        waited.pop(receipt.number, None)
    before = dict(connection.execute(_REPLACED, [of_mine]).fetchall())

    def reported(receipt: Receipt) -> FileReport:
        own = by_receipt.get(receipt.number)
        submissions = tuple(own or earlier[receipt.sha256])
        replaces = dict.fromkeys(before[one.submission_id] for one in own or () if one.submission_id in before)
        is_unchanged = not own and submissions[0].receipt.number not in waited
        return FileReport(receipt.name, submissions, is_unchanged, tuple(replaces))

    return LoadOutcome(tuple(map(reported, mine)), sum(sha256 not in hashes for sha256 in waited.values()))
