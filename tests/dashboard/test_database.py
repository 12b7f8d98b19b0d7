"""The way to the warehouse is open for reading only, and follows the pointer from build to build."""

import shutil
from pathlib import Path

import duckdb
import pytest

from dashboard import database


def test_without_warehouse_there_is_no_build(empty_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFORM_DATA", str(empty_data))
    assert database.current() is None


def test_pointer_to_a_file_that_is_gone_is_no_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFORM_DATA", str(tmp_path))
    (tmp_path / "warehouse").mkdir()
    (tmp_path / "warehouse" / "CURRENT").write_text("gone.duckdb\n")
    assert database.current() is None


@pytest.mark.parametrize(
    ("sql", "error"),
    [
        ("create table x as select 1", duckdb.InvalidInputException),
        ("delete from society", duckdb.InvalidInputException),
        ("select * from read_text('/etc/hostname')", duckdb.PermissionException),
        ("copy society to 'x.csv'", duckdb.PermissionException),
        ("attach 'other.duckdb'", duckdb.PermissionException),
        ("set enable_external_access = true", duckdb.Error),
        ("install httpfs", duckdb.Error),
    ],
)
def test_nothing_but_reading_is_possible(build: str, sql: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        database.ask(build, sql)


def test_each_build_answers_for_itself_and_few_stay_open(
    warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "warehouse").mkdir()
    monkeypatch.setenv("REFORM_DATA", str(tmp_path))
    source = next((warehouse / "warehouse").glob("*.duckdb"))
    for number in range(4):
        copy = tmp_path / "warehouse" / f"{number}.duckdb"
        shutil.copy(source, copy)
        with duckdb.connect(str(copy)) as connection:
            connection.execute("update internal.build_info set registry_sha256 = ?", [str(number)])
        (tmp_path / "warehouse" / "CURRENT").write_text(f"{number}.duckdb\n")
        build = database.current()
        assert build == f"{number}.duckdb"
        assert database.ask(build, "select registry_sha256 from build_info").to_numpy().tolist() == [[str(number)]]
    before = database.ask("0.duckdb", "select registry_sha256 from build_info")
    assert (before.to_numpy().tolist(), len(database._open)) == ([["0"]], database.KEPT_OPEN)
