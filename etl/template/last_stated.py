"""What the society stated last time, to be shown in its next workbook."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Last:
    """Fields of the form as stated (words for yes and no), and members by year: individual, unit."""

    form: Mapping[str, str | int | dt.date] = field(default_factory=dict)
    membership: Mapping[int, tuple[int | None, int | None]] = field(default_factory=dict)
