"""Findings (问题): the closed list of what can be wrong with a submitted file or cell, and how it is said."""

import functools
import tomllib
from dataclasses import dataclass

from etl.paths import FINDINGS


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of finding: its severity, its short title, its sentence (a format string) and what to do."""

    kind: str
    severity: str
    title: str
    message: str
    remedy: str


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
