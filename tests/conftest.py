"""What tests of all rooms share: the root of the repository, an empty data folder, and one with a warehouse."""

from pathlib import Path

import pytest

from tests import association


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the root of the repository."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def empty_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder in which there is nothing: no registry, no archive, no warehouse."""
    return tmp_path_factory.mktemp("empty_data")


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data folder of a small association (`tests/association.py`), loaded: seven expected societies."""
    return association.build(tmp_path_factory.mktemp("association"))


@pytest.fixture(scope="session")
def one_society(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data folder of an association of one society, which has sent one workbook."""
    only = association.Filled("S01")
    return association.build(tmp_path_factory.mktemp("one_society"), association.REGISTRY[:1], [only])
