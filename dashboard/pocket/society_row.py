"""One society in one year as a row of the file, its texts and numbers interned."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from dashboard import standing
from dashboard.documents import society_tables
from dashboard.pocket.interning import Interned
from dashboard.queries import Filters, council, membership, pocket, scores, tasks
from dashboard.queries.society import SocietyRecord
from dashboard.wording import labels

LETTERS = {
    "met": "m",
    "unmet": "u",
    "unknown": "k",
    "not_applicable": "n",
    "not_due": "d",
    "unclear": "c",
    "shown": "s",
}
"""What a verdict, or a kind (`labels.KINDS`), is in the file."""
Rows = Callable[[str], Iterator[Any]]


@dataclass(frozen=True)
class Year:
    """One year of the file in the making, with what is asked for all its societies at once."""

    build: str
    period: int
    interned: Interned

    @cached_property
    def tasks(self) -> dict[str, int]:
        """The places of the tasks in their table."""
        return _places(tasks.wording(self.build, self.period)["task_id"])

    @cached_property
    def criteria(self) -> dict[str, int]:
        """The places of the criteria in their table."""
        return _places(pocket.criteria(self.build, self.period)["criterion_id"])

    @cached_property
    def growth(self) -> Rows:
        """The row of 会员 of a society."""
        return _of_societies(membership.membership(self.build, Filters(self.period)).societies)

    @cached_property
    def ratios(self) -> Rows:
        """The rows of 理事会 of a society."""
        return _of_societies(council.composition(self.build, Filters(self.period)).societies)

    @cached_property
    def files(self) -> Rows:
        """The files of a society that count."""
        return _of_societies(pocket.files(self.build, self.period))


def society_row(year: Year, record: SocietyRecord) -> list[Any]:
    """The values in the order in which the script reads them (`readSociety`)."""
    header, text = record.header, year.interned.text
    society_id = header["society_id"]
    return [
        society_id,
        labels.plain(header["name"]),
        text(header["category"] or labels.BLANK),
        header["state"],
        header["renewal_applicability"],
        "".join(LETTERS[header[group]] for group in (*labels.GROUPS, "overall")),
        header["chosen_count"],
        _whole(header["remaining_count"]),
        [text(sentence) for sentence in _sentences(record)],
        ";".join(_tasks(year, record)),
        ";".join(_criteria(year, record)),
        ";".join(_ratio(year, row) for row in year.ratios(society_id)),
        [_step(year, row) for row in record.steps.itertuples()],
        [_growth(year, row) for row in year.growth(society_id)],
        [[row.year, _whole(row.individual), _whole(row.unit), text(row.place)]
         for row in society_tables.members(record).itertuples()],
        [[row.version, text(row.file_name), f"{row.received_at:%Y-%m-%d %H:%M}", row.state]
         for row in year.files(society_id)],
        _scores(year, record),
    ]  # fmt: skip


def _sentences(record: SocietyRecord) -> list[str]:
    """What its page says of it: who it is, then of the whole, each group, members and council."""
    told = [standing.overall(record), *standing.groups(record).values()]
    return ["　·　".join(standing.facts(record)), *told, standing.growth(record), standing.council(record)]


def _tasks(year: Year, record: SocietyRecord) -> Iterator[str]:
    for row in record.tasks.itertuples():
        yield year.interned.row([LETTERS[row.verdict]], [standing.task_word(row), row.reason])


def _criteria(year: Year, record: SocietyRecord) -> Iterator[str]:
    for row in society_tables.criteria(record).itertuples():
        answers = [labels.DECLARED.get(row.declared), labels.REVIEWED.get(row.reviewed)]
        yield year.interned.row(
            [year.criteria[row.criterion_id], LETTERS.get(row.kind, "")],
            [*answers, row.ground, labels.short_place(row.place or ""), row.versions],
        )


def _ratio(year: Year, row: Any) -> str:
    return year.interned.row(
        [year.criteria[row.criterion_id], LETTERS[row.kind]],
        [row.measured, row.bound, row.ground, labels.short_place(row.place or "")],
    )


def _step(year: Year, row: Any) -> list[Any]:
    criterion = year.criteria.get(row.criterion_id, -1)
    return [year.tasks[row.task_id], criterion, int(row.is_new_choice), year.interned.text(row.sentence)]


def _growth(year: Year, row: Any) -> list[Any]:
    told = [year.interned.text(one) for one in (row.ground, labels.short_place(row.place or ""), row.fallen_years)]
    return [_whole(row.base), _whole(row.now), LETTERS[row.kind], *told]


def _scores(year: Year, record: SocietyRecord) -> list[Any] | None:
    """The least and the most points in hundredths, what is said of them, and the row of each criterion; None where the
    rubric gives no points.
    """
    said, interned = scores.in_short(record.score_sums), year.interned
    if not said:
        return None
    whole = record.score_sums.iloc[0]
    rows = [
        interned.row(
            [year.criteria[row.criterion_id]],
            [row.score, row.full_score, row.self_score, row.reason or row.explanation, row.place],
        )
        for row in _rows(society_tables.scores(record))
    ]
    return [int(whole["low"]), int(whole["high"]), [interned.text(sentence) for sentence in said], ";".join(rows)]


def _whole(count: Any) -> int | None:
    return None if pd.isna(count) else int(count)


def _places(keys: pd.Series) -> dict[str, int]:
    return {key: place for place, key in enumerate(keys)}


def _of_societies(frame: pd.DataFrame) -> Rows:
    """What yields the rows of a society."""
    rows = defaultdict(list)
    for row in _rows(frame):
        rows[row.society_id].append(row)
    return lambda society_id: iter(rows[society_id])


def _rows(frame: pd.DataFrame) -> Iterator[Any]:
    """The rows, None where a value is missing."""
    yield from frame.astype(object).where(frame.notna(), None).itertuples()
