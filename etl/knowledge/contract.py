"""The contract of the warehouse: its public tables and what each column means, read from `contract.toml`.

From this one source come the comments in the database file, `docs/data-dictionary.md` and `datapackage.json`
(docs/architecture.md, The contract of the warehouse).
"""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from etl.paths import CONTRACT


@dataclass(frozen=True, slots=True)
class PublicTable:
    """One public table: what a row stands for (`grain`), and each column with its meaning."""

    name: str
    title: str
    grain: str
    columns: Mapping[str, str]


@functools.cache
def read() -> tuple[PublicTable, ...]:
    """The tables of the contract, in the order of the file."""
    document = tomllib.loads(CONTRACT.read_text("utf-8"))
    return tuple(PublicTable(name, **entry) for name, entry in document.items())


def comments_sql() -> str:
    """Statements that write the meaning of every table and column into the database in use."""
    statements = []
    for table in read():
        statements.append(f"comment on table {table.name} is {_quoted(f'{table.title}。一行：{table.grain}')}")
        statements += [
            f'comment on column {table.name}."{column}" is {_quoted(meaning)}'
            for column, meaning in table.columns.items()
        ]
    return ";\n".join(statements)


def _quoted(text: str) -> str:
    """The text as a literal of SQL: a comment takes no bound value."""
    return "'" + text.replace("'", "''") + "'"


def dictionary() -> str:
    """The page `docs/data-dictionary.md`."""
    lines = [
        "# Data dictionary",
        "",
        "The public tables of the warehouse. Made by `python -m etl dictionary` from `etl/knowledge/contract.toml`;",
        "the same words stand as comments in the database file. What lies in the schema `internal` may change any day.",
    ]
    for table in read():
        lines += ["", f"## {table.name}", "", f"{table.title}。一行：{table.grain}。", "", "| 列 | 含义 |", "|---|---|"]
        lines += [f"| `{column}` | {meaning} |" for column, meaning in table.columns.items()]
    return "\n".join(lines) + "\n"
