"""A data folder that can be loaded, and questions put to its warehouse."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl.command import collecting
from etl.loading import pipeline
from etl.loading.outcome import LoadOutcome
from etl.paths import DataFolder
from etl.warehouse import current_build
from tests.etl import society

A, B, TWIN = "滨海市示例甲学会", "滨海市示例乙学会", "滨海市示例丙学会"
LINES = [
    {"编号": "S1", "学会名称": A, "统一社会信用代码": "51DEMO000000000001", "曾用名": "滨海市示例旧名学会"},
    {"编号": "S2", "学会名称": B, "统一社会信用代码": "51DEMO000000000002"},
    {"编号": "S3", "学会名称": TWIN},
    {"编号": "S4", "学会名称": TWIN},
    {"编号": "S5", "学会名称": "滨海市示例丁学会", "状态": "注销"},
    {"编号": "S6", "学会名称": "滨海市示例戊学会"},
]


def silent(*_: object) -> None:
    """Progress nobody watches."""


class Desk:
    """One data folder, as a clerk uses it."""

    def __init__(self, root: Path) -> None:
        self.folder = DataFolder(root)

    def load(self, *paths: Path) -> LoadOutcome:
        return pipeline.load(self.folder, collecting.collect(paths), "command", silent)

    def check(self, *paths: Path) -> LoadOutcome:
        return pipeline.check(self.folder, collecting.collect(paths), silent)

    def copied_to(self, other: "Desk") -> "Desk":
        """Return the other one with a copy of this one's data folder, and of what lies beside it: its workbooks."""
        shutil.copytree(self.folder.root.parent, other.folder.root.parent, dirs_exist_ok=True)
        return other

    def ask(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        build = current_build(self.folder)
        assert build is not None
        with duckdb.connect(str(build), read_only=True) as connection:
            connection.execute("set search_path = 'main,internal'")
            return connection.execute(sql, list(parameters)).fetchall()

    def verdicts(self, sql_where: str = "true") -> dict[str, str]:
        """Criterion or task id → verdict of the only society."""
        rows = self.ask(
            f"select criterion_id, verdict from criterion_result where {sql_where} "
            f"union all select task_id, verdict from task_result where {sql_where}"
        )
        return dict(rows)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "data")


@pytest.fixture
def open_desk(desk: Desk) -> Desk:
    """One with a registry of two periods: two societies of one name, one that is closed."""
    society.write_registry(desk.folder.registry, LINES, periods=(2017, 2018))
    return desk


@pytest.fixture(scope="session")
def make_desk(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Desk]:
    return lambda name: Desk(tmp_path_factory.mktemp(name))
