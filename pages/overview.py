"""总览: where the association stands, who is nearest, and what needs attention."""

from functools import partial

import streamlit as st

from dashboard import page, tables
from dashboard.charts import overview as charts
from dashboard.queries import basis, ledger, membership, overview
from dashboard.queries.notes import Subject
from dashboard.sections import chart, drilldown, notes, overview_parts, steps
from dashboard.wording import labels

build, filters = page.opened("总览")
days, years = overview.progress(build, filters).days, membership.membership(build, filters).years
figures, last = overview.figures(build, filters), overview.last_year(build, filters)
page.headline(charts.headline(figures, last, days, years))
subjects = [Subject(label, figure=figure) for figure, label in labels.FIGURES.items()]
notes.draw(build, filters, subjects, charts.courses(figures, days, years, basis.renewal(build, filters)))
tasks, whole = overview.tasks(build, filters), ledger.ledger(build, filters)

cells = chart.pairs()
with cells.cell():
    picture = chart.picture(charts.tasks, overview.tasks, build, filters)
    bars = chart.draw(picture, "tasks", tasks, overview_parts.TASKS)
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

steps.draw(build, filters, cells)
overview_parts.draw(build, filters)
