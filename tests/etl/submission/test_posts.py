"""会内职务 as societies write it (docs/workbook.md, What people really send back)."""

from pathlib import Path

import pytest

from etl.knowledge import layout as layouts
from etl.submission.roster import posts
from tests.etl.submission.council import WITHOUT_POST, people, read

LAYOUT = layouts.read()


@pytest.mark.parametrize(
    ("written", "role"),
    [
        ("理事长（法定代表人）", "chair"),
        ("会长(兼)", "chair"),
        ("第五届理事会理事长", "chair"),
        ("理事长、法定代表人", "chair"),
        ("执行副理事长", "vice_chair"),
        ("常务副会长", "vice_chair"),
        ("副理事长（常务）", "vice_chair"),
        ("秘书长、副理事长", "vice_chair"),
        ("副理事长 秘书长", "vice_chair"),
        ("副理事长\n兼秘书长（聘任）", "vice_chair"),
        ("党委书记、理事长", "chair"),
        ("理事会党组织书记/理事", "member"),
        ("功能型党支部书记兼副理事长", "vice_chair"),
        ("理事长；党支部书记", "chair"),
        ("副秘书长 & 常务理事", "standing"),
        ("理事（常务）", "standing"),
        ("副理事长（秘书长）", "vice_chair"),
        ("理事（秘书长候选人）", "member"),
        ("理事（拟任秘书长）", "member"),
        ("理事兼顾问", "member"),
        ("秘书长", "secretary"),
        ("秘书长（驻会）", "secretary"),
        ("秘书长（聘任）", "hired_secretary"),
        ("秘书长【聘任】", "hired_secretary"),
        ("聘任秘书长", "hired_secretary"),
        ("秘书长（专职聘任）", "hired_secretary"),
        ("副秘书长", "staff"),
        ("副秘书长（聘任）", "staff"),
        ("监事长", "nobody"),
        ("监事", "nobody"),
        ("监事会主席", "nobody"),
        ("顾问", "nobody"),
        ("名誉理事长", "nobody"),
        ("荣誉会长", "nobody"),
        ("终身名誉理事长", "nobody"),
        ("会员代表", "nobody"),
        ("会员", "nobody"),
        ("干事", "nobody"),
        ("主任", "nobody"),
        ("名誉理事长、理事", "member"),
        (None, None),
        ("　", None),
    ],
)
def test_a_post_is_understood(written: str | None, role: str | None) -> None:
    assert posts.post(written, LAYOUT) == role


@pytest.mark.parametrize(
    "written",
    [
        *"召集人 理事？ 理事（拟） 理事（提名） 原理事长 理事长（聘任） 执行会长 党支部书记 负责人 30人 兼".split(),
        "秘书长（非理事）",
        "理事" * 5000,
        7.0,
    ],
)
def test_anything_else_is_no_post(written: str | float) -> None:
    with pytest.raises(ValueError):
        posts.post(written, LAYOUT)


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("常务理事", "standing"),
        ("二、理事", "member"),
        ("（三）副理事长", "vice_chair"),
        ("3.秘书长：", "secretary"),
        ("理事（57人）", "member"),
        ("常务理事：12名", "standing"),
        ("常务理事（按姓氏笔画为序）", "standing"),
        ("一、常务理事名单", "standing"),
        ("理事长（会长）", "chair"),
        ("监事", "nobody"),
        ("一、负责人", None),
        ("一、负责人和常务理事", None),
        ("理事长、副理事长", None),
        ("滨海市示例学会理事会名册", None),
    ],
)
def test_a_heading_gives_the_post_of_those_below(heading: str, role: str | None) -> None:
    assert posts.post_of_heading(heading, LAYOUT) == role


def test_a_category_that_is_no_post_is_told_with_the_row_of_its_person(tmp_path: Path) -> None:
    first, second = people([None] * 2, WITHOUT_POST)
    part = read(tmp_path, ["类别", *WITHOUT_POST], ["负责人", *first], ["理事", *second])
    assert [one.message for one in part.findings] == ["名册第 2 行的“会内职务”不在规定的写法之内，按理事计。"]
