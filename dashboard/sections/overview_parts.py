"""The lower half of 总览 in parts, of which the open one is drawn: what needs attention, progress, ranking, comparison,
and all there is to take along.
"""

from collections.abc import Callable

import streamlit as st

from dashboard import filters, page
from dashboard.charts import overview as charts
from dashboard.queries import Filters, ledger, overview
from dashboard.sections import attention, chart, comparison, ranking, report, steps
from dashboard.wording import labels

TASKS = ("number", "short_title", "task_group", "met_count", "unmet_count", "unknown_count", "due_count")
DAYS = ("date", "reported_count", "overall_count", "basic_count", "renewal_count", "optional_count")


def draw(build: str, chosen: Filters) -> None:
    """Draw the parts; the open one is the one that the address names, or the first."""
    for part, draw_part in zip(filters.parts(list(_PARTS)), _PARTS.values(), strict=True):
        if part.open:
            with part:
                draw_part(build, chosen)


def _attention(build: str, chosen: Filters) -> None:
    cases = overview.boundary_cases(build, chosen)
    attention.draw(overview.tasks(build, chosen), overview.missing(build, chosen), cases)


def _progress(build: str, chosen: Filters) -> None:
    picture = chart.picture(charts.progress, overview.progress, build, chosen)
    chart.draw(picture, "progress", overview.progress(build, chosen).days, DAYS)


def _take_along(build: str, chosen: Filters) -> None:
    """The report, the tables of the page, and the ledger."""
    report.report_downloads(build, chosen)
    also = {
        "报送进度": (overview.progress(build, chosen).days, DAYS),
        "未报送": (overview.missing(build, chosen), attention.MISSING),
        "待认定": (overview.boundary_cases(build, chosen), attention.CASES),
        **ranking.table(build, chosen),
    }
    tasks = page.PageTable("各项任务", overview.tasks(build, chosen), TASKS, charts.DEFINITIONS, also)
    st.subheader("数据表", anchor=False)
    st.markdown(labels.markdown(f"各项任务，连同{'、'.join(also)}"))
    page.downloads(build, chosen, tasks)
    st.markdown("最近一步：每家学会还差什么")
    page.downloads(build, chosen, steps.table(build, chosen))
    st.markdown("台账：每家学会每项任务的结论，可以作附件")
    page.ledger_download(build, chosen, ledger.ledger(build, chosen), charts.DEFINITIONS)


_PARTS: dict[str, Callable[[str, Filters], None]] = {
    "需要关注": _attention,
    "报送进度": _progress,
    "排名": ranking.draw,
    "与以前比较": comparison.draw,
    "通报和下载": _take_along,
}
