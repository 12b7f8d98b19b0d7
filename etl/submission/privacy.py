"""Names and numbers of persons stay out of what leaves the worker (docs/workbook.md, Personal data)."""

from collections.abc import Iterable
from dataclasses import replace

from etl.knowledge.findings import Finding
from etl.text import match_key

MASK = "（不显示）"


def persons_in(texts: Iterable[str | None], private: set[str]) -> set[str]:
    """Those of the names and numbers, as match keys, that stand in one of the texts; a single character is none."""
    together = "\n".join(match_key(text) for text in texts if text)
    return {one for one in private if len(one) >= 2 and one in together}


def names_person(text: str | None, private: set[str]) -> bool:
    """True where a person's name or number, as match keys in `private`, stands in the text."""
    key = match_key(text or "")
    return bool(key) and any(one in key for one in private)


def without_persons(finding: Finding, private: set[str]) -> Finding:
    """The finding with its written value hidden where it names a person."""
    if not names_person(finding.value, private):
        return finding
    return replace(finding, value=MASK, message=finding.message.replace(finding.value or "", MASK))
