"""总览: where the association stands, and what needs attention."""

import streamlit as st

from dashboard import behind, comparing, keeping, labels, navigation, notes, page, reports, tables
from dashboard.charts import overview as charts
from dashboard.queries import ledger, membership, overview, surroundings
from dashboard.queries.notes import Subject

TASKS = ("number", "short_title", "task_group", "met_count", "unmet_count", "unknown_count", "due_count")
MISSING = ("name", "state", "supporting_unit", "category")
CASES = ("name", "task", "explanation", "place")
DAYS = ("date", "reported_count", "basic_count", "renewal_count", "optional_count")

build, filters = page.opened("总览")
days, years = overview.progress(build, filters).days, membership.membership(build, filters).years
page.headline(charts.headline(overview.figures(build, filters), days, years))
st.caption(charts.courses(days, years, surroundings.renewal(build, filters)))
notes.draw(build, filters, [Subject(label, figure=figure) for figure, label in labels.FIGURES.items()])
asked = (overview.tasks, overview.missing, overview.boundary_cases)
tasks, missing, cases = (ask(build, filters) for ask in asked)

left, right = st.columns([11, 9], gap="medium")
with left:
    bars = page.chart(page.picture(charts.tasks, overview.tasks, build, filters), "tasks", tasks, TASKS)
with right:
    # What is behind a bar or a cell comes first: beside the bars it is seen without scrolling.
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

left, right = st.columns([11, 9], gap="medium")
with left:
    page.chart(page.picture(charts.progress, overview.progress, build, filters), "progress", days, DAYS)
with right:
    st.subheader(f"需要关注：{len(missing)} 家没有可用的填报，{len(cases)} 件待认定", anchor=False)
    unreported, failed, open_cases = st.tabs([f"未报送 {len(missing)}", "未达标比例最高", f"待认定 {len(cases)}"])
    with unreported:
        page.societies(missing, "missing", "未报送或已退回的学会", MISSING[:-1])
    with failed:
        for task in keeping.tuples(charts.worst(tasks, 5)):
            title = f"{task.number} {task.short_title}：{task.unmet_count}/{task.due_count} 家未达标"
            navigation.link("tasks", f"{page.ONWARD} {labels.markdown(title)}", task=task.task_id)
    with open_cases:
        page.societies(cases, "cases", "待认定的情况", CASES)

also = {"报送进度": (days, DAYS), "未报送": (missing, MISSING), "待认定": (cases, CASES)}
with st.container(horizontal=True, horizontal_alignment="distribute"):
    page.downloads(tasks, "二十项任务", build, filters, TASKS, charts.DEFINITIONS, also)
    page.ledger_download(build, filters, whole, charts.DEFINITIONS)
comparing.draw(build, filters)
reports.report_downloads(build, filters)
