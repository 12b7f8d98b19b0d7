"""Points of a rubric: what is let through, how it is printed, and what a wrong one is told."""

from pathlib import Path

import pytest

from etl.knowledge import rubric as rubrics
from etl.knowledge.points import printed_points

TABLES = Path(__file__).parents[2] / "cases" / "rubrics"


def read(folder: Path, name: str, old: str = "", new: str = "") -> rubrics.Rubric:
    text = (TABLES / f"{name}.toml").read_text("utf-8")
    assert old in text
    text = text.replace(old, new, 1)
    path = folder / "2018.toml"
    path.write_text(text, "utf-8")
    return rubrics.read(path)


@pytest.mark.parametrize(
    ("name", "most", "least", "printed"),
    [
        ("ability", 11200, -1700, "本年底个人会员数：600 人以上 15 分，200 人以上 10 分，50 人以上 5 分"),
        ("stars", 2525, 0, "达标 3 分，未达标 0 分"),
        ("organisations", 108000, -10000, "已完成 60 分，部分完成 30 分，未完成 0 分"),
    ],
)
def test_three_tables_are_read_without_a_line_of_python(
    tmp_path: Path, name: str, most: int, least: int, printed: str
) -> None:
    rubric = read(tmp_path, name)
    points = [criterion.points for criterion in rubric.criteria if criterion.points]
    assert sum(one.most for one in points) == most
    assert sum(one.least for one in points) == least
    assert printed_points(points[0], rubric.measures) == printed


def test_points_are_printed_for_people(tmp_path: Path) -> None:
    rubric = read(tmp_path, "ability")
    printed = {one.criterion_id: printed_points(one.points, rubric.measures) for one in rubric.criteria if one.points}
    assert printed["T05-1"] == "省部级以上表彰：每 1 项 2.5 分，最多 10 分"
    assert printed["T06-1"] == "查实的投诉：每 1 件 扣 3 分，最多扣 12 分"
    assert printed["T06-2"] == "已完成 0 分，部分完成 扣 2.5 分，未完成 扣 5 分"


FIRST = "任务 1 判定项 T01-1：points"
BROKEN = {
    "bands not descending": ("at_least = 200, points", "at_least = 600, points", f"{FIRST}.bands：各档的界限应从严"),
    "bands both ways": ("at_least = 200, points", "at_most = 200, points", f"{FIRST}.bands：各档应都用"),
    "points not descending": ("points = 10 }, { at", "points = 15 }, { at", f"{FIRST}.bands：各档的分数应从多到少"),
    "band of no points": ("at_least = 50, points = 5", "at_least = 50, points = 0", f"{FIRST}.bands：各档的分数"),
    "band without its limit": ("{ at_least = 600, points = 15 }", "{ points = 15 }", f"{FIRST}.bands：一档应写"),
    "band that everybody reaches": ("at_least = 50,", "at_least = 0,", f"{FIRST}.bands：at_least = 0 人人"),
    "unknown measure": ('measure = "now"', 'measure = "nows"', f"{FIRST}.measure：没有名为“nows”的指标"),
    "unknown key": ('measure = "now",', 'measure = "now", max = 3,', f"{FIRST}.max：不认识此键"),
    "thousandths": ("at_least = 600, points = 15", "at_least = 600, points = 1.125", "最多两位小数"),
    "each without a cap": ("each = 4, cap = 20", "each = 4", "判定项 T03-1：points.cap：缺少此键"),
    "cap below one": ("each = 4, cap = 20", "each = 4, cap = 3", "判定项 T03-1：points.cap"),
    "each beside bands": ("each = 4,", "bands = [], each = 4,", "points.bands：不能与其他的键并用"),
    "answer without its half": ("partial = 7.5, ", "", "判定项 T02-1：points.partial：缺少此键"),
    "half above the whole": ("partial = 7.5", "partial = 17.5", "判定项 T02-1：points：完成得越多"),
    "nothing done, something given": ("partial = 5, not_done = 0", "partial = 5, not_done = 1", "not_done 不能大于 0"),
    "half where numbers decide": (
        'points = { measure = "units", bands = [{ at_least = 20, points = 10 }, { at_least = 5, points = 5 }] }',
        "points = { done = 10, partial = 5, not_done = 0 }",
        "判定项 T01-2：points.partial：不能与其他的键并用",
    ),
    "nobody answers": (
        "points = { done = 15, partial = 7.5, not_done = 0 }",
        'source = "改革内容"\npoints = { done = 15, partial = 7.5, not_done = 0 }',
        "判定项 T02-1：points：没有地方填报",
    ),
    "answer that is not judged": (
        "points = { done = 15, partial = 7.5, not_done = 0 }",
        "is_judged = false\npoints = { done = 15, partial = 7.5, not_done = 0 }",
        "判定项 T02-1：points：没有地方填报",
    ),
    "better and worse": (
        "{ at_least = 8, points = 2 }",
        "{ at_most = 8, points = 2 }",
        "判定项 T05-a：points.measure：这个指标在 T03-1 里的好坏方向相反",
    ),
    "bonus without a cap": ("bonus = true\ncap = 10", "bonus = true", "groups.extra.cap：加分的组须写明"),
    "cap of nothing": ("cap = 15", "cap = 0", "groups.minus.cap：应大于 0"),
    "bonus that is a word": ("bonus = true", 'bonus = "是"', "groups.extra.bonus：应是 true 或 false"),
    "grades with a gap": ('[[grade]]\nname = "不评级"\n', "", "grade：60 分以下没有等级"),
    "grades that overlap": ("at_least = 75", "at_least = 90", "grade.at_least：各等级应从高到低"),
    "grade without a limit": ("at_least = 75", "", "grade.at_least：只有最后一个等级"),
    "two grades of one name": ('name = "4A"', 'name = "5A"', "grade.name：重复：5A"),
    "grade nobody reaches": ("at_least = 90", "at_least = 110.5", "各项最多 110 分，永远评不到“5A”"),
    "grade with an unknown key": ('name = "4A"', 'name = "4A"\nabove = 1', "grade.above：不认识此键"),
}


@pytest.mark.parametrize(("old", "new", "said"), BROKEN.values(), ids=BROKEN.keys())
def test_wrong_points_are_refused_by_task_criterion_and_key(old: str, new: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(rubrics.RubricError) as refused:
        read(tmp_path, "ability", old, new)
    assert str(refused.value).startswith("2018.toml：")
    assert said in str(refused.value)


def test_a_deduction_stands_only_where_its_criterion_applies_for_sure(tmp_path: Path) -> None:
    with pytest.raises(rubrics.RubricError, match="判定项 T04-1：points：扣分只能写在一定适用的判定项里"):
        read(tmp_path, "stars", "done = 3, partial = 1, not_done = 0 ", "done = 3, partial = 1, not_done = -1 ")


@pytest.mark.parametrize("extra", ["[[grade]]\nname = '5A'\n", "[groups.more]\ntitle = ''\nkind = 'basic'\ncap = 3\n"])
def test_what_no_points_fill_is_refused(tmp_path: Path, extra: str) -> None:
    path = tmp_path / "2018.toml"
    seven = TABLES.parent / "rubric-2019-seven-tasks.toml"
    text = seven.read_text("utf-8").replace("[[task]]", f"{extra}[[task]]", 1)
    if "groups" in extra:
        text = text.replace('group = "optional"', 'group = "more"').replace('optional = "加分项"\n', "")
    path.write_text(text, "utf-8")
    with pytest.raises(rubrics.RubricError, match="没有计分的判定项"):
        rubrics.read(path)
