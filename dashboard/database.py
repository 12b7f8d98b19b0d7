"""The one way to the warehouse: which build is in force, and what it answers."""

from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb
import pandas as pd

from etl.disk import read
from etl.paths import data_folder

KEPT_OPEN = 2  # a run that began before the last load still asks the build before
# A query can write nothing, read no other file and open no connection to the network.
HARDENED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "memory_limit": "1GB",
    "threads": 2,
    "temp_directory": "",
    "lock_configuration": True,
}

_open: dict[Path, duckdb.DuckDBPyConnection] = {}
_opening = Lock()


def current() -> str | None:
    """Return the name of the build in force, or None before the first load."""
    folder = data_folder()
    try:
        name = read(folder.current).decode("utf-8").strip()
    except FileNotFoundError:
        return None
    return name if (folder.warehouse / name).is_file() else None


def ask(build: str, sql: str, parameters: Mapping[str, Any] | None = None) -> pd.DataFrame:
    """Return the whole answer of a build; values are bound to the names in the SQL.

    Raises duckdb.Error where the build cannot answer.
    """
    with _connection(build).cursor() as cursor:
        cursor.execute("set search_path = 'main,internal'")  # of each cursor; a connection does not hand it on
        return cursor.execute(sql, parameters or {}).df()


def _connection(build: str) -> duckdb.DuckDBPyConnection:
    """One connection per build for the whole process; those of older builds are closed."""
    path = data_folder().warehouse / build
    with _opening:
        if path not in _open:
            _open[path] = duckdb.connect(str(path), read_only=True, config=HARDENED)
            for old in list(_open)[:-KEPT_OPEN]:
                _open.pop(old).close()
        return _open[path]
