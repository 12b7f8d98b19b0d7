"""Whose and which year's values a workbook shows as last year's: what its hidden sheet says (docs/workbook.md, Last
year's values).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from etl.knowledge.layout import Layout
from etl.submission.cells.values import is_blank, written
from etl.submission.understanding import Identity
from etl.text import match_key
from etl.workbook import Sheet


@dataclass(frozen=True, slots=True)
class Source:
    """The society and the year that the shown values are of; `files` are those of the rosters: table → SHA-256.

    What the sheet does not say is blank, and no year is 0.
    """

    society_name: str
    credit_code: str
    period: int
    files: Mapping[str, str]

    @classmethod
    def of(cls, sheet: Sheet, layout: Layout) -> Self:
        """What the sheet says: a name in the first column, its value in the second."""
        said = {
            match_key(written(row[0])): written(row[1]).strip()
            for row in sheet.rows
            if len(row) > 1 and not is_blank(row[0]) and not is_blank(row[1])
        }
        names = layout.confirmation.source
        period = said.get(match_key(names["period"]), "")
        files = {name: said.get(match_key(table.title), "") for name, table in layout.tables.items()}
        return cls(
            said.get(match_key(names["society_name"]), ""),
            said.get(match_key(names["credit_code"]), ""),
            int(period) if period.isdecimal() else 0,
            {name: sha256 for name, sha256 in files.items() if sha256},
        )

    def rows(self, layout: Layout) -> list[tuple[str, str | int]]:
        """What `of` reads, for the sheet to be written."""
        names = layout.confirmation.source
        said: dict[str, str | int] = {
            names["society_name"]: self.society_name,
            names["credit_code"]: self.credit_code,
            names["period"]: self.period,
            **{layout.tables[name].title: sha256 for name, sha256 in self.files.items()},
        }
        return [(name, value) for name, value in said.items() if value]

    def refusal(self, identity: Identity) -> str | None:
        """Why the workbook of this society and year cannot confirm these values, as half a sentence; None if it can."""
        names = {match_key(name) for name, _ in identity.names}
        codes = {match_key(code) for code, _ in identity.codes}
        if match_key(self.society_name) not in names and match_key(self.credit_code) not in codes:
            return "表中的上年内容不是本学会的"
        years = [year for year, _ in identity.years]
        if years != [self.period + 1]:
            return f"表中的上年内容取自 {self.period} 年度，不是填报年度的上一年"
        return None


UNKNOWN = "看不出表中的上年内容取自哪家学会、哪一年（隐藏的来源页不见了）"
"""Why nothing can be confirmed in a workbook without the hidden sheet."""
