"""A change of the registry from the page: in force at once, kept with who made it, undone by what was before."""

import shutil
import zipfile
from pathlib import Path

import duckdb
import openpyxl
import pytest

from etl import desk
from etl.archive.files import Archive
from etl.desk import registry
from etl.loading.pipeline import rebuild
from etl.paths import DataFolder
from etl.registry.registry_edit import RegistryEdit
from etl.warehouse import current_build
from tests import association


@pytest.fixture
def folder(warehouse: Path, tmp_path: Path) -> DataFolder:
    """Return a copy of the small association's data folder, to change."""
    return DataFolder(Path(shutil.copytree(warehouse, tmp_path / "data")))


def _record(folder: DataFolder, decision: desk.StaffDecision) -> None:
    desk.record(folder, decision, lambda *_: None)


def _changed(folder: DataFolder, edit: RegistryEdit) -> None:
    _record(folder, desk.RegistryChange(edit, registry.registry_state(folder).sha256, "示例甲", "zhang"))


def _counted(folder: DataFolder) -> list[tuple[int, str, str]]:
    with duckdb.connect() as connection:
        connection.execute("attach ? as build (read_only)", [str(current_build(folder))])
        sql = "select period, society_id, name from build.society_result join build.society using (society_id)"
        return connection.execute(f"{sql} where society_id in ('S01', 'S09') order by all").fetchall()


def test_change_counts_is_journalled_and_the_version_before_comes_back(folder: DataFolder) -> None:
    first, before = folder.registry.read_bytes(), _counted(folder)
    moment = Archive(folder.archive).entries()[-1].at
    edit = RegistryEdit(
        {
            "S01": {"name": "滨海市示例应用数学学会", "contact": "示例乙"},
            "S09": {"name": "示例学会", "first_period": "2018"},
        }
    )
    _changed(folder, edit)
    after = _counted(folder)
    assert len(after) == len(before) + 1  # S09 reports from 2018 on
    assert {name for _, one, name in after if one == "S01"} == {"滨海市示例应用数学学会"}
    latest, original = registry.versions(folder)
    assert (latest.author, Archive(folder.archive).read(original.sha256)) == ("示例甲", first)
    assert "新增学会 S09 示例学会" in latest.why and "联系人有改动" in latest.why and "示例乙" not in latest.why
    assert Archive(folder.archive).entries()[-1].detail["account"] == "zhang"
    made = desk.decisions_made(folder)[-1]
    assert (made.entry.what, made.who) == ("registry", "示例甲")
    rebuild(folder, moment, lambda *_: None)
    assert _counted(folder) == before
    _record(folder, desk.RegistryRestoration(original.number, "示例甲"))
    assert (folder.registry.read_bytes(), _counted(folder)) == (first, before)
    assert registry.versions(folder)[0].why.startswith(f"恢复日志第 {original.number} 行的版本；")


def test_wrong_edit_is_refused_and_nothing_is_written(folder: DataFolder) -> None:
    content, lines = folder.registry.read_bytes(), len(Archive(folder.archive).entries())
    for edit, sentence in (
        (RegistryEdit({"S01": {"base 2016": "约"}}), "应填整数"),
        (RegistryEdit({}, {"2015": {}}), "2015 年度没有评价细则"),
    ):
        with pytest.raises(desk.Refused, match=sentence):
            _changed(folder, edit)
    with pytest.raises(desk.Refused, match="名录又有了改动"):
        _record(folder, desk.RegistryChange(RegistryEdit({"S01": {"name": "甲"}}), "0" * 64, "示例甲"))
    assert (folder.registry.read_bytes(), len(Archive(folder.archive).entries())) == (content, lines)
    assert registry.try_edit(folder, RegistryEdit({"S09": {"name": "滨海市示例数学学会"}})).doubts == (
        "有重名的学会：滨海市示例数学学会（编号 S01、S09）",
    )


def test_result_of_a_formula_is_not_lost_in_silence(folder: DataFolder) -> None:
    workbook = openpyxl.load_workbook(folder.registry)
    workbook["名录"]["F2"] = '="正"&"常"'
    workbook["名录"]["E2"] = 2018
    workbook.save(folder.registry)
    _with_result(folder.registry, "正常")
    assert registry.registry_state(folder).trouble == ""
    with pytest.raises(desk.Refused, match="S01 的状态“正常”会丢失"):
        registry.try_edit(folder, RegistryEdit({"S02": {"name": "滨海市示例应用物理学会"}}))


def _with_result(path: Path, result: str) -> None:
    """Store a result beside the only formula of the workbook, as Excel does."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content.replace(b"</f><v />", b"</f><v>" + result.encode() + b"</v>")
                             .replace(b"</f><v></v>", b"</f><v>" + result.encode() + b"</v>"))  # fmt: skip


def test_edit_in_excel_is_noticed_counted_and_told_in_the_journal(folder: DataFolder) -> None:
    before = registry.registry_state(folder).sha256
    association.write_registry(folder.registry, [*association.REGISTRY, ("S09", "示例学会", "", "", "", "")])
    assert registry.registry_state(folder).sha256 != before
    _record(folder, desk.RegistryCount("示例甲"))
    assert [one for _, one, _ in _counted(folder)].count("S09") == 2
    assert registry.versions(folder)[0].why == "在 Excel 或 WPS 中改动；新增学会 S09 示例学会"
    folder.registry.write_bytes(b"nothing that is a workbook")
    assert "打不开" in registry.registry_state(folder).trouble
    with pytest.raises(desk.Refused, match="打不开"):
        _record(folder, desk.RegistryCount("示例甲"))
    _record(folder, desk.RegistryRestoration(registry.versions(folder)[0].number, "示例甲"))
    assert registry.registry_state(folder).trouble == ""
    assert (folder.root / "registry-有误.xlsx").read_bytes() == b"nothing that is a workbook"


def test_kept_registry_follows_the_file_and_says_nothing_of_contacts(folder: DataFolder) -> None:
    _changed(folder, RegistryEdit({"S01": {"contact": "示例乙", "phone": "0000-0001"}}))
    kept = registry.registry_without_contacts(folder)
    assert kept is not None and "示例乙" not in repr(kept) and "0000-0001" not in repr(kept)
    assert kept is registry.registry_without_contacts(folder)
    assert registry.contact(folder, "S01") == {"contact": "示例乙", "phone": "0000-0001"}
    assert registry.contact(folder, "S99") == {}
    _changed(folder, RegistryEdit({"S01": {"name": "滨海市示例应用数学学会", "contact": "示例丙"}}))
    renamed = registry.registry_without_contacts(folder)
    assert renamed is not None and next(one.name for one in renamed.societies) == "滨海市示例应用数学学会"
    assert registry.contact(folder, "S01")["contact"] == "示例丙"
    folder.registry.write_bytes(b"")
    assert registry.registry_without_contacts(folder) is None
