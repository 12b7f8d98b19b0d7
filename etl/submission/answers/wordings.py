"""How standards and titles of tasks are worded: their letters alone, their ordinals, what resembles them
(docs/workbook.md, What people really send back).
"""

import re
from functools import lru_cache

from etl.text import match_key

_ORDINAL = re.compile(r"^[(]?([0-9]{1,2})[)]?[.、,:)]?(?![0-9])")
_INNER_ORDINAL = re.compile(r"(?<![0-9])([(（]?)([0-9]{1,2})([)）.、．:：])\s*(?=[^0-9\s])")
_PUNCTUATION = re.compile(r"[^0-9a-z\u4e00-\u9fff]")


def ordinals_within(text: str) -> set[str]:
    """1, 2, 3 … as long as each follows the one before, all written in one way: `1.有…；2.有…`, `（1）有…（2）有…`."""
    marks = list(_INNER_ORDINAL.finditer(text.strip()))
    if not marks or marks[0].start() > 0:
        return set()
    first = int(marks[0][2])
    following = first
    for mark in marks[1:]:
        if int(mark[2]) == following + 1 and (mark[1], mark[3]) == (marks[0][1], marks[0][3]):
            following += 1
    return {str(number) for number in range(first, following + 1)}


def ordinal_of(standard: str) -> int | None:
    """The number that the text begins with: 1.有…, （2）有…."""
    found = _ORDINAL.match(match_key(standard))
    return int(found[1]) if found else None


@lru_cache(maxsize=4096)
def wording_of(standard: str) -> str:
    """The letters of a standard without its ordinal."""
    return letters_of(_ORDINAL.sub("", match_key(standard)))


def letters_of(text: str) -> str:
    """The text without blanks and punctuation, as headings are compared."""
    return _PUNCTUATION.sub("", match_key(text))


def resembles(words: str, known: str) -> bool:
    """True where half of the pairs of neighbouring characters are found in what we know."""
    pairs = {words[place : place + 2] for place in range(len(words) - 1)}
    return bool(pairs) and 2 * sum(pair in known for pair in pairs) >= len(pairs)
