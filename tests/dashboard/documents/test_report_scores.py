"""Points in the report, its slides and its annex: as the contract has them, and only where the rubric gives them."""

import io
from pathlib import Path

import pytest
from pptx import Presentation

from dashboard.database import ask, current
from dashboard.documents.report import report_docx, report_paragraph, report_pptx
from dashboard.queries import Filters
from tests.dashboard.reporting import IMPRINT, Rows, charts, opened, tables, texts

SCORES = """
select name, low, high, grade, self_grade
from society_score
join society using (society_id)
where period = 2018 and is_reported
order by low desc, high desc
"""


@pytest.fixture
def points(scored: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The build of the association with points."""
    monkeypatch.setenv("REFORM_DATA", str(scored))
    return str(current())


def span(low: int, high: int) -> str:
    """Hundredths, from the least to the most, as people write them."""
    words = [f"{one / 100:g}" for one in (low, high)]
    return words[0] if low == high else "–".join(words)


def test_report_has_the_points_of_the_contract(points: str) -> None:
    expected = list(ask(points, SCORES).itertuples(index=False, name=None))
    assert len(expected) == 3
    document = opened(report_docx(points, Filters(2018), IMPRINT))
    found: dict[str, Rows] = tables(document)
    assert [(row[0], row[1], row[2], row[4]) for row in found["各学会的得分"][1:]] == [
        (name, span(low, high), grade, own) for name, low, high, grade, own in expected
    ]
    assert dict((row[0], row[2]) for row in found["各等级的学会数"][1:]) == {
        "5A": "1", "4A": "0", "3A": "0", "不评级": "1", "不评级 或 3A": "1", "未报送": "1",
    }  # fmt: skip
    assert found["失分较多的判定项"][1][2:] == ("28/60", "0")
    annex = next(rows for rows in found.values() if rows[0][0] == "序号" and rows[0][-1] == "等级")
    assert annex[0] == ("序号", "学会", "学科", "状态", "基本任务", "结论", "得分", "等级")
    assert {row[1]: row[-2:] for row in annex[2:6]} == {
        **{name: (span(low, high), grade) for name, low, high, grade, _ in expected},
        "滨海市示例丁学会": ("", "未报送"),
    }
    said = "分数已定的1家（1/3，33.3%），其余有空着或看不懂的内容，分数为一个区间；"
    said += "得分最高的是滨海市示例甲学会（102.5分）。"
    assert said in "".join(texts(document))
    assert "依据自2018年度起执行的《学会综合能力评价指标（试写）》及其评价细则，" in "".join(texts(document))
    assert said in report_paragraph(points, Filters(2018))


def test_slides_have_one_of_points_and_none_of_what_the_rubric_has_not(points: str) -> None:
    content = report_pptx(points, Filters(2018), IMPRINT)
    titles = [slide.shapes.title.text_frame.text for slide in Presentation(io.BytesIO(content)).slides]
    assert titles[1] == "等级：2/4 家已定，1 家在几个等级之间"
    assert not [title for title in titles if "选做" in title or "理事" in title]
    assert {"学会（家）": [("5A", 1), ("4A", 0), ("3A", 0), ("不评级", 1), ("不评级 或 3A", 1), ("未报送", 1)]} in list(
        charts(content)
    )


def test_a_rubric_without_points_has_nothing_of_them(points: str) -> None:
    said = texts(opened(report_docx(points, Filters(2017), IMPRINT)))
    assert not [text for text in said if "得分" in text or "计分" in text]
