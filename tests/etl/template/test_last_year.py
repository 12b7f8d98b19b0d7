"""The workbook that knows last year: shown, confirmed, changed, refused (docs/workbook.md, Last year's values)."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

from etl.knowledge.layout import Layout
from etl.knowledge.rubric import Rubric
from etl.submission import Part
from etl.template import TemplateOrder, write
from tests.etl.template.cases import PERIOD, SOCIETY
from tests.etl.template.confirming import LAST, PERSONS, SAME, choices, confirm
from tests.etl.template.opened import read_back, rule_at, unlocked
from tests.independent.mess import files, grid

FORM, ANSWERS, COUNCIL, SOURCE = "基本情况", "任务完成情况", "理事会名册", "上年来源"
MOST_CELLS = 80


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory, rubric: Rubric, layout: Layout) -> Path:
    path = tmp_path_factory.mktemp("last") / "shown.xlsx"
    write(path, TemplateOrder(rubric, layout, PERIOD, SOCIETY, LAST))
    return path


@pytest.fixture
def changed(shown: Path, tmp_path: Path) -> Callable[[Callable[[Workbook], object]], Part]:
    """Reads the workbook after somebody has filled it in."""

    def read(fill: Callable[[Workbook], object]) -> Part:
        book = openpyxl.load_workbook(shown)
        fill(book)
        book.save(tmp_path / "filled.xlsx")
        return read_back(tmp_path / "filled.xlsx")

    return read


def kinds(part: Part) -> list[tuple[str, str | None, str | None]]:
    return [(one.kind, one.sheet, one.cell) for one in part.findings]


def stated(part: Part) -> set[tuple[object, ...]]:
    form = {(one.field, one.value, one.text) for one in part.form if (one.value, one.text) != (None, None)}
    of_answers = {(one.criterion_id, one.declared, one.chosen, one.quantity) for one in part.answers}
    return form | {one for one in of_answers if set(one[1:]) != {None}}


LAST_YEAR = {
    ("delegates", 186, None),
    ("has_standing_declared", 1, None),
    ("staff_fulltime", 3, None),
    ("founded_date", None, "1986-05-20"),
    ("T01-1", "done", None, None),
    ("T01-2", "partial", None, None),
    ("T12-1", "done", True, 3),
    ("T12-2", "not_done", True, None),
    *((f"T13-{number}", None, False, None) for number in range(1, 7)),
    *((f"T12-{number}", None, True, None) for number in range(3, 5)),
}


def test_shown_alone_it_says_nothing(shown: Path) -> None:
    part = read_back(shown)
    assert (stated(part), part.council, part.findings, part.confirmed, part.is_filled) == (set(), [], [], [], False)
    assert "示例赵一" not in repr(part)


def test_a_few_cells_confirm_everything(changed: Callable[..., Part]) -> None:
    touched: list[int] = []
    part = changed(lambda book: touched.append(confirm(book)))
    assert touched[0] <= MOST_CELLS + len(PERSONS) + 1
    assert stated(part) == LAST_YEAR
    assert [one.post for one in part.council] == ["chair", "standing", "member", "member"]
    assert (part.findings, part.is_filled) == ([], True)
    assert {(one.table_name, one.source_sha256) for one in part.confirmed} == {
        ("form", None),
        ("answers", None),
        ("council", "c" * 64),
        ("supervisors", "d" * 64),
    }


def test_a_task_of_all_asks_one_cell(shown: Path) -> None:
    book = openpyxl.load_workbook(shown)
    assert [len(list(choices(book[name]))) for name in (FORM, ANSWERS, COUNCIL)] == [1, 3, len(PERSONS)]


def test_a_format_without_merges_says_the_same(changed: Callable[..., Part], tmp_path: Path) -> None:
    sheets: list[grid.Sheet] = []

    def fill(book: Workbook) -> None:
        confirm(book)
        sheets.extend(grid.Sheet(one.title, grid.Block([list(row) for row in one.values], [])) for one in book)

    part = changed(fill)
    files.write(tmp_path / "plain.ods", sheets, files.Format.ODS_WITHOUT_SPANS)
    plain = read_back(tmp_path / "plain.ods")
    assert stated(plain) == stated(part) == LAST_YEAR
    assert (plain.council, plain.findings) == (part.council, [])
    assert {(one.table_name, one.sheet, one.cell) for one in plain.confirmed} == {
        (one.table_name, one.sheet, one.cell) for one in part.confirmed
    }


def put(sheet: str, **cells: object) -> Callable[[Workbook], None]:
    def fill(book: Workbook) -> None:
        for cell, value in cells.items():
            book[sheet][cell] = value

    return fill


OTHER_FIELDS = {one for one in LAST_YEAR if len(one) == 3 and one[0] not in ("delegates", "staff_fulltime")}
FILLED = {
    "fields": (
        put(FORM, G16=SAME, G11="有变化", C11="1987-01-02", G19="照旧", G21=SAME, C21=4),
        {("delegates", 186, None), ("founded_date", None, "1987-01-02"), ("staff_fulltime", 4, None)},
        [("confirmation_unreadable", FORM, "G19"), ("confirmation_contradicted", FORM, "G21")],
    ),
    "the whole form but two fields": (
        put(FORM, G3=SAME, C16=190, G21="有变化"),
        OTHER_FIELDS | {("delegates", 190, None)},
        [("change_missing", FORM, "G21")],
    ),
    "tasks": (
        put(ANSWERS, G6=SAME, I7="已完成", G38="有变化"),
        {("T01-1", "done", None, None), ("T01-2", "done", None, None)},
        [("confirmation_contradicted", ANSWERS, "G6"), ("change_missing", ANSWERS, "G38")],
    ),
}


@pytest.mark.parametrize("name", FILLED)
def test_what_is_chosen_counts(name: str, changed: Callable[..., Part]) -> None:
    fill, expected, told = FILLED[name]
    part = changed(fill)
    assert (stated(part), kinds(part)) == (expected, told)


def test_a_person_stays_changes_leaves_or_comes(changed: Callable[..., Part]) -> None:
    part = changed(
        put(COUNCIL, C5=SAME, C6="有变化", K6="副理事长", C7="不再担任", B9="示例吴六", K9="理事", D9="男", L9="否")
    )
    assert [(one.post, one.is_frontline) for one in part.council] == [
        ("chair", True),
        ("vice_chair", True),
        ("member", False),
    ]
    assert kinds(part) == [("roster_unconfirmed", COUNCIL, "C8"), ("roster_gap", COUNCIL, "E9")]
    assert not any(str(person["name"]) in repr(part) for person in PERSONS)


def test_a_row_that_contradicts_its_choice_is_told(changed: Callable[..., Part]) -> None:
    part = changed(put(COUNCIL, C5=SAME, K5="副理事长", C6="有变化", C7=SAME, C8=SAME))
    assert [one.post for one in part.council] == ["vice_chair", "standing", "member", "member"]
    assert kinds(part) == [("confirmation_contradicted", COUNCIL, "C5"), ("change_missing", COUNCIL, "C6")]


def without_source(book: Workbook) -> None:
    book.remove(book[SOURCE])


REFUSED = {
    "another year": (put(FORM, C7=2019), "表中的上年内容取自 2017 年度，不是填报年度的上一年"),
    "another society": (put(SOURCE, B1="滨海市示例别家学会", B2=None), "表中的上年内容不是本学会的"),
    "no source": (without_source, "看不出表中的上年内容取自哪家学会、哪一年"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_where_it_does_not_belong_nothing_is_confirmed(name: str, changed: Callable[..., Part]) -> None:
    damage, reason = REFUSED[name]

    def fill(book: Workbook) -> None:
        confirm(book)
        damage(book)

    part = changed(fill)
    assert (stated(part), part.council, part.confirmed) == (set(), [], [])
    assert [one.kind for one in part.findings] == ["confirmation_refused"] * 4
    assert all(reason in one.message for one in part.findings)


def test_cells_of_last_year_are_locked_or_open_by_choice(shown: Path) -> None:
    book = openpyxl.load_workbook(shown)
    assert book[SOURCE].sheet_state == "hidden" and not unlocked(book[SOURCE])
    assert {"F16", "B16", "C7"}.isdisjoint(unlocked(book[FORM])) and {"C16", "G16", "G3"} <= unlocked(book[FORM])
    assert "E6" not in unlocked(book[ANSWERS]) and "G6" in unlocked(book[ANSWERS])
    for cell, formula in {"B5": '$C5="有变化"', "K5": 'IF($C5="有变化",post_list,locked)'}.items():
        rule = rule_at(book[COUNCIL], cell)
        assert rule is not None and rule.formula1 == formula
    assert book[COUNCIL].column_dimensions["N"].hidden and book[COUNCIL]["N4"].value == "校验"
    assert set(book.defined_names) == {"gender_list", "party_list", "post_list", "frontline_list", "locked"}
