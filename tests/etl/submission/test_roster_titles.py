"""Which rosters are the council's, told by title and sheet (docs/workbook.md, What people really send back)."""

from pathlib import Path
from typing import Any

import pytest

from tests.etl.submission.council import COUNT, HEADINGS, POSTS, ROSTER, WITHOUT_POST, gaps, people, posts, read
from tests.etl.submission.files import WHO, part, told


def test_sheets_named_for_a_post_give_it(tmp_path: Path) -> None:
    leaders = [HEADINGS, *people(POSTS[:3])]
    standing = [[f"{WHO[0][1]}第五届常务理事名单"], WITHOUT_POST, *people([None], WITHOUT_POST, 10)]
    others = [WITHOUT_POST, *people([None, None], WITHOUT_POST, 20)]
    read_part = part(tmp_path, {"封面": WHO, "负责人": leaders, "名单": standing, "理事": others})
    assert (posts(read_part), gaps(read_part), told(read_part)) == (COUNT, 0, [])


@pytest.mark.parametrize(
    ("sheet", "title"),
    [
        ("上届理事会名册", None),
        ("名册2", "示例甲学会往届理事会成员名单"),
        ("换届前", "理事会名册"),
        ("会员代表名册", None),
        ("名单", "第五次会员代表大会会员代表名册"),
        ("党员名册", None),
        ("专家库", "专家名单"),
        ("分支机构", "分支机构负责人名册"),
        ("签到", "会议签到表"),
        ("2017年理事会名册", None),
        ("名册2", "2016年度理事会名册"),
        ("名册2", "理事会候选人名册"),
        ("变动", "退出理事会人员名单"),
    ],
)
def test_a_foreign_roster_is_set_aside_with_a_warning(sheet: str, title: str | None, tmp_path: Path) -> None:
    foreign = [*([[title]] if title else []), HEADINGS, *people(["理事"] * 9, first=100)]
    read_part = part(tmp_path, {"封面": WHO, ROSTER: [HEADINGS, *people()], sheet: foreign})
    assert posts(read_part) == COUNT
    assert told(read_part) == [("table_set_aside", sheet, "A2" if title else "A1")]


@pytest.mark.parametrize(
    ("sheet", "title"),
    [
        (ROSTER, "第五届理事会（2014—2018年）成员名册"),
        (ROSTER, "示例甲学会第三次会员代表大会选举产生的理事会名册"),
        (ROSTER, "理事会名册（2017年5月20日选举产生）"),
        (ROSTER, "2016年换届理事会名册"),
        (ROSTER, "2018年度理事会成员名册"),
        ("签到表", "理事会签到表"),
        ("Sheet4", None),
    ],
)
def test_the_councils_own_roster_is_read_without_a_warning(sheet: str, title: str | None, tmp_path: Path) -> None:
    read_part = read(tmp_path, *([[title]] if title else []), HEADINGS, *people(), sheet=sheet)
    assert (posts(read_part), told(read_part)) == (COUNT, [])


@pytest.mark.parametrize("title", ["理事会候选人名册", "2017年理事会名册"])
def test_the_only_roster_is_read_with_a_warning(title: str, tmp_path: Path) -> None:
    read_part = read(tmp_path, [title], HEADINGS, *people())
    assert (posts(read_part), told(read_part)) == (COUNT, [("roster_doubtful", ROSTER, "A2")])


@pytest.mark.parametrize("sheet", ["理事单位", "理事会秘书处通讯录"])
def test_a_list_of_others_without_posts_is_no_roster(sheet: str, tmp_path: Path) -> None:
    heads = ["姓名", "性别", "工作单位", "联系电话"]
    read_part = part(
        tmp_path, {"封面": WHO, ROSTER: [HEADINGS, *people()], sheet: [heads, ["示例", "男", "示例大学", "1"]]}
    )
    assert posts(read_part) == COUNT


def test_the_title_of_all_councillors_gives_nobody_a_post(tmp_path: Path) -> None:
    read_part = read(tmp_path, ["理事名单"], WITHOUT_POST, *people([None, None], WITHOUT_POST))
    assert (posts(read_part), told(read_part)) == ({None: 2}, [("column_missing", ROSTER, "A2")])


def test_candidates_count_where_the_roster_beside_is_empty(tmp_path: Path) -> None:
    read_part = part(tmp_path, {"封面": WHO, ROSTER: [HEADINGS, [1]], "候选人": [HEADINGS, *people()]})
    assert (posts(read_part), told(read_part)) == (COUNT, [("roster_doubtful", "候选人", "A1")])


@pytest.mark.parametrize("title", ["光学专业委员会理事会名册", "青年理事会名册", "第七届理事会名册"])
def test_a_branch_or_an_earlier_term_is_not_the_council_though_its_title_says_理事会(
    title: str, tmp_path: Path
) -> None:
    other = [[title], HEADINGS, *people(first=20)]
    read_part = part(tmp_path, {"封面": [*WHO, ["届次", "第八届"]], ROSTER: [HEADINGS, *people()], "其他": other})
    assert (posts(read_part), told(read_part)) == (COUNT, [("table_set_aside", "其他", "A2")])


def test_the_only_roster_of_an_earlier_term_is_read_with_a_warning(tmp_path: Path) -> None:
    rows = [["第七届理事会名册"], HEADINGS, *people()]
    read_part = part(tmp_path, {"封面": [*WHO, ["届次", "第十八届"]], ROSTER: rows})
    assert (posts(read_part), told(read_part)) == (COUNT, [("roster_doubtful", ROSTER, "A2")])


def test_the_values_of_a_form_right_above_are_no_title(tmp_path: Path) -> None:
    above: list[list[Any]] = [["理事会层面党组织", "党员人数"], ["功能型党支部", 40]]
    read_part = read(tmp_path, *above, HEADINGS, *people())
    assert (posts(read_part), told(read_part)) == (COUNT, [])


def test_the_last_year_of_a_table_right_above_is_no_title(tmp_path: Path) -> None:
    members: list[list[Any]] = [["年份", "个人会员数"], ["2016年底", 200], ["2017年底", 201], []]
    read_part = read(tmp_path, *members, ["填报单位（盖章）："], HEADINGS, *people())
    assert (posts(read_part), told(read_part)) == (COUNT, [])
