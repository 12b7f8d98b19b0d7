"""Year-end figures are found wherever a year and a kind of members are said of them; fees and branches never count."""

from pathlib import Path
from typing import Any

import pytest

from etl.submission import Part
from tests.etl.submission import files
from tests.etl.submission.files import NAME, WHO

TWO = {(2016, "individual"): 200, (2016, "unit"): 4, (2018, "individual"): 230, (2018, "unit"): 6}
LAYOUTS: dict[str, tuple[list[list[Any]], list[str]]] = {
    "years across": ([["项目", "2016年", "2018年"], ["个人会员数", 200, 230], ["单位会员数", 4, 6]], []),
    "years across as numbers": ([["年份", 2016, 2018], ["个人会员", 200, 230], ["团体会员", 4, 6]], []),
    "growth beside": (
        [["项目", "2016年末", "2018年末", "较2016年增加"], ["个人会员数", 200, 230, 30], ["单位会员数", 4, 6, 2]],
        [],
    ),
    "three rows": (
        [
            ["年份", "会员情况", None],
            [None, "会员数（人）", None],
            [None, "个人", "单位"],
            [2016, 200, 4],
            ["2018年底", 230, 6],
        ],
        ["A1:A3", "B1:C1", "B2:C2"],
    ),
    "short headings": ([["年份", "会员数", None], [None, "个人", "单位"], [2016, 200, 4], [2018, 230, 6]], ["B1:C1"]),
    "years over kinds": (
        [["2016年底", None, "2018年底", None], ["个人", "单位", "个人", "单位"], [200, 4, 230, 6]],
        ["A1:B1", "C1:D1"],
    ),
    "years over kinds, not merged": (
        [["2016年底", None, "2018年底", None], ["个人", "单位", "个人", "单位"], [200, 4, 230, 6]],
        [],
    ),
    "kinds over years": (
        [["个人会员数", None, "单位会员数", None], ["2016年", "2018年", "2016年", "2018年"], [200, 230, 4, 6]],
        ["A1:B1", "C1:D1"],
    ),
    "no heading over the years": (
        [[None, "个人会员数", "单位会员数"], ["二〇一六年", 200, 4], ["截至2018年底", 230, 6]],
        [],
    ),
    "labels": (
        [
            ["2016年底个人会员数：200"],
            ["个人会员数（2018年底）", "230人"],
            ["2016年单位会员数", 4, "2018.12.31单位会员数", 6],
        ],
        [],
    ),
    "labels under a kind": (
        [
            ["个人会员数", "2016年底", 200],
            [None, "2018年底", 230],
            ["单位会员数", "2016年底", 4],
            [None, "2018年底", 6],
        ],
        ["A1:A2", "A3:A4"],
    ),
    "a remark of the table above": (
        [[None] * 5 + ["2018年新增"], ["年份", "个人会员数", "单位会员数"], [2016, 200, 4], [2018, 230, 6]],
        [],
    ),
}


def _members(part: Part) -> dict[tuple[int, str], int | None]:
    return {(one.year, one.series): one.value for one in part.members}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_figure_is_its_year_and_kind_in_every_layout(tmp_path: Path, name: str) -> None:
    rows, merges = LAYOUTS[name]
    part = files.part(tmp_path, {"基本情况": WHO, "会员情况": rows}, {"会员情况": merges})
    assert _members(part) == TWO
    assert files.told(part) == []


def test_the_figures_may_stand_on_the_form(tmp_path: Path) -> None:
    part = files.part(tmp_path, {"基本情况": [*WHO, *LAYOUTS["labels"][0]]})
    assert _members(part) == TWO


def test_a_number_that_looks_like_a_year_is_a_number(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["项目", 2016, 2017, 2018], ["个人会员数", 2010, 2016, 2030]]
    part = files.part(tmp_path, {"基本情况": WHO, "会员情况": rows})
    assert [one.value for one in part.members] == [2010, 2016, 2030]


def test_what_is_no_count_is_told_at_its_cell(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["项目", "2016年", "2018年"], ["个人会员数", "约200", "两百三十"]]
    part = files.part(tmp_path, {"基本情况": WHO, "会员情况": rows})
    assert all(one.is_unreadable for one in part.members)
    assert files.told(part) == [("count_unreadable", "会员情况", "B2"), ("count_unreadable", "会员情况", "C2")]


@pytest.mark.parametrize(
    ("sheet", "rows"),
    [
        ("会费", [["会费收缴情况（单位：元）"], ["年度", "个人会员", "单位会员"], [2016, 20000, 30000], [2018, 1, 2]]),
        ("会费收入", [["项目", "2016年", "2018年"], ["个人会员", 20000, 30000], ["单位会员", 1, 2]]),
        ("经费", [["年度", "个人会员（元）", "单位会员（元）"], [2018, 20000, 30000]]),
        ("分支机构", [["年份", "个人会员数", "单位会员数"], [2018, 20, 3]]),
        ("分支机构会员", [["名称", "2016年个人会员", "2018年个人会员"], ["一分会", 10, 20]]),
        ("会员", [["部门", "2016年个人会员", "2018年个人会员"], ["甲部", 10, 20], ["乙部", 1, 2]]),
    ],
)
def test_fees_and_branches_are_not_members(tmp_path: Path, sheet: str, rows: list[Any]) -> None:
    assert files.part(tmp_path, {"基本情况": [*WHO, ["理事人数", 57]], sheet: rows}).members == []


def test_members_beside_a_column_of_fees_count(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["年份", "个人会员数", "会费（元）"], [2018, 230, 10000]]
    assert _members(files.part(tmp_path, {"基本情况": WHO, "会员情况": rows})) == {(2018, "individual"): 230}


def test_a_figure_without_a_year_is_told_and_not_guessed(tmp_path: Path) -> None:
    part = files.part(tmp_path, {"基本情况": [*WHO, ["个人会员数", 230]]})
    assert part.members == []
    assert files.told(part) == [("member_year_missing", "基本情况", "B3")]


def test_the_year_of_a_table_without_one_is_its_titles(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["2018年会员统计"], ["个人会员数", "单位会员数"], [230, 6]]
    part = files.part(tmp_path, {"基本情况": WHO, "会员情况": rows})
    assert _members(part) == {(2018, "individual"): 230, (2018, "unit"): 6}


def test_a_table_of_several_societies_belongs_to_each_row_by_row(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["2018年度学会会员统计表"],
        ["学会名称", "2016年底", None, "2018年底", None],
        [None, "个人", "单位", "个人", "单位"],
        [NAME, 200, 4, 230, 6],
        ["滨海市示例乙学会", 10, 2, 30, 4],
        ["合计", 210, 6, 260, 10],
    ]
    parts = files.read(tmp_path, {"汇总": rows}).parts
    assert [(part.identity.names[0][0], part.members[0].value) for part in parts] == [
        (NAME, 200),
        ("滨海市示例乙学会", 10),
    ]
    assert _members(parts[0]) == TWO


def test_last_years_table_is_set_aside_beside_this_years(tmp_path: Path) -> None:
    heading: list[Any] = ["年份", "个人会员数"]
    sheets: dict[str, list[list[Any]]] = {
        "基本情况": WHO,
        "会员情况": [heading, [2018, 230]],
        "2017年会员情况": [heading, [2017, 999]],
    }
    part = files.part(tmp_path, sheets)
    assert _members(part) == {(2018, "individual"): 230}
    assert files.told(part) == [("table_set_aside", "2017年会员情况", "A1")]


def test_fees_below_the_members_on_one_sheet_are_no_members(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["年份", "个人会员", "单位会员"],
        [2018, 230, 6],
        [],
        ["会费收取情况"],
        ["年度", "个人会员", "单位会员"],
        [2018, 1, 2],
    ]
    part = files.part(tmp_path, {"基本情况": WHO, "会员情况": rows})
    assert _members(part) == {(2018, "individual"): 230, (2018, "unit"): 6}
    assert files.told(part) == [("table_set_aside", "会员情况", "A5")]


@pytest.mark.parametrize("heading", ["个人会员数目", "现个人会员数", "个人会员人次"])
def test_a_heading_that_is_nearly_ours_is_told(tmp_path: Path, heading: str) -> None:
    part = files.part(tmp_path, {"基本情况": WHO, "会员情况": [["年份", heading], [2018, 230]]})
    assert part.members == []
    assert ("label_unknown", "会员情况", "B1") in files.told(part)


def test_a_fall_is_told_and_where_a_remark_stands(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["年份", "个人会员数", "备注"], [2017, 240, None], [2018, 230, "清理长期不联系的会员"]]
    part = files.part(tmp_path, {"基本情况": WHO, "会员情况": rows})
    assert files.told(part) == [("membership_fall", "会员情况", "B3")]
    assert part.remarks == [("会员情况", 3, "C3")]


def test_members_of_earlier_years_alone_are_something_filled_in(tmp_path: Path) -> None:
    """The template, which shows them, has other sheets too."""
    earlier: list[list[Any]] = [["年份", "个人会员数", "单位会员数"], [2016, 0, 12], [2017, None, None]]
    assert files.part(tmp_path, {"会员情况": [*WHO, [], *earlier]}).is_filled
    form: list[list[Any]] = [*WHO, ["会员代表人数", None]]
    assert not files.part(tmp_path, {"基本情况": form, "会员情况": earlier}).is_filled


@pytest.mark.parametrize("words", ["较2016年增加", "比2016年底增长（%）", "同比增减"])
def test_what_a_year_is_compared_with_is_no_year_end(words: str, tmp_path: Path) -> None:
    rows: list[list[Any]] = [["年份", "个人会员数", "单位会员数"], [2016, 200, 4], [2018, 230, 6], [words, 30, 2]]
    part = files.part(tmp_path, {"封面": WHO, "会员情况": rows})
    assert (_members(part), files.told(part)) == (TWO, [])


@pytest.mark.parametrize("day", ["2018年6月底", "2018.6.30", "2018年上半年", "2018年初", "截至2018年11月"])
def test_another_day_of_the_year_is_no_year_end(day: str, tmp_path: Path) -> None:
    rows: list[list[Any]] = [["年份", "个人会员数", "单位会员数"], [2016, 200, 4], [day, 230, 6]]
    part = files.part(tmp_path, {"封面": WHO, "会员情况": rows})
    assert _members(part) == {(2016, "individual"): 200, (2016, "unit"): 4}
    assert files.told(part) == [("year_unreadable", "会员情况", "A3")]


ACROSS: list[list[Any]] = [["年份", 2016, 2018], ["个人会员数", 200, 230], ["单位会员数", 4, 6]]
OF_LAST_YEAR: list[list[Any]] = [
    ["2017年度会员情况"],
    ["年份", "个人会员数", "单位会员数"],
    [2016, 9, 4],
    [2017, 10, 5],
]


def test_last_years_table_is_set_aside_where_the_figures_stand_across(tmp_path: Path) -> None:
    part = files.part(tmp_path, {"封面": WHO, "会员情况": ACROSS, "上次": OF_LAST_YEAR})
    assert (_members(part), files.told(part)) == (TWO, [("table_set_aside", "上次", "A2")])


def test_last_years_figures_across_are_set_aside(tmp_path: Path) -> None:
    last: list[list[Any]] = [["2017年度会员情况"], [None], ["年份", 2016, 2017], ["个人会员数", 9, 10]]
    own: list[list[Any]] = [["年份", "个人会员数", "单位会员数"], [2016, 200, 4], [2018, 230, 6]]
    part = files.part(tmp_path, {"封面": WHO, "会员情况": own, "上次": last})
    assert (_members(part), files.told(part)) == (TWO, [("table_set_aside", "上次", "B4")])


def test_a_form_as_one_row_may_hold_figures_of_year_ends(tmp_path: Path) -> None:
    labels = ["学会名称", "填报年度", "会员代表人数", "本年度是否换届", "2016年底个人会员数", "2018年底个人会员数"]
    part = files.part(tmp_path, {"表": [labels, [NAME, 2018, 90, "是", 200, 230]]})
    assert _members(part) == {(2016, "individual"): 200, (2018, "individual"): 230}
    assert files.form(part) == {"delegates": 90, "is_renewal": 1}
    for group in (3, 4):
        two_rows = [labels[:group] + ["组织情况"] + [None] * (5 - group), [None] * group + labels[group:]]
        part = files.part(tmp_path, {"表": [*two_rows, [NAME, 2018, 90, "是", 200, 230]]})
        assert _members(part) == {(2016, "individual"): 200, (2018, "individual"): 230}


def test_labels_of_year_ends_above_their_figures_among_those_of_the_form(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["党员人数", "（二十六）2016年底个人会员数", "届次"],
        [40, 200, "第八届"],
        ["学科类别", "*2018年底个人会员数"],
        ["理科", 230],
    ]
    part = files.part(tmp_path, {"封面": WHO, "表": rows})
    assert _members(part) == {(2016, "individual"): 200, (2018, "individual"): 230}
    assert files.form(part)["party_members"] == 40


def test_a_column_of_units_parts_no_label_from_its_figures(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["指标名称", "单位", "2016年底", "2018年底"],
        ["个人会员", "人", 200, 230],
        ["单位会员", "个", 4, 6],
    ]
    part = files.part(tmp_path, {"封面": WHO, "会员情况": rows})
    assert (_members(part), files.told(part)) == (TWO, [])


def test_members_in_a_sentence_are_told(tmp_path: Path) -> None:
    text = "截至2018年底，我会共有个人会员240人，单位会员12个。"
    part = files.part(tmp_path, {"封面": [*WHO, ["会员代表人数", 60]], "会员情况": [["会员情况说明"], [text]]})
    assert (_members(part), files.told(part)) == ({}, [("label_unknown", "会员情况", "A2")])


def test_year_ends_below_who_reports_are_filled_in_though_the_last_is_missing(tmp_path: Path) -> None:
    who: list[list[Any]] = [["学会名称", "统一社会信用代码", "填报年度"], [NAME, "51990000271234567X", 2018]]
    part = files.part(tmp_path, {"会员情况": [*who, ["年份", "个人会员数", "单位会员数"], [2016, 200, 4]]})
    assert (part.is_filled, len(part.members)) == (True, 2)


def test_a_code_beside_its_label_makes_no_heading_of_their_row(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["一、基本信息", "统一社会信用代码", "51990000271234567X"],
        ["年份", "个人会员数"],
        [2018, 9],
    ]
    part = files.part(tmp_path, {"会员情况": [["2018年会员情况"], *rows]})
    assert part.identity.codes == (("51990000271234567X", "会员情况!C2"),)
