"""备注: the sentences the staff has pinned to figures, tasks and societies, and how they are written out."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from dashboard.frame_cache import rows
from dashboard.queries import Filters, in_scope
from dashboard.wording.labels import FIGURES

_NOTES = """
select
    note.note_id,
    note.society_id,
    note.task_id,
    note.figure,
    society.name,
    task.number || ' ' || task.short_title as task,
    note.text,
    note.author,
    note.noted_at
from note
join period using (period)
left join society using (society_id)
left join task on task.rubric = period.rubric and task.task_id = note.task_id
where note.period = $period and (note.society_id is null or note.society_id in (select society_id from scope))
order by note.figure is null, task.number nulls last, society.name collate zh_cn, note.noted_at, note.note_id
"""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a note can be pinned to; `label` is what people call it, and one of the others is given."""

    label: str
    society_id: str | None = None
    task_id: str | None = None
    figure: str | None = None

    @property
    def key(self) -> str:
        """What names the subject among all of them."""
        return str(self.society_id or self.task_id or self.figure)


@lru_cache(maxsize=64)
def notes(build: str, filters: Filters) -> pd.DataFrame:
    """Grain: note of the period, on a figure, a task, or a society that passes the filters.

    `key` is its subject's, `subject` what people call that.
    """
    frame = in_scope(build, filters, _NOTES)
    frame["key"] = frame["society_id"].fillna(frame["task_id"]).fillna(frame["figure"])
    frame["subject"] = frame["name"].fillna(frame["task"]).fillna(frame["figure"].map(FIGURES)).fillna(frame["key"])
    return frame


def on(build: str, period: int, subjects: Iterable[Subject]) -> pd.DataFrame:
    """Of all notes of the period those on one of these subjects."""
    return rows(notes(build, Filters(period)), "key", *(subject.key for subject in subjects))


def on_society(build: str, period: int, society_id: str) -> pd.DataFrame:
    """Of all notes of the period those on one society."""
    return on(build, period, [Subject("", society_id=society_id)])


def sentence(note: Any) -> str:
    """A note (a row of `notes`) with who wrote it and when: 已电话核实（示例甲，2018-12-20）."""
    return f"{note.text}（{note.author}，{note.noted_at:%Y-%m-%d}）"


def explained(build: str, filters: Filters, keys: Collection[str]) -> dict[str, str]:
    """The notes on figures, and on the societies and tasks with these keys, as a download explains them: by subject."""
    frame = notes(build, filters)
    by_subject: dict[str, list[str]] = {}
    for note in frame[frame["figure"].notna() | frame["key"].isin(keys)].itertuples():
        by_subject.setdefault(f"备注：{note.subject}", []).append(sentence(note))
    return {subject: "；".join(sentences) for subject, sentences in by_subject.items()}
