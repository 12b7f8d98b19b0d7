"""What every page shows around its charts: the choices of the filters, and what the figures are based on."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from dashboard.database import ask
from dashboard.queries import Filters, in_scope
from dashboard.wording.labels import BLANK


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from: periods, the latest first; categories and units, those of most societies first.

    `opening` is the period that opens where none is chosen: the latest that somebody has reported for, if there is one.
    """

    periods: tuple[int, ...]
    opening: int
    categories: tuple[str, ...]
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """What a view is based on. `expected` and `reported` count the societies that pass the filters.

    `reviewed` of their `reviewable` answers have been judged by the staff.
    """

    as_of: dt.datetime | None  # receipt of the last file; None where none was received
    expected: int
    reported: int
    reviewed: int
    reviewable: int
    rubric: int | None  # first period of the rubric in force
    rubric_name: str
    deadline: dt.date | None
    is_demo: bool

    def day_of_sending(self, today: dt.date) -> dt.date:
        """Return the day from which what is sent out counts: today; of invented data, whose year is over, its own."""
        return self.as_of.date() if self.is_demo and self.as_of else today


@dataclass(frozen=True, slots=True)
class Renewal:
    """Societies that are due for renewal, and of which it is not known."""

    due: int
    unclear: int


@lru_cache(maxsize=8)
def choices(build: str) -> Choices:
    """Return what the filters offer."""
    by_period = ask(
        build,
        """
        select period, coalesce(bool_or(is_reported), false) as is_reported
        from period
        left join reporting using (period)
        group by period
        order by period desc
        """,
    )
    periods = tuple(int(one) for one in by_period["period"])
    reported = by_period["period"][by_period["is_reported"]]
    opening = int(reported.iloc[0]) if len(reported) else periods[0]
    return Choices(periods, opening, _values(build, "category"), _values(build, "supporting_unit"))


def _values(build: str, column: str) -> tuple[str, ...]:
    counted = ask(
        build,
        """
        select coalesce(nullif(if($column = 'category', category, supporting_unit), ''), $blank) as value
        from society
        where is_expected
        group by value
        order by count(*) desc, value collate zh_cn
        """,
        {"column": column, "blank": BLANK},
    )
    return tuple(counted["value"])


@lru_cache(maxsize=256)
def basis(build: str, filters: Filters) -> Basis:
    """Return what the figures under these filters are based on."""
    row = in_scope(
        build,
        filters,
        """
        select
            (select as_of from build_info) as as_of,
            (select is_demo from build_info) as is_demo,
            (select rubric from period where period = $period) as rubric,
            (select rubric_name from period where period = $period) as rubric_name,
            (select deadline from period where period = $period) as deadline,
            count(*) as expected,
            count(*) filter (where is_reported) as reported,
            coalesce(sum(reviewed), 0)::bigint as reviewed,
            coalesce(sum(reviewable), 0)::bigint as reviewable
        from scope
        left join (
            select society_id, period, count(reviewed) as reviewed, count(*) filter (where is_reviewable) as reviewable
            from criterion_result
            group by all
        ) using (society_id, period)
        """,
    ).iloc[0]
    as_of, rubric, deadline = row["as_of"], row["rubric"], row["deadline"]
    return Basis(
        None if pd.isna(as_of) else as_of.to_pydatetime(),
        int(row["expected"]),
        int(row["reported"]),
        int(row["reviewed"]),
        int(row["reviewable"]),
        None if pd.isna(rubric) else int(rubric),
        row["rubric_name"] or "",
        None if pd.isna(deadline) else deadline.date(),
        bool(row["is_demo"]),
    )


@lru_cache(maxsize=256)
def renewal(build: str, filters: Filters) -> Renewal:
    """Return how many of the societies that pass the filters are due for renewal."""
    row = in_scope(
        build,
        filters,
        """
        select
            count(*) filter (where renewal_applicability = 'due') as due,
            count(*) filter (where renewal_applicability = 'unknown') as unclear
        from scope
        """,
    ).iloc[0]
    return Renewal(**{name: int(value) for name, value in row.items()})


@lru_cache(maxsize=256)
def names(build: str, filters: Filters) -> dict[str, str]:
    """Return the names of the societies that pass the filters, by id, in the order of their pinyin."""
    found = in_scope(build, filters, "select society_id, name from scope order by name collate zh_cn, society_id")
    return dict(zip(found["society_id"], found["name"], strict=True))


@lru_cache(maxsize=256)
def name(build: str, society_id: str) -> str:
    """Return the name of a society that is expected to report; nothing for any other id."""
    found = ask(build, "select name from society where society_id = $id and is_expected", {"id": society_id})
    return "".join(found["name"])


@lru_cache(maxsize=256)
def named_like(build: str, words: str, most: int) -> dict[str, str]:
    """Return at most so many societies whose name holds all of these words, or whose id begins so: names by id."""
    matches = ask(
        build,
        """
        select society_id, name
        from society
        where is_expected
          and (
              list_bool_and(list_transform($words, lambda word: contains(lower(name), lower(word))))
              or starts_with(lower(society_id), lower($words[1]))
          )
        order by name collate zh_cn, society_id
        limit $most
        """,
        {"words": words.split(), "most": most},
    )
    return dict(zip(matches["society_id"], matches["name"], strict=True))


@lru_cache(maxsize=16)
def registry_sha256(build: str) -> str:
    """Return the SHA-256 of the registry that the build counts."""
    return str(ask(build, "select registry_sha256 from build_info")["registry_sha256"].iloc[0])
