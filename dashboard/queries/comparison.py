"""比较: the verdicts that differ between two moments or two periods, among the societies that pass the filters."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from functools import lru_cache

import pandas as pd

from dashboard.queries import Filters, basis, in_scope, tasks
from dashboard.wording.labels import CAUSES
from dashboard.wording.labels import COLUMNS as WORDS
from etl import desk
from etl.paths import data_folder

COUNTS = ["gained_count", "lost_count", "other_count"]
_MOVE = ["society_id", "period", "what", "before_verdict", "after_verdict", "cause"]

# A society is compared with itself; the filters choose whom by how they stand in the later period.
_PERIODS = """
, verdict as (
    select society_id, period, task_id as what, verdict from task_result
    union all
    select society_id, period, what, verdict
    from (unpivot society_result on basic, renewal, optional, overall into name what value verdict)
)
select scope.society_id, now.period, now.what, earlier.verdict as before_verdict, now.verdict as after_verdict
from scope
join verdict as now using (society_id, period)
join verdict as earlier on earlier.society_id = now.society_id and earlier.what = now.what
where earlier.period = $earlier and earlier.verdict <> now.verdict
"""


@dataclass(frozen=True)
class ComparedVerdicts:
    """What moved, `change` being gained (now met), lost (was met) or other.

    `moves`: grain society × task or group, and cause where moments are compared. The others count moves of tasks
    alone: `tasks` has every task, `societies` those with a move, the most gained first, `causes` every cause.
    """

    moves: pd.DataFrame
    tasks: pd.DataFrame
    societies: pd.DataFrame
    causes: pd.DataFrame

    def count(self, change: str, group: str = "") -> int:
        """How many verdicts of tasks made that change, or how many societies did in a group (`overall` is one)."""
        mine = self.moves[self.moves["what"] == group] if group else self.moves[self.moves["number"].notna()]
        return int((mine["change"] == change).sum())


@lru_cache(maxsize=8)
def history(build: str) -> Sequence[desk.Happening]:
    """Return what was received and decided up to this build, in order. Raises desk.Refused."""
    return desk.history(data_folder())


def moments(found: Sequence[desk.Move], build: str, filters: Filters) -> ComparedVerdicts:
    """Return what moved between two moments in the chosen period."""
    moved = pd.DataFrame([astuple(one) for one in found], columns=_MOVE)
    names = basis.names(build, filters)
    mine = (moved["period"] == filters.period) & moved["society_id"].isin(list(names))
    return _comparison(moved[mine], build, filters)


@lru_cache(maxsize=64)
def periods(build: str, filters: Filters, earlier: int) -> ComparedVerdicts:
    """Return what differs in the chosen period from an earlier one."""
    return _comparison(in_scope(build, filters, _PERIODS, earlier=earlier).assign(cause=None), build, filters)


def _comparison(moved: pd.DataFrame, build: str, filters: Filters) -> ComparedVerdicts:
    wording = tasks.wording(build, filters.period)[["task_id", "number", "short_title"]]
    names = basis.names(build, filters)
    moves = moved.merge(wording, left_on="what", right_on="task_id", how="left")
    moves["name"] = moves["society_id"].map(names)
    moves["item"] = [
        WORDS[row.what] if pd.isna(row.number) else f"{row.number:.0f} {row.short_title}" for row in moves.itertuples()
    ]
    moves["change"] = [_change(row.before_verdict, row.after_verdict) for row in moves.itertuples()]
    places = {society_id: place for place, society_id in enumerate(names)}
    moves["place"] = moves["society_id"].map(places)
    moves = moves.sort_values(["place", "number"], na_position="first", kind="stable", ignore_index=True)
    of_tasks = moves[moves["number"].notna()]
    societies = _counted(of_tasks, "society_id").reset_index()
    societies["name"] = societies["society_id"].map(names)
    for change, column in (("gained", "gained_tasks"), ("lost", "lost_tasks")):
        items = of_tasks[of_tasks["change"] == change].groupby("society_id")["item"].agg("、".join)
        societies[column] = societies["society_id"].map(items).fillna("")
    return ComparedVerdicts(
        moves,
        wording.join(_counted(of_tasks, "task_id").reindex(wording["task_id"], fill_value=0), on="task_id"),
        societies.sort_values(["gained_count", "lost_count"], ascending=[False, True], kind="stable"),
        _counted(of_tasks, "cause").reindex(list(CAUSES), fill_value=0).reset_index(names="cause"),
    )


def _change(before: str | None, after: str | None) -> str:
    if after == "met":
        return "gained"
    return "lost" if before == "met" else "other"


def _counted(moves: pd.DataFrame, key: str) -> pd.DataFrame:
    """The moves of each `key` by change."""
    counts = moves.groupby([key, "change"]).size().unstack(fill_value=0)
    return counts.add_suffix("_count").reindex(columns=COUNTS, fill_value=0).rename_axis(columns=None)
