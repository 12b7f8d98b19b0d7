"""What the product makes of received files: loaded through its own door, read back from the build it serves."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from etl.loading import pipeline
from etl.paths import DataFolder
from etl.warehouse import current_build

Verdicts = dict[tuple[str, int, str], str]

_VERDICTS = """
    select society_id, period, task_id, verdict from task_result
    union all
    select society_id, period, criterion_id, verdict from criterion_result
    union all
    select society_id, period, part, verdict
    from (unpivot society_result on basic, renewal, optional, overall into name part value verdict)
"""


def load(data: Path, files: Sequence[tuple[Path, str]]) -> Path:
    """Receive files (path, original name) in this order into the data folder `data`; return the build made of them."""
    folder = DataFolder(data)
    pipeline.load(folder, files, "command", lambda step, done, total: None)
    build = current_build(folder)
    assert build is not None
    return build


def ask(build: Path, question: str) -> list[tuple[Any, ...]]:
    """All rows that the build answers to a question in SQL."""
    with duckdb.connect(str(build), read_only=True) as connection:
        connection.execute("set search_path = 'main,internal'")
        return connection.execute(question).fetchall()


def verdicts(build: Path) -> Verdicts:
    """Every verdict in the build by society, period and task, criterion, group or `overall`.

    Raises ValueError where a verdict stands twice.
    """
    rows = ask(build, _VERDICTS)
    found = {(society, period, what): verdict for society, period, what, verdict in rows}
    if len(found) != len(rows):
        raise ValueError("a verdict stands twice")
    return found
