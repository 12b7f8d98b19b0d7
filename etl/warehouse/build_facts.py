"""What a build says of itself: up to which line of the journal it counts, so that lines lost later are found out; the
versions it was made of; and the files it remembers.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import duckdb

from etl.archive.journal import Counted
from etl.knowledge.expression import text_sql
from etl.paths import DataFolder
from etl.warehouse.publish import current_build, made

_NOTHING = Counted(0, "")
# Said in a comment: two builds of the same content have the same rows in all tables.
_COUNTED = """
select comment
from duckdb_tables()
where database_name = 'build' and schema_name = 'internal' and table_name = 'build_info' and comment is not null
"""
_VERSIONS = "select registry_sha256, rubrics_sha256, wordings_sha256 from build.internal.build_info"
_REMEMBERED = "select sha256, exhausted from build.internal.understood"


@dataclass(frozen=True, slots=True)
class MadeOf:
    """The versions that a build was made of. `exhausted`: SHA-256 → how often the file ran out of its limits, 0 where
    it was read.
    """

    registry_sha256: str
    rubrics_sha256: str
    wordings_sha256: str
    exhausted: Mapping[str, int]


def write_counted(connection: duckdb.DuckDBPyConnection, counted: Counted) -> None:
    """Have the build in hand say what it counts."""
    connection.execute(f"comment on table internal.build_info is {text_sql(json.dumps(counted))}")


def counted_journal(folder: DataFolder) -> Counted:
    """What the build in force counts; no hash where a program before 1.1.0 made it, nothing where there is none."""
    build = current_build(folder)
    if build is None or not build.is_file():
        return _NOTHING
    counted, _ = _facts(build, *_state(build))
    if counted:
        return counted
    named = made(build.name)  # a build that is damaged can be made again; its name still says how many
    return Counted(named.line_count, "") if named else _NOTHING


def made_of(build: Path) -> MadeOf | None:
    """What this file of a build was made of; None where it is damaged or an earlier program made it."""
    _, versions = _facts(build, *_state(build))
    return versions


def _state(build: Path) -> tuple[int, int]:
    state = build.stat()
    return state.st_size, state.st_mtime_ns


@lru_cache(maxsize=8)
def _facts(build: Path, _size: int, _written_at: int) -> tuple[Counted | None, MadeOf | None]:
    # A build that has the same size and time says the same, and whoever reviews asks at each answer.
    counted = None
    try:
        with duckdb.connect() as connection:
            # Attached rather than opened: the process may have the build open already, with settings of its own.
            connection.execute("attach ? as build (read_only)", [str(build)])
            if said := connection.execute(_COUNTED).fetchone():
                counted = Counted(*json.loads(said[0]))
            [(registry, rubrics, wordings)] = connection.execute(_VERSIONS).fetchall()
            remembered = dict(connection.execute(_REMEMBERED).fetchall())
            return counted, MadeOf(registry, rubrics, wordings, remembered)
    except duckdb.Error:
        return counted, None
