"""Councils in the columns of the template, and what is understood of their rosters."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from etl.submission import Part
from tests.etl import society
from tests.etl.submission.files import WHO, Rows, part

HEADINGS = society.ROSTER_HEADINGS
WITHOUT_POST = [heading for heading in HEADINGS if heading != "会内职务"]
WITHOUT_TITLE = [heading for heading in HEADINGS if heading != "职称"]
ROSTER = "理事会名册"
POSTS = ["理事长", "副理事长", "秘书长", "常务理事", "理事", "理事"]
COUNT = {"chair": 1, "vice_chair": 1, "secretary": 1, "standing": 1, "member": 2}


def people(posts: Sequence[str | None] = POSTS, headings: Sequence[str] = HEADINGS, first: int = 1) -> list[list[Any]]:
    """A person for each post, in the columns of these headings."""
    rows = [society.person(number, post) for number, post in enumerate(posts, first)]
    return [[row[HEADINGS.index(heading)] for heading in headings] for row in rows]


def read(folder: Path, *rows: Sequence[Any], sheet: str = ROSTER, **others: Rows) -> Part:
    """What is understood of a workbook with this roster, and other sheets."""
    return part(folder, {"封面": WHO, sheet: rows, **others})


def posts(of_part: Part) -> dict[str | None, int]:
    """How many have each post."""
    return dict(Counter(one.post for one in of_part.council))


def gaps(of_part: Part) -> int:
    return sum(one.gap_count for one in of_part.council)
