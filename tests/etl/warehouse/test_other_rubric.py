"""A rubric with other groups, other measures and another base year, judged without a line of Python for it."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from etl.loading import pipeline
from etl.paths import RUBRICS
from tests.etl import society
from tests.etl.conftest import Desk

NAME = "滨海市示例甲学会"
NEEDED = """
[parameters]
base_year = 2017
small_base = 300
growth_pct = 5
young_age = 40
optional_minimum = 2
senior_age = 42
[groups]
basic = "基本项"
[groups.strong]
title = "必备项"
kind = "basic"
[groups.bonus]
title = "加分项"
kind = "optional"
minimum = 1
[measures]
base = { label = "{base_year}年底个人会员数", unit = "人" }
now = { label = "本年底个人会员数", unit = "人" }
units = { label = "单位会员数", unit = "个", series = "unit" }
before = { label = "2016年底个人会员数", unit = "人", year_end = 2016 }
parttime = { label = "兼职人数", unit = "人", field = "staff_parttime" }
senior = { label = "{senior_age}岁以上理事人数", unit = "人", roster = "is_councillor = 1 and age >= senior_age" }
"""


def rubric(*rules: tuple[str, str]) -> str:
    """A rubric of one task a rule, each with its group."""
    tasks = [
        f"""[[task]]
number = {number}
group = "{group}"
title = "第{number}项任务"
short_title = "第{number}项"
content = "内容"
[[task.criterion]]
id = "T{number:02d}-1"
text = "1.标准{number}"
decided_by = "rule"
rules = [{{ rule = "{rule}" }}]
"""
        for number, (group, rule) in enumerate(rules, start=1)
    ]
    return 'name = "试写的细则"\n' + NEEDED + "\n".join(tasks)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of rubrics that a load takes: that of 2017, and what a test puts beside it."""
    rubrics = tmp_path / "rubrics"
    rubrics.mkdir()
    (rubrics / "2017.toml").write_bytes((RUBRICS / "2017.toml").read_bytes())
    monkeypatch.setattr(pipeline, "RUBRICS", rubrics)
    return rubrics


RULES = (
    ("basic", "100 * now >= 105 * base"),
    ("basic", "senior >= 93"),
    ("basic", "senior >= 94"),
    ("strong", "before = 390"),
    ("strong", "parttime = 2 and units >= 11"),
    ("bonus", "now >= 1"),
)
OWN = ("base", "before", "parttime", "senior", "units")


def load(desk: Desk, path: Path, **changes: Any) -> None:
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": NAME, "2016年底个人会员数（核定）": 390}])
    desk.load(society.write(path, **changes))


def test_measures_come_from_where_the_rubric_says(folder: Path, desk: Desk, tmp_path: Path) -> None:
    (folder / "2018.toml").write_text(rubric(*RULES), "utf-8")
    load(desk, tmp_path / "a.xlsx")
    own = "select measure, value, sheet || '!' || cell from measure where list_contains(?, measure) order by measure"
    assert desk.ask(own, list(OWN)) == [
        ("base", 410, "会员情况!B3"),
        ("before", 390, "名录!H2"),
        ("parttime", 2, "基本情况!B7"),
        ("senior", 93, "理事会名册!J2:J94"),
        ("units", 11, "会员情况!C4"),
    ]
    explained = dict(desk.ask("select criterion_id, explanation from criterion_result"))
    assert explained["T01-1"] == "100 × 420 = 42,000 < 105 × 410 = 43,050"
    assert explained["T02-1"] == "42岁以上理事人数 93 ≥ 93"
    assert desk.ask("select verdict, criterion_id from membership_growth") == [("unmet", "T01-1")]


def test_a_count_over_the_roster_is_open_where_an_age_is(folder: Path, desk: Desk, tmp_path: Path) -> None:
    (folder / "2018.toml").write_text(rubric(*RULES), "utf-8")
    load(desk, tmp_path / "a.xlsx", roster=[*society.council(93, 31), society.person(94, 出生年月=None)])
    assert desk.ask("select value from measure where measure = 'senior'") == [(None,)]
    assert desk.verdicts("task_id in ('T02', 'T03')") == dict.fromkeys(("T02", "T02-1", "T03", "T03-1"), "unknown")


def test_groups_are_judged_by_their_kind(folder: Path, desk: Desk, tmp_path: Path) -> None:
    (folder / "2018.toml").write_text(rubric(*RULES), "utf-8")
    load(desk, tmp_path / "a.xlsx")
    groups = desk.ask("select group_id, kind, verdict from group_result order by group_id")
    assert groups == [("basic", "basic", "unmet"), ("bonus", "optional", "unknown"), ("strong", "basic", "met")]
    result = "select basic, renewal, optional, overall from society_result"
    assert desk.ask(result) == [("unmet", "not_applicable", "unknown", "unmet")]


def test_a_registered_base_is_that_of_its_year(folder: Path, desk: Desk, tmp_path: Path) -> None:
    (folder / "2018.toml").write_text(rubric(*RULES), "utf-8")
    load(desk, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(desk.folder.registry)
    sheet = book["名录"]
    sheet.cell(1, 12, "2017年底个人会员数（核定）")
    sheet.cell(2, 12, 400)
    book.save(desk.folder.registry)
    desk.load()
    assert desk.ask("select value, sheet, cell from measure where measure = 'base'") == [(400, "名录", "L2")]
    assert desk.verdicts("task_id = 'T01'")["T01"] == "met"
