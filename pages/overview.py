"""总览: where the association stands, and what needs attention."""

from functools import partial

import streamlit as st

from dashboard import filters, page, tables
from dashboard.charts import overview as charts
from dashboard.queries import basis, ledger, membership, overview
from dashboard.queries.notes import Subject
from dashboard.sections import attention, chart, comparison, drilldown, notes, ranking, report, steps
from dashboard.wording import labels

TASKS = ("number", "short_title", "task_group", "met_count", "unmet_count", "unknown_count", "due_count")
DAYS = ("date", "reported_count", "overall_count", "basic_count", "renewal_count", "optional_count")

build, chosen = page.opened("总览")
days, years = overview.progress(build, chosen).days, membership.membership(build, chosen).years
figures, last = overview.figures(build, chosen), overview.last_year(build, chosen)
page.headline(charts.headline(figures, last, days, years))
subjects = [Subject(label, figure=figure) for figure, label in labels.FIGURES.items()]
notes.draw(build, chosen, subjects, charts.courses(figures, days, years, basis.renewal(build, chosen)))
tasks, missing = overview.tasks(build, chosen), overview.missing(build, chosen)
cases, whole = overview.boundary_cases(build, chosen), ledger.ledger(build, chosen)

cells = chart.pairs()
with cells.cell():
    bars = chart.draw(chart.picture(charts.tasks, overview.tasks, build, chosen), "tasks", tasks, TASKS)
with cells.cell():
    # What is behind a bar or a cell comes first: beside the bars it is seen without scrolling.
    for task_id, verdict, *_ in bars:
        drilldown.task(build, chosen, "bars", task_id, verdict)
    above = st.container()
    matrix = chart.picture(charts.ledger, overview.cells, build, chosen)
    table = partial(tables.ledger, whole.societies, whole.tasks, "ledger", matrix.alt)
    for society_id, task_id, *_ in chart.views(matrix, "ledger", table):
        with above:
            drilldown.cell(build, chosen, society_id, task_id)

steps.draw(build, chosen)


def take_along() -> None:
    """Draw the report, the ledger, and the tables of the page."""
    report.report_downloads(build, chosen)
    also = {"报送进度": (days, DAYS), "未报送": (missing, attention.MISSING), "待认定": (cases, attention.CASES)}
    also |= ranking.table(build, chosen)
    st.subheader("数据表", anchor=False)
    st.markdown(labels.markdown(f"各项任务，连同{'、'.join(also)}"))
    page.downloads(build, chosen, page.PageTable("各项任务", tasks, TASKS, charts.DEFINITIONS, also))
    st.markdown("最近一步：每家学会还差什么")
    page.downloads(build, chosen, steps.table(build, chosen))
    st.markdown("台账：每家学会每项任务的结论，可以作附件")
    page.ledger_download(build, chosen, whole, charts.DEFINITIONS)


PARTS = {
    "需要关注": lambda: attention.draw(tasks, missing, cases),
    "报送进度": lambda: chart.draw(
        chart.picture(charts.progress, overview.progress, build, chosen), "progress", days, DAYS
    ),
    "排名": lambda: ranking.draw(build, chosen),
    "与以前比较": lambda: comparison.draw(build, chosen),
    "通报和下载": take_along,
}
for part, draw in zip(filters.parts(list(PARTS)), PARTS.values(), strict=True):
    if part.open:
        with part:
            draw()
