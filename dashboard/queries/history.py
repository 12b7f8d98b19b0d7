"""撤回与记录: every decision so far, the submissions that can be withdrawn, and what comes of it."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import pandas as pd

from dashboard.database import ask
from dashboard.queries import Filters, in_scope
from dashboard.wording.labels import FIGURES, REVIEWED
from etl import desk
from etl.paths import data_folder

DECIDED = {
    "review": "审核",
    "note": "备注",
    "clearance": "核实无误",
    "withdrawal": "撤回报送",
    "assignment": "指定归属",
    "handling": "标为已处理",
    "loss": "接受损失",
    "undo": "撤销",
    "registry": "名录新版本",
    "rubric": "评价细则新版本",
}
CAN_BE_UNDONE, UNDONE = "可以撤销", "已撤销"

_IN_FORCE = """
select submission.submission_id, scope.name, submission.version, submission.file_name, submission.received_at
from scope
join submission using (society_id, period)
where submission.is_current
order by scope.name collate zh_cn, submission.version desc
"""

# The same file sent again is withdrawn with it.
_OTHERS = """
select other.version, other.file_name, other.received_at, other.receipt > one.receipt as is_later
from submission as one
join submission as other using (society_id, period)
where one.submission_id = $submission_id and other.sha256 <> one.sha256 and other.state <> 'returned'
order by other.version desc
limit 1
"""

_STRAYS = """
select distinct submission_id, file_name, received_at
from submission
where (society_id is null or period is null) and sha256 not in (select sha256 from handling)
order by received_at desc, file_name
"""

_BESIDE = """
select other.version, other.file_name, other.receipt > stray.receipt as is_later
from submission as stray, submission as other
where stray.submission_id = $submission_id
    and other.society_id = $society_id and other.period = $period and other.state <> 'returned'
order by other.version desc
limit 1
"""


@lru_cache(maxsize=16)
def decisions(build: str) -> pd.DataFrame:
    """Grain: decision, the latest first; `number` is its line in the journal. Raises desk.Refused."""
    names = dict(ask(build, "select society_id, name from society").itertuples(index=False, name=None))
    titles = dict(ask(build, "select kind, title from finding_kind").itertuples(index=False, name=None))
    made = desk.decisions_made(data_folder())
    by_number = {one.entry.number: one for one in made}

    def about(one: desk.DecisionMade) -> str:
        if one.entry.what == "undo":
            undone = by_number[one.entry.detail["undoes"]]
            return f"{DECIDED[undone.entry.what]}：{about(undone)}"
        if one.entry.what == "clearance":
            return _about_checks(one.entry.detail["checks"], names, titles)
        return _about(one.entry.detail, names)

    rows = [
        {
            "number": str(one.entry.number),
            "decided_at": f"{one.entry.at:%Y-%m-%d %H:%M}",
            "author": one.who,
            "what": one.entry.what,
            "decision": DECIDED[one.entry.what],
            "about": about(one),
            "grounds": _grounds(one.entry.what, one.entry.detail),
            "standing": UNDONE if one.undone_by else CAN_BE_UNDONE if one.is_undoable else "",
        }
        for one in reversed(made)
    ]
    return pd.DataFrame(rows)


@lru_cache(maxsize=64)
def in_force(build: str, filters: Filters) -> pd.DataFrame:
    """Grain: submission with a value in force, of the societies that pass the filters."""
    return in_scope(build, filters, _IN_FORCE)


@lru_cache(maxsize=64)
def left_without(build: str, submission_id: str) -> pd.DataFrame:
    """The latest other submission of the same society and period (one row or none): what counts without this one."""
    return ask(build, _OTHERS, {"submission_id": submission_id})


@lru_cache(maxsize=16)
def strays(build: str) -> pd.DataFrame:
    """Grain: file that could be given to no society or no period, and is not marked as handled."""
    return ask(build, _STRAYS)


@lru_cache(maxsize=64)
def beside(build: str, submission_id: str, society_id: str, period: int) -> pd.DataFrame:
    """The latest submission of the society to which a stray file would be given (one row or none)."""
    return ask(build, _BESIDE, {"submission_id": submission_id, "society_id": society_id, "period": period})


def _about(detail: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """The society, period, standard or figure, and file that a line of the journal speaks of."""
    society, period = detail.get("society_id"), detail.get("period")
    parts = [
        names.get(str(society), str(society)) if society else "",
        f"{period} 年度" if period else "",
        detail.get("criterion_id") or detail.get("task_id") or FIGURES.get(detail.get("figure") or "", ""),
        detail.get("file_name") or detail.get("name") or "",
    ]
    return " ".join(part for part in parts if part) or "档案日志"


def _about_checks(checks: Sequence[Mapping[str, Any]], names: Mapping[str, str], titles: Mapping[str, str]) -> str:
    """The first of the checks that were cleared, and how many there are."""
    first, more = checks[0], f" 等 {len(checks)} 处" if len(checks) > 1 else ""
    return f"{_about(first, names)} {titles.get(first['kind'], first['kind'])}{more}"


def _grounds(what: str, detail: Mapping[str, Any]) -> str:
    if what == "review":
        return "：".join(one for one in (REVIEWED.get(detail["decision"], "撤销审核"), detail["opinion"]) if one)
    if what == "note":
        return str(detail["text"]) or "撤回备注"
    return str(detail.get("why", ""))
