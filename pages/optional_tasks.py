"""选做任务: what the societies chose, how far they are with it, and what nobody wants."""

from dashboard import page
from dashboard.charts import optional_tasks as charts
from dashboard.queries import optional_tasks as queries
from dashboard.sections import chart, drilldown

TASKS = ("number", "short_title", "chosen_society_count", "met_count", "unmet_count", "unknown_count")
COUNTS = ("chosen_count", "society_count", "met_count", "unmet_count", "unknown_count")
CATEGORIES = ("category", "number", "short_title", "chosen_society_count", "society_count")
PAIRS = ("pair", "society_count")
MOST_PAIRS = 12

build, filters = page.opened("选做任务")
given = build, filters
tasks, counts = queries.tasks(*given), queries.counts(*given).by_number
categories, pairs = queries.by_category(*given), queries.pairs(*given, MOST_PAIRS)
page.headline(charts.headline(queries.choice(*given), tasks))

cells = chart.pairs()
with cells.cell():
    of_task = chart.draw(chart.picture(charts.tasks, queries.tasks, *given), "chosen", tasks, TASKS)
with cells.cell():
    of_count = chart.draw(chart.picture(charts.counts, queries.counts, *given), "counts", counts, COUNTS)
with cells.cell():
    picture = chart.picture(charts.by_category, queries.by_category, *given)
    in_category = chart.draw(picture, "categories", categories, CATEGORIES)
with cells.cell():
    picture = chart.picture(charts.pairs, queries.pairs, *given, MOST_PAIRS)
    together = chart.draw(picture, "pairs", pairs, PAIRS)

for task_id, verdict, *_ in of_task:
    drilldown.task(*given, "chosen", task_id, verdict)
also = {
    "选做任务": (tasks, TASKS),
    "选做项数": (counts, COUNTS),
    "各学科选做": (categories, CATEGORIES),
    "常一起选": (pairs, PAIRS),
}
drilldown.choosers(*given, drilldown.ChoicePoints(in_category, of_count, together), also)
