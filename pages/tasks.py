"""任务: how far a task is, and who is missing what."""

import streamlit as st

from dashboard import filters, page
from dashboard.charts import tasks as charts
from dashboard.queries import overview, tasks
from dashboard.queries.notes import Subject
from dashboard.sections import chart, drilldown, notes
from dashboard.wording import labels

COUNTS = ("met_count", "unmet_count", "unknown_count", "due_count")
CRITERIA = ("criterion_id", "text", "source", "rule", "is_required", *COUNTS)
CATEGORIES = ("category", *COUNTS)

build, chosen = page.opened("任务")
wording = tasks.by_id(build, chosen.period)
task_id = filters.task({one: f"{row['number']} {row['title']}" for one, row in wording.items()})
task = wording[task_id]
page.headline(charts.headline(overview.task(build, chosen, task_id)))
notes.draw(build, chosen, [Subject(f"{task['number']} {task['short_title']}", task_id=task_id)])
of_criterion, of_category = tasks.criteria(build, chosen, task_id), tasks.categories(build, chosen, task_id)

cells = chart.pairs()
with cells.cell():
    picture = chart.picture(charts.criteria, tasks.criteria, build, chosen, task_id)
    criteria = chart.draw(picture, "criteria", of_criterion, CRITERIA)
with cells.cell():
    picture = chart.picture(charts.categories, tasks.categories, build, chosen, task_id)
    categories = chart.draw(picture, "categories", of_category, CATEGORIES)
    st.subheader("改革内容", anchor=False)
    st.markdown(labels.markdown(task["content"]))
    if task["note"]:
        st.subheader("备注", anchor=False)
        st.markdown(labels.markdown(task["note"]))
also = {f"任务 {task['number']} 的判定项": (of_criterion, CRITERIA), "各学科": (of_category, CATEGORIES)}
drilldown.listed(build, chosen, task_id, drilldown.TaskPoints(criteria, categories), also)
