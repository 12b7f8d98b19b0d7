"""The rubric against the official annex, and what a wrong rubric is told."""

import re
from pathlib import Path

import pytest

from etl.knowledge import rubric as rubrics
from etl.paths import RUBRICS

ANNEX = Path(__file__).parent / "reform-task-table.txt"
STANDARDS = [4, 3, 3, 3, 3, 4, 3, 1, 1, 3, 2, 4, 6, 3, 3, 3, 2, 2, 2, 1]


def annex_rows() -> list[list[str]]:
    """The numbered rows of the annex: number, title, content, standards, note."""
    rows: list[list[str]] = []
    for record in re.split(r"\n\s*\n(?=\t)", ANNEX.read_text("utf-8")):
        cells = [cell.strip(" \u3000\n") for cell in record.split("\n\t")]
        cells[0] = cells[0].strip("\t \u3000\n")
        if cells[0].isdigit():
            rows.append([*cells, ""][:5])
    return rows


def test_every_word_of_the_annex_stands_in_the_rubric() -> None:
    rubric = rubrics.read_all()[0]
    written = [
        [str(task.number), task.title, task.content, "\n".join(one.text for one in task.standards), task.note]
        for task in rubric.tasks
    ]
    assert written == annex_rows()


def test_twenty_tasks_have_fifty_six_standards() -> None:
    rubric = rubrics.read_all()[0]
    assert [len(task.standards) for task in rubric.tasks] == STANDARDS
    assert sum(STANDARDS) == 56
    assert [task.group for task in rubric.tasks] == ["basic"] * 6 + ["renewal"] * 4 + ["optional"] * 10


def test_demands_are_quoted_from_the_content_column() -> None:
    for task in rubrics.read_all()[0].tasks:
        for criterion in task.criteria:
            if not criterion.is_standard:
                assert criterion.source == "改革内容"
                assert criterion.text in task.content


def test_rules_are_printed_for_people() -> None:
    rubric = rubrics.read_all()[0]
    printed = {one.criterion_id: rubric.printed_rule(one) for one in rubric.criteria}
    assert printed["T08-a"] == "3 × 理事人数 ≤ 会员代表人数"
    assert printed["T10-a"] == "专兼职工作人员数 > 换届前专兼职工作人员数"
    assert printed["T01-1"] is None


BROKEN = {
    "division": ("3 * councillors <= delegates", "councillors / delegates <= 1", "T08-a：rules：不允许 /"),
    "unknown measure": ("3 * councillors <= delegates", "3 * councilors <= delegates", "没有名为“councilors”"),
    "function": ("3 * councillors <= delegates", "abs(councillors) <= delegates", "不允许 abs"),
    "subquery": ("3 * councillors <= delegates", "(select 1) <= delegates", "T08-a：rules：不允许"),
    "two statements": ("3 * councillors <= delegates", "councillors > 1; drop table society", "T08-a：rules"),
    "from clause": ("3 * councillors <= delegates", "councillors > 1 from society", "只能是一个算式"),
    "text": ("3 * councillors <= delegates", "councillors <= 'x'", "T08-a：rules"),
    "not a judgement": ("3 * councillors <= delegates", "3 * councillors", "不是判断"),
    "unknown key": ("no_counts_from = 2018", "no_count_from = 2018", "任务 20 判定项 T20-1：no_count_from：不认识此键"),
    "missing parameter": ("growth_pct = 15", "", "growth_pct：缺少此键"),
    "parameter is text": ("growth_pct = 15 ", 'growth_pct = "15" ', "parameters.growth_pct：应是整数"),
    "rule without a number's say": ('decided_by = "both"\ncount = "platforms"', 'count = "platforms"', "T06-1：rules"),
    "unknown parameter": ("young_age = 45", "young_age = 45\nyoung_ages = 40", "parameters.young_ages：不认识此键"),
    "measure nobody fills": (
        "\nplatforms = {",
        '\nmeetings = { label = "次数", unit = "" }\nplatforms = {',
        "没有地方填",
    ),
    "measure with an unknown key": ('unit = "项" }', 'unit = "项", form = "delegates" }', "chosen.form：不认识此键"),
    "measure of no field": ('label = "承接职能项数"', 'label = "", field = "xx"', "没有名为“xx”的"),
    "own source of what is counted": ("now = {", 'now = { series = "unit",', "measures.now：此指标由程序统计"),
    "count beside a source": ("platforms = {", 'platforms = { series = "unit",', "measures.platforms：既有来源"),
    "label with an unknown parameter": ('"{base_year}年底', '"{year}年底', "measures.base.label：花括号中应是参数名"),
    "group without tasks": (
        "[groups]",
        '[groups]\nmore = { title = "", kind = "basic" }',
        "groups.more：这一组没有任务",
    ),
    "group of no kind": ('basic = "学会改革基本任务"', 'basic = { title = "", kind = "x" }', "groups.basic.kind：应是"),
    "task of no group": ('group = "renewal"', 'group = "renewals"', "任务 7：group：应是"),
    "two of one id": ('id = "T01-2"', 'id = "T01-1"', "id：重复：T01-1"),
    "two tasks of one number": ("number = 2\n", "number = 1\n", "id：应以 T01- 开头"),
    "two that ask for one count": ('count = "nominations"', 'count = "platforms"', "count：重复：platforms"),
    "when that never holds": ('"base > 0 and base < s', '"base > 400 and base < s', "永远不会成立"),
    "when that is never asked": ('when = "base > small_base"', 'when = "base > 0 and base < 200"', "永远不会成立"),
    "not TOML": ("[parameters]", "[parameters", "不是有效的 TOML"),
}


@pytest.mark.parametrize(("old", "new", "said"), BROKEN.values(), ids=BROKEN.keys())
def test_a_wrong_rubric_is_refused_by_task_criterion_and_key(old: str, new: str, said: str, tmp_path: Path) -> None:
    text = (RUBRICS / "2017.toml").read_text("utf-8")
    assert old in text
    path = tmp_path / "2017.toml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(rubrics.RubricError) as refused:
        rubrics.read(path)
    assert said in str(refused.value)


def test_a_rubric_holds_until_the_next(tmp_path: Path) -> None:
    text = (RUBRICS / "2017.toml").read_text("utf-8")
    (tmp_path / "2017.toml").write_text(text, "utf-8")
    (tmp_path / "2020.toml").write_text(text.replace("growth_pct = 15", "growth_pct = 20"), "utf-8")
    both = rubrics.read_all(tmp_path)
    assert [rubrics.in_force(both, year).parameters["growth_pct"] for year in (2017, 2019, 2020, 2024)] == [
        15,
        15,
        20,
        20,
    ]
    with pytest.raises(rubrics.RubricError, match="2016 年度没有评价细则"):
        rubrics.in_force(both, 2016)
