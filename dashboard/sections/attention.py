"""需要关注: who has not reported, which tasks are failed most often, which cases are open (待认定)."""

import pandas as pd
import streamlit as st

from dashboard import frame_cache, navigation, permalink
from dashboard.charts import overview as charts
from dashboard.sections import society_list
from dashboard.wording import labels

MISSING = ("name", "state", "supporting_unit", "category")
CASES = ("name", "task", "explanation", "place")


def draw(tasks: pd.DataFrame, missing: pd.DataFrame, cases: pd.DataFrame) -> None:
    """Draw one of the three; the frames are those of `queries.overview`."""
    st.subheader(f"需要关注：{len(missing)} 家没有可用的填报，{len(cases)} 件待认定", anchor=False)
    options = {
        "missing": f"未报送或已退回 {len(missing)} 家",
        "worst": "未达标比例最高",
        "open": f"待认定 {len(cases)} 件",
    }
    listed = permalink.one_of("需要关注的", options, "attention", "missing")
    if listed == "missing":
        society_list.draw(missing, "missing", "未报送或已退回的学会", MISSING[:-1])
    elif listed == "worst":
        for task in frame_cache.tuples(charts.worst(tasks, 5)):
            title = f"{task.number} {task.short_title}：{task.unmet_count}/{task.due_count} 家未达标"
            navigation.link("tasks", f"{navigation.ONWARD} {labels.markdown(title)}", task=task.task_id)
    else:
        society_list.draw(cases, "cases", "待认定的情况", CASES)
