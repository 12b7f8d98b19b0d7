"""比较: the verdicts that differ between two moments or two periods, among the societies that pass the filters."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import lru_cache

import pandas as pd

from dashboard.queries import Filters, basis, in_scope, tasks
from dashboard.wording.labels import CAUSES, STATES, VERDICTS
from dashboard.wording.labels import COLUMNS as WORDS
from etl import desk
from etl.paths import data_folder
from etl.words import MOVED, UNREADABLE

COUNTS = ["gained_count", "lost_count", "other_count"]
_MOVE = ["society_id", "period", "what", "before_verdict", "after_verdict", "cause", "kind"]

# A society is compared with itself; the filters choose whom by how they stand in the later period.
_PERIODS = """
, stated as (
    select society_id, period, 'verdict' as kind, task_id as what, verdict as value from task_result
    union all
    select society_id, period, 'verdict', what, value
    from (unpivot society_result on basic, renewal, optional, overall into name what value value)
    union all
    select society_id, period, 'criterion', criterion_id, verdict from criterion_result
    union all
    select society_id, period, 'state', 'state', state from society_result
    union all
    select society_id, period, 'measure', measure, if(is_unreadable, $unreadable, value::varchar) from measure
    where is_unreadable or value is not null
)
select scope.society_id, now.period, now.kind, now.what, earlier.value as before_verdict, now.value as after_verdict
from scope
join stated as now using (society_id, period)
join stated as earlier
    on earlier.society_id = now.society_id and earlier.kind = now.kind and earlier.what = now.what
where earlier.period = $earlier and earlier.value <> now.value
"""


# What stands for the id of a criterion, of the state and of a measure.
_WORDS = """
select distinct 'criterion' as kind, criterion_id as what,
    ltrim(substr(criterion_id, 2), '0') || ' ' || short_text as item
from scope
join criterion using (rubric)
union all
select 'state', 'state', '填报状态'
union all
select 'measure', measure, label from measure_kind
"""


@dataclass(frozen=True)
class ComparedVerdicts:
    """What moved, `change` being gained (now met), lost (was met) or other.

    `moves`: grain society × task or group, and cause where moments are compared. `below`: what moved below the tasks,
    in words: standards, states of submissions, numbers. The others count moves of tasks alone: `tasks` has every task,
    `societies` those with a move, the most gained first, `causes` every cause.
    """

    moves: pd.DataFrame
    below: pd.DataFrame
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


def moments(moves: Sequence[desk.Move], build: str, filters: Filters) -> ComparedVerdicts:
    """Return what moved between two moments in the chosen period."""
    moved = pd.DataFrame([astuple(one) for one in moves], columns=_MOVE)
    names = basis.names(build, filters)
    mine = (moved["period"] == filters.period) & moved["society_id"].isin(list(names))
    return _comparison(moved[mine], build, filters)


@lru_cache(maxsize=64)
def periods(build: str, filters: Filters, earlier: int) -> ComparedVerdicts:
    """Return what differs in the chosen period from an earlier one."""
    found = in_scope(build, filters, _PERIODS, earlier=earlier, unreadable=UNREADABLE)
    return _comparison(found.assign(cause=None), build, filters)


def _comparison(moved: pd.DataFrame, build: str, filters: Filters) -> ComparedVerdicts:
    wording = tasks.wording(build, filters.period)[["task_id", "number", "short_title"]]
    names = basis.names(build, filters)
    is_verdict = moved["kind"] == "verdict"
    moved, finer = moved[is_verdict], moved[~is_verdict]
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
        societies[column] = [items.get(society_id, "") for society_id in societies["society_id"]]
    return ComparedVerdicts(
        moves,
        _below(finer, build, filters, names),
        wording.join(_counted(of_tasks, "task_id").reindex(wording["task_id"], fill_value=0), on="task_id"),
        societies.sort_values(["gained_count", "lost_count"], ascending=[False, True], kind="stable"),
        _counted(of_tasks, "cause").reindex(list(CAUSES), fill_value=0).reset_index(names="cause"),
    )


def _below(moved: pd.DataFrame, build: str, filters: Filters, names: Mapping[str, str]) -> pd.DataFrame:
    """What moved below the tasks: columns name, part, item, before, after, cause; standards come first."""
    wording = in_scope(build, filters, _WORDS).set_index(["kind", "what"])["item"]
    rows = moved.assign(
        name=moved["society_id"].map(names),
        part=moved["kind"].map(MOVED),
        item=[wording.get((row.kind, row.what), row.what) for row in moved.itertuples()],
        before=[_value(row.kind, row.before_verdict) for row in moved.itertuples()],
        after=[_value(row.kind, row.after_verdict) for row in moved.itertuples()],
    )
    places = {society_id: place for place, society_id in enumerate(names)}
    rows["order"] = rows["society_id"].map(places) * len(MOVED) + rows["kind"].map(list(MOVED).index)
    return rows.sort_values(["order", "what"], kind="stable", ignore_index=True)


def _value(kind: str, value: str | None) -> str:
    if value is None or pd.isna(value):
        return "（无）"
    match kind:
        case "criterion":
            return VERDICTS[value]
        case "state":
            return STATES[value]
        case _:
            return f"{int(value):,}" if value.isdecimal() else value


def _change(before: str | None, after: str | None) -> str:
    if after == "met":
        return "gained"
    return "lost" if before == "met" else "other"


def _counted(moves: pd.DataFrame, key: str) -> pd.DataFrame:
    """The moves of each `key` by change."""
    counts = moves.groupby([key, "change"]).size().unstack(fill_value=0)
    return counts.add_suffix("_count").reindex(columns=COUNTS, fill_value=0).rename_axis(columns=None)
