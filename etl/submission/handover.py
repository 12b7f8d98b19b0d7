"""How much of a file leaves the worker: the process that collects all files keeps it in memory."""

from collections.abc import Sequence
from dataclasses import replace

from etl.knowledge.findings import Finding, capped
from etl.submission.understanding import Identity, Part, Understanding
from etl.workbook import Unreadable

_MOST_PARTS = 2_000
_MOST_FINDINGS = 3_000
"""Of all parts together; of one part no more than `capped` keeps, but some of each."""
_FEWEST_FINDINGS = 10
_MOST_NAMES = 50
_LONGEST_NAME, _LONGEST_MESSAGE = 200, 600
"""Characters."""


def check_part_count(count: int) -> None:
    """Refuse a 汇总表 that names more societies than there are.

    Raises:
        Unreadable: `file_unsafe`.
    """
    if count > _MOST_PARTS:
        raise Unreadable("file_unsafe", {"limit": f"一份汇总表中超过 {_MOST_PARTS} 家学会"})


def limited(file: Understanding) -> Understanding:
    """Return the same with long texts cut and with the first findings of each part; the rest is said as a number.

    Raises:
        Unreadable: `file_unsafe` where its tables name more societies than there are.
    """
    check_part_count(len(file.parts))
    most = max(_MOST_FINDINGS // max(len(file.parts), 1), _FEWEST_FINDINGS)
    for part in file.parts:
        _limit(part, most)
    return replace(file, findings=tuple(_shortened(capped(file.findings))))


def _limit(part: Part, most_findings: int) -> None:
    part.identity = _limited_identity(part.identity)
    part.findings = _shortened(capped(part.findings, most_findings))


def _limited_identity(identity: Identity) -> Identity:
    return Identity(
        names=_limited_texts(identity.names),
        codes=_limited_texts(identity.codes),
        years=identity.years[:_MOST_NAMES],
        titles=tuple(title[:_LONGEST_MESSAGE] for title in identity.titles[:_MOST_NAMES]),
        unread=identity.unread[:_MOST_NAMES],
    )


def _limited_texts(stated: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((text[:_LONGEST_NAME], place) for text, place in stated[:_MOST_NAMES])


def _shortened(findings: Sequence[Finding]) -> list[Finding]:
    return [
        replace(finding, message=finding.message[: _LONGEST_MESSAGE - 1] + "…")
        if len(finding.message) > _LONGEST_MESSAGE
        else finding
        for finding in findings
    ]
