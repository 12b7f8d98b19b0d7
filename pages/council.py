"""理事会: who is composed as demanded, ratio by ratio against its limit."""

from dashboard import frame_cache, page, permalink
from dashboard.charts import council as charts
from dashboard.queries import council
from dashboard.sections import chart, society_list
from dashboard.wording import labels

COLUMNS = ("name", "category", "renewal_applicability", "ratio", "measured", "share", "bound", "kind", "ground",
           "place")  # fmt: skip
DEFINITIONS = {
    "实际": "分子/分母；有理事会名册的按名册计数，没有的按基本情况填报",
    "限额": "按评价细则折合的整数：上限为不得超过的人数，至少为必须达到的人数",
    "结论": "只对应换届的学会判定；未设常务理事会的，涉及常务理事的项目不适用",
}

build, filters = page.opened("理事会")
page.due_for_renewal(build, filters)
councils = council.composition(build, filters)
societies = councils.societies

points = chart.draw(
    chart.picture(charts.composition, council.composition, build, filters), "council", societies, COLUMNS
)
society_list.selected(societies, {society_id for society_id, *_ in points}, "council_chosen", COLUMNS)
judged = councils.judged
if judged.empty:
    why = "没有应换届的学会。" if societies["side"].notna().any() else "本年度的评价细则没有理事会的限额。"
    page.empty(why, "各项比例只列示；看某一年的判定，请在左侧换年度或去掉筛选。")
else:
    options = {
        one: f"{labels.VERDICTS[one]} {society_list.counted(frame_cache.rows(judged, 'verdict', one))}"
        for one in ("unmet", "unknown", "met")
    }
    verdict = permalink.one_of("应换届的学会里，列出", options, "verdict", "unmet")
    listed = frame_cache.rows(judged, "verdict", verdict)
    # What the society is stands on its page.
    shown = ("name", "ratio", "measured", "share", "bound", "place", "ground")
    society_list.draw(
        listed, "council_listed", f"{labels.VERDICTS[verdict]}的比例，{society_list.counted(listed)}", shown
    )
page.downloads(build, filters, page.PageTable("理事会构成", societies, COLUMNS, DEFINITIONS))
