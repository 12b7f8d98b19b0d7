"""What becomes of received files: which version is in force, what is told of the bad ones."""

import io
import os
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from etl.__main__ import main
from etl.archive.files import Archive
from etl.command.collecting import collect, leading_out
from etl.knowledge import layout as layouts
from etl.registry import RegistryError
from etl.template.registry import build_registry
from tests.etl import society
from tests.etl.conftest import A, B, Desk


def bytes_of_workbook() -> bytes:
    stream = io.BytesIO()
    workbook = Workbook()
    workbook.active["A1"] = "示例"
    workbook.save(stream)
    return stream.getvalue()


def far_cell() -> bytes:
    stream = io.BytesIO()
    workbook = Workbook()
    workbook.active["A1"] = 1
    workbook.active["XFD1048576"] = 1
    workbook.save(stream)
    return stream.getvalue()


def bomb() -> bytes:
    stream = io.BytesIO(bytes_of_workbook())
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/zero.bin", bytes(200 * 2**20))
    return stream.getvalue()


def registry_renamed() -> bytes:
    """The association's registry as `init` writes it, filled in, under other names of its sheets."""
    workbook = build_registry(layouts.read(), [2016], is_demo=False)
    lines: tuple[list[str | int], ...] = (["S1", A], [2018, "2018-12-31"])
    for sheet, line in zip(workbook.worksheets, lines, strict=True):
        sheet.title = f"表{len(sheet.title)}"
        for column, value in enumerate(line, 1):
            sheet.cell(2, column).value = value
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


BAD_FILES: dict[str, tuple[bytes, str]] = {
    "空.xlsx": (b"", "file_empty"),
    "文本.xlsx": ("各位老师，附件见邮件。".encode(), "file_text"),
    "扫描件.xlsx": (b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n", "file_pdf"),
    "半截.xlsx": (bytes_of_workbook()[:-200], "file_damaged"),
    "炸弹.xlsx": (bomb(), "file_unsafe"),
    "远.xlsx": (far_cell(), "file_far_cell"),
    "无关.xlsx": (bytes_of_workbook(), "no_table"),
    "学会.xlsx": (registry_renamed(), "registry_sent"),
}


def test_bad_files_go_back_with_a_sentence_each_and_nothing_is_lost(open_desk: Desk, tmp_path: Path) -> None:
    for name, (content, _) in BAD_FILES.items():
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / name).write_bytes(content)
    society.write(tmp_path / "in" / "好.xlsx", form={"学会名称": A})
    report = open_desk.load(tmp_path / "in")
    kinds = {file.name: [one.kind for sub in file.submissions for one in sub.findings] for file in report.files}
    assert {name: kinds[name] for name in BAD_FILES} == {name: [kind] for name, (_, kind) in BAD_FILES.items()}
    assert report.summary.sentence == "收到 9 份：受理 1，须更正 0，退回 8"
    assert all(one.message and one.remedy for file in report.files for sub in file.submissions for one in sub.findings)
    for name, (content, _) in BAD_FILES.items():
        (sha256,) = open_desk.ask("select sha256 from submission where file_name = ?", name)[0]
        kept = open_desk.folder.archive / "files" / sha256[:2] / sha256
        assert kept.read_bytes() == content
        assert kept.stat().st_mode & 0o077 == 0
    account = "select filled > 0, filled = set_aside, why from sheet_account join submission using (submission_id)"
    of_registry = open_desk.ask(f"{account} where file_name = '学会.xlsx'")
    assert of_registry == [(True, True, "是名录，不是填报表")] * 2


def test_files_of_any_name_are_received_and_those_of_programs_passed_over(tmp_path: Path) -> None:
    names = [b"..\xe4\xb8\x81.xlsx", b"\xff\xfe.xlsx", b"~$a.xlsx", b".~lock.a.xlsx#", b"._a.xlsx", b".DS_Store"]
    for name in names:
        Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), name))).write_bytes(b"")
    assert sorted(name for _, name in collect([tmp_path])) == ["..丁.xlsx", "\ufffd\ufffd.xlsx"]


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    """A folder with a file, a link to it, and links to a file, a folder and nothing outside."""
    inbox, outside = tmp_path / "in", tmp_path / "outside"
    for folder in (inbox / "甲", outside):
        folder.mkdir(parents=True)
        (folder / "一.xlsx").write_bytes(b"")
    for name, target in {
        "内.xlsx": inbox / "甲" / "一.xlsx",
        "圈.xlsx": inbox / "圈.xlsx",
        "外.xlsx": outside / "一.xlsx",
        "外": outside,
        "空.xlsx": outside / "没有.xlsx",
    }.items():
        (inbox / name).symlink_to(target)
    return inbox


def test_links_out_of_a_folder_are_received_only_when_they_are_named(linked: Path, tmp_path: Path) -> None:
    assert [name for _, name in collect([linked])] == ["内.xlsx", "一.xlsx"]
    assert [path.name for path in leading_out([linked])] == ["外", "外.xlsx", "空.xlsx"]
    named = [linked / "外.xlsx", linked / "外"]
    assert [name for _, name in collect(named)] == ["外.xlsx", "一.xlsx"]
    (tmp_path / "link").symlink_to(linked)  # the folder itself may be a link
    assert [name for _, name in collect([tmp_path / "link"])] == ["内.xlsx", "一.xlsx"]
    assert leading_out([*named, linked / "甲"]) == []


def test_links_left_out_are_told(open_desk: Desk, linked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("check", "load"):
        assert main([command, str(linked), "--data", str(open_desk.folder.root)]) == 1
        told = capsys.readouterr()
        assert f"没有收取 3 个链接，它们指到所给的文件夹之外，例如 {linked / '外'}。" in told.err
        assert told.out.startswith("收到 2 份：")
    assert [one.name for one in Archive(open_desk.folder.archive).receipts()] == ["内.xlsx", "一.xlsx"]


def versions(desk: Desk) -> list[tuple[Any, ...]]:
    return desk.ask("select version, file_name, is_current from submission where society_id = 'S1' order by receipt")


def test_the_latest_received_wins_and_an_older_one_sent_again_is_new(open_desk: Desk, tmp_path: Path) -> None:
    first = society.write(tmp_path / "甲.xlsx", form={"学会名称": A})
    second = society.write(tmp_path / "乙.xlsx", form={"学会名称": A}, answers={"T01-1": "未完成"})
    open_desk.load(first)
    assert open_desk.load(first).files[0].is_unchanged
    assert versions(open_desk) == [(1, "甲.xlsx", True)]
    open_desk.load(second)
    assert open_desk.verdicts("society_id = 'S1' and period = 2018")["T01"] == "unmet"
    open_desk.load(first)
    assert versions(open_desk) == [(1, "甲.xlsx", False), (2, "乙.xlsx", False), (3, "甲.xlsx", True)]
    assert open_desk.verdicts("society_id = 'S1' and period = 2018")["T01"] == "met"


def test_a_folder_loaded_twice_changes_nothing(open_desk: Desk, tmp_path: Path) -> None:
    society.write(tmp_path / "in" / "1.xlsx", form={"学会名称": A})
    society.write(tmp_path / "in" / "2.xlsx", form={"学会名称": A}, answers={"T01-1": "未完成"})
    open_desk.load(tmp_path / "in")
    before = versions(open_desk)
    report = open_desk.load(tmp_path / "in")
    assert versions(open_desk) == before
    assert [file.is_unchanged for file in report.files] == [True, True]


def test_a_correction_beside_its_original_is_the_later_one_whatever_its_name(open_desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    society.write(folder / "2.xlsx", form={"学会名称": A}, answers={"T01-1": "未完成"})
    open_desk.load(folder)
    society.write(folder / "1.xlsx", form={"学会名称": A})
    shutil.copy(folder / "2.xlsx", folder / "0.xlsx")
    shutil.copy(folder / "2.xlsx", folder / "3.xlsx")
    for _ in range(2):
        open_desk.load(folder)
        assert versions(open_desk) == [(1, "2.xlsx", False), (2, "1.xlsx", True)]
        assert open_desk.verdicts("society_id = 'S1' and period = 2018")["T01"] == "met"


def test_each_table_comes_from_the_latest_file_that_holds_it(open_desk: Desk, tmp_path: Path) -> None:
    open_desk.load(society.write(tmp_path / "全.xlsx", form={"学会名称": A}, roster=society.council(60, 20)))
    open_desk.load(
        society.write(tmp_path / "名册.xlsx", form={"学会名称": A}, roster=society.council(50, 16), tables=("roster",))
    )
    assert open_desk.ask("select delegates, councillors from council where society_id = 'S1' and period = 2018") == [
        (279, 50)
    ]
    assert [row[2] for row in versions(open_desk)] == [True, True]


def test_a_returned_file_leaves_the_accepted_one_in_force(open_desk: Desk, tmp_path: Path) -> None:
    open_desk.load(society.write(tmp_path / "好.xlsx", form={"学会名称": A}))
    open_desk.load(society.write(tmp_path / "两年.xlsx", form={"学会名称": A, "报告期": 2017}))
    state, overall = open_desk.ask(
        "select state, overall from society_result where society_id = 'S1' and period = 2018"
    )[0]
    assert (state, overall) == ("accepted", "met")


def test_a_society_that_is_not_expected_has_no_result(open_desk: Desk, tmp_path: Path) -> None:
    report = open_desk.load(society.write(tmp_path / "丁.xlsx", form={"学会名称": "滨海市示例丁学会"}))
    assert "society_inactive" in [one.kind for one in report.files[0].submissions[0].findings]
    assert open_desk.ask("select count(*) from society_result where society_id = 'S5'") == [(0,)]
    assert open_desk.ask(
        "select count(*) from answer join submission using (submission_id) where society_id = 'S5'"
    ) == [(56,)]


def test_every_expected_society_has_its_rows_reported_or_not(open_desk: Desk, tmp_path: Path) -> None:
    open_desk.load(society.write(tmp_path / "甲.xlsx", form={"学会名称": A}))
    assert open_desk.ask("select count(*), count(distinct (society_id, period)) from task_result") == [(5 * 2 * 20, 10)]
    row = open_desk.ask(
        "select state, basic, renewal, optional, overall from society_result where society_id = 'S2' and period = 2018"
    )
    assert row == [("not_reported", "unknown", "unknown", "unknown", "unknown")]
    reasons = open_desk.ask("select distinct reason from task_result where society_id = 'S2' and period = 2018")
    assert reasons == [("未报送",)]


def test_without_a_registry_the_clerk_is_told_what_to_do(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="请先运行 python -m etl init"):
        desk.load(society.write(tmp_path / "甲.xlsx"))


BROKEN_REGISTRIES = {
    "text": ("名录".encode(), "这是文本文件，不是电子表格。"),
    "empty": (b"", "文件是空的（0 字节）。"),
    "half": (bytes_of_workbook()[:-200], "文件不完整或已损坏，无法打开。"),
    "far cell": (far_cell(), "在很远的单元格"),
}


@pytest.mark.parametrize(("content", "reason"), BROKEN_REGISTRIES.values(), ids=BROKEN_REGISTRIES.keys())
def test_a_broken_registry_is_refused_with_its_reason(content: bytes, reason: str, desk: Desk, tmp_path: Path) -> None:
    desk.folder.registry.parent.mkdir(parents=True)
    desk.folder.registry.write_bytes(content)
    with pytest.raises(
        RegistryError, match=f"^名录 registry.xlsx 打不开：.*{reason}.*请换成可以正常打开的 .xlsx 文件。$"
    ):
        desk.load(society.write(tmp_path / "甲.xlsx"))


def test_a_wrong_registry_names_the_cell(desk: Desk, tmp_path: Path) -> None:
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": A, "应换届年份": "待定"}])
    with pytest.raises(RegistryError, match="名录!G2"):
        desk.load(society.write(tmp_path / "甲.xlsx"))
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": A}, {"编号": "S1", "学会名称": B}])
    with pytest.raises(RegistryError, match="编号重复：S1"):
        desk.load(society.write(tmp_path / "甲.xlsx"))


def test_a_summary_with_many_societies_belongs_row_by_row(open_desk: Desk, tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(["2018年度会员情况汇总表"])
    sheet.append(["序号", "学会名称", "年份", "个人会员数", "单位会员数"])
    for number, (name, year, figure) in enumerate([(A, 2016, 100), (A, 2018, 115), (B, 2016, 100), (B, 2018, 114)], 1):
        sheet.append([number, name, year, figure, 0])
    workbook.save(tmp_path / "汇总.xlsx")
    open_desk.load(tmp_path / "汇总.xlsx")
    growth = open_desk.ask(
        "select society_id, base, now, verdict from membership_growth "
        "where period = 2018 and base is not null order by 1"
    )
    assert growth == [("S1", 100, 115, "met"), ("S2", 100, 114, "unmet")]
