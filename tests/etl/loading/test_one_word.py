"""check, load, warehouse and page say the same of every file (docs/workbook.md, Nothing vanishes)."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from dashboard.queries import submissions
from etl.command import collecting
from etl.loading import pipeline
from etl.loading.outcome import FileReport
from etl.paths import DataFolder
from etl.warehouse import current_build
from tests.independent import product

EXAMPLES, CASES = (Path(__file__).resolve().parents[2] / name for name in ("examples", "cases"))
FOUND = "select file_name, state, kind, sheet, cell, message from submission left join finding using (submission_id)"


def said(files: Iterable[FileReport]) -> set[tuple[str | None, ...]]:
    """A row for each finding of each file, as the warehouse has it: the state of the submission with it."""
    rows: set[tuple[str | None, ...]] = set()
    for file in files:
        for one in file.submissions:
            rows |= {(file.name, one.state, told.kind, told.sheet, told.cell, told.message) for told in one.findings}
            if not one.findings:
                rows.add((file.name, one.state, None, None, None, None))
    return rows


def test_every_file_has_one_word(tmp_path: Path) -> None:
    shutil.copy(EXAMPLES / "registry.xlsx", tmp_path)
    folder = DataFolder(tmp_path)
    files = collecting.collect([EXAMPLES / "inbox", CASES / "reading", *CASES.glob("*.[xcof]*")])
    checked = pipeline.check(folder, files, lambda *_: None)
    loaded = pipeline.load(folder, files, "command", lambda *_: None)
    assert (checked.summary, said(checked.files)) == (loaded.summary, said(loaded.files))
    build = current_build(folder)
    assert build is not None
    assert set(product.ask(build, FOUND)) == said(loaded.files)
    strays = submissions.without_society(str(build))
    assert set(strays["file_name"]) == {
        file.name for file in loaded.files if None in {one.society_id for one in file.submissions}
    }
