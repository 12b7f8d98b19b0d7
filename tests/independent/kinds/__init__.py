"""Every kind of disorder that docs/workbook.md names, one at a time in an otherwise plain workbook."""

from tests.independent.kinds import (
    answer_tables,
    answer_words,
    corrections,
    forms,
    layouts,
    many_societies,
    members,
    roster_tables,
    roster_words,
    sheets_beside,
    writers,
)
from tests.independent.kinds.kind import KINDS

__all__ = [
    "KINDS",
    "answer_tables",
    "answer_words",
    "corrections",
    "forms",
    "layouts",
    "many_societies",
    "members",
    "roster_tables",
    "roster_words",
    "sheets_beside",
    "writers",
]
