"""Assigning a file that could be given to no society or no period: the staff say whose it is, for when and why
(docs/architecture.md, Decisions about files).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from etl import registry as registries
from etl.archive.files import Archive
from etl.attribution import Attribution
from etl.knowledge import layout as layouts
from etl.loading import pipeline
from etl.loading.material import Progress
from etl.loading.pipeline import Decision
from etl.loading.reading import Reader
from etl.loading.received_files import DecisionRefused, meant
from etl.loading.versions import belonging
from etl.loading.withdraw import reasoned
from etl.paths import RUBRICS, DataFolder
from etl.registry import Registry, name_key
from etl.submission import Part
from etl.workbook import Unreadable


@dataclass(frozen=True, slots=True)
class Assignment:
    """归属 of a whole file, named by the number of its submission, its original name or a path to the same file.
    `author` and `account` as in Withdrawal.
    """

    file: str
    society_id: str
    period: int
    why: str
    author: str = ""
    account: str = ""


def record_assignment(
    folder: DataFolder, assignment: Assignment, progress: Progress, reader: Reader | None = None
) -> None:
    """Keep the assignment and publish a build that counts the file for that society and period. Raises
    DecisionRefused, else as `load` does.
    """

    def detail() -> dict[str, Any]:
        said = reasoned(assignment)
        file = meant(folder, assignment.file)[0]
        registry = registries.read(folder.registry, layouts.read())
        _check_registry(assignment, registry)
        parts = _parts(folder, file.sha256, reader)
        _check_parts(parts, registry)
        _check_against([given for _, given in belonging(parts, registry)], assignment)
        whose = {"society_id": assignment.society_id, "period": assignment.period}
        return {"sha256": file.sha256, "file_name": file.file_name, **whose, **said}

    pipeline.decide(folder, Decision("assignment", detail), progress, reader)


def _check_registry(assignment: Assignment, registry: Registry) -> None:
    if assignment.society_id not in registry.by_id:
        raise DecisionRefused(f"名录中没有编号为 {assignment.society_id} 的学会。")
    periods = [one.period for one in registry.periods]
    if assignment.period not in periods:
        raise DecisionRefused(f"名录中没有 {assignment.period} 年度，现有：{'、'.join(map(str, periods))}。")


def _parts(folder: DataFolder, sha256: str, reader: Reader | None) -> Sequence[Part]:
    readers = reader or Reader()
    try:
        rubric_files = tuple(sorted(RUBRICS.glob("*.toml")))
        [(_, result)] = readers.understood([(sha256, Archive(folder.archive).file(sha256))], rubric_files)
    finally:
        if reader is None:
            readers.close()
    if isinstance(result, Unreadable) or not result.parts:
        raise DecisionRefused("这个文件打不开，或者里面没有填报的内容，指定归属没有用。请让学会重新报送。")
    return result.parts


def _check_parts(parts: Sequence[Part], registry: Registry) -> None:
    """Refuse a file in which more than one society or more than one year reports."""
    years = sorted({year for part in parts for year, _ in part.identity.years})
    if len(years) > 1:
        raise DecisionRefused(
            f"文件里写了几个年度（{'、'.join(map(str, years))}），不能整份归到一个年度。请让学会按年度分开报送。"
        )
    stated = [name for part in parts for name, _ in part.identity.names]
    listed = {name_key(one.name): one.name for name in stated for one in registry.named(name)}
    of_parts = {name_key(part.identity.names[0][0]): part.identity.names[0][0] for part in parts if part.identity.names}
    for names in (listed, of_parts):
        if len(names) > 1:
            raise DecisionRefused(
                f"文件里有几家学会（{'、'.join(list(names.values())[:3])}），不能整份归到一家。请让各学会分开报送。"
            )


def _check_against(given: Sequence[Attribution], assignment: Assignment) -> None:
    """Refuse what the file itself says, or says otherwise."""
    society = next((one.society for one in given if one.society), None)
    period = next((one.period for one in given if one.period), None)
    if not any(one.is_fatal for one in given) and society:
        raise DecisionRefused(f"这个文件已经归到{society.name}（{society.society_id}）{period} 年度，不用指定。")
    if society and society.society_id != assignment.society_id:
        raise DecisionRefused(f"文件里写的是{society.name}（{society.society_id}），不能归到 {assignment.society_id}。")
    if period and period != assignment.period:
        raise DecisionRefused(f"文件里写的是 {period} 年度，不能归到 {assignment.period} 年度。")
