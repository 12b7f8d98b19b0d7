"""Rows into base tables: from mappings, or from objects whose attributes have the names of the columns."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

import duckdb


def append(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Append rows to a table, by column name; all rows name the same columns."""
    if rows:
        with connection.appender(table, columns=list(rows[0])) as appender:
            appender.append_rows([row[name] for name in rows[0]] for row in rows)


def append_objects(
    connection: duckdb.DuckDBPyConnection, table: str, objects: Iterable[Any], **other: Callable[[Any], Any]
) -> None:
    """Append a row for each object. A column holds the object's attribute of that name, or what `other` makes of it."""
    columns = [name for name, *_ in connection.execute(f"select * from {table} limit 0").description]
    values = [other.get(name) or attrgetter(name) for name in columns]
    with connection.appender(table) as appender:
        appender.append_rows([value(one) for value in values] for one in objects)
