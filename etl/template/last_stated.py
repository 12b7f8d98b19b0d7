"""What the society stated before, to be shown in its next workbook."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from etl.workbook import Value

Stated = str | int | dt.date


@dataclass(frozen=True, slots=True)
class RosterSent:
    """A roster in force: the file that it stands in, and its persons, each column → value. Personal data."""

    sha256: str
    persons: tuple[Mapping[str, Value], ...]


@dataclass(frozen=True, slots=True)
class LastYear:
    """What is in force for the year before (`period`), to be confirmed (docs/workbook.md, Last year's values).

    `form`: field → as stated; `status`, `quantity`: work standard → the usual word, the number; `chosen`: optional task
    → 是 or 否; `evidence`: work standard → 佐证材料; `rosters`: table → roster.
    """

    period: int
    form: Mapping[str, Stated]
    status: Mapping[str, str]
    quantity: Mapping[str, int]
    chosen: Mapping[str, str]
    rosters: Mapping[str, RosterSent]
    evidence: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Last:
    """Fields of the form as stated (words for yes and no), and members by year: individual, unit. `year` is what the
    society may confirm; None where nothing is in force for the year before.
    """

    form: Mapping[str, Stated] = field(default_factory=dict)
    membership: Mapping[int, tuple[int | None, int | None]] = field(default_factory=dict)
    year: LastYear | None = None
