"""The widgets that choose what every page shows; the only code that knows their keys."""

import streamlit as st

from dashboard import database, labels
from dashboard.queries import Filters, surroundings

# Keys are the names of the parameters in the address.
PERIOD, CATEGORY, UNIT, RENEWAL, STATE = "period", "category", "unit", "renewal", "state"


def draw() -> None:
    """Draw the shared filters into the sidebar; nothing where there is no warehouse yet."""
    build = database.current()
    if build is None:
        return
    choices = surroundings.choices(build)
    st.selectbox("年度", choices.periods, key=PERIOD, bind="query-params")
    st.multiselect("学科", choices.categories, key=CATEGORY, placeholder="全部", bind="query-params")
    st.multiselect("挂靠单位", choices.units, key=UNIT, placeholder="全部", bind="query-params")
    st.selectbox(
        "换届",
        list(labels.RENEWAL),
        index=None,
        format_func=labels.RENEWAL.__getitem__,
        key=RENEWAL,
        placeholder="全部",
        bind="query-params",
    )
    st.multiselect(
        "状态",
        list(labels.STATES),
        format_func=labels.STATES.__getitem__,
        key=STATE,
        placeholder="全部",
        bind="query-params",
    )


def chosen() -> Filters:
    """Return what is chosen. Call it only where there is a warehouse, after `draw`."""
    state = st.session_state
    return Filters(
        period=state[PERIOD],
        categories=tuple(sorted(state[CATEGORY])),
        units=tuple(sorted(state[UNIT])),
        renewal=state[RENEWAL] or "",
        states=tuple(sorted(state[STATE])),
    )


def in_words(filters: Filters) -> str:
    """Return the filters as stamps and downloads state them: 2018 年度；学科：医科、理科."""
    parts = [
        ("学科", "、".join(filters.categories)),
        ("挂靠单位", "、".join(filters.units)),
        ("换届", labels.RENEWAL.get(filters.renewal, "")),
        ("状态", "、".join(labels.STATES[state] for state in filters.states)),
    ]
    return "；".join([f"{filters.period} 年度", *(f"{name}：{value}" for name, value in parts if value)])
