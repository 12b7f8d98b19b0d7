"""学会: one society, whole, with the cell behind every number."""

import streamlit as st

from dashboard import filters, page, standing, tables
from dashboard.charts import bullets
from dashboard.charts import society as charts
from dashboard.documents import society_tables
from dashboard.queries import society, versions
from dashboard.queries.notes import Subject
from dashboard.sections import chart, notes, reasons, scores
from dashboard.sections import society as sections
from dashboard.wording import labels

SOCIETIES = (
    *"name category supporting_unit renewal_applicability state basic renewal optional overall remaining_count".split(),
)

picked = filters.society()
build, chosen = page.opened(labels.markdown(picked[1]) if picked else "学会")
if picked is None:
    societies = society.standing(build, chosen)
    st.markdown(f"符合当前筛选的 {len(societies)} 家学会。点一下任何一行打开这家学会，或在左侧“找学会”里输入几个字。")
    tables.picked(societies, filters.SOCIETY, "符合当前筛选的学会", SOCIETIES, "society_id")
    st.stop()
given = (society.society, build, chosen.period, picked[0])
record = society.society(*given[1:])
if record is None:
    page.empty(
        "这家学会本年度没有结果。", "名录中不是“正常”的学会、起报年度以前的年度不参加评价；请换一家，或换一个年度。"
    )
    st.stop()
st.markdown(labels.markdown(" · ".join(standing.facts(record))))
notes.draw(build, chosen, [Subject(picked[1], society_id=picked[0])])

cells = chart.pairs()
with cells.cell():
    sections.steps(record)
with cells.cell():
    tasks = chart.draw(chart.picture(charts.strip, *given), "strip", record.tasks, society_tables.TASKS)
with cells.cell():
    chart.draw(chart.picture(charts.members, *given), "members", society_tables.members(record), society_tables.MEMBERS)
with cells.cell():
    picture, shown = chart.picture(bullets.bullets, *given), society_tables.ratios(record)
    chosen_ratios = chart.draw(picture, "bullets", shown, society_tables.RATIOS)
for (criterion_id,) in chosen_ratios:
    sections.numbers(build, chosen.period, record, criterion_id)

reasons.draw(build, chosen, picked[0], record, {task_id for (task_id,) in tasks})
scores.of_society(record)
submissions = versions.versions(build, chosen.period, picked[0])
sections.history(build, submissions)
sections.findings(build, chosen, record)
sections.offer(build, chosen, record, submissions)
