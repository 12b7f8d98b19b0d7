"""审核 as a queue: which answers there are to review, in which order, and which of them are drawn for an inspection."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from dashboard.queries import Filters, in_scope
from etl.desk import reviewing

# Grain: answer that the staff is asked about. `risk`: 0 the answer disagrees with its number (docs/judging.md, Verdicts
# have three values), 1 done by the society's word alone, 2 the rest.
_ANSWERS = """
select
    scope.society_id,
    scope.name,
    scope.category,
    result.criterion_id,
    criterion.text,
    result.declared,
    result.declared_written,
    result.verdict,
    result.explanation,
    result.judged_submission_id as judged_id,
    submission.sha256,
    submission.file_name,
    result.answer_sheet,
    result.answer_cell,
    result.sheet || '!' || result.cell as place,
    row_number() over (order by task.number, criterion.position, scope.name collate zh_cn, scope.society_id)
        as place_by_standard,
    case
        when exists (
            select 1
            from finding
            where finding.kind = 'declared_against_rule' and finding.submission_id = result.submission_id
                and finding.sheet = result.answer_sheet and finding.cell = result.answer_cell
        ) then 0
        when result.declared = 'done' and criterion.decided_by = 'declared' then 1
        else 2
    end as risk
from scope
join criterion_result as result using (society_id, period)
join criterion on criterion.rubric = scope.rubric and criterion.criterion_id = result.criterion_id
join task on task.rubric = scope.rubric and task.task_id = result.task_id
left join submission on submission.submission_id = result.submission_id
    and submission.society_id = result.society_id and submission.period = result.period
where result.is_reviewable
order by scope.name collate zh_cn, scope.society_id, task.number, criterion.position
"""
_SORTED_BY = {"society": [], "standard": ["place_by_standard"], "risk": ["risk", "place_by_standard"], "sample": []}


@dataclass(frozen=True, slots=True)
class Sample:
    """How many answers are drawn of each 学科, and by which seed."""

    per_category: int
    seed: int


@dataclass(frozen=True, slots=True)
class QueueChoice:
    """Which queue is meant: its order (`society standard risk sample`), and of whom: `only` is a society_id in the
    order of societies, a criterion_id in that of standards; empty: all.
    """

    order: str
    only: str = ""
    sample: Sample | None = None


@dataclass(frozen=True, slots=True)
class Queue:
    """Answers in the order in which they are reviewed; `keys` names each as the journal does, `places` says where."""

    answers: pd.DataFrame
    keys: tuple[reviewing.AnswerKey, ...]
    places: Mapping[reviewing.AnswerKey, int]


@lru_cache(maxsize=16)
def answers(build: str, filters: Filters) -> pd.DataFrame:
    """Return all answers that can be reviewed of the societies that pass the filters, society by society."""
    return in_scope(build, filters, _ANSWERS)


@lru_cache(maxsize=16)
def queue(build: str, filters: Filters, choice: QueueChoice) -> Queue:
    """Return the answers of that queue, reviewed or not."""
    rows = answers(build, filters)
    if choice.sample:
        rows = drawn(rows, filters.period, choice.sample)
    elif choice.only:
        rows = rows[rows["society_id" if choice.order == "society" else "criterion_id"] == choice.only]
    if columns := _SORTED_BY[choice.order]:
        rows = rows.sort_values(columns)
    named = zip(rows["society_id"], rows["criterion_id"], rows["judged_id"], strict=True)
    keys = tuple((society, filters.period, criterion, judged) for society, criterion, judged in named)
    return Queue(rows.reset_index(drop=True), keys, {key: place for place, key in enumerate(keys)})


def drawn(rows: pd.DataFrame, period: int, sample: Sample) -> pd.DataFrame:
    """Return the answers that a seed draws of each 学科: those whose SHA-256 of seed, period, society and criterion is
    the smallest. So anybody can draw them again, and an answer that comes in later changes the draw by itself alone.
    """

    def rank(society_id: str, criterion_id: str) -> str:
        return hashlib.sha256(f"{sample.seed} {period} {society_id} {criterion_id}".encode()).hexdigest()

    ranks = [rank(*one) for one in zip(rows["society_id"], rows["criterion_id"], strict=True)]
    smallest = rows.assign(rank=ranks).sort_values("rank").groupby("category", sort=False).head(sample.per_category)
    return rows.loc[smallest.index.sort_values()]
