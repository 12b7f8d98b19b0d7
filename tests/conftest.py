"""What tests of all rooms share: the root of the repository, data folders, and folders in which start.py is run."""

import os
import shutil
import sysconfig
import venv
from pathlib import Path

import pytest

from etl.supply.environment import LOCK, TESTS, Environment
from tests import association, scored_association

# Left out of the quick subset (CONTRIBUTING.md): each takes from ten seconds to minutes.
SLOW = (
    "tests/dashboard/documents/ tests/dashboard/sections/ tests/dashboard/server/test_login.py "
    "tests/dashboard/server/test_security.py tests/etl/loading/test_decisions_killed.py "
    "tests/etl/loading/test_backlog.py tests/etl/loading/test_receiving.py tests/etl/loading/test_registry_changes.py "
    "tests/etl/returns/test_opens.py "
    "tests/etl/sample/ tests/etl/test_attacks.py tests/etl/test_desk.py tests/etl/test_desk_decisions.py "
    "tests/etl/test_round_trip.py tests/etl/test_safety.py tests/etl/workbook/test_pool.py tests/independent/ "
    "tests/test_next_rubric.py tests/test_start.py tests/test_start_dashboard.py"
).split()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of the slow files."""
    for item in items:
        if item.nodeid.startswith(tuple(SLOW)):
            item.add_marker(pytest.mark.slow)


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
def scored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data folder of an association whose rubric of 2018 gives points (`tests/scored_association.py`)."""
    return scored_association.build(tmp_path_factory.mktemp("scored")).root


@pytest.fixture(scope="session")
def one_society(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data folder of an association of one society, which has sent one workbook."""
    only = association.Filled("S01")
    return association.build(tmp_path_factory.mktemp("one_society"), association.REGISTRY[:1], [only])


@pytest.fixture
def home(root: Path, tmp_path: Path) -> Path:
    """Return a folder with start.py and requirements that ask for one small package."""
    shutil.copy(root / "start.py", tmp_path)
    (tmp_path / "etl").mkdir()
    for file in ("__init__.py", "disk.py"):
        shutil.copy(root / "etl" / file, tmp_path / "etl")
    shutil.copytree(root / "etl" / "supply", tmp_path / "etl" / "supply", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "requirements.txt").write_text("example-one==1.0\n")
    (tmp_path / "requirements.lock").write_text(f"example-one==1.0 --hash=sha256:{'0' * 64}\n")
    (tmp_path / "requirements-dev.txt").write_text("")
    return tmp_path


@pytest.fixture
def furnished(home: Path) -> Path:
    """Return the folder with an environment that start.py takes for finished and that has all the packages of ours."""
    environment = Environment(home)
    venv.create(environment.venv, symlinks=os.name != "nt")
    scheme = sysconfig.get_path("purelib", vars={"base": str(environment.venv), "platbase": str(environment.venv)})
    (Path(scheme) / "ours.pth").write_text(sysconfig.get_path("purelib"))
    environment.stamp.write_text("\n".join(map(environment.stamp_of, [LOCK, TESTS])))
    return home
