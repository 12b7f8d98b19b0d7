"""学会: one society, whole, with the cell behind every number."""

import streamlit as st

from dashboard import dossier, filters, labels, notes, page, reviewing, statements, tables
from dashboard.charts import bullets
from dashboard.charts import society as charts
from dashboard.documents import content
from dashboard.queries import society, versions
from dashboard.queries.notes import Subject

TASKS = ("number", "title", "task_group", "applicability", "verdict", "reason")
SOCIETIES = ("name", "category", "supporting_unit", "renewal_applicability", "state", "basic", "renewal", "optional",
             "overall")  # fmt: skip

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
st.markdown(labels.markdown("　·　".join(statements.facts(found))))
notes.draw(build, chosen, [Subject(picked[1], society_id=picked[0])])

tasks = page.chart(page.picture(charts.strip, *given), "strip", found.tasks, TASKS)
left, right = st.columns([1, 1], gap="large")
with left:
    page.chart(page.picture(charts.members, *given), "members", content.members(found), content.MEMBERS)
with right:
    ratios = page.chart(page.picture(bullets.bullets, *given), "bullets", content.ratios(found), content.RATIOS)
for (criterion_id,) in ratios:
    dossier.numbers(build, chosen.period, found, criterion_id)

criteria, attention = content.criteria(found), content.attention(found)
st.subheader("判定依据", anchor=False)
if criteria.empty:
    page.empty("没有可以列出的判定项。", "收到这家学会的填报表后，逐项的结论、算式和出处会列在这里。")
else:
    listed = st.segmented_control(
        "列出", ("attention", "all"), default="attention" if len(attention) else "all", required=True, key="criteria",
        label_visibility="collapsed",
        format_func={"attention": f"未达标和待定 {len(attention)} 项", "all": f"全部 {len(criteria)} 项"}.__getitem__,
    )  # fmt: skip
    shown = criteria if listed == "all" else attention
    if tasks:  # chosen on the strip
        shown = criteria[criteria["task_id"].isin([task_id for (task_id,) in tasks])]
    told = tables.filled(shown, [column for column in content.CRITERIA if column != "written"])
    rows = tables.show(shown, reviewing.table_key(), f"判定依据，{len(shown)} 项", told, selectable=True)
    reviewing.draw(build, chosen.period, picked[0], rows)

submissions = versions.versions(build, chosen.period, picked[0])
dossier.history(build, submissions)
dossier.findings(build, chosen, found)
dossier.offer(build, chosen, found, submissions)
