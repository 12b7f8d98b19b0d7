"""Several kinds in one workbook, each of another table: what societies really send is seldom of one kind alone."""

import random

from tests.independent.kinds.corrections import again
from tests.independent.kinds.draft import Draft
from tests.independent.kinds.kind import Kind

# In this order: sheets beside are copies of ours before anything has changed them, the form is laid out last.
TURNS = (
    ("sheets_beside",),
    ("answer_words", "answer_tables", "answer_columns", "doubles"),
    ("roster_words", "roster_tables", "roster_layouts"),
    ("members", "member_tables"),
    ("forms", "form_layouts", "other_figures"),
)
# What lays out several tables at once, or says what another kind says otherwise.
SECOND = 0.25  # so many of the workbooks come after a plain one of the same society
ALONE = {
    "answers-right-of-the-form",
    "columns-backwards",
    "columns-numbered",
    "copies-of-sheets",
    "drafts-beside",
    "example-sheet-alone",
    "figures-of-the-supporting-unit",
    "form-of-two-years",
    "headings-on-every-page",
    "hints-below-headings",
    "hints-in-a-row",
    "label-that-is-narrower-alone",
    "members-twice",
    "numbers-left-of-everything",
    "only-answers-name-another-year",
    "title-of-another-year",
    "titles-of-several-years",
    "traditional-characters",
    "two-years-of-the-report",
    "year-in-chinese-numerals-in-the-title",
}


def mixed(rng: random.Random, kinds: dict[str, Kind]) -> Kind:
    """A kind made of one of each turn; each must be read."""
    parts = []
    for modules in TURNS:
        parts.append(rng.choice([one for one in kinds.values() if one.module in modules and _can_be_mixed(one)]))

    is_second = rng.random() < SECOND

    def change(draft: Draft) -> None:
        changed = again(draft) if is_second else draft
        for part in parts:
            part.change(changed)

    name = "+".join(part.name for part in parts)
    return Kind(f"again+{name}" if is_second else name, "several kinds at once", change)


def _can_be_mixed(kind: Kind) -> bool:
    return kind.must_read and kind.name not in ALONE
