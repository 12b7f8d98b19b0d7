"""Findings (问题): the closed list of what can be wrong with a submitted file or cell, and how it is said."""

import functools
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from etl.paths import FINDINGS

MOST_LISTED = 300
"""Findings of one severity that are listed for one file and society; who has more corrects these first."""
_UNLISTED = {"fatal": "more_fatal", "error": "more_errors", "warning": "more_warnings"}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of finding: its severity, its short title, its sentence (a format string) and what to do.

    Of a check (severity warning): `is_answered_in_remark` where the society may answer it in 备注 of its row;
    `judges` says what else is judged than the sentence says: "roster", or "file" for the whole of it
    (docs/judging.md, Answered checks).
    """

    kind: str
    severity: str
    title: str
    message: str
    remedy: str
    judges: str = ""
    is_answered_in_remark: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a file that must be corrected or checked; sheet and cell are None where it concerns the
    whole file.
    """

    kind: str
    severity: str
    sheet: str | None
    cell: str | None
    message: str
    remedy: str
    value: str | None = None
    suggestion: str | None = None


@functools.cache
def kinds() -> dict[str, Kind]:
    """Every kind by its code, in the order of the file (fatal, error, warning)."""
    document = tomllib.loads(FINDINGS.read_text("utf-8"))
    return {code: Kind(code, **entry) for code, entry in document.items()}


def finding(
    kind: str,
    sheet: str | None = None,
    cell: str | None = None,
    *,
    value: str | None = None,
    suggestion: str | None = None,
    **details: object,
) -> Finding:
    """A finding of a known kind; `value` and `details` fill its sentence.

    Raises KeyError for an unknown kind or a missing detail.
    """
    known = kinds()[kind]
    message = known.message.format_map({"sheet": sheet, "cell": cell, "value": value, **details})
    return Finding(kind, known.severity, sheet, cell, message, known.remedy, value, suggestion)


def capped(findings: Iterable[Finding], most: int = MOST_LISTED) -> list[Finding]:
    """Return the first findings of each severity, at most `MOST_LISTED`, and after them how many more there are."""
    most = min(most, MOST_LISTED)
    counts: Counter[str] = Counter()
    listed = []
    for each in findings:
        counts[each.severity] += 1
        if counts[each.severity] <= most:
            listed.append(each)
    more = [finding(_UNLISTED[severity], count=count - most) for severity, count in counts.items() if count > most]
    return listed + more
