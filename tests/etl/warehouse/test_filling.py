"""Rows go into a build while files are still being read: all of them, or no build."""

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from etl.archive.files import Archive
from etl.loading import filling, versions
from etl.warehouse import current_build
from tests.etl import society
from tests.etl.conftest import Desk

NAMES = [f"滨海市示例第{number}学会" for number in range(1, 6)]
ROWS = {"received": 1, "answer": 56, "member_count": 9, "council_member": 93}  # of one workbook


@pytest.fixture
def desk_of_five(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Workbooks of five societies in `inbox`, whose rows are written after the second and the fourth."""
    society.write_registry(desk.folder.registry, [{"编号": f"S{name[6]}", "学会名称": name} for name in NAMES])
    for name in NAMES:
        society.write(tmp_path / "inbox" / f"{name}.xlsx", form={"学会名称": name})
    monkeypatch.setattr(importlib.import_module("etl.warehouse.base_rows"), "_TOGETHER", 2)
    return desk


def test_every_row_is_there_once(desk_of_five: Desk, tmp_path: Path) -> None:
    desk_of_five.load(tmp_path / "inbox")
    for table, count in ROWS.items():
        found = desk_of_five.ask(f"select submission_id, count(*) from {table} group by all order by all")
        assert found == [(f"{number:06d}", count) for number in range(3, 8)], table  # after registry and rubric


def test_what_fails_after_rows_were_written_leaves_no_build(
    desk_of_five: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk_of_five.load(tmp_path / "inbox" / f"{NAMES[0]}.xlsx")
    before = current_build(desk_of_five.folder)
    whole = versions.versions

    def failing(*of: Any) -> Iterator[Any]:
        for number, one in enumerate(whole(*of)):
            if number == 3:
                raise OSError("示例")
            yield one

    monkeypatch.setattr(filling, "versions", failing)
    with pytest.raises(OSError, match="示例"):
        desk_of_five.load(tmp_path / "inbox")
    assert current_build(desk_of_five.folder) == before
    assert [one.name for one in desk_of_five.folder.warehouse.glob("*.duckdb*")] == [before and before.name]
    assert len(Archive(desk_of_five.folder.archive).receipts()) == 1 + len(NAMES)

    monkeypatch.setattr(filling, "versions", whole)
    desk_of_five.load(tmp_path / "inbox")
    assert desk_of_five.ask("select count(distinct society_id) from submission where is_current") == [(len(NAMES),)]
