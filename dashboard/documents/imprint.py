"""What a document says of itself."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dispatch:
    """How an official document goes out: 发文字号, 抄送, 印发机关; what is empty is left out of it."""

    number: str = ""
    copied_to: str = ""
    printed_by: str = ""


@dataclass(frozen=True, slots=True)
class Imprint:
    """The date of the document, the stamp of its data, the filters in force in words, and how it goes out."""

    date: dt.date
    stamp: str
    filters: str
    dispatch: Dispatch = Dispatch()
