"""Every kind of disorder is read as it is meant: nothing false, nothing lost, nothing sent back unjustly."""

from pathlib import Path

import pytest

from tests.independent.kinds import KINDS
from tests.independent.survey import Tally, run, survey

SEED = 11
SOCIETIES_OF_A_KIND = 2
MIXED = 3000


@pytest.fixture(scope="module")
def tallies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Tally]:
    folder = tmp_path_factory.mktemp("kinds")
    return survey(folder, list(KINDS.values()), SOCIETIES_OF_A_KIND * len(KINDS), SEED)


@pytest.mark.parametrize("name", KINDS)
def test_nothing_of_a_kind_is_false_lost_or_sent_back(name: str, tallies: dict[str, Tally]) -> None:
    assert tallies[name].verdicts > 0
    assert tallies[name].faults == []


def test_nothing_is_false_lost_or_sent_back_where_kinds_are_mixed(tmp_path: Path) -> None:
    total = run(MIXED, SEED, [], tmp_path)
    assert [fault for tally in total.values() for fault in tally.faults] == []
