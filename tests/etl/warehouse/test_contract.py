"""The contract of the warehouse: public columns say what they mean, older programs read it, plain files carry it."""

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pyarrow.parquet
import pytest

from etl.knowledge import contract
from etl.paths import DataFolder
from etl.warehouse import current_build, export

OLD = "1.2.2"
COUNT_EVERYTHING = """
import duckdb, sys
connection = duckdb.connect(sys.argv[1], read_only=True)
names = connection.execute(
    "select schema_name, table_name from duckdb_tables() union all "
    "select schema_name, view_name from duckdb_views() where not internal"
).fetchall()
for schema, name in names:
    connection.execute(f"select count(*) from {schema}.{name}").fetchall()
print(duckdb.__version__, len(names))
"""


@pytest.fixture(scope="module")
def build(warehouse: Path) -> Path:
    path = current_build(DataFolder(warehouse))
    assert path is not None
    return path


def test_every_public_table_and_column_says_what_it_means(build: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute("attach ? as build (read_only)", [str(build)])
        said = connection.execute(
            """
            select table_name, column_name, comment from duckdb_columns()
            where database_name = 'build' and schema_name = 'main' and table_name in (select unnest($names))
            """,
            {"names": [table.name for table in contract.read()]},
        ).fetchall()
    meant = [(table.name, column, word) for table in contract.read() for column, word in table.columns.items()]
    assert sorted(said) == sorted(meant)


def test_main_holds_the_contract_and_nothing_else(build: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute("attach ? as build (read_only)", [str(build)])
        names = connection.execute(
            "select table_name from information_schema.tables where table_catalog = 'build' and table_schema = 'main'"
        ).fetchall()
    assert {name for (name,) in names} == {table.name for table in contract.read()}


def test_dictionary_is_that_of_the_contract(root: Path) -> None:
    assert (root / "docs" / "data-dictionary.md").read_text("utf-8") == contract.dictionary()


def test_export_holds_every_row_and_says_what_columns_mean(build: Path, tmp_path: Path) -> None:
    files = {file.name: file for file in export(build, tmp_path / "out")}
    package = json.loads(files["datapackage.json"].read_text("utf-8"))
    with duckdb.connect() as connection:
        connection.execute("attach ? as build (read_only)", [str(build)])
        counts = {table.name: len(connection.table(f"build.main.{table.name}")) for table in contract.read()}
    read = {
        name: list(csv.reader(files[f"{name}.csv"].read_text("utf-8").splitlines(keepends=True))) for name in counts
    }
    assert {name: len(rows) - 1 for name, rows in read.items()} == counts
    assert {name: pyarrow.parquet.read_metadata(files[f"{name}.parquet"]).num_rows for name in counts} == counts
    fields = {one["name"]: [field["name"] for field in one["schema"]["fields"]] for one in package["resources"]}
    assert {name: rows[0] for name, rows in read.items()} == fields
    assert counts["criterion_result"] > 100


def test_exported_csv_has_no_formula(tmp_path: Path) -> None:
    build = tmp_path / "build.duckdb"
    with duckdb.connect(str(build)) as connection:
        for table in contract.read():
            connection.execute(f"create table {table.name} ({', '.join(f'{name} varchar' for name in table.columns)})")
        connection.execute("insert into society (society_id, name) values ('=1+1', '-x'), ('S1', 'a=b')")
    export(build, tmp_path / "out")
    if os.name == "posix":
        assert (tmp_path / "out").stat().st_mode & 0o777 == 0o700  # what stands there is nobody else's to read
    rows = list(csv.DictReader((tmp_path / "out" / "society.csv").read_text("utf-8").splitlines()))
    assert [(row["society_id"], row["name"]) for row in rows] == [("'=1+1", "'-x"), ("S1", "a=b")]


@pytest.mark.slow
def test_older_duckdb_reads_every_table_and_view(build: Path, tmp_path: Path) -> None:
    install = [sys.executable, "-m", "pip", "install", "-q", "--target", str(tmp_path / "old"), f"duckdb=={OLD}"]
    if subprocess.run(install, capture_output=True).returncode != 0:
        assert not os.environ.get("REFORM_REQUIRE_BROWSER"), f"duckdb {OLD} could not be installed"
        pytest.skip(f"duckdb {OLD} could not be installed")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "old")}
    command = [sys.executable, "-c", COUNT_EVERYTHING, str(build)]
    answer = subprocess.run(command, env=environment, capture_output=True, text=True)
    version, count = (answer.stdout.split() or ["", "0"])[:2]
    assert (version, int(count) > 30) == (OLD, True), answer.stderr


def test_no_column_is_written_with_fsst(build: Path, tmp_path: Path) -> None:
    """It takes a third of the time of writing, and the file is no smaller."""
    copied = shutil.copy(build, tmp_path)  # the process may have the build open already, with settings of its own
    with duckdb.connect(copied, read_only=True) as connection:
        tables = connection.execute("select schema_name || '.' || table_name from duckdb_tables()").fetchall()
        used = {
            method
            for (table,) in tables
            for (method,) in connection.execute(f"select compression from pragma_storage_info('{table}')").fetchall()
        }
    assert "Dictionary" in used
    assert "FSST" not in used
