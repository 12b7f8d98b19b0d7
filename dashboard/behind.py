"""What stands behind a mark on a chart: the societies of a task, or one society's standing in it."""

import streamlit as st

from dashboard import labels, navigation, page
from dashboard.queries import Filters, tasks

COLUMNS = ("name", "category", "verdict", "text", "declared", "reason", "explanation", "place", "file_name")


def task(build: str, filters: Filters, key: str, task_id: str, verdict: str) -> None:
    """Draw the societies with that verdict in a task, what each of them is missing, and the ways on."""
    title = title_of(build, filters.period, task_id)
    frame = tasks.societies(build, filters, task_id, verdict)
    count = frame["society_id"].nunique()
    st.subheader(labels.markdown(f"{title}：{labels.VERDICTS[verdict]} {count} 家"), anchor=False)
    page.societies(frame, f"{key}_{task_id}_{verdict}", f"{title}{labels.VERDICTS[verdict]}的学会，{count} 家", COLUMNS)
    navigation.link("tasks", labels.markdown(f"任务 {title}的全部情况"), task=task_id)


def cell(build: str, filters: Filters, society_id: str, task_id: str) -> None:
    """Draw what one society is missing in one task, and the ways on."""
    title = title_of(build, filters.period, task_id)
    frame = tasks.societies(build, filters, task_id)
    rows = frame[frame["society_id"] == society_id]
    name = rows["name"].iloc[0]
    st.subheader(labels.markdown(f"{name} · {title}"), anchor=False)
    for row in rows.fillna("").itertuples():
        parts = [labels.marked(row.verdict), row.text, row.reason, row.explanation, row.place]
        st.markdown(labels.markdown(" · ".join(part for part in parts if part)))
    with st.container(horizontal=True):
        page.link_to_society(society_id, name)
        navigation.link("tasks", labels.markdown(f"任务 {title}的全部情况"), task=task_id)


def title_of(build: str, period: int, task_id: str) -> str:
    """Return number and short title of a task: 8 理事会规模."""
    wording = tasks.wording(build, period).set_index("task_id").loc[task_id]
    return f"{wording['number']} {wording['short_title']}"
