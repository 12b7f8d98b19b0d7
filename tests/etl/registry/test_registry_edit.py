"""The association's registry.xlsx with other words in some cells: everything else in it stays as it was."""

import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from etl import registry as registries
from etl.knowledge import layout as layouts
from etl.registry import RegistryError
from etl.registry.registry_edit import RegistryEdit, edited, next_id
from etl.registry.registry_import import edit_from, lines_of
from etl.registry.registry_text import changes, society_text
from etl.template import write_registry
from tests import association

LAYOUT = layouts.read()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the registry of the small association, with a sheet and a style of its own."""
    path = tmp_path / "registry.xlsx"
    association.write_registry(path)
    workbook = openpyxl.load_workbook(path)
    workbook.create_sheet("通讯").append(["自己的一张表", "=1+1"])
    workbook["名录"]["B2"].font = Font(name="楷体", bold=True)
    workbook["名录"]["B9"].font = Font(name="楷体", bold=True)
    workbook.save(path)
    return path


def _after(path: Path, edit: RegistryEdit) -> registries.Registry:
    path.write_bytes(edited(path, edit, LAYOUT))
    return registries.read(path, LAYOUT)


def test_rename_keeps_the_old_name_and_files_under_it_find_their_society(path: Path) -> None:
    before = registries.read(path, LAYOUT)
    after = _after(path, RegistryEdit({"S01": {"name": "滨海市示例应用数学学会"}}))
    assert after.by_id["S01"].former_names == ("滨海市示例数学学会",)
    assert [one.society_id for one in after.named("滨海市示例数学学会")] == ["S01"]
    assert changes(before, after) == [
        "S01 滨海市示例应用数学学会 的学会名称：滨海市示例数学学会 → 滨海市示例应用数学学会",
        "S01 滨海市示例应用数学学会 的曾用名：未填 → 滨海市示例数学学会",
    ]
    other = _after(path, RegistryEdit({"S02": {"name": "滨海市示例数学学会"}}))
    assert other.doubts() == ["滨海市示例数学学会（S02）的名称是S01的曾用名，用它报来的填报表归S02"]
    again = _after(path, RegistryEdit({"S01": {"name": "滨海市示例统计学会", "former_names": "旧名"}}))
    assert again.by_id["S01"].former_names == ("旧名", "滨海市示例应用数学学会")


def test_new_line_has_the_look_of_the_one_above_and_other_sheets_stay(path: Path) -> None:
    words = {
        "name": "=1+1学会",
        "renewal_years": "2019、2024",
        "base 2016": "1200",
        "status": "正常",
        "contact": "示例",
    }
    after = _after(path, RegistryEdit({"S09": words}, {"2019": {"deadline": "2019年12月31日"}}))
    society = after.by_id["S09"]
    assert (society.name, society.renewal_years, society.base(2016)) == ("=1+1学会", (2019, 2024), 1200)
    assert after.periods[-1].deadline == dt.date(2019, 12, 31)
    workbook = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    assert workbook.sheetnames == ["名录", "报告期", "演示数据", "通讯"]
    assert workbook["通讯"]["B1"].value == "=1+1"
    assert workbook["名录"]["B2"].font.name == workbook["名录"]["B10"].font.name == "楷体"
    assert workbook["名录"]["B10"].data_type == "s" and workbook["报告期"]["B4"].is_date


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (RegistryEdit({"S01": {"renewal_years": "二〇一八"}}), "名录!E2：应换届年份“二〇一八”应为四位年份"),
        (RegistryEdit({"S01": {"base 2016": "约120"}}), "名录 名录!I2：应填整数。"),
        (RegistryEdit({"S01": {"name": ""}}), "名录 名录!B2：缺学会名称。"),
        (RegistryEdit({}, {"2019": {"deadline": "年底"}}), "名录 报告期!B4：应填日期，例如 2018-12-31。"),
        (RegistryEdit({}, {"明年": {}}), "名录 报告期!A4：应填四位年份。"),
    ],
)
def test_what_is_wrong_is_told_with_its_cell(path: Path, edit: RegistryEdit, sentence: str) -> None:
    with pytest.raises(RegistryError) as refused:
        _after(path, edit)
    assert str(refused.value).startswith(sentence)


def test_what_openpyxl_cannot_open_is_refused_with_a_sentence(path: Path) -> None:
    path.write_text("编号,学会名称\nS01,示例学会\n", "utf-8")
    with pytest.raises(RegistryError, match="另存为"):
        edited(path, RegistryEdit({"S01": {"name": "甲"}}), LAYOUT)


def test_empty_registry_takes_its_first_society_and_year(tmp_path: Path) -> None:
    path = tmp_path / "registry.xlsx"
    write_registry(path, LAYOUT, [2016], is_demo=False)
    edit = RegistryEdit({"S001": {"name": "滨海市示例数学学会"}}, {"2018": {"deadline": "2018-12-31"}})
    after = _after(path, edit)
    assert (after.societies[0].name, after.periods[0].deadline) == ("滨海市示例数学学会", dt.date(2018, 12, 31))
    cell = openpyxl.load_workbook(path)["名录"]["B2"]
    assert cell.fill.fill_type is None  # not that of the heading


def test_another_workbook_is_imported_by_its_headings(path: Path, tmp_path: Path) -> None:
    registry = registries.read(path, LAYOUT)
    other = tmp_path / "other.xlsx"
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["滨海市学会一览表（演示数据）"])
    sheet.append(["序号", "单位名称", "换届年份", "2016年底个人会员数（核定）", "手机"])
    sheet.append([1, "滨海市示例数学学会", 2023, 210, None])
    sheet.append([2, "滨海市示例天文学会", None, None, "0000-1111"])
    sheet.append([3, None, None, None, "0000-2222"])
    workbook.save(other)
    brought = edit_from(lines_of(other, LAYOUT.header_rows), registry)
    assert brought.edit.societies == {
        "S01": {"renewal_years": "2023", "base 2016": "210"},
        "S09": {"name": "滨海市示例天文学会", "phone": "0000-1111"},
    }
    assert (brought.line_count, len(brought.left_out)) == (3, 1)
    assert society_text(_after(path, brought.edit).by_id["S01"])["base 2016"] == "210"


def test_next_number_follows_the_pattern_of_the_others() -> None:
    assert [next_id(ids) for ids in ([], ["S169", "S170"], ["甲", "A9"], ["S2", "X99", "S10"])] == [
        "S001", "S171", "A10", "S11",
    ]  # fmt: skip
