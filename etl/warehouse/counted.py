"""Up to which line of the journal a build counts: said in the build, so that lines lost later are found out."""

import json
from functools import lru_cache
from pathlib import Path

import duckdb

from etl.archive.journal import Counted
from etl.knowledge.expression import text_sql
from etl.paths import DataFolder
from etl.warehouse.publish import current_build, made

_NOTHING = Counted(0, "")
# Said in a comment: two builds of the same content have the same rows in all tables.
_SAID = """
select comment
from duckdb_tables()
where database_name = 'build' and schema_name = 'internal' and table_name = 'build_info' and comment is not null
"""


def write_counted(connection: duckdb.DuckDBPyConnection, counted: Counted) -> None:
    """Have the build in hand say what it counts."""
    connection.execute(f"comment on table internal.build_info is {text_sql(json.dumps(counted))}")


def counted_journal(folder: DataFolder) -> Counted:
    """What the build in force counts; no hash where a program before 1.1.0 made it, nothing where there is none."""
    build = current_build(folder)
    if build is None or not build.is_file():
        return _NOTHING
    state = build.stat()
    return _counted(build, (state.st_size, state.st_mtime_ns))


@lru_cache(maxsize=8)
def _counted(build: Path, _state: tuple[int, int]) -> Counted:
    # A build that has the same size and time says the same, and whoever reviews asks at each answer.
    try:
        with duckdb.connect() as connection:
            # Attached rather than opened: the process may have the build open already, with settings of its own.
            connection.execute("attach ? as build (read_only)", [str(build)])
            said = connection.execute(_SAID).fetchone()
    except duckdb.Error:  # a build that is damaged can be made again; its name still says how many
        said = None
    if said:
        return Counted(*json.loads(said[0]))
    named = made(build.name)
    return Counted(named.line_count, "") if named else _NOTHING
