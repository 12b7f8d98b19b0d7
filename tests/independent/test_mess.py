"""Random societies in random disorder are judged as the separate judge judges what they meant."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest

from tests.independent import product
from tests.independent.figures import COUNCIL, composition, membership
from tests.independent.scenario import City, city

K = TypeVar("K", bound=tuple[object, ...])

SEED = 2018
SOCIETIES = 250


@dataclass(frozen=True, slots=True)
class Loaded:
    """A city and the build made of what it sent."""

    city: City
    build: Path

    def differences(self, expected: Mapping[K, object], found: Mapping[K, object]) -> list[str]:
        """What differs, by society, with the files that it sent. Keys are tuples that begin with the society."""
        keys = [key for key in expected.keys() | found.keys() if expected.get(key) != found.get(key)]
        return [
            f"seed {SEED} {key}: expected {expected.get(key)}, found {found.get(key)}; {self._files(str(key[0]))}"
            for key in sorted(keys)
        ]

    def _files(self, society: str) -> list[str]:
        return [str(path) for path, name in self.city.files if name.startswith(society)]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    folder = tmp_path_factory.mktemp("city")
    made = city(folder, SEED, SOCIETIES)
    return Loaded(made, product.load(folder, made.files))


def test_every_verdict_is_what_the_society_meant(loaded: Loaded) -> None:
    assert loaded.differences(loaded.city.expected, product.verdicts(loaded.build)) == []


def test_every_council_is_composed_as_the_society_meant(loaded: Loaded) -> None:
    columns = ", ".join(COUNCIL).replace("frontline_standing", "if(has_standing_council, frontline_standing, null)")
    rows = product.ask(loaded.build, f"select society_id, period, {columns} from council")
    expected = {(line.society_id, period): composition(case) for (line, period), case in loaded.city.cases.items()}
    assert loaded.differences(expected, {row[:2]: row[2:] for row in rows}) == []


def test_members_by_year_are_those_the_society_meant(loaded: Loaded) -> None:
    rows = product.ask(loaded.build, "select society_id, year, individual, unit from membership")
    expected = membership(loaded.city.cases.values())
    assert loaded.differences(expected, {row[:2]: row[2:] for row in rows}) == []
