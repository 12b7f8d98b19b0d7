"""The contract of the warehouse as plain files: Parquet and CSV of each table, and a `datapackage.json` that says what
every column means (docs/architecture.md, The contract of the warehouse).
"""

import json
from pathlib import Path

import duckdb

from etl.knowledge import contract

# DuckDB's types as the Table Schema of a data package names them.
_TYPES = {
    "BIGINT": "integer",
    "INTEGER": "integer",
    "BOOLEAN": "boolean",
    "TIMESTAMP": "datetime",
    "INTEGER[]": "array",
}


def export(build: Path, folder: Path) -> list[Path]:
    """Write every table of the contract into `folder`, which is made; returns the files, `datapackage.json` last.

    CSV is UTF-8 without a mark, blanks are empty, a list is written as `[2018, 2023]`. A text that a spreadsheet
    program would take for a formula has an apostrophe before it in CSV; Parquet holds it as it is.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    written, resources = [], []
    with duckdb.connect() as connection:
        connection.execute("attach ? as build (read_only)", [str(build)])
        for table in contract.read():
            rows = connection.table(f"build.main.{table.name}")
            types = dict(zip(rows.columns, map(str, rows.types), strict=True))
            plain = ", ".join(_without_formula(column) if types[column] == "VARCHAR" else column for column in types)
            written += [folder / f"{table.name}.parquet", folder / f"{table.name}.csv"]
            rows.write_parquet(str(written[-2]))
            rows.project(plain).write_csv(str(written[-1]))
            fields = [
                {"name": column, "type": _TYPES.get(types[column], "string"), "description": meaning}
                for column, meaning in table.columns.items()
            ]
            resources.append(
                {
                    "name": table.name,
                    "title": table.title,
                    "description": f"一行：{table.grain}",
                    "path": f"{table.name}.csv",
                    "format": "csv",
                    "encoding": "utf-8",
                    "schema": {"fields": fields, "missingValues": [""]},
                }
            )
    package = folder / "datapackage.json"
    document = {"name": "society-reform", "title": "学会改革任务", "resources": resources}
    package.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return [*written, package]


def _without_formula(column: str) -> str:
    """The column in SQL, with an apostrophe before texts that begin as a formula does."""
    return f"case when {column}[1] in ('=', '+', '-', '@') then chr(39) || {column} else {column} end as {column}"
