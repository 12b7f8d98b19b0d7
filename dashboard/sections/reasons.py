"""判定依据 of one society: every criterion with its rule, numbers and cell; one of them chosen can be reviewed."""

from collections.abc import Set

import streamlit as st

from dashboard import frame_cache, page, permalink, tables
from dashboard.documents import society_tables
from dashboard.queries import Filters
from dashboard.queries.society import SocietyRecord
from dashboard.sections import reviews


def draw(build: str, chosen: Filters, society_id: str, record: SocietyRecord, task_ids: Set[str]) -> None:
    """Draw the criteria of `task_ids`, or of all tasks where none is named."""
    criteria, attention = society_tables.criteria(record), society_tables.attention(record)
    st.subheader("判定依据", anchor=False)
    if criteria.empty:
        page.empty("没有可以列出的判定项。", "收到这家学会的填报表后，逐项的结论、算式和出处会列在这里。")
    else:
        options = {"attention": f"未达标和待定 {len(attention)} 项", "all": f"全部 {len(criteria)} 项"}
        listed = permalink.one_of("列出", options, "list", "attention" if len(attention) else "all")
        of_strip = frame_cache.rows(criteria, "task_id", *sorted(task_ids))
        shown = of_strip if task_ids else criteria if listed == "all" else attention
        if shown.empty:
            page.empty("没有选中的任务的判定项。", "没有选做或不适用的任务不逐项判定；再点一下图中的格子，回到全部。")
            return
        columns = tables.filled(shown, [column for column in society_tables.CRITERIA if column != "written"])
        rows = tables.picked(shown, reviews.CHOSEN, f"判定依据，{len(shown)} 项", columns, "criterion_id")
        reviews.draw(build, chosen.period, society_id, rows)
