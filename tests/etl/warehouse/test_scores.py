"""Points through the whole house: from a workbook's cells to a grade, and after a review."""

from pathlib import Path
from unittest import mock

import duckdb
import pytest

from etl.archive.files import Archive
from etl.loading import pipeline
from etl.loading.decide import Review, record_review
from etl.paths import DataFolder
from etl.warehouse import current_build
from tests import scored_association

TOTALS = """
select society_id, state, self_low, self_high, low, high, maximum, self_grade, grade, open_count
from society_score order by all
"""
CRITERIA = """
select criterion_id, low, high, maximum, reason, explanation, sheet || '!' || cell
from criterion_score where society_id = ? order by criterion_id
"""
NOT_SENT = ("S4", "not_reported", -1500, 11000, -1500, 11000, 10000, *["不评级、3A、4A 或 5A"] * 2, 0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    return scored_association.build(tmp_path_factory.mktemp("scored"))


def ask(folder: DataFolder, sql: str, *values: str) -> list[tuple[object, ...]]:
    build = current_build(folder)
    assert build is not None
    with duckdb.connect(str(build), read_only=True) as connection:
        return connection.execute(sql, list(values)).fetchall()


def test_every_point_says_how_it_comes_about_and_where_it_stands(folder: DataFolder) -> None:
    assert ask(folder, CRITERIA, "S2") == [
        ("T01-1", 1000, 1000, 1500, None, "本年底个人会员数 230 人 ≥ 200 人：10 分", "会员情况!B2"),
        ("T01-2", 500, 500, 1000, None, "单位会员数 6 个 ≥ 5 个：5 分", "会员情况!C2"),
        ("T02-1", 750, 750, 1500, None, "自评部分完成：7.5 分", "任务完成情况!E4"),
        ("T02-2", 1000, 1000, 1000, None, "专兼职工作人员数 5 人 ≥ 5 人：10 分", "基本情况!B3、B4"),
        ("T03-1", 1600, 1600, 2000, None, "学术会议次数 4 次 × 4 分：16 分", "任务完成情况!F6"),
        ("T03-2", 0, 1000, 1000, "未填", "完成情况未填：0–10 分", "任务完成情况!E7"),
        ("T04-1", 1200, 1200, 2000, None, "科普活动次数 3 次 ≥ 3 次：12 分", "任务完成情况!F8"),
        ("T05-1", 0, 0, 1000, None, "省部级以上表彰 0 项 × 2.5 分：0 分", "任务完成情况!F9"),
        ("T05-a", 0, 0, 200, None, "学术会议次数 4 次 < 8 次：0 分", "任务完成情况!F6"),
        ("T06-1", -1200, 0, 0, "数值无法识别", "查实的投诉 看不懂：-12 至 0 分", "任务完成情况!F10"),
        ("T06-2", 0, 0, 0, None, "自评已完成：0 分", "任务完成情况!E11"),
    ]
    assert ask(folder, TOTALS) == [
        ("S1", "accepted", 10250, 10250, 10250, 10250, 10000, "5A", "5A", 0),
        ("S2", "to_correct", 4850, 7050, 4850, 7050, 10000, "不评级 或 3A", "不评级 或 3A", 2),
        ("S3", "accepted", 100, 900, 100, 900, 10000, "不评级", "不评级", 1),
        NOT_SENT,
    ]


def test_a_review_moves_the_reviewed_score_and_leaves_the_own_one(folder: DataFolder) -> None:
    judged = "select judged_submission_id, reviewed_at from criterion_result where society_id = ? and criterion_id = ?"
    [(submission_id, seen)] = ask(folder, judged, "S1", "T03-1")
    review = Review("S1", 2018, "T03-1", str(submission_id), "rejected", "没有会议材料", "示例审核员", None)
    assert seen is None
    with mock.patch.object(pipeline, "RUBRICS", Path(folder.root).parent / "rubrics"):
        record_review(folder, review, lambda *_: None)
    assert ask(folder, TOTALS)[0] == ("S1", "accepted", 10250, 10250, 8250, 8250, 10000, "5A", "4A", 0)
    assert ask(folder, CRITERIA, "S1")[4][5] == "学术会议次数 5 次 × 4 分，审核不认可：0 分"
    assert len(Archive(folder.archive).receipts()) == 3
