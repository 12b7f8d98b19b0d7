"""What a document says of itself."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Imprint:
    """The date of the document, the stamp of its data, and the filters in force in words."""

    date: dt.date
    stamp: str
    filters: str
