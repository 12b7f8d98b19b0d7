"""SQL of this program, parsed once: parsing all views takes as long as running them over fifty files."""

from functools import lru_cache

import duckdb

from etl.knowledge.expression import parser


def run(connection: duckdb.DuckDBPyConnection, sql: str) -> duckdb.DuckDBPyConnection:
    """Execute statements without bound values; fetch the rows of the last one from what comes back."""
    for statement in _parsed(sql):
        connection.execute(statement)
    return connection


@lru_cache(maxsize=256)
def _parsed(sql: str) -> tuple[duckdb.Statement, ...]:
    return tuple(parser().extract_statements(sql))
