"""Which received file somebody means who names it: by the number of its submission, its original name, or the file
itself.
"""

import hashlib
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from etl.archive.locking import ArchiveError
from etl.paths import DataFolder
from etl.warehouse import current_build

_MEANT = """
select submission_id, receipt, sha256, file_name, society_id, period
from build.submission
where submission_id = $named or file_name = $named or sha256 = $sha256
order by receipt, submission_id
"""
_TOLD = 6


class DecisionRefused(ArchiveError):
    """What was decided cannot be; the message says why and what to do."""


class Submission(NamedTuple):
    """A submission of the build in force. Society and period are None where the file could be given to none."""

    submission_id: str
    receipt: int
    sha256: str
    file_name: str
    society_id: str | None
    period: int | None

    @property
    def described(self) -> str:
        whose = f"{self.society_id}，{self.period} 年度" if self.society_id and self.period else "没有归属"
        return f"{self.submission_id}（{self.file_name}，{whose}）"

    def as_detail(self) -> dict[str, Any]:
        """As a line of the journal names it."""
        return self._asdict()


def meant(folder: DataFolder, named: str) -> list[Submission]:
    """The submissions of the one file, or the one submission, that is meant. Raises DecisionRefused."""
    build = current_build(folder)
    if build is None:
        raise DecisionRefused("还没有收到任何文件。")
    path = Path(named)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None
    with duckdb.connect() as connection:
        # Attached rather than opened: the dashboard's process has the build open already, with settings of its own.
        connection.execute("attach ? as build (read_only)", [str(build)])
        rows = connection.execute(_MEANT, {"named": named, "sha256": sha256}).fetchall()
    submissions = [Submission(*row) for row in rows]
    if not submissions:
        raise DecisionRefused(f"没有这份报送：{named}。请写“报送”页上的编号，例如 000012，或原来的文件名。")
    if len({one.sha256 for one in submissions}) > 1:
        raise DecisionRefused(f"“{named}”指的不止一份，请写编号：{listed(submissions)}。")
    return submissions


def listed(submissions: list[Submission]) -> str:
    """The submissions in a sentence."""
    more = f"等 {len(submissions)} 份" if len(submissions) > _TOLD else ""
    return "、".join(one.described for one in submissions[:_TOLD]) + more
