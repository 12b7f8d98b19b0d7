"""What differs between two builds: verdicts, and below them standards, states of submissions, numbers."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.words import UNREADABLE

Key = tuple[str, int, str, str]  # society, period, kind, what
_RESULTS = """
with result as (
    select society_id, period, 'verdict' as kind, task_id as what, verdict as value from {build}.main.task_result
    union all
    select society_id, period, 'verdict', name, verdict from (
        unpivot {build}.main.society_result on basic, renewal, optional, overall into name name value verdict
    )
    union all
    select society_id, period, 'criterion', criterion_id, verdict from {build}.main.criterion_result
    union all
    select society_id, period, 'state', 'state', state from {build}.main.society_result
    union all
    select society_id, period, 'measure', measure, if(is_unreadable, $unreadable, value::varchar)
    from {build}.main.measure
    where is_unreadable or value is not null
)
from result where $society_ids is null or list_contains($society_ids::varchar[], society_id)
"""


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that changed, by its `kind`; None: there was nothing.

    verdict: `what` is a task id, basic, renewal, optional or overall. criterion: a criterion id, with its verdicts.
    state: the society's submissions as a whole. measure: a measure, with its numbers as text (UNREADABLE: 看不懂).
    """

    society_id: str
    period: int
    what: str
    before: str | None
    after: str | None
    cause: str  # a key of CAUSES
    kind: str = "verdict"


def results(
    connection: duckdb.DuckDBPyConnection, build: str = "memory", society_ids: Collection[str] | None = None
) -> dict[Key, str]:
    """Everything that can move in a build, by its name in the connection; of some societies, or of all (None)."""
    wanted = {"unreadable": UNREADABLE, "society_ids": None if society_ids is None else list(society_ids)}
    rows = connection.execute(_RESULTS.format(build=build), wanted).fetchall()
    return {(society_id, period, kind, what): value for society_id, period, kind, what, value in rows}


def differences(old: dict[Key, str], new: dict[Key, str], cause: str) -> Iterator[Move]:
    """What moved from one to the other."""
    for key in sorted(old.keys() | new.keys()):
        if old.get(key) != new.get(key):
            society_id, period, kind, what = key
            yield Move(society_id, period, what, old.get(key), new.get(key), cause, kind)


def moved_since(
    connection: duckdb.DuckDBPyConnection, build: Path | None, society_ids: Collection[str]
) -> tuple[Move, ...]:
    """What moved for these societies from the build in force to the database in hand; one that is not there or damaged
    shows nobody anything, and all of it is new.
    """
    old: dict[Key, str] = {}
    if build is not None and build.is_file():
        try:
            connection.execute("attach ? as last (read_only)", [str(build)])
            old = results(connection, "last", society_ids)
        except duckdb.ProgrammingError:  # a fault of ours
            raise
        except duckdb.Error:
            old = {}
    return tuple(differences(old, results(connection, society_ids=society_ids), "data"))
