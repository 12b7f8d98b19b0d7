"""A build of the small association in which a test has changed some rows."""

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from etl.paths import DataFolder

Edited = Callable[[str], str]


@pytest.fixture
def edited(warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Edited:
    """Return `edited(sql)`: the name of a copy of the build, in force, on which the statements were run."""

    def made(sql: str) -> str:
        folder = DataFolder(tmp_path / "edited")
        shutil.copytree(warehouse, folder.root)
        name = f"{tmp_path.name}.duckdb"  # answers are kept by the name of the build
        (folder.warehouse / folder.current.read_text("utf-8").strip()).rename(folder.warehouse / name)
        folder.current.write_text(name, "utf-8")
        with duckdb.connect(str(folder.warehouse / name)) as connection:
            connection.execute("set search_path = 'main,internal'")
            connection.execute(sql)
        monkeypatch.setenv("REFORM_DATA", str(folder.root))
        return name

    return made
