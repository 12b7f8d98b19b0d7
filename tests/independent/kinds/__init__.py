"""Every kind of disorder that docs/workbook.md names, one at a time in an otherwise plain workbook."""

from tests.independent.kinds import (
    answer_columns,
    answer_tables,
    answer_words,
    corrections,
    doubles,
    form_layouts,
    forms,
    last_year,
    layouts,
    many_societies,
    member_tables,
    members,
    roster_layouts,
    roster_tables,
    roster_words,
    sheets_beside,
    writers,
)
from tests.independent.kinds.kind import KINDS

__all__ = [
    "KINDS",
    "answer_columns",
    "answer_tables",
    "answer_words",
    "corrections",
    "doubles",
    "form_layouts",
    "forms",
    "last_year",
    "layouts",
    "many_societies",
    "member_tables",
    "members",
    "roster_layouts",
    "roster_tables",
    "roster_words",
    "sheets_beside",
    "writers",
]
