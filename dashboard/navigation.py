"""The pages, and the links that lead from one to another."""

from base64 import b64encode
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

from dashboard import visitor
from dashboard.queries import scores
from dashboard.wording import labels

ONWARD = ":material/arrow_forward:"  # in front of a link to another page
PAGES = Path(__file__).resolve().parents[1] / "pages"
ICON = f"data:image/svg+xml;base64,{b64encode(Path(__file__).with_name('icon.svg').read_bytes()).decode()}"


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page: its file in `pages/` and its address share a name. Some are for the staff only (docs/access.md), one
    is there only where a rubric gives points.
    """

    name: str
    title: str
    icon: str
    is_for_staff: bool = False
    needs_points: bool = False


PLACES = (
    PageEntry("overview", "总览", ":material/dashboard:"),
    PageEntry("tasks", "任务", ":material/checklist:"),
    PageEntry("membership", "会员", ":material/group:"),
    PageEntry("council", "理事会", ":material/account_tree:"),
    PageEntry("optional_tasks", "选做任务", ":material/rule:"),
    PageEntry("scores", "得分", ":material/leaderboard:", needs_points=True),
    PageEntry("society", "学会", ":material/apartment:"),
    PageEntry("submissions", "报送", ":material/inbox:"),
    PageEntry("registry", "名录", ":material/list_alt:", is_for_staff=True),
    PageEntry("reviews", "审核", ":material/fact_check:", is_for_staff=True),
)
_BY_NAME = {place.name: place for place in PLACES}


def shown(build: str | None, *, is_staff: bool) -> list[PageEntry]:
    """Return the pages for the staff or for others, in the order of the navigation."""
    has_points = build is not None and bool(scores.scored_periods(build))
    return [
        place for place in PLACES if (is_staff or not place.is_for_staff) and (has_points or not place.needs_points)
    ]


def pages(build: str | None) -> dict[str, list[Page]]:
    """Return the pages that the visitor may see, under the name of the product."""
    return {labels.PRODUCT: [copy(_page(place)) for place in shown(build, is_staff=visitor.is_staff())]}


@lru_cache  # Streamlit looks for the file anew for each page on each run; what it notes in a page is a run's own
def _page(place: PageEntry) -> Page:
    return st.Page(PAGES / f"{place.name}.py", title=place.title, icon=place.icon, url_path=place.name)


def link(name: str, label: str, **query: str) -> None:
    """Draw a link to the page of that name.

    `query` are parameters of that page alone; the shared filters come along by themselves.
    """
    st.page_link(_page(_BY_NAME[name]), label=label, icon="", query_params=query)  # without the icon of the page
