"""得分: points and grades where the rubric of the year gives them; what costs the most, down to the cell."""

import streamlit as st

from dashboard import page
from dashboard.charts import scores as charts
from dashboard.queries import scores as queries
from dashboard.sections import chart
from dashboard.sections import scores as sections

build, chosen = page.opened("得分")
periods = queries.scored_periods(build)
if chosen.period not in periods:
    years = "、".join(map(str, sorted(periods)))
    page.empty(f"{chosen.period} 年度的评价细则没有计分。", f"请在左侧换一个年度{f'：{years}' if years else ''}。")
    st.stop()
societies, grades, criteria = (ask(build, chosen) for ask in (queries.societies, queries.grades, queries.criteria))
page.headline(charts.headline(societies))

cells = chart.pairs()
with cells.cell():
    of_grade = chart.draw(
        chart.picture(charts.grades, queries.grades, build, chosen), "grades", grades, sections.GRADES
    )
with cells.cell():
    picture = chart.picture(charts.distribution, queries.standing, build, chosen)
    dots = chart.draw(picture, "distribution", societies, sections.SOCIETIES)
picture = chart.picture(charts.costs, queries.criteria, build, chosen)
of_criterion = chart.draw(picture, "costs", criteria, sections.CRITERIA)
for criterion_id in dict.fromkeys(point[0] for point in of_criterion):
    sections.criterion(build, chosen, criterion_id)
sections.societies(build, chosen, [point[0] for point in of_grade], {point[0] for point in dots})
