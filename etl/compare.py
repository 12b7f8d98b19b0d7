"""Two moments of the archive side by side: which verdicts moved, and whether data, registry or rubric moved them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import duckdb

from etl import loading
from etl.paths import DataFolder
from etl.workbook.pool import Pool

CAUSES = {"data": "填报与审核", "registry": "名录", "rubric": "评价细则"}
Key = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class Move:
    """One verdict that changed. `what` is a task id, basic, renewal, optional or overall; None: there was no row."""

    society_id: str
    period: int
    what: str
    before: str | None
    after: str | None
    cause: str  # a key of CAUSES


def moves(folder: DataFolder, before: dt.datetime, after: dt.datetime, pool: Pool | None = None) -> list[Move]:
    """Every verdict that moved between two moments, by cause: first the data are exchanged, then the
    registry, then the rubric.

    A verdict that moves there and back again within these steps is listed with both. Raises as `loading.rebuild` does.
    """
    steps = [(before, before, before), (after, before, before), (after, after, before), (after, after, after)]
    found: list[Move] = []
    with Pool() as own:
        states = [_verdicts(folder, *step, pool or own) for step in steps]
    for cause, (old, new) in zip(CAUSES, pairwise(states), strict=True):
        found += _differences(old, new, cause)
    return found


def _differences(old: dict[Key, str], new: dict[Key, str], cause: str) -> Iterator[Move]:
    for key in sorted(old.keys() | new.keys()):
        if old.get(key) != new.get(key):
            yield Move(*key, old.get(key), new.get(key), cause)


def _verdicts(
    folder: DataFolder, data: dt.datetime, registry: dt.datetime, rubric: dt.datetime, pool: Pool
) -> dict[Key, str]:
    with duckdb.connect() as connection:
        loading.build_as_of(folder, connection, data, registry, rubric, pool)
        rows = connection.execute(
            """
            select society_id, period, task_id, verdict from task_result
            union all
            select society_id, period, name, verdict from (
                unpivot society_result on basic, renewal, optional, overall into name name value verdict
            )
            """
        ).fetchall()
    return {(society_id, period, what): verdict for society_id, period, what, verdict in rows}
