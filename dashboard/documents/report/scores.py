"""Points and grades in the report and its slides; nothing of them where the rubric gives none."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from dashboard.documents.bars import Bars, Series
from dashboard.documents.official import Block, CaptionedTable, Heading, Text
from dashboard.documents.report import pictures
from dashboard.documents.report.sentences import part
from dashboard.documents.word_tables import WordColumn
from dashboard.queries.report import Report
from dashboard.queries.scores import Scores
from dashboard.wording import labels
from dashboard.wording.score_words import points

MOST_CRITERIA = 10
_SOCIETIES = (
    WordColumn(labels.COLUMNS["name"], 54, "left"),
    WordColumn(labels.COLUMNS["score"], 24),
    WordColumn(labels.COLUMNS["grade"], 27),
    WordColumn(labels.COLUMNS["self_score"], 24),
    WordColumn(labels.COLUMNS["self_grade"], 27),
)
_CRITERIA = (
    WordColumn("判定项", 66, "left"),
    WordColumn("计分办法", 48, "left"),
    WordColumn("失分/满分", 24),
    WordColumn("未定", 18),
)


def blocks(report: Report) -> Iterator[Block]:
    """Yield the section: the grades, the points of every society that has reported, what costs the most."""
    scores = report.scores
    if scores is None:
        return
    yield Heading("得分和等级" if scores.has_grades else "得分")
    yield Text(sentence(report))
    if scores.has_grades:
        columns = (WordColumn("等级", 52), WordColumn("多少分以上", 52), WordColumn("学会（家）", 52))
        yield CaptionedTable("各等级的学会数", columns, [_grade(row) for row in scores.grades.itertuples()])
    reported = scores.societies[scores.societies["is_reported"]]
    rows = reported[["name", "score", "grade", "self_score", "self_grade"]].fillna("").to_numpy().tolist()
    note = "单位：分。得分为审核后的分数，自评得分只按学会填报的内容计算；空着或看不懂的内容可能得的分都算在内，"
    note += "写作从最少到最多。"
    yield CaptionedTable("各学会的得分", _SOCIETIES, rows, note)
    if len(costly := dearest(scores)):
        note = "单位：分，为适用的已报送学会合计；扣分的判定项没有满分。"
        yield CaptionedTable("失分较多的判定项", _CRITERIA, [_criterion(row) for row in costly.itertuples()], note)


def sentence(report: Report) -> str:
    """How many points are open, between which they lie, and who has which grade; empty where there are no points."""
    scores = report.scores
    if scores is None:
        return ""
    reported = scores.societies[scores.societies["is_reported"]]
    if reported.empty:
        return "没有已报送的学会，分数未定。"
    sure, best = reported[reported["low"] == reported["high"]], reported.iloc[0]
    text = f"按评价细则计分，已报送的{len(reported)}家学会中，分数已定的{part(len(sure), len(reported))}，"
    text += f"其余有空着或看不懂的内容，分数为一个区间；得分最高的是{best['name']}（{best['score']}分）。"
    if scores.has_grades:
        grades = scores.grades[scores.grades["society_count"] > 0]
        text += f"{'，'.join(f'{row.grade}的{row.society_count}家' for row in grades.itertuples())}。"
    return text


def dearest(scores: Scores) -> pd.DataFrame:
    """The criteria that cost points or may, the dearest first."""
    frame = scores.criteria
    return frame[(frame["lost"] > 0) | (frame["undecided"] > 0)].head(MOST_CRITERIA)


def lost(row: Any) -> str:
    """What a criterion costs of its full marks: 28/60; of a deduction what it takes."""
    return f"{points(row.lost)}/{points(row.full_marks)}" if row.full_marks else points(row.lost)


def grades(scores: Scores) -> Bars:
    """The societies by grade."""
    names = tuple(str(row.grade) for row in scores.grades.itertuples())
    series = (Series("学会（家）", tuple(map(int, scores.grades["society_count"])), pictures.PLAIN, pictures.OUTSIDE),)
    return Bars(names, series, pictures.alt("各等级的学会数", names, series), is_stacked=False)


def _grade(row: Any) -> tuple[object, ...]:
    return (row.grade, points(row.at_least) if pd.notna(row.at_least) else "—", row.society_count)


def _criterion(row: Any) -> tuple[object, ...]:
    return (f"{row.criterion_id} {row.short_text.rstrip('。；')}", row.points_rule, lost(row), points(row.undecided))
