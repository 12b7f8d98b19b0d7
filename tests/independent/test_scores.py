"""The points of generated societies with blanks are what an independent calculation finds, bound by bound.

Here a few; `python -m tests.independent.score_survey` compares thousands.
"""

import pytest

from tests.independent.score_survey import NAMES, differences


@pytest.mark.parametrize("name", NAMES)
def test_points_and_grades_are_what_the_blanks_leave_open(name: str) -> None:
    assert list(differences(name, 100, seed=3)) == []
