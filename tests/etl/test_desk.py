"""The door between the dashboard and the data folder: dry runs, uploads, a few cells, contacts."""

import hashlib
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from openpyxl import Workbook, load_workbook

from etl import desk
from etl.archive.files import Archive
from etl.loading.pipeline import load
from etl.paths import DataFolder
from etl.warehouse import current_build
from tests import association
from tests.association import Filled


def _quiet(_stage: str, _done: int, _total: int) -> None:
    """Progress that nobody watches."""


@pytest.fixture
def folder(warehouse: Path, tmp_path: Path) -> DataFolder:
    """Return a copy of the small association's data folder, to change."""
    return DataFolder(Path(shutil.copytree(warehouse, tmp_path / "data")))


@pytest.fixture(scope="module")
def uploads(tmp_path_factory: pytest.TempPathFactory) -> list[desk.Upload]:
    """Return what somebody hands in: a good workbook, one to correct, and one that is none."""
    scratch = tmp_path_factory.mktemp("uploads")
    association.write_submission(scratch / "good.xlsx", Filled("S04"))
    association.write_submission(scratch / "to_correct.xlsx", Filled("S07", quantities={"T12-1": "约3"}))
    return [
        desk.Upload("护理学会.xlsx", (scratch / "good.xlsx").read_bytes()),
        desk.Upload("../农学学会.xlsx", (scratch / "to_correct.xlsx").read_bytes()),
        desk.Upload("说明.xlsx", "这不是工作簿".encode()),
    ]


def _said(outcome: desk.Outcome) -> list[tuple[str, str, str, str, list[str]]]:
    return [
        (file.file_name, file.state, file.society, file.period, [one.kind for one in file.findings])
        for file in outcome.files
    ]


SAID = [
    ("护理学会.xlsx", "accepted", "滨海市示例护理学会", "2018", []),
    ("农学学会.xlsx", "to_correct", "滨海市示例农学学会", "2018", ["count_unreadable", "values_kept"]),
    ("说明.xlsx", "returned", "", "", ["file_text"]),
]


def test_page_calls_a_sheet_named_after_a_person_by_its_place(folder: DataFolder, tmp_path: Path) -> None:
    path = tmp_path / "1.xlsx"
    association.write_submission(path, Filled("S04"))
    book = load_workbook(path)
    roster = book["理事会名册"]
    roster.title = "示例001"
    roster["F2"] = None
    roster["H3"] = None
    book.save(path)
    (file,) = desk.check_files(folder, [desk.Upload("1.xlsx", path.read_bytes())], _quiet).files
    sheets = {one.sheet for one in file.findings if one.cell and one.sheet}
    assert "第 4 张工作表" in sheets and "示例001" not in str(file.findings)


def _contents(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _ask(folder: DataFolder, sql: str) -> list[tuple[object, ...]]:
    build = current_build(folder)
    assert build
    with duckdb.connect(str(build), read_only=True) as connection:
        connection.execute("set search_path = 'main,internal'")
        return connection.execute(sql).fetchall()


def test_check_says_what_receipt_would_and_changes_nothing(folder: DataFolder, uploads: list[desk.Upload]) -> None:
    before = _contents(folder.root)
    assert _said(desk.check_files(folder, uploads, _quiet)) == SAID
    assert _contents(folder.root) == before


def test_receipt_archives_and_publishes(folder: DataFolder, uploads: list[desk.Upload]) -> None:
    outcome = desk.receive_files(folder, uploads, _quiet)
    assert _said(outcome) == SAID
    assert outcome.sentence == "收到 3 份：受理 1，须更正 1，退回 1"
    received = _ask(folder, "select file_name, way, state from received order by receipt desc limit 3")
    assert received[::-1] == [(name, "upload", state) for name, state, *_ in SAID]
    archived = {Archive(folder.archive).file(hashlib.sha256(one.content).hexdigest()).read_bytes() for one in uploads}
    assert archived == {one.content for one in uploads}


def test_repeated_file_is_named_so(folder: DataFolder, uploads: list[desk.Upload]) -> None:
    desk.receive_files(folder, uploads[:1], _quiet)
    again = desk.check_files(folder, uploads[:2], _quiet)
    assert [file.is_unchanged for file in again.files] == [True, False]


def test_two_people_at_once_wait_for_each_other_and_lose_nothing(
    folder: DataFolder, uploads: list[desk.Upload]
) -> None:
    stages: dict[int, list[str]] = {0: [], 1: []}
    is_first_inside, may_go_on = threading.Event(), threading.Event()

    def tell_first(stage: str, _done: int, _total: int) -> None:
        stages[0].append(stage)
        is_first_inside.set()
        may_go_on.wait(30)

    def tell_second(stage: str, _done: int, _total: int) -> None:
        stages[1].append(stage)
        may_go_on.set()

    first = threading.Thread(target=desk.receive_files, args=(folder, uploads[:1], tell_first))
    second = threading.Thread(target=desk.receive_files, args=(folder, uploads[1:2], tell_second))
    first.start()
    assert is_first_inside.wait(30)
    second.start()
    for thread in (first, second):
        thread.join(60)
    assert (stages[0][0], stages[1][0]) == ("收存", "等待另一次收取结束")
    states = {
        society_id: state
        for society_id, state in _ask(folder, "select society_id, state from society_result where period = 2018")
    }
    assert (states["S04"], states["S07"]) == ("accepted", "to_correct")
    assert [receipt.name for receipt in Archive(folder.archive).receipts()][-2:] == ["护理学会.xlsx", "农学学会.xlsx"]


def test_refusals_say_what_to_do(tmp_path: Path, folder: DataFolder, uploads: list[desk.Upload]) -> None:
    with pytest.raises(desk.Refused, match="没有名录"):
        desk.check_files(DataFolder(tmp_path / "nothing"), uploads, _quiet)
    with folder.archive.joinpath("journal.jsonl").open("ab") as journal:
        journal.write(b"torn\n")
    with pytest.raises(desk.Refused, match="档案日志第 12 行损坏"):
        desk.receive_files(folder, uploads, _quiet)


def test_disk_trouble_is_a_refusal_and_the_old_build_stays(folder: DataFolder, uploads: list[desk.Upload]) -> None:
    before = folder.current.read_text()
    shutil.rmtree(folder.archive / "files")
    (folder.archive / "files").write_text("")
    with pytest.raises(desk.Refused, match="看板仍显示原来的数据"):
        desk.receive_files(folder, uploads, _quiet)
    assert folder.current.read_text() == before


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("填报表.xlsx", "填报表.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\收件\\填报表.xlsx", "填报表.xlsx"),
        ("填\u202e报\u200b表\x00.xlsx", "填报表.xlsx"),
        ("..", "未命名"),
        ("", "未命名"),
        ("长" * 200 + ".xlsx", "长" * 115 + ".xlsx"),
    ],
)
def test_names_of_uploads(given: str, kept: str) -> None:
    assert desk.plain_name(given) == kept


def test_contacts_are_those_of_the_archived_registry(folder: DataFolder) -> None:
    [(registry,)] = _ask(folder, "select registry_sha256 from build_info")
    folder.registry.unlink()
    found = desk.contacts(folder, str(registry))
    assert found[0] == desk.Contact("S01", "示例001", "0000-0001")
    assert [one.society_id for one in found] == [society[0] for society in association.REGISTRY]


def _kept(folder: DataFolder, path: Path) -> str:
    """Put a file into the archive and return its SHA-256."""
    archive = Archive(folder.archive)
    with archive.locked():
        [receipt] = archive.receive([(path, path.name)], "upload")
    return receipt.sha256


@pytest.fixture
def archived(folder: DataFolder, tmp_path: Path) -> Iterator[tuple[DataFolder, str]]:
    """Return a data folder and the hash of a workbook in its archive, with persons where none should be seen."""
    path = tmp_path / "one.xlsx"
    association.write_submission(path, Filled("S05", quantities={"T12-1": "约120"}, chosen=(12, 18, 20)))
    workbook = load_workbook(path)
    form = workbook["基本情况"]
    form.append(["联系人", "示例甲", "手机号码", "13000000000"])
    form.append(["党员人数", "约30"])
    form.append(["填表人：示例乙"])
    answers = workbook["任务完成情况"]
    answers["G1"], answers["H1"], answers["G2"], answers["H2"] = "佐证材料", "经办人", "示例丙签字", "示例丁"
    answers["F3"] = "示例001"
    workbook.save(path)
    sha256 = _kept(folder, path)
    yield folder, sha256


def _cut(archived: tuple[DataFolder, str], sheet: str, cell: str, radius: int = 1) -> desk.Fragment | None:
    folder, sha256 = archived
    return desk.fragments(folder, [(sha256, desk.Place(sheet, cell, radius))])[0]


def test_fragment_of_a_table_keeps_its_header(archived: tuple[DataFolder, str]) -> None:
    assert _cut(archived, "任务完成情况", "F32") == desk.Fragment(
        rows=(1, 31, 32, 33),
        columns=("E", "F"),
        texts=(("完成情况", "数量"), ("", ""), ("已完成", "约120"), ("已完成", "")),
        marked=(2, 1),
    )


def test_fragment_of_the_form_hides_persons(archived: tuple[DataFolder, str]) -> None:
    assert _cut(archived, "基本情况", "B11") == desk.Fragment(
        rows=(10, 11), columns=("A", "B"), texts=(("联系人", ""), ("党员人数", "约30")), marked=(1, 1)
    )


def test_fragment_hides_what_the_form_does_not_know_and_names_from_the_roster(
    archived: tuple[DataFolder, str],
) -> None:
    found = _cut(archived, "任务完成情况", "E2", radius=9)
    assert found
    shown = [text for row in found.texts for text in row]
    assert found.texts[found.rows.index(3)][found.columns.index("F")] == "（不显示）"
    assert not [text for text in shown if "示例" in text]
    assert found.columns == ("A", "B", "C", "D", "E", "F")


@pytest.mark.parametrize(
    ("sheet", "cell"),
    [
        ("理事会名册", "B5"),
        ("理事会名册", "A1"),
        ("基本情况", "B10"),
        ("基本情况", "D10"),
        ("基本情况", "A12"),
        ("任务完成情况", "G2"),
        ("会员情况", "Z99"),
        ("没有这张表", "A1"),
    ],
)
def test_no_fragment_of_a_roster_a_person_or_nothing(archived: tuple[DataFolder, str], sheet: str, cell: str) -> None:
    assert _cut(archived, sheet, cell) is None


def test_fragment_of_a_range_is_about_its_first_cell(archived: tuple[DataFolder, str]) -> None:
    found = _cut(archived, "会员情况", "B2:C4")
    assert found
    assert (found.rows[found.marked[0]], found.columns[found.marked[1]]) == (2, "B")


def test_no_fragment_of_a_file_that_cannot_be_read(folder: DataFolder, tmp_path: Path) -> None:
    (tmp_path / "torn.xlsx").write_bytes(b"PK\x03\x04 torn")
    sha256 = _kept(folder, tmp_path / "torn.xlsx")
    assert desk.fragments(folder, [(sha256, desk.Place("基本情况", "A1", 2))]) == [None]


def test_fragment_says_what_kind_of_cell_has_no_value(folder: DataFolder, tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "会员情况"
    for line in (["年份", "个人会员数", "单位会员数"], [2016, "=1+1", 3], [2017, 4, 5]):
        sheet.append(line)
    sheet["C3"].value, sheet["C3"].data_type = "#REF!", "e"
    workbook.save(tmp_path / "one.xlsx")
    sha256 = _kept(folder, tmp_path / "one.xlsx")
    found = desk.fragments(folder, [(sha256, desk.Place("会员情况", "B2", 2))])[0]
    assert found
    assert found.texts[1:] == (("2016", "（公式未计算）", "3"), ("2017", "4", "#REF!"))


def test_a_form_that_nobody_filled_in_goes_back_and_its_society_has_not_reported(
    folder: DataFolder, tmp_path: Path
) -> None:
    book = Workbook()
    for line in (("学会名称", "滨海市示例护理学会"), ("填报年度", 2018), ("会员代表人数", None), ("理事人数", None)):
        book.active.append(line)
    path = tmp_path / "untouched.xlsx"
    book.save(path)
    load(folder, [(path, path.name)], "command", _quiet)
    state = "select state, is_reported from reporting where society_id = 'S04' and period = 2018"
    assert _ask(folder, state) == [("returned", False)]
    kinds = "select finding.kind from finding join submission using (submission_id) where society_id = 'S04'"
    assert ("nothing_filled",) in _ask(folder, kinds)
