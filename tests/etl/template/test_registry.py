"""The empty registry, and one filled in."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from etl import registry as registries
from etl.knowledge.layout import Layout
from etl.registry import Period
from etl.template import build_registry, write_registry
from tests.etl.template.cases import SOCIETY
from tests.etl.template.opened import options_at


def test_the_registry_is_read_as_it_was_filled_in(tmp_path: Path, layout: Layout) -> None:
    path = tmp_path / "registry.xlsx"
    book = build_registry(layout, [2016], is_demo=False)
    book[layout.registry_sheet].append(
        (
            *(SOCIETY.society_id, SOCIETY.name, "、".join(SOCIETY.former_names), SOCIETY.credit_code, SOCIETY.category),
            *(SOCIETY.supporting_unit, "2018、2023", SOCIETY.base(2016), SOCIETY.contact, SOCIETY.phone),
            SOCIETY.status,
        )
    )
    book[layout.period_sheet].append((2018, dt.date(2018, 12, 31), "滨海市科学技术协会", "各市级学会"))
    book.save(path)
    registry = registries.read(path, layout)
    assert registry.periods == (Period(2018, dt.date(2018, 12, 31), "滨海市科学技术协会", "各市级学会"),)
    assert registry.societies == (SOCIETY,)
    assert not registry.is_demo


@pytest.mark.parametrize("is_demo", [False, True])
def test_an_empty_registry_has_headings_examples_and_checks(tmp_path: Path, layout: Layout, is_demo: bool) -> None:
    path = tmp_path / "registry.xlsx"
    write_registry(path, layout, [2016], is_demo=is_demo)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["名录", "报告期", *(["演示数据"] if is_demo else [])]
    assert [cell.value for cell in book["名录"][1]] == [
        *("编号", "学会名称", "曾用名", "统一社会信用代码", "学科类别", "挂靠单位", "应换届年份"),
        *("2016年底个人会员数（核定）", "联系人", "联系电话", "状态", "起报年度"),
    ]
    assert [cell.value for cell in book["报告期"][1]] == ["年度", "报送截止日期", "发文机关", "主送"]
    assert all(cell.comment for sheet in ("名录", "报告期") for cell in book[sheet][1])
    assert options_at(book["名录"], "K2") == ["正常", "暂停", "注销"]
    assert [book["名录"].column_dimensions[letter].number_format for letter in "AD"] == ["@", "@"]
    assert book["名录"].max_row == 1
    if is_demo:
        assert "虚构" in book["演示数据"]["A1"].value
