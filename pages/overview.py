"""总览: where the association stands, and what needs attention."""

from functools import partial

import streamlit as st

from dashboard import page, tables
from dashboard.charts import overview as charts
from dashboard.queries import basis, ledger, membership, overview
from dashboard.queries.notes import Subject
from dashboard.sections import attention, chart, comparison, drilldown, notes, ranking, report, steps
from dashboard.wording import labels

TASKS = ("number", "short_title", "task_group", "met_count", "unmet_count", "unknown_count", "due_count")
DAYS = ("date", "reported_count", "overall_count", "basic_count", "renewal_count", "optional_count")

build, filters = page.opened("总览")
days, years = overview.progress(build, filters).days, membership.membership(build, filters).years
figures, last = overview.figures(build, filters), overview.last_year(build, filters)
page.headline(charts.headline(figures, last, days, years))
subjects = [Subject(label, figure=figure) for figure, label in labels.FIGURES.items()]
notes.draw(build, filters, subjects, charts.courses(figures, days, years, basis.renewal(build, filters)))
tasks, missing = overview.tasks(build, filters), overview.missing(build, filters)
cases, whole = overview.boundary_cases(build, filters), ledger.ledger(build, filters)

cells = chart.pairs()
with cells.cell():
    bars = chart.draw(chart.picture(charts.tasks, overview.tasks, build, filters), "tasks", tasks, TASKS)
with cells.cell():
    # What is behind a bar or a cell comes first: beside the bars it is seen without scrolling.
    for task_id, verdict, *_ in bars:
        drilldown.task(build, filters, "bars", task_id, verdict)
    above = st.container()
    matrix = chart.picture(charts.ledger, overview.cells, build, filters)
    table = partial(tables.ledger, whole.societies, whole.tasks, "ledger", matrix.alt)
    for society_id, task_id, *_ in chart.views(matrix, "ledger", table):
        with above:
            drilldown.cell(build, filters, society_id, task_id)

cells = chart.pairs()
with cells.cell():
    chart.draw(chart.picture(charts.progress, overview.progress, build, filters), "progress", days, DAYS)
steps.draw(build, filters, cells.cell())
attention.draw(tasks, missing, cases)
ranked = ranking.draw(build, filters)

also = {"报送进度": (days, DAYS), "未报送": (missing, attention.MISSING), "待认定": (cases, attention.CASES)}
also |= ranked
with st.container(horizontal=True, horizontal_alignment="distribute"):
    page.downloads(build, filters, page.PageTable("各项任务", tasks, TASKS, charts.DEFINITIONS, also))
    page.ledger_download(build, filters, whole, charts.DEFINITIONS)
comparison.draw(build, filters)
report.report_downloads(build, filters)
