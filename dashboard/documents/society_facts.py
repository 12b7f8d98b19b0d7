"""What a document about one society is made from: the society, its submissions and notes, the stamp."""

from dataclasses import dataclass

import pandas as pd

from dashboard.queries.society import Society


@dataclass(frozen=True)
class Sheet:
    """`submissions` and `notes` have the grain of `queries.versions.versions` and `queries.notes.notes`.

    `stamp` says on what the document is based.
    """

    found: Society
    submissions: pd.DataFrame
    notes: pd.DataFrame
    stamp: str

    @property
    def name(self) -> str:
        """The society's name."""
        return str(self.found.header["name"])

    @property
    def period(self) -> int:
        """The year reported on."""
        return int(self.found.header["period"])
