"""A hostile file is answered soon, costs the program's own process little, and leaves no trace on the next file."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.etl.attacks import ATTACKS

CASES = Path(__file__).resolve().parents[1] / "cases"
HOSTILE = sorted((CASES / "hostile").iterdir())
NAMES = [*ATTACKS, *(path.name for path in HOSTILE)]
PATIENCE = 3
"""A busy machine takes so many times as long as a quiet one, on which every answer comes within five seconds."""


@pytest.fixture(scope="module")
def cost(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Any:
    """What all attacks cost, one after another in one process (`tests/etl/under_attack.py`)."""
    data, folder = tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("attacks")
    shutil.copy(CASES / "reports-registry.xlsx", data / "registry.xlsx")
    for name, make in ATTACKS.items():
        (folder / name.replace(":", "")).write_bytes(make())
    for path in HOSTILE:
        shutil.copy(path, folder)
    good = str(CASES / "reports-base.xlsx")
    command = [sys.executable, str(root / "tests" / "etl" / "under_attack.py"), str(data), str(folder), good]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True, timeout=1800).stdout)


@pytest.mark.parametrize("name", NAMES)
def test_answered_within_five_seconds(cost: Any, name: str) -> None:
    assert cost["seconds"][name.replace(":", "")] < 5 * PATIENCE


def test_the_programs_own_process_stays_small(cost: Any) -> None:
    assert cost["peak_mib"] < 300


def test_the_next_good_file_is_as_if_nothing_had_been(cost: Any) -> None:
    assert cost["good"] == "accepted"
