"""Lists of societies on a page, with the way to the page of each."""

from collections.abc import Collection, Sequence
from contextlib import nullcontext

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import frame_cache, navigation, permalink, tables
from dashboard.frame_cache import kept
from dashboard.wording import labels

MOST_LINKS = 30  # to societies at a time
PAGES_WIDTH = 320  # pixels, room for seven numbers of pages


def draw(frame: pd.DataFrame, key: str, alt: str, columns: Sequence[str], below: DeltaGenerator | None = None) -> None:
    """Draw a table of societies (with `society_id` and `name`), and the ways to their pages.

    There is a link to each, under the table or at the place `below`. Of many they stand in pages, and a click anywhere
    in a row brings one above the table.
    """
    if frame.empty:
        st.markdown("没有这样的学会。")
        return
    named = _named(frame)
    if len(named) <= MOST_LINKS:
        tables.show(frame, f"{key}_table", alt, columns)
        with below or nullcontext():
            _links(named)
        return
    above = st.container(horizontal=True)
    chosen = tables.picked(frame, key, alt, columns, "society_id")
    with above:
        if chosen.empty:
            st.caption("点一下表中任何一行，这里就有通往这家学会的链接；表下有全部链接，分页列出。")
        else:
            link_to_society(chosen["society_id"].iloc[0], chosen["name"].iloc[0])
    with below or nullcontext():
        _links_in_pages(named, f"{key}_links")


def _links_in_pages(named: Sequence[tuple[str, str]], key: str) -> None:
    """Draw the links of one page, the one that the address names, and the numbers of all pages."""
    last = -(-len(named) // MOST_LINKS)
    asked = st.query_params.get(key, "")
    number = min(max(int(asked), 1), last) if asked.isdecimal() else 1
    first = (number - 1) * MOST_LINKS
    shown = named[first : first + MOST_LINKS]
    place = permalink.widget(key, asked)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"第 {first + 1} 至 {first + len(shown)} 家，共 {len(named)} 家", width="content")
        args = (key, place)
        st.pagination(last, default=number, width=PAGES_WIDTH, key=place, on_change=permalink.remember, args=args)
    _links(shown)


@kept
def _named(frame: pd.DataFrame) -> list[tuple[str, str]]:
    """Each society once, with its name."""
    return list(frame.drop_duplicates("society_id")[["society_id", "name"]].itertuples(index=False, name=None))


def links(frame: pd.DataFrame) -> None:
    """Draw a link to each of the first societies of a frame."""
    _links(_named(frame)[:MOST_LINKS])


def _links(named: Sequence[tuple[str, str]]) -> None:
    _kept_links(repr(named), named)


@st.cache_resource(max_entries=256, show_spinner=False)
def _kept_links(said: str, _named: Sequence[tuple[str, str]]) -> None:
    """Streamlit keeps what is drawn for the same words; they stand for the names, which it would be long in telling."""
    with st.container(horizontal=True, gap="xsmall"):
        for society_id, name in _named:
            link_to_society(society_id, name)


def counted(frame: pd.DataFrame) -> str:
    """Return how many societies a frame tells of, and how many things where there are more of them: 41 家，54 项."""
    societies = len(_named(frame))
    return f"{societies} 家" if societies == len(frame) else f"{societies} 家，{len(frame)} 项"


def selected(frame: pd.DataFrame, chosen: Collection[str], key: str, columns: Sequence[str]) -> None:
    """Draw the rows of the societies chosen on a chart, and a link to each; nothing where none is."""
    rows = frame_cache.rows(frame, "society_id", *sorted(chosen))
    if rows.empty:
        return
    st.subheader(f"选中的学会：{counted(rows)}", anchor=False)
    draw(rows, key, f"选中的学会，{counted(rows)}", columns)


def link_to_society(society_id: str, name: str) -> None:
    """Draw the link that leads to one society's page."""
    navigation.link("society", f"{navigation.ONWARD} {labels.markdown(name)}", society=society_id)
