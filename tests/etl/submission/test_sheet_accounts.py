"""The account of every sheet: its sums hold, and what is filled in is read (docs/workbook.md, Nothing vanishes)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.knowledge import layout as layouts
from etl.knowledge import rubric as rubrics
from etl.paths import ROOT, RUBRICS
from etl.registry import Period
from etl.submission import Knowledge, SheetAccount, understand
from etl.template import TemplateOrder, write
from etl.workbook import Unreadable
from tests.etl.submission import files

KNOWLEDGE = Knowledge.of(tuple(sorted(RUBRICS.glob("*.toml"))))
TESTS = ROOT / "tests"
SPREADSHEETS = (".xlsx", ".xls", ".ods", ".et", ".csv")


def accounts(path: Path) -> tuple[SheetAccount, ...]:
    return understand(path, KNOWLEDGE).accounts


def _files() -> Iterator[Path]:
    for folder in ("examples/inbox", "cases"):
        yield from (path for path in sorted((TESTS / folder).rglob("*")) if path.suffix in SPREADSHEETS)


@pytest.mark.parametrize("path", list(_files()), ids=lambda path: path.name)
def test_the_sums_of_every_sheet_hold(path: Path) -> None:
    try:
        of_file = accounts(path)
    except Unreadable:
        return
    for one in of_file:
        assert one.read + one.furniture + one.set_aside + one.unread == one.filled


@pytest.mark.parametrize("path", sorted((TESTS / "examples/inbox").glob("*.xlsx")), ids=lambda path: path.name)
def test_nothing_of_an_example_is_left_unread(path: Path) -> None:
    try:
        of_file = accounts(path)
    except Unreadable:
        return
    assert [one for one in of_file if one.unread] == []


def test_of_the_control_workbook_every_cell_is_accounted_for() -> None:
    counts = {one.sheet: tuple(one)[2:7] for one in accounts(TESTS / "cases/reading/control.xlsx")}
    assert counts == {
        "基本情况": (28, 14, 14, 0, 0),
        "任务完成情况": (170, 156, 14, 0, 0),
        "会员情况": (16, 12, 4, 0, 0),
        "理事会名册": (581, 570, 11, 0, 0),
    }


def test_of_an_untouched_template_nothing_is_unread_and_it_goes_back(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    write(path, TemplateOrder(rubrics.read_all()[0], layouts.read(), Period(2018, None)))
    file = understand(path, KNOWLEDGE)
    assert [one for one in file.accounts if one.unread or one.set_aside] == []
    assert file.findings == ()
    assert [part.is_filled for part in file.parts] == [False]


@pytest.mark.parametrize(
    ("row", "furniture", "unread"),
    [
        (["说明"], 1, 0),
        (["1.", "本表一式两份"], 2, 0),
        ([3, "本表一式两份"], 2, 0),
        (["一", "二", "本表一式两份"], 0, 3),  # a row of a table
        ([1200, "本表一式两份"], 0, 2),  # no number of a row
        ([3, 4], 0, 2),
    ],
    ids=str,
)
def test_a_text_alone_behind_the_number_of_its_row_is_furniture(
    tmp_path: Path, row: list[object], furniture: int, unread: int
) -> None:
    path = files.write(tmp_path, {"封面": files.WHO, "说明": [row, [], ["另", "起", 1, 2, 3], ["一", "行", 4, 5, 6]]})
    (_, account) = accounts(path)
    assert (account.furniture, account.unread) == (furniture, unread + 10)
