"""退回修改: the marked workbooks of one society and of all, and what a corrected one has set right."""

import io
import shutil
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from dashboard import exports
from dashboard.database import current
from dashboard.queries import Filters, corrections, submissions
from etl import desk
from etl.knowledge.findings import kinds
from etl.paths import DataFolder
from tests import association
from tests.association import Filled
from tests.dashboard.conftest import Visit


@pytest.fixture
def folder(warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    """Return a copy of the small association's data folder, to change."""
    monkeypatch.setenv("REFORM_DATA", str(tmp_path / "data"))
    return DataFolder(Path(shutil.copytree(warehouse, tmp_path / "data")))


def _buttons(page: AppTest) -> list[str]:
    return [one.proto.label for one in page.get("download_button") if "原表" in one.proto.label]


def test_who_has_something_to_correct_passes_the_filters(build: str) -> None:
    everybody = corrections.to_return(build, Filters(2018))
    assert everybody[everybody["error_count"] > 0]["society_id"].tolist() == ["S05"]
    assert corrections.to_return(build, Filters(2018, categories=("理科",)))["error_count"].sum() == 0


def test_button_stands_where_there_is_something_to_return(visit: Visit, warehouse: Path) -> None:
    assert _buttons(visit(warehouse, "society", society="S05", period="2018")) == ["下载标出问题的原表"]
    assert _buttons(visit(warehouse, "society", society="S04", period="2018")) == []
    count = len(corrections.to_return(str(current()), Filters(2018)))
    assert _buttons(visit(warehouse, "submissions", period="2018", part="待处理的问题")) == [
        f"下载退回修改的原表 {count} 份（zip）"
    ]


def test_zip_has_a_folder_for_each_society_and_no_name_twice(folder: DataFolder) -> None:
    frame = corrections.to_return(str(current()), Filters(2018))
    names = dict(zip(frame["submission_id"], frame["name"], strict=True))
    found = desk.corrected(folder, list(names))
    content = exports.returned_zip((names[one.submission_ids[0]], one.file_name, one.content) for one in found)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert len(archive.namelist()) == len(set(archive.namelist())) == len(frame)
        [mine] = [name for name in archive.namelist() if "07-S05" in name]
        assert mine.startswith("滨海市示例水利水电工程与海岸带防护技术创新发展")
        assert load_workbook(io.BytesIO(archive.read(mine))).sheetnames[0] == "须更正清单"


def test_names_in_the_zip_are_safe_and_numbered() -> None:
    twice = [("../../![x](http://a)<b>", "../填 报.xlsx", b"1"), ("../../![x](http://a)<b>", "../填 报.xlsx", b"2")]
    with zipfile.ZipFile(io.BytesIO(exports.returned_zip(twice))) as archive:
        first, second = archive.namelist()
        assert second == first.removesuffix(".xlsx") + "-2.xlsx"
        assert first.count("/") == 1 and ".." not in first and "<" not in first
        assert [archive.read(one) for one in (first, second)] == [b"1", b"2"]


def _sent(folder: DataFolder, tmp_path: Path, filled: Filled) -> None:
    association.write_submission(tmp_path / "五.xlsx", filled)
    desk.receive_files(folder, [desk.Upload("五.xlsx", (tmp_path / "五.xlsx").read_bytes())], lambda *_: None)


def test_corrected_workbook_shows_what_it_has_set_right(folder: DataFolder, tmp_path: Path, visit: Visit) -> None:
    assert corrections.resolved(str(current()), 2018, "S05").empty
    _sent(folder, tmp_path, Filled("S05", quantities={"T12-1": 120}, chosen=(12, 18, 20)))
    found = corrections.resolved(str(current()), 2018, "S05")
    assert found[found["severity"] == "error"][["sheet", "cell", "value"]].to_numpy().tolist() == [
        ["任务完成情况", "F32", "约120"]
    ]
    page = visit(folder.root, "society", society="S05", period="2018")
    assert any("已更正" in one.value for one in page.subheader)
    headings = ["程度", "问题种类", "出处", "问题", "原值"]
    [resolved] = [one.value for one in page.dataframe if list(one.value.columns) == headings]
    assert "约120" in resolved["原值"].tolist()
    assert list(page.exception) == []


def _only_the_roster(path: Path, filled: Filled) -> None:
    association.write_submission(path, filled)
    workbook = load_workbook(path)
    for name in ("任务完成情况", "会员情况"):
        del workbook[name]
    workbook["基本情况"].delete_rows(3, 50)  # the society and the year stay
    workbook.save(path)


def test_roster_sent_alone_sets_right_what_was_found_in_the_form(
    folder: DataFolder, tmp_path: Path, visit: Visit
) -> None:
    def listed() -> list[list[object]]:
        found = corrections.resolved(str(current()), 2018, "S04")
        rows = found[found["title"] == kind][["sheet", "cell", "version"]]
        return [list(row) for row in rows.itertuples(index=False)]

    def send(councillors: int) -> None:
        _only_the_roster(tmp_path / "名册.xlsx", Filled("S04", councillors=councillors))
        content = (tmp_path / "名册.xlsx").read_bytes()
        desk.receive_files(folder, [desk.Upload("名册.xlsx", content)], lambda *_: None)

    kind = kinds()["councillors_against_roster"].title
    _sent(folder, tmp_path, Filled("S04", councillors=12, form={"理事人数": 15}))
    assert kind in submissions.kinds(str(current()), Filters(2018))["title"].tolist()
    send(13)
    assert listed() == []  # other numbers, but they still differ
    send(15)
    assert listed() == [["基本情况", "B7", 1]]
    assert kind not in submissions.kinds(str(current()), Filters(2018))["title"].tolist()
    page = visit(folder.root, "society", society="S04", period="2018")
    assert any(one.value.endswith("次填报中有，现在没有了") for one in page.markdown)
    assert list(page.exception) == []


def test_finding_that_moved_to_another_row_is_not_resolved(folder: DataFolder, tmp_path: Path) -> None:
    association.write_submission(
        tmp_path / "五.xlsx",
        Filled("S05", answers={"T06-2": None, "T12-2": None}, quantities={"T12-1": "约120"}, chosen=(12, 18, 20)),
    )
    workbook = load_workbook(tmp_path / "五.xlsx")
    workbook["任务完成情况"].insert_rows(1)
    workbook.save(tmp_path / "五.xlsx")
    desk.receive_files(folder, [desk.Upload("五.xlsx", (tmp_path / "五.xlsx").read_bytes())], lambda *_: None)
    found = corrections.resolved(str(current()), 2018, "S05")
    assert found[found["severity"] == "error"].empty


def test_files_of_nobody_go_back_with_the_reason(folder: DataFolder, visit: Visit) -> None:
    desk.receive_files(folder, [desk.Upload("扫描件.xlsx", b"%PDF-1.7\n")], lambda *_: None)
    page = visit(folder.root, "submissions", period="2018", part="待处理的问题")
    labels = [one.proto.label for one in page.get("download_button")]
    assert "下载这些文件的更正清单 1 份（zip）" in labels
    assert list(page.exception) == []


def test_no_name_in_the_zip_is_blank_or_differs_by_case_alone() -> None:
    some = [("……", "甲.xlsx", b"1"), ("...", "%.xlsx", b"2"), ("乙", "A.xlsx", b"3"), ("乙", "a.xlsx", b"4")]
    with zipfile.ZipFile(io.BytesIO(exports.returned_zip(some))) as archive:
        assert archive.namelist()[1:] == ["未命名/未命名.xlsx", "乙/A.xlsx", "乙/a-2.xlsx"]
