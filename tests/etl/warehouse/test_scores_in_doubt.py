"""Points of what may not apply, of groups that are nobody's, of numbers under a review (docs/judging.md, Points)."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from etl.loading import pipeline
from etl.loading.decide import Review, record_review
from etl.paths import RUBRICS
from tests.etl import society
from tests.etl.conftest import Desk, silent
from tests.etl.submission.files import write

RUBRIC = """
name = "试写的细则"
[parameters]
base_year = 2017
small_base = 300
growth_pct = 15
young_age = 45
optional_minimum = 1
[groups]
basic = "日常工作"
renewal = "换届工作"
optional = "特色工作"
[measures]
now = { label = "本年底个人会员数", unit = "人" }
units = { label = "单位会员数", unit = "个", series = "unit" }
[[grade]]
name = "合格"
at_least = 6
[[grade]]
name = "不合格"
"""
TASK = """
[[task]]
number = {number}
group = "{group}"
title = "{title}"
short_title = "{title}"
content = "内容。"
"""
CRITERION = """
[[task.criterion]]
id = "{id}"
text = "{text}"
{rest}
"""
BANDS = 'points = { measure = "now", bands = [{ at_least = 400, points = 3 }, { at_least = 200, points = 2 }] }'
CRITERIA = {
    "T01-1": f'decided_by = "rule"\nrules = [{{ rule = "now >= 200" }}]\n{BANDS}',
    "T01-2": 'points = { measure = "units", each = 1, cap = 4 }',
    "T02-1": "points = { done = 5, partial = 2, not_done = 0 }",
    "T03-1": "points = { done = 4, partial = 2, not_done = 0 }",
}
TASKS = {1: ("basic", "会员发展"), 2: ("renewal", "按期换届"), 3: ("optional", "学术会议")}
SCORE = "select low, high, maximum, reason from criterion_score where society_id = ? and criterion_id = ?"
GROUPS = "select group_id, self_low, self_high, low, high, maximum from group_score where society_id = ? order by all"


@pytest.fixture(scope="module")
def scored(make_desk: Callable[[str], Desk]) -> Iterator[Desk]:
    """Societies under that rubric: S1 whose renewal is open, S2 due, S3 not due and its choice unclear, S4 silent."""
    desk = make_desk("in_doubt")
    folder = desk.folder.root.parent
    held = folder / "rubrics"
    held.mkdir()
    tasks = "".join(
        TASK.format(number=number, group=group, title=title)
        + "".join(
            CRITERION.format(id=name, text=f"{name[-1]}.{title}之{name[-1]}；", rest=rest)
            for name, rest in CRITERIA.items()
            if name.startswith(f"T{number:02d}")
        )
        for number, (group, title) in TASKS.items()
    )
    (held / "2017.toml").write_bytes((RUBRICS / "2017.toml").read_bytes())
    (held / "2018.toml").write_text(RUBRIC + tasks, "utf-8")
    names = [f"滨海市示例{letter}学会" for letter in "甲乙丙丁"]
    years = (None, 2018, 2019, 2019)
    society.write_registry(
        desk.folder.registry,
        [
            {"编号": f"S{number}", "学会名称": name, "应换届年份": year}
            for number, (name, year) in enumerate(zip(names, years, strict=True), 1)
        ],
    )
    sent = ((names[0], 410, "是"), (names[1], 410, "否"), (names[2], None, "再议"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "RUBRICS", held)
        desk.load(*(workbook(folder / name, name, members, chosen) for name, members, chosen in sent))
        yield desk


def workbook(folder: Path, name: str, members: int | None, chosen: str) -> Path:
    rows: list[list[Any]] = [["序号", "任务名称", "工作标准", "是否选做", "完成情况", "数量"]]
    for number, (group, title) in TASKS.items():
        for criterion_id in (one for one in CRITERIA if one.startswith(f"T{number:02d}")):
            is_asked = group == "optional"
            text = f"{criterion_id[-1]}.{title}之{criterion_id[-1]}；"
            rows.append([number, title, text, chosen if is_asked else None, "已完成", None])
    folder.mkdir()
    return write(
        folder,
        {
            "基本情况": [["学会名称", name], ["填报年度", 2018]],
            "任务完成情况": rows,
            "会员情况": [["年份", "个人会员数", "单位会员数"], [2018, members, 3]],
        },
    )


def test_what_may_not_apply_gives_nothing_or_what_it_would_give(scored: Desk) -> None:
    assert scored.ask(SCORE, "S1", "T02-1") == [(0, 500, 500, "换届待确认")]
    assert scored.ask(SCORE, "S2", "T02-1") == [(500, 500, 500, None)]
    assert scored.ask(SCORE, "S3", "T02-1") == []
    assert scored.ask(SCORE, "S1", "T03-1") == [(400, 400, 400, None)]
    assert scored.ask(SCORE, "S2", "T03-1") == []
    assert scored.ask(SCORE, "S3", "T03-1") == [(0, 400, 400, "选做待确认")]


def test_an_open_number_is_no_step_of_the_table(scored: Desk) -> None:
    said = "select society_id, explanation from criterion_score where criterion_id = 'T01-1' order by society_id"
    assert scored.ask(said) == [
        ("S1", "本年底个人会员数 410 人 ≥ 400 人：3 分"),
        ("S2", "本年底个人会员数 410 人 ≥ 400 人：3 分"),
        ("S3", "本年底个人会员数 未填：0–3 分"),
    ]


def test_a_group_of_which_nothing_applies_has_no_points_and_no_full_marks(scored: Desk) -> None:
    assert scored.ask(GROUPS, "S1") == [
        ("basic", 600, 600, 600, 600, 700),
        ("optional", 400, 400, 400, 400, 400),
        ("renewal", 0, 500, 0, 500, 500),
    ]
    assert scored.ask(GROUPS, "S2") == [
        ("basic", 600, 600, 600, 600, 700),
        ("optional", 0, 0, 0, 0, 0),
        ("renewal", 500, 500, 500, 500, 500),
    ]
    assert scored.ask(GROUPS, "S3") == [
        ("basic", 300, 600, 300, 600, 700),
        ("optional", 0, 400, 0, 400, 400),
        ("renewal", 0, 0, 0, 0, 0),
    ]
    # Nothing came in: all that may apply may come to anything.
    assert scored.ask(GROUPS, "S4") == [
        ("basic", 0, 700, 0, 700, 700),
        ("optional", 0, 400, 0, 400, 400),
        ("renewal", 0, 0, 0, 0, 0),
    ]


def test_a_review_settles_of_a_number_what_is_left_open(scored: Desk) -> None:
    open_number = ("S3", "T01-1", (0, 300), {"rejected": (0, 0), "approved": (0, 300)})
    # a number that is known, by which a rule alone decides, is not the reviewer's to settle
    known = ("S1", "T01-1", (300, 300), {"rejected": (300, 300), "more_material": (300, 300)})
    answered = (
        "S1",
        "T01-2",
        (300, 300),
        {"rejected": (0, 0), "more_material": (0, 300), "approved": (300, 300)},
    )
    asked = "from criterion_result where society_id = ? and criterion_id = ?"
    for society_id, criterion_id, own, after in (open_number, known, answered):
        for decision, reviewed in after.items():
            ((submission_id, seen),) = scored.ask(
                f"select judged_submission_id, reviewed_at {asked}", society_id, criterion_id
            )
            review = Review(society_id, 2018, criterion_id, submission_id, decision, "", "示例审核员", seen)
            record_review(scored.folder, review, silent)
            points = (
                "select self_low, self_high, low, high from criterion_score where society_id = ? and criterion_id = ?"
            )
            assert scored.ask(points, society_id, criterion_id) == [(*own, *reviewed)], (criterion_id, decision)
            [(said,)] = scored.ask(
                "select explanation from criterion_score where society_id = ? and criterion_id = ?",
                society_id,
                criterion_id,
            )
            words = {"approved": "审核认可", "rejected": "审核不认可", "more_material": "需补材料"}
            assert [one for one in words.values() if one in re.split("[，：]", said)] == [words[decision]]
