"""The two schemas of a build: `main` holds the contract, `internal` everything else, which may change any day
(docs/architecture.md, The contract of the warehouse).
"""

import duckdb

from etl.knowledge import contract


def make(connection: duckdb.DuckDBPyConnection, database: str) -> None:
    """Make the schema `internal` in an attached, empty database, and look names up in both of its schemas."""
    connection.execute(f"create schema {database}.internal")
    search(connection, database)


def search(connection: duckdb.DuckDBPyConnection, database: str) -> None:
    """Look names of tables up in both schemas of an attached database: `"build"`, in quotes where it needs them."""
    connection.execute(f"set search_path = '{database}.internal,{database}.main'")


def qualified(table: str) -> str:
    """The table's name with its schema."""
    is_public = any(table == one.name for one in contract.read())
    return f"main.{table}" if is_public else f"internal.{table}"
