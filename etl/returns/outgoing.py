"""退回修改: the submitter's own workbook with the findings that are still open marked in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

import duckdb

from etl.archive.files import Archive
from etl.knowledge.findings import kinds
from etl.paths import DataFolder
from etl.returns import CORRECTIONS_SHEET, Mark, StepLine, list_alone, return_workbook
from etl.warehouse import current_build, schemas
from etl.words import SEVERITIES

_MARKED_FORMATS = ("xlsx",)
_NOT_MARKED, _SEVERAL = "原件不是能读的 .xlsx 文件", "原件中还有其他学会的内容"
_MACROS = ".xlsm"  # a workbook with macros opens under no other name

# What somebody still has before them, and what was wrong with files that could not be given to anybody.
_TO_RETURN = """
create temp table to_return as
from open_finding
union all by name
select finding.*, society_id, period
from finding
join submission using (submission_id)
where (society_id is null or period is null) and sha256 not in (select sha256 from handling)
"""

_FILES = """
with wanted as (
    select submission_id
    from to_return
    where ($period is null or period = $period or period is null)
        and ($society is null or society_id = $society)
        and (len($ids) = 0 or list_contains($ids, submission_id))
    group by submission_id
    having bool_or(severity <> 'warning') or len($ids) > 0
)
select
    receipt,
    file_name,
    sha256,
    format,
    list(submission_id order by submission_id) as submission_ids,
    coalesce(list(distinct society_id order by society_id) filter (where society_id is not null), []) as society_ids,
    (select count(distinct society_id) from submission as held where held.receipt = submission.receipt) as society_count
from wanted
join submission using (submission_id)
group by receipt, file_name, sha256, format
order by receipt
"""

_MARKS = """
select sheet, cell, severity, kind, message, remedy, suggestion, value
from to_return
where list_contains(?, submission_id)
"""

# What the one society that these submissions are about still has to do.
_STEPS = """
select task.number || ' ' || task.short_title, coalesce(ltrim(split_part(step.criterion_id, 'T', 2), '0'), ''),
    coalesce(criterion.text, ''), step.sentence
from remaining_step as step
join reporting using (society_id, period)
join task on task.rubric = reporting.rubric and task.task_id = step.task_id
left join criterion on criterion.rubric = reporting.rubric and criterion.criterion_id = step.criterion_id
where (step.society_id, step.period) in (
    select (society_id, period) from submission where list_contains($ids, submission_id)
)
order by step.position
"""


@dataclass(frozen=True, slots=True)
class Correction:
    """One workbook to send back: the submitter's own, marked, or only the list of what to correct, and why (`reason`).

    `society_ids` is empty for a file that could not be given to anybody.
    """

    submission_ids: tuple[str, ...]
    society_ids: tuple[str, ...]
    file_name: str
    content: bytes
    reason: str | None

    @property
    def is_marked(self) -> bool:
        """Whether it is the submitter's own workbook."""
        return self.reason is None


def corrections(
    folder: DataFolder, period: int | None = None, society_id: str | None = None, submission_ids: Sequence[str] = ()
) -> Iterator[Correction]:
    """One workbook for each received file in which something must be corrected: of a period, a society, or of
    submissions by id, with whatever is open in them. Else, what is to be checked alone sends no workbook back
    (docs/judging.md, Answered checks).

    Of a file about several societies the findings of one alone go back as a list: nobody is sent the rows of others.
    Empty before the first load.
    """
    path = current_build(folder)
    if path is None:
        return
    with duckdb.connect() as connection:
        # Attached rather than opened: the dashboard's process has the build open already, with settings of its own.
        connection.execute("attach ? as build (read_only)", [str(path)])
        schemas.search(connection, "build")
        connection.execute(_TO_RETURN)
        wanted = {"period": period, "society": society_id, "ids": list(submission_ids)}
        archive = Archive(folder.archive)
        for _, file_name, sha256, file_format, ids, societies, society_count in connection.execute(
            _FILES, wanted
        ).fetchall():
            title = f"{CORRECTIONS_SHEET}：{PurePath(file_name).stem}"
            marks = [
                Mark(sheet, cell, severity, kinds()[kind].title, *rest)
                for sheet, cell, severity, kind, *rest in connection.execute(_MARKS, [ids]).fetchall()
            ]
            is_about_others = len(societies) <= 1 < society_count
            reason = _SEVERAL if is_about_others else None if file_format in _MARKED_FORMATS else _NOT_MARKED
            rows = connection.execute(_STEPS, {"ids": ids}).fetchall() if len(societies) == 1 else []
            steps = [StepLine(*row) for row in rows]
            back = (
                list_alone(marks, title, reason, steps)
                if reason
                else return_workbook(archive.read(sha256), marks, title, steps)
            )
            name = _returned_name(file_name, marks, is_marked=back.reason is None)
            yield Correction(tuple(ids), tuple(societies), name, back.content, back.reason)


def _returned_name(file_name: str, marks: Sequence[Mark], is_marked: bool) -> str:
    """The name under which the file goes back: it says the worst that is open in it."""
    name = PurePath(file_name)
    severities = {mark.severity for mark in marks}
    worst = next(word for severity, word in SEVERITIES.items() if severity in severities)
    has_macros = is_marked and name.suffix.lower() == _MACROS
    return f"{name.stem}（{worst}）{_MACROS if has_macros else '.xlsx'}"
