"""Names of files: whatever stands in a society's name, every file system and every browser takes them."""

import pytest

from etl.text import display_width, file_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("S01-数学学会-2018填报表.xlsx", "S01-数学学会-2018填报表.xlsx"),
        ("../../etc/passwd", "未命名.etc-passwd"),
        ("甲/乙\\丙:丁.xlsx", "甲-乙-丙-丁.xlsx"),
        ("填报表（须更正）\u202e\u200b.xlsx", "填报表（须更正）.xlsx"),
        ("\x00.xlsx", "未命名.xlsx"),
        ("学会\ud800.xlsx", "学会.xlsx"),
    ],
)
def test_name_keeps_what_is_safe(name: str, safe: str) -> None:
    assert file_name(name) == safe


@pytest.mark.parametrize("sign", ["学", "a", "𠀀"])
def test_long_name_is_cut_so_that_a_file_system_takes_it(sign: str) -> None:
    name = file_name(f"{sign * 300}.xlsx")
    assert name.endswith(f"{sign}.xlsx")
    assert 200 < len(name.encode()) + (160 if sign == "a" else 0) <= 255


def test_chinese_character_is_twice_as_wide_as_a_latin_one() -> None:
    assert [display_width(text) for text in ("", "ab", "学会", "第1项", "“×”")] == [0, 2, 4, 5, 6]
