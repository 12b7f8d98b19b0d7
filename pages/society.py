"""学会: one society, whole, with the cell behind every number."""

import streamlit as st

from dashboard import filters, page, standing
from dashboard.charts import bullets
from dashboard.charts import society as charts
from dashboard.documents import society_tables
from dashboard.queries import society, versions
from dashboard.queries.notes import Subject
from dashboard.sections import notes, reasons
from dashboard.sections import society as sections
from dashboard.wording import labels

SOCIETIES = (
    *"name category supporting_unit renewal_applicability state basic renewal optional overall remaining_count".split(),
)

picked = filters.society()
build, chosen = page.opened(labels.markdown(picked[1]) if picked else "学会")
if picked is None:
    page.empty("请选择一家学会。", "在左侧“学会”里输入几个字，或在下表中选一行。")
    page.societies(society.standing(build, chosen), "society_list", "符合当前筛选的学会", SOCIETIES)
    st.stop()
given = (society.society, build, chosen.period, picked[0])
found = society.society(*given[1:])
if found is None:
    page.empty("这家学会本年度没有结果。", "名录中状态不是“正常”的学会不参加评价；请换一家，或换一个年度。")
    st.stop()
st.markdown(labels.markdown("　·　".join(standing.facts(found))))
notes.draw(build, chosen, [Subject(picked[1], society_id=picked[0])])
sections.steps(found)

tasks = page.chart(page.picture(charts.strip, *given), "strip", found.tasks, society_tables.TASKS)
left, right = st.columns([1, 1], gap="large")
with left:
    page.chart(page.picture(charts.members, *given), "members", society_tables.members(found), society_tables.MEMBERS)
with right:
    picture, shown = page.picture(bullets.bullets, *given), society_tables.ratios(found)
    chosen_ratios = page.chart(picture, "bullets", shown, society_tables.RATIOS)
for (criterion_id,) in chosen_ratios:
    sections.numbers(build, chosen.period, found, criterion_id)

reasons.draw(build, chosen, picked[0], found, {task_id for (task_id,) in tasks})
submissions = versions.versions(build, chosen.period, picked[0])
sections.history(build, submissions)
sections.findings(build, chosen, found)
sections.offer(build, chosen, found, submissions)
