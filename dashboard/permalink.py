"""What is chosen on a page stands in the address: a copied link opens it, and Back returns to it.

A click writes the address, and the page draws what the address says; the key of a widget changes with it, so that the
widget follows when somebody goes back.
"""

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from dashboard.wording import labels

AS_TABLE = "table"  # the charts that are shown as their tables
_PARTS = "~"  # between the parts of one thing that is chosen
_ESCAPED = (("%", "%25"), (_PARTS, "%7E"))


def chosen(key: str) -> tuple[tuple[str, ...], ...]:
    """Return what the address names under that key, each thing in its parts."""
    return tuple(tuple(map(_read, one.split(_PARTS))) for one in st.query_params.get_all(key) if one)


def choose(key: str, things: Iterable[Sequence[object]]) -> None:
    """Write into the address what is chosen under that key; with nothing chosen the key leaves the address."""
    st.query_params[key] = [_PARTS.join(_written(str(part)) for part in parts) for parts in things]


def widget(key: str, *state: object) -> str:
    """Return the key of the widget in that state."""
    return f"{key} {state}" if any(state) else key


def one_of(label: str, options: Mapping[str, str], key: str, default: str) -> str:
    """Draw a choice of one thing, whose words are given by its name in the address, and return that name.

    Without a default nothing may be chosen.
    """
    named = st.query_params.get(key, "")
    picked = named if named in options else default
    place = widget(key, named if named in options else "")
    st.segmented_control(
        label,
        list(options),
        default=picked or None,
        required=bool(default),
        format_func=lambda one: labels.option(options[one]),
        key=place,
        on_change=remember,
        args=(key, place),
    )
    return picked


def remember(key: str, place: str) -> None:
    """Write into the address what was just given to the widget of that place."""
    given = st.session_state[place]
    choose(key, () if given is None else [(given,)])


def _written(part: str) -> str:
    for sign, escaped in _ESCAPED:
        part = part.replace(sign, escaped)
    return part


def _read(part: str) -> str:
    for sign, escaped in reversed(_ESCAPED):
        part = part.replace(escaped, sign)
    return part
