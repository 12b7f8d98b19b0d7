"""总览: where the association stands, and what needs attention."""

import streamlit as st

from dashboard import behind, labels, navigation, page, tables
from dashboard.charts import overview as charts
from dashboard.queries import ledger, overview

TASK_COLUMNS = ("number", "short_title", "task_group", "met_count", "unmet_count", "unknown_count", "due_count")

build, filters = page.opened("总览")
page.headline(charts.headline(overview.figures(build, filters)))
tasks = overview.tasks(build, filters)

left, right = st.columns([11, 9], gap="medium")
with left:
    bars = page.chart(page.picture(charts.tasks, overview.tasks, build, filters), "tasks", tasks, TASK_COLUMNS)
with right:
    for task_id, verdict, *_ in bars:
        behind.task(build, filters, "bars", task_id, verdict)
    above = st.container()
    whole, matrix = ledger.ledger(build, filters), page.picture(charts.ledger, overview.cells, build, filters)
    cells = page.views(
        matrix, "ledger", lambda: tables.ledger(whole.societies, whole.tasks, "ledger_table", matrix.alt)
    )
    for society_id, task_id, *_ in cells:
        with above:
            behind.cell(build, filters, society_id, task_id)
with st.container(horizontal=True):
    page.downloads(tasks, "任务总览", build, filters, TASK_COLUMNS, charts.DEFINITIONS)
    page.ledger_download(build, filters, whole, charts.DEFINITIONS)

left, right = st.columns([11, 9], gap="medium")
with left:
    days = overview.progress(build, filters).days
    page.chart(page.picture(charts.progress, overview.progress, build, filters), "progress", days)
with right:
    missing, cases = overview.missing(build, filters), overview.boundary_cases(build, filters)
    st.subheader(f"需要关注：{len(missing)} 家未报送，{len(cases)} 件待认定", anchor=False)
    unreported, failed, open_cases = st.tabs([f"未报送 {len(missing)}", "未达标最多", f"待认定 {len(cases)}"])
    with unreported:
        page.societies(missing, "missing", "未报送的学会", ("name", "category", "supporting_unit", "state"))
    with failed:
        for task in charts.worst(tasks, 5).itertuples():
            count = f"{task.unmet_count}/{task.due_count} 家未达标"
            navigation.link("tasks", labels.markdown(f"{task.number} {task.short_title}：{count}"), task=task.task_id)
    with open_cases:
        page.societies(cases, "cases", "待认定的情况", ("name", "task", "explanation", "place"))
