"""最近一步 on 总览: how many societies lack how many standards, and below what each of them lacks."""

import streamlit as st
from streamlit.elements.lib.grid_container import GridContainer

from dashboard.charts import steps as charts
from dashboard.documents import society_tables
from dashboard.page import PageTable
from dashboard.queries import Filters, steps
from dashboard.sections import chart, society_list

COUNTS = ("remaining_count", "society_count")
STEPS = ("name", "item", "sentence", "text", "category")
TAKEN = ("name", "category", "remaining_count", "item", "text", "sentence")


def draw(build: str, chosen: Filters, cells: GridContainer) -> None:
    """Draw the bars into a cell and, into the next, the steps of the societies of the bar that is chosen, or else of
    the nearest.
    """
    remaining_counts = steps.counts(build, chosen)
    with cells.cell():
        points = chart.draw(
            chart.picture(charts.counts, steps.counts, build, chosen), "steps", remaining_counts.counts, COUNTS
        )
    if remaining_counts.counts.empty:
        return
    remaining = int(points[0][0] if points else remaining_counts.counts["remaining_count"].iloc[0])
    frame = society_tables.steps(steps.steps(build, chosen, remaining))
    title = f"{charts.lacking(remaining)}的学会：{society_list.counted(frame)}"
    below = st.container()
    with cells.cell():
        st.subheader(title, anchor=False)
        society_list.draw(frame, "steps_society", title, STEPS, below)


def table(build: str, chosen: Filters) -> PageTable:
    """Return the steps of all societies to take along, and how many societies lack how many standards."""
    also = {"还差几条": (steps.counts(build, chosen).counts, COUNTS)}
    return PageTable("最近一步", society_tables.steps(steps.steps(build, chosen)), TAKEN, charts.DEFINITIONS, also)
