"""Whether two builds have the same content: every row of every table and view, whatever the order."""

from pathlib import Path

import duckdb

from etl.warehouse import schemas

_NOT_COMPARED = ("understood",)
"""What a build remembers of files that were read; a build from nothing reads them anew."""
_COLUMNS = """
select table_schema || '.' || table_name as name, string_agg('"' || column_name || '"', ', ' order by column_name)
from information_schema.columns
where table_catalog = 'build' and not list_contains(?, table_name)
group by name
"""


def differences(one: Path, other: Path) -> list[str]:
    """The tables and views in which two builds differ, in order; empty where the content is the same."""
    here, there = _content(one), _content(other)
    return sorted(name for name in here.keys() | there.keys() if here.get(name) != there.get(name))


def _content(build: Path) -> dict[str, tuple[object, ...]]:
    """Table or view → its columns, the number of its rows and the sum of their hashes."""
    with duckdb.connect() as connection:
        # Attached rather than opened: the process may have the build open already, with settings of its own.
        connection.execute("attach ? as build (read_only)", [str(build)])
        schemas.search(connection, "build")
        return {
            name: (
                columns,
                *connection.execute(f"select count(*), sum(hash({columns})::hugeint) from build.{name}").fetchall()[0],
            )
            for name, columns in connection.execute(_COLUMNS, [list(_NOT_COMPARED)]).fetchall()
        }
