"""会员: how many members there are, who grew by as much as is asked, and who lost members."""

from dashboard import page, permalink
from dashboard.charts import growth
from dashboard.charts import membership as charts
from dashboard.queries import membership
from dashboard.sections import chart, society_list

COLUMNS = ("name", "category", "renewal_applicability", "base", "now", "gain", "growth", "kind", "ground", "place",
           "fallen_years")  # fmt: skip
ON_SCREEN = ("name", "base", "now", "growth", "kind", "ground", "place")  # no column half in sight
YEARS = ("year", "individual", "society_count", "same_individual", "same_count", "unit", "unit_count")
STEPS = ("growth_step", "kind", "society_count")
DEFINITIONS = {
    "个人会员基数": "细则所说基准年底的个人会员数：名录中有核定数的用核定数，没有的用学会填报的数",
    "增幅": "（本年底 − 基数）÷ 基数；达标与否按整数算式判定，不按四舍五入后的百分比",
    "结论": "只对应换届的学会判定；基数恰在细则的界限上、两种理解不一致的为待认定",
    "比上年减少的年份": "个人会员比上一年底减少的年份，只作提醒",
}
LISTS = {
    "all": "全部", "unmet": "未达标", "boundary": "待认定", "unknown": "待定", "fallen": "比基数减少",
}  # fmt: skip

build, filters = page.opened("会员")
page.due_for_renewal(build, filters)
membership_figures = membership.membership(build, filters)
lists = {
    "all": membership_figures.societies,
    "unmet": membership_figures.judged("unmet"),
    "boundary": membership_figures.boundary,
    "unknown": membership_figures.judged("unknown"),
    "fallen": membership_figures.fallen,
}
given = (membership.membership, build, filters)

cells = chart.pairs()
with cells.cell():
    points = chart.draw(chart.picture(growth.growth, *given), "growth", membership_figures.societies, COLUMNS)
with cells.cell():
    chart.draw(chart.picture(charts.totals, *given), "totals", membership_figures.years, YEARS)
with cells.cell():
    chart.draw(chart.picture(charts.distribution, *given), "distribution", charts.steps(membership_figures), STEPS)
with cells.cell():
    points += chart.draw(chart.picture(charts.fallen, *given), "fallen", membership_figures.fallen, COLUMNS)
society_list.selected(membership_figures.societies, {society_id for (society_id,) in points}, "growth_chosen", COLUMNS)
options = {one: f"{words} {len(lists[one])} 家" for one, words in LISTS.items()}
listed = permalink.one_of("逐家列出", options, "list", "all")
columns = COLUMNS if listed == "fallen" else ON_SCREEN
society_list.draw(lists[listed], "membership", f"个人会员增长，{LISTS[listed]}，{len(lists[listed])} 家", columns)
also = {"会员总数": (membership_figures.years, YEARS), "增幅分布": (charts.steps(membership_figures), STEPS)}
page.downloads(build, filters, page.PageTable("会员增长", membership_figures.societies, COLUMNS, DEFINITIONS, also))
