"""A column that nobody read, and holds what our lists hold, is told with the reason (docs/workbook.md, Nothing
vanishes)."""

from pathlib import Path
from typing import Any

from etl.submission import understand
from tests.etl.submission.reading import KNOWLEDGE, STANDARDS, TITLES, written

HEADINGS = ["序号", "任务名称", "工作标准", "完成情况", "数量"]
ROWS: list[list[Any]] = [
    [1, TITLES[1], STANDARDS[f"T01-{number}"].text, "已完成", None, "已完成" if number < 3 else None]
    for number in range(1, 5)
]


def messages(path: Path, heading: str, rows: list[list[Any]] = ROWS) -> list[tuple[str | None, str]]:
    understanding = understand(written(path, [[*HEADINGS, heading], *rows]), KNOWLEDGE)
    told = [*understanding.findings, *understanding.parts[0].findings]
    return [(one.cell, one.message) for one in told if one.kind == "column_not_read"]


def test_it_is_said_whether_the_table_knows_the_column(tmp_path: Path) -> None:
    [(cell, unknown)] = messages(tmp_path / "one.xlsx", "初审意见")
    assert cell == "F1" and "“任务完成情况”没有这一栏" in unknown and "不止一列" not in unknown
    [(cell, twice)] = messages(tmp_path / "one.xlsx", "任务名称")
    assert cell == "F1" and "同一栏在表中不止一列，读的是另一列" in twice and "没有这一栏" not in twice


def test_answers_elsewhere_or_under_no_heading_are_told(tmp_path: Path) -> None:
    rows = [[*row[:3], None, None, "已完成（见附件）" if place < 2 else "√"] for place, row in enumerate(ROWS)]
    [(cell, message)] = messages(tmp_path / "one.xlsx", "佐证材料", rows)
    assert cell == "F2" and "“佐证材料”一栏没有读入：第 2、3行的“完成情况”空着" in message
    [(cell, message)] = messages(tmp_path / "one.xlsx", "", [[*row[:5], None] for row in ROWS[:3]] + ROWS[:1])
    assert (cell, "无标题" in message) == ("F5", True)


def test_the_nearest_heading_that_the_table_lacks_is_named(tmp_path: Path) -> None:
    [(_, message)] = messages(tmp_path / "one.xlsx", "左证材料")
    assert "；最接近的是“佐证材料”" in message
    [(_, message)] = messages(tmp_path / "one.xlsx", "初审意见")
    assert "最接近" not in message


def test_words_of_other_lists_or_a_quiet_column_say_nothing(tmp_path: Path) -> None:
    assert messages(tmp_path / "one.xlsx", "备注") == []
    few = [[*row[:5], "已完成" if place == 0 else None] for place, row in enumerate(ROWS)]
    assert messages(tmp_path / "one.xlsx", "初审意见", few) == []
    assert messages(tmp_path / "one.xlsx", "初审意见", [[*row[:5], "按计划进行"] for row in ROWS]) == []


def test_numbers_among_figures_of_members_are_told(tmp_path: Path) -> None:
    def told(*rows: list[Any]) -> list[tuple[str, str | None]]:
        understanding = understand(written(tmp_path / "one.xlsx", list(rows)), KNOWLEDGE)
        findings = [*understanding.findings, *understanding.parts[0].findings]
        return sorted((one.kind, one.cell) for one in findings if one.kind.startswith("column_"))

    lacking = [("column_missing", "C2"), ("column_not_read", "B1")]
    years: list[list[Any]] = [[2016, 210, 3, 213], [2017, 220, 4, 224], [2018, 230, 5, 235]]
    assert told(["年份", "在册个人会员", "单位会员数", "会员总数"], *years) == lacking
    assert told(["年份", "会费收入", "单位会员数", "会员总数"], *years) == lacking[:1]
    few = [[year, count if year == 2016 else None, *rest] for year, count, *rest in years]
    assert told(["年份", "在册个人会员", "单位会员数", "会员总数"], *few) == lacking[:1]
    across: list[list[Any]] = [["", 2016, 2017, 2018], ["单位会员数", 3, 4, 5], ["会员总数", 213, 224, 235]]
    assert told(*across, ["在册个人会员", 210, 220, 230]) == [("column_missing", "B2"), ("column_not_read", "A4")]
    assert told(*across, ["个人会员数", 210, 220, 230]) == []
    assert told(*across, ["个人会员数", 210, 220, 230], ["在册志愿者", 7, 8, 9]) == [("column_not_read", "A5")]
    assert told(*across, ["个人会员数", 210, 220, 230], ["在册志愿者", 7, None, None]) == []
    of_kinds: list[list[Any]] = [["年份", "会员类别", "人数"], [2017, "个人会员", 220], [None, "单位会员", 4]]
    assert told(*of_kinds, [2018, "在册会员", 230], [None, "单位会员", 5]) == [("column_not_read", "B4")]
    assert told(*of_kinds, [2018, "个人会员", 230], [None, "单位会员", 5]) == []


def test_a_single_answer_under_an_unknown_heading_is_told(tmp_path: Path) -> None:
    ticked = [[*row[:3], "√" if place else None, None, None if place else "√"] for place, row in enumerate(ROWS)]
    [(cell, _)] = messages(tmp_path / "one.xlsx", "基本落实", ticked)
    assert cell == "F1"
    both = [[*row[:5], "√" if place == 0 else None] for place, row in enumerate(ROWS)]
    assert messages(tmp_path / "one.xlsx", "基本落实", both) == []
    rows = [[1, TITLES[6], STANDARDS["T06-1"].text, "已完成", None, 2], *([*row[:5], None] for row in ROWS)]
    assert [cell for cell, _ in messages(tmp_path / "one.xlsx", "次数", rows)] == ["F1"]  # 数量 is blank beside it
    in_words = [[*rows[0][:5], "2次"], *rows[1:]]
    assert [cell for cell, _ in messages(tmp_path / "one.xlsx", "次数", in_words)] == ["F1"]
    counted = [[*rows[0][:4], 2, 2], *rows[1:]]
    assert messages(tmp_path / "one.xlsx", "次数", counted) == []
    headings = ["序号", "任务名称", "工作标准", "完成情况", "佐证材料"]
    for heading, told in (("个次", "F1"), (None, "F2")):
        understanding = understand(written(tmp_path / "one.xlsx", [[*headings, heading], *rows]), KNOWLEDGE)
        assert [one.cell for one in understanding.findings if one.kind == "column_not_read"] == [told]


def test_a_table_beside_others_is_told_although_they_were_read(tmp_path: Path) -> None:
    form: list[list[Any]] = [["学会名称", "滨海市示例学会"], ["填报年度", 2018], ["理事人数", 2], ["监事人数", 1]]
    persons: list[list[Any]] = [["姓名", "性别", "政治面貌"], *([f"示例{place}", "男", "群众"] for place in range(3))]
    members: list[list[Any]] = [["年份", "个人会员数"], [2017, 220], [2018, 230], [None, None]]
    rows = [[*one, None, *two, None, *three] for one, two, three in zip(form, persons, members, strict=True)]
    understanding = understand(written(tmp_path / "one.xlsx", rows), KNOWLEDGE)
    assert [(one.kind, one.cell) for one in understanding.findings] == [("table_unread", "D1")]
    assert understanding.accounts[-1].unread == 12
