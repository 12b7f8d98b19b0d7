"""A rubric tried out: what would move in all years of the archive if it held. Nothing is published."""

from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import duckdb

from etl.archive.files import Archive
from etl.knowledge import rubric as rubrics
from etl.knowledge.points import printed
from etl.knowledge.rubric import Rubric
from etl.loading import pipeline
from etl.loading.material import Moments, Progress
from etl.loading.reading import Reader
from etl.paths import RUBRICS, DataFolder
from etl.warehouse import current_build, trial

_VERDICTS = """
select society_id, name, period, task_id, null as criterion_id, verdict, reason, null as explanation
from {build}.task_result join society using (society_id)
union all
select society_id, name, period, criterion.task_id, criterion_id, verdict, reason, explanation
from {build}.criterion_result
join society using (society_id)
join period using (period)
join criterion using (rubric, criterion_id)
union all
select society_id, name, period, null, what, verdict, null, null
from (unpivot {build}.society_result on basic, renewal, optional, overall into name what value verdict)
join society using (society_id)
"""


_SCORES = """
select society_id, name, period, low, high, grade
from {build}.society_score join society using (society_id)
where is_reported
"""


@dataclass(frozen=True, slots=True)
class TrialMove:
    """A verdict that would be another one. Of a task: no `criterion_id`; of a whole society: no `task_id`, and
    `criterion_id` is basic, renewal, optional or overall. None as a verdict: there is no such row.

    `explanation` is the tried rule with its numbers.
    """

    society_id: str
    name: str
    period: int
    task_id: str | None
    criterion_id: str | None
    before: str | None
    after: str | None
    reason: str | None
    explanation: str | None


class Score(NamedTuple):
    """The points of a society in hundredths, from the least to the most, and its grade (4A 或 5A)."""

    low: int
    high: int
    grade: str

    @property
    def said(self) -> str:
        """`72–78 分，4A 或 5A`."""
        least, most = printed(self.low), printed(self.high)
        between = least if self.low == self.high else f"{least}{' 至 ' if self.low < 0 else '–'}{most}"
        return f"{between} 分，{self.grade}".rstrip("，")


@dataclass(frozen=True, slots=True)
class ScoreMove:
    """Points or a grade of a society that has reported, which would be others; None where the rubric gives none."""

    society_id: str
    name: str
    period: int
    before: Score | None
    after: Score | None


@dataclass(frozen=True, slots=True)
class Trial:
    """The rubric that was tried, and every verdict that would move: by period, society, then as the rubric has them;
    and all points and grades that would, by period and society.
    """

    rubric: Rubric
    moves: tuple[TrialMove, ...]
    score_moves: tuple[ScoreMove, ...] = ()

    def of_societies(self) -> list[TrialMove]:
        """Those of whole societies (总体)."""
        return [move for move in self.moves if move.criterion_id == "overall"]

    def of_tasks(self) -> list[TrialMove]:
        return [move for move in self.moves if move.task_id is not None and move.criterion_id is None]

    def grounds(self, task: TrialMove) -> str:
        """The rules with their numbers of the criteria that moved the task."""
        explained = [
            move.explanation or move.reason
            for move in self.moves
            if (move.society_id, move.period, move.task_id) == (task.society_id, task.period, task.task_id)
            and move.criterion_id
        ]
        return "；".join(text for text in explained if text)


def try_rubric(folder: DataFolder, file: Path, progress: Progress, reader: Reader | None = None) -> Trial:
    """Judge the present again under the rubric in `file`, named for its first year. Raises as `load` does, and
    RubricError where the rubric is wrong.
    """
    rubric = rubrics.read(file)
    with Archive(folder.archive).locked(), nullcontext(reader) if reader else Reader() as readers:
        with duckdb.connect() as connection:
            pipeline.build_as_of(folder, connection, Moments(), readers)
            now, scored = dict(_verdicts(connection)), dict(_scores(connection))
        with duckdb.connect() as connection:
            pipeline.build_with_rubric(folder, connection, file, progress, readers)
            tried, rescored = dict(_verdicts(connection)), dict(_scores(connection))
    return Trial(rubric, tuple(_moves(now, tried)), tuple(_score_moves(scored, rescored)))


def try_numbers(folder: DataFolder, first_period: int, numbers: Mapping[str, int]) -> Trial:
    """Judge what the last build counted again, with other numbers in the `[parameters]` of the rubric that begins with
    `first_period`: about half a second for 168 societies and two years. Raises RubricError, FileNotFoundError where
    nothing has been built.
    """
    last = current_build(folder)
    if not last:
        raise FileNotFoundError(folder.current)
    tried = rubrics.read_with(RUBRICS / f"{first_period}.toml", numbers)
    all_of_them = [tried if one.first_period == first_period else one for one in rubrics.read_all(RUBRICS)]
    with duckdb.connect() as connection:
        trial.judge_with(connection, last, all_of_them)
        moves = _moves(*(dict(_verdicts(connection, *both)) for both in (_SIDES, _SIDES[::-1])))
        return Trial(tried, tuple(moves), tuple(_score_moves(*(dict(_scores(connection, side)) for side in _SIDES))))


_SIDES = ("last.main", "memory.main")
_Key = tuple[int, str, str | None, str | None]
_Row = tuple[str, str, str | None, str | None]


def _verdicts(
    connection: duckdb.DuckDBPyConnection, build: str = "main", other: str = ""
) -> Iterator[tuple[_Key, _Row]]:
    """Period, society, task, criterion → name of the society, verdict, reason, explanation, as a build has them;
    with another build only what that one has not.
    """
    sql = _VERDICTS.format(build=build) + (f" except ({_VERDICTS.format(build=other)})" if other else "")
    for society_id, name, period, task_id, criterion_id, *row in connection.execute(sql).fetchall():
        yield (period, society_id, task_id, criterion_id), (name, *row)


def _scores(
    connection: duckdb.DuckDBPyConnection, build: str = "main"
) -> Iterator[tuple[tuple[int, str], tuple[str, Score]]]:
    """Period, society → name of the society, its points, as a build has them."""
    for society_id, name, period, *score in connection.execute(_SCORES.format(build=build)).fetchall():
        yield (period, society_id), (name, Score(*score))


def _score_moves(
    now: dict[tuple[int, str], tuple[str, Score]], tried: dict[tuple[int, str], tuple[str, Score]]
) -> Iterator[ScoreMove]:
    for period, society_id in sorted(now.keys() | tried.keys()):
        (name, before), (new_name, after) = (side.get((period, society_id), ("", None)) for side in (now, tried))
        if before != after:
            yield ScoreMove(society_id, name or new_name, period, before, after)


def _moves(now: dict[_Key, _Row], tried: dict[_Key, _Row]) -> Iterator[TrialMove]:
    nothing = (None, None, None, None)
    for key in sorted(now.keys() | tried.keys(), key=lambda key: tuple(str(part or "") for part in key)):
        old, new = now.get(key, nothing), tried.get(key, nothing)
        if old[1] != new[1]:
            period, society_id, task_id, criterion_id = key
            name = new[0] or old[0] or ""
            yield TrialMove(society_id, name, period, task_id, criterion_id, old[1], new[1], new[2], new[3])
