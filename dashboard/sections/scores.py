"""得分 in parts: who stands behind a grade, a criterion or a line; and the points of one society, to the cell."""

from collections.abc import Collection, Sequence

import pandas as pd
import streamlit as st

from dashboard import tables
from dashboard.charts import scores as charts
from dashboard.documents import society_tables
from dashboard.page import PageTable, downloads
from dashboard.queries import Filters, scores
from dashboard.queries.society import SocietyRecord
from dashboard.sections import society_list
from dashboard.wording import labels

SOCIETIES = (
    "name",
    "score",
    "grade",
    "self_score",
    "self_grade",
    "full_score",
    "open_score_count",
    "category",
    "state",
)
CRITERIA = (
    "criterion_id",
    "text",
    "points_rule",
    "lost_points",
    "undecided_points",
    "full_marks_points",
    "society_count",
)
GRADES = ("grade", "society_count")
GIVEN = ("name", "score", "full_score", "self_score", "explanation", "reason", "place", "category", "file_name")


def societies(build: str, chosen: Filters, grades: Collection[str], society_ids: Collection[str]) -> None:
    """Draw the societies of the grades chosen, or the ones chosen, or all; and the downloads of the page."""
    frame = scores.societies(build, chosen)
    shown, title = frame, f"全部学会的得分：{len(frame)} 家"
    if society_ids:
        shown = frame[frame["society_id"].isin(society_ids)]
        title = f"选中的学会：{len(shown)} 家"
    elif grades:
        shown = frame[frame["grade"].isin(grades)]
        title = f"{'、'.join(grades)}：{len(shown)} 家"
    st.subheader(labels.markdown(title), anchor=False)
    society_list.draw(shown, "score_society", title, SOCIETIES)
    also = {
        "各等级的学会": (scores.grades(build, chosen), GRADES),
        "各判定项的失分": (scores.criteria(build, chosen), CRITERIA),
    }
    downloads(build, chosen, PageTable("得分", shown, SOCIETIES, charts.DEFINITIONS, also))


def criterion(build: str, chosen: Filters, criterion_id: str) -> None:
    """Draw what one criterion gives each society, with the cell it comes from."""
    frame = scores.of_criterion(build, chosen, criterion_id)
    rule = scores.criteria(build, chosen).set_index("criterion_id")["points_rule"].get(criterion_id, "")
    st.subheader(labels.markdown(f"{criterion_id} 的得分：{len(frame)} 家"), anchor=False)
    st.caption(labels.markdown(f"计分办法：{rule}"))
    society_list.draw(frame, "score_criterion_society", f"{criterion_id} 的得分", _filled(frame, GIVEN))


def of_society(record: SocietyRecord) -> None:
    """Draw the points of one society, each with its rule, numbers and cell; nothing where the rubric gives none."""
    said, frame = scores.in_short(record.score_sums), society_tables.scores(record)
    if frame.empty:
        return
    st.subheader(labels.markdown(f"得分：{said[0]}"), anchor=False)
    st.markdown(labels.markdown("　·　".join(said[1:])))
    tables.show(frame, "society_scores", f"得分，{len(frame)} 个判定项", _filled(frame, society_tables.SCORES))


def _filled(frame: pd.DataFrame, columns: Sequence[str]) -> Sequence[str]:
    return tables.filled(frame, list(columns))
