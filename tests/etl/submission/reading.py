"""Small workbooks of one table, and what is understood of them."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from etl.knowledge import rubric as rubrics
from etl.paths import RUBRICS
from etl.submission import Knowledge, Part, understand
from tests.etl.society import FORM

KNOWLEDGE = Knowledge.of(tuple(RUBRICS.glob("*.toml")))
STANDARDS = {one.criterion_id: one for one in rubrics.read_all()[0].criteria if one.is_standard}
TITLES = {task.number: task.title for task in rubrics.read_all()[0].tasks}
SHEET = "表"


def written(
    path: Path, rows: Iterable[Sequence[Any]], merges: Iterable[str] = (), form: Mapping[str, Any] | None = None
) -> Path:
    """A workbook of a cover, which says who reports and for when, and one sheet of these rows."""
    workbook = Workbook()
    cover = workbook.active
    cover.title = "封面"
    for line in ({key: FORM[key] for key in ("学会名称", "填报年度")} | dict(form or {})).items():
        cover.append(line)
    sheet = workbook.create_sheet(SHEET)
    for row in rows:
        sheet.append(list(row))
    for merge in merges:
        sheet.merge_cells(merge)
    workbook.save(path)
    return path


def read(path: Path) -> Part:
    """The one part of a file."""
    (part,) = understand(path, KNOWLEDGE).parts
    return part


def found(part: Part, *kinds: str) -> list[tuple[str, str | None]]:
    """The findings of these kinds, or all but missing columns: kind and cell."""
    return [
        (one.kind, one.cell) for one in part.findings if (one.kind in kinds if kinds else one.kind != "column_missing")
    ]
