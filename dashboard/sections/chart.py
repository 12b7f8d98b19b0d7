"""A chart on a page under its finding, or the table of its numbers; what is chosen on it stands in the address."""

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.elements.lib.grid_container import GridContainer

from dashboard import permalink, tables
from dashboard.charts import style
from dashboard.charts.style import Picture
from dashboard.wording import labels

VIEWS = ("图", "表")
Things = tuple[tuple[str, ...], ...]  # what is chosen, each in its parts


@lru_cache(maxsize=128)
def picture(draw: Callable[..., Picture], ask: Callable[..., Any], *given: Any) -> Picture:
    """Return what `draw` makes of the answer to `ask(*given)`, made once for each build and choice.

    The same picture goes to every visitor: change nothing in it.
    """
    return draw(ask(*given))


def pairs() -> GridContainer:
    """Return a place for charts in cells, of which two stand beside each other where there is room."""
    return st.grid(2, min_column_width=style.NARROWEST, gap="medium")


def draw(shown: Picture, key: str, table: pd.DataFrame, columns: Sequence[str] | None = None) -> Things:
    """Draw a chart under its finding, its numbers on a second tab, and return what is chosen on it."""

    def numbers() -> Things:
        tables.show(table, f"{key}_table", shown.alt, columns)
        return ()

    return views(shown, key, numbers)


def views(shown: Picture, key: str, table: Callable[[], Things]) -> Things:
    """Draw a chart under its finding, or what `table` draws, and return what the points chosen on it stand for.

    The address says both which of the two is shown and what is chosen.
    """
    is_table = _head(shown, key)
    if is_table:
        return table()
    things = style.drawn_of(shown.figure, permalink.chosen(key))
    place = permalink.widget(key, *things)
    st.plotly_chart(
        style.marked(shown.figure, things),
        key=place,
        theme=None,
        on_select=partial(_choose, key, place),
        selection_mode="points",
        config=style.tool_bar(shown.title),
        alt=shown.alt,
    )
    return things


def _head(shown: Picture, key: str) -> bool:
    """Draw the finding, and beside it the choice of chart or table; return whether it is the table."""
    is_table = (key,) in permalink.chosen(permalink.AS_TABLE)
    place = permalink.widget(f"{key}_view", is_table)
    with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
        st.subheader(labels.markdown(shown.title), anchor=False, width="stretch")
        st.segmented_control(
            "图或表",
            VIEWS,
            default=VIEWS[is_table],
            required=True,
            format_func=labels.option,
            key=place,
            label_visibility="collapsed",
            on_change=_view,
            args=(key, place),
        )
    return is_table


def _choose(key: str, place: str) -> None:
    """Write what has just been chosen on a chart into the address."""
    points = st.session_state[place]["selection"]["points"]
    found = [style.thing_at(one["customdata"]) for one in points if one.get("customdata") is not None]
    permalink.choose(key, dict.fromkeys(found))


def _view(key: str, place: str) -> None:
    others = [one for one in permalink.chosen(permalink.AS_TABLE) if one != (key,)]
    is_table = st.session_state[place] == VIEWS[True]
    permalink.choose(permalink.AS_TABLE, [*others, *([(key,)] if is_table else [])])
