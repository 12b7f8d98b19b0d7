"""Every kind of finding goes round: loaded, sent back marked, all else as it was, corrected, loaded, resolved."""

import io
import typing
from collections.abc import Callable
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.drawing.image import Image
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image as Picture

from dashboard.database import current
from dashboard.queries.corrections import resolved
from etl.knowledge import rubric as rubrics
from etl.knowledge.findings import finding, kinds
from etl.returns import CORRECTIONS_SHEET, Mark, return_workbook
from etl.returns.outgoing import Correction, corrections
from etl.words import SEVERITIES
from etl.workbook.contents import Kind
from tests.etl import faults, society
from tests.etl.conftest import Desk
from tests.etl.faults import CASES
from tests.etl.fixes import DONE, FIXES, NAME, Fix
from tests.etl.returns.marked import ERROR, WARNING, comments, tints
from tests.etl.returns.untouched import assert_only_marked
from tests.etl.returns.workbooks import changed, replacing

TINTS = {"fatal": ERROR, "error": ERROR, "warning": WARNING}
CSV = "\n".join(
    [
        "学会名称,滨海市示例甲学会",
        "填报年度,2018",
        "序号,任务名称,工作标准,完成情况",
        *(
            f",,{one.text}," if number else f"1,{task.title},{one.text},{DONE}"
            for task in rubrics.read_all()[0].tasks[:1]
            for number, one in enumerate(task.standards)
        ),
    ]
)
# No workbook that can be marked has these: what `Unreadable` says of a file, and what an .ods or .csv has.
# `more_…` say how many findings are not listed one by one; they stand at no cell.
LIST_ALONE = {*typing.get_args(Kind), "registry_sent", "filled_down", "more_fatal", "more_errors", "more_warnings"}


def furnish(path: Path) -> None:
    """Add to every sheet what is not read and must come back: looks, print set-up, a picture, a calculated formula."""
    workbook = load_workbook(path)
    for sheet in workbook:
        sheet.column_dimensions["C"].width = 33
        sheet.page_setup.orientation = "landscape"
        sheet.print_title_rows = "1:1"
        sheet["B1"].fill = PatternFill("solid", "FFEEF1F4")
        choice = DataValidation("list", formula1='"已完成,部分完成,未完成"')
        choice.add("E2:E57")
        sheet.add_data_validation(choice)
    extra = workbook.create_sheet("附页")
    extra["A1"] = "=1+1"
    seal = io.BytesIO()
    Picture.new("RGB", (8, 8), (200, 30, 30)).save(seal, "PNG")
    extra.add_image(Image(seal), "C3")
    workbook.save(path)
    part = f"xl/worksheets/sheet{len(workbook.sheetnames)}.xml"
    path.write_bytes(changed(path.read_bytes(), {part: replacing(("<f>1+1</f><v></v>", "<f>1+1</f><v>2</v>"))}))


@dataclass(frozen=True)
class Round:
    """All cases, sent back and corrected; everything by kind.

    `marks`: what was found in its file (kind, severity, sheet, cell). After the correction: `still` are the kinds that
    are open, `states` those of the society, `resolved` the titles that its page lists.
    """

    sent: dict[str, bytes]
    returned: dict[str, Correction]
    marks: dict[str, list[tuple[str, str, str | None, str | None]]]
    still: dict[str, set[str]]
    states: dict[str, str]
    resolved: dict[str, set[str]]


@pytest.fixture(scope="module")
def once(make_desk: Callable[[str], Desk]) -> Round:
    desk = make_desk("round")
    faults.send(desk, furnish)
    found: dict[str, list[tuple[str, str, str | None, str | None]]] = {}
    for file_name, *mark in desk.ask(
        "select file_name, kind, finding.severity, sheet, cell from finding join submission using (submission_id)"
    ):
        found.setdefault(file_name.removesuffix(".xlsx"), []).append(tuple(mark))
    every = [submission_id for (submission_id,) in desk.ask("select submission_id from submission")]
    returned = {one.file_name.rpartition("（")[0]: one for one in corrections(desk.folder, submission_ids=every)}
    sent = {kind: (desk.folder.inbox / f"{kind}.xlsx").read_bytes() for kind in CASES}
    corrected = desk.folder.root / "corrected"
    corrected.mkdir()
    for kind, fix in FIXES.items():
        if not fix.registry:
            (corrected / f"{kind}.xlsx").write_bytes(_corrected(returned[kind].content, kind, fix))
    faults.write_registry(desk, **{kind: dict(fix.registry) for kind, fix in FIXES.items()})
    desk.load(corrected)
    still: dict[str, set[str]] = {}
    for kind, society_id in desk.ask("select kind, society_id from open_finding"):
        still.setdefault(society_id, set()).add(kind)
    states = dict(desk.ask("select society_id, state from society_result where period = 2018"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REFORM_DATA", str(desk.folder.root))
        build = str(current())
        titles = {kind: set(resolved(build, 2018, kind)["title"]) for kind in CASES}
    return Round(sent, returned, found, still, states, titles)


def _corrected(content: bytes, kind: str, fix: Fix) -> bytes:
    workbook = load_workbook(io.BytesIO(content))
    sheets = {sheet.title: sheet for sheet in workbook}
    for cell, value in fix.cells.items():
        sheets[fix.sheet][cell] = faults.name_of(kind) if value is NAME else value
    if fix.change:
        fix.change(sheets)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def test_every_kind_is_here_or_cannot_be() -> None:
    assert FIXES.keys() == CASES.keys()
    assert FIXES.keys() | LIST_ALONE == kinds().keys()
    assert not FIXES.keys() & LIST_ALONE


@pytest.mark.parametrize("kind", FIXES)
def test_marks_stand_where_they_belong_and_all_else_is_as_it_was(kind: str, once: Round) -> None:
    case, back = CASES[kind], once.returned[kind]
    assert back.is_marked
    workbook = load_workbook(io.BytesIO(back.content))
    placed = [mark for mark in once.marks[kind] if mark[3]]
    cells: dict[str, dict[str, str]] = {}
    for _, severity, sheet, cell in sorted(placed, key=lambda mark: list(SEVERITIES).index(mark[1]), reverse=True):
        cells.setdefault(str(sheet), {})[str(cell)] = TINTS[severity]  # the worst comes last
    expected = {f"{sheet}!{cell}": tint for sheet, tinted in cells.items() for cell, tint in tinted.items()}
    assert tints(workbook) == expected
    said = comments(workbook)
    assert said.keys() == expected.keys()
    problem = f"【{SEVERITIES[kinds()[kind].severity]}】{kinds()[kind].title}\n"
    # Below a blank row stand the steps to 达标.
    listed = list(takewhile(lambda row: row[0].value is not None, workbook[CORRECTIONS_SHEET].iter_rows(min_row=4)))
    rows = [row for row in listed if str(row[3].value).startswith(problem)]
    mine = next(row for row in rows if (row[1].value, row[2].value) == (case.sheet, case.cell))
    if case.cell:
        assert problem in said[f"{case.sheet}!{case.cell}"]
        assert mine[2].hyperlink.location == f"'{case.sheet}'!{case.cell}"
    assert len(listed) == len(once.marks[kind])
    worst = min((mark[1] for mark in once.marks[kind]), key=list(SEVERITIES).index)
    assert back.file_name == f"{kind}（{SEVERITIES[worst]}）.xlsx"
    assert_only_marked(once.sent[kind], back.content, cells)


@pytest.mark.parametrize("kind", FIXES)
def test_corrected_it_is_resolved(kind: str, once: Round) -> None:
    assert kind not in once.still.get(kind, set())
    assert once.states[kind] == "accepted", once.still[kind]
    assert (kinds()[kind].title in once.resolved[kind]) == FIXES[kind].is_shown


DETAILS: dict[str, Any] = {
    "size": "21 MiB",
    "limit": "部件过多",
    "task": 12,
    "label": "完成情况",
    "name": "表",
    "length": 40,
    "count": 9,
}


@pytest.mark.parametrize("kind", sorted(LIST_ALONE))
def test_without_a_workbook_to_mark_the_list_says_it(kind: str) -> None:
    one = finding(kind, "表", "A1", **DETAILS)
    mark = Mark("表", "A1", one.severity, kinds()[kind].title, one.message, one.remedy, None, None)
    back = return_workbook(b"\xd0\xcf\x11\xe0 no package", [mark], "甲")
    assert back.reason == "不是完好的 .xlsx 文件"
    content = back.content
    workbook = load_workbook(io.BytesIO(content))
    assert workbook.sheetnames == [CORRECTIONS_SHEET]
    row = [cell.value for cell in workbook.active[4]]
    problem = f"【{SEVERITIES[one.severity]}】{kinds()[kind].title}\n{one.message}"
    assert row == [1, "表", "A1", problem, one.remedy, None]
    assert not [cell.hyperlink for row in workbook.active for cell in row if cell.hyperlink]


SENT_AS = {
    # what is sent → the kind of finding, or nothing but what its cells say
    "空.xlsx": (b"", "file_empty"),
    "扫描件.xlsx": (b"%PDF-1.7\n", "file_pdf"),
    "网页.xls": ("<html><table><tr><td>甲</td></tr></table></html>".encode(), "file_html"),
    "甲.csv": (CSV.encode("gb18030"), "filled_down"),
}


def test_files_that_cannot_be_marked_go_back_as_lists(desk: Desk, tmp_path: Path) -> None:
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": "滨海市示例甲学会"}])
    inbox = tmp_path / "inbox"
    whole = society.write(inbox / "半.xlsx", form={"学会名称": "滨海市示例甲学会"}).read_bytes()
    for name, (content, _) in {**SENT_AS, "半.xlsx": (whole[:-300], "file_damaged")}.items():
        (inbox / name).write_bytes(content)
    desk.load(inbox)
    found = {one.file_name.removesuffix(".xlsx"): one for one in corrections(desk.folder)}
    assert found.keys() == {"空（退回）", "扫描件（退回）", "网页（退回）", "甲（须更正）", "半（退回）"}
    assert not any(one.is_marked for one in found.values())
    kinds_found = set(desk.ask("select file_name, kind from finding join submission using (submission_id)"))
    assert {(name, kind) for name, (_, kind) in SENT_AS.items()} | {("半.xlsx", "file_damaged")} <= kinds_found
