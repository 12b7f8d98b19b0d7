"""What a document about one society is made from: the society, its submissions, and the stamp of the data."""

from dataclasses import dataclass

import pandas as pd

from dashboard.queries.society import Society


@dataclass(frozen=True)
class Sheet:
    """`submissions` has the grain of `queries.versions.versions`; `stamp` says on what the document is based."""

    found: Society
    submissions: pd.DataFrame
    stamp: str

    @property
    def name(self) -> str:
        """The society's name."""
        return str(self.found.header["name"])

    @property
    def period(self) -> int:
        """The year reported on."""
        return int(self.found.header["period"])
