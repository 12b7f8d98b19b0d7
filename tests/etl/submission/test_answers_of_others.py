"""Answers of branches, of the association and under headings that nobody knows are not the society's."""

from pathlib import Path
from typing import Any

import pytest

from tests.etl.submission.files import WHO, form, part, told
from tests.etl.submission.reading import STANDARDS, TITLES

HEADINGS = ["序号", "任务名称", "工作标准", "完成情况", "数量"]
T01, T12 = ([number, TITLES[number], STANDARDS[f"T{number:02d}-1"].text] for number in (1, 12))


@pytest.mark.parametrize("name", ["分会任务完成情况", "市科协考核结果", "参考：任务完成情况"])
def test_answers_of_others_fill_no_blank(name: str, tmp_path: Path) -> None:
    own: list[list[Any]] = [HEADINGS, [*T01, None], [*T12, "已完成", 2]]
    read = part(tmp_path, {"封面": WHO, "任务": own, name: [HEADINGS, [*T01, "已完成"]]})
    assert {one.criterion_id: one.declared for one in read.answers} == {"T01-1": None, "T12-1": "done"}
    assert told(read)[0] == ("table_set_aside", name, "A1")


def test_answers_under_such_a_name_alone_are_read(tmp_path: Path) -> None:
    read = part(tmp_path, {"封面": WHO, "考核结果": [HEADINGS, [*T01, "已完成"]]})
    assert [one.declared for one in read.answers] == ["done"]


@pytest.mark.parametrize("remark", ["预计2019年3月", "争取年底前", "力争年内"])
def test_a_remark_that_looks_ahead_leaves_the_answer_open(remark: str, tmp_path: Path) -> None:
    (answer,) = part(tmp_path, {"封面": WHO, "任务": [HEADINGS, [*T01, f"已完成（{remark}）"]]}).answers
    assert (answer.declared, answer.is_declared_unreadable) == (None, True)


@pytest.mark.parametrize("name", ["挂靠单位情况", "分会基本情况"])
def test_a_sheet_of_somebody_else_is_no_form(name: str, tmp_path: Path) -> None:
    read = part(tmp_path, {"封面": WHO, "基本情况": [["监事人数", 3]], name: [["会员代表人数", 900]]})
    assert form(read).get("delegates") is None
