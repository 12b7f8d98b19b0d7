"""The widgets that choose what every page shows; the only code that knows their keys."""

from collections.abc import Collection, Mapping, Sequence

import streamlit as st
from streamlit.elements.lib.mutable_tab_container import TabContainer

from dashboard import database, navigation
from dashboard.queries import Filters, basis
from dashboard.queries.basis import Choices
from dashboard.wording import labels

# Keys are the names of the parameters in the address.
PERIOD, CATEGORY, UNIT, RENEWAL, STATE = "period", "category", "unit", "renewal", "state"
# Of one page alone, so they are not bound: a link to the page carries them.
SOCIETY, TASK, PART = "society", "task", "part"
_WORDS = {
    PERIOD: "年度", CATEGORY: "学科", UNIT: "挂靠单位", RENEWAL: "换届", STATE: "状态",
    SOCIETY: "学会", TASK: "任务", PART: "栏目",
}  # fmt: skip
MOST_FOUND, MOST_LETTERS, LONGEST_NAME = 6, 40, 16
_UNFOUND = "unfound"  # what is to be said at the head of the page about the address


def draw(build: str) -> None:
    """Draw the shared filters into the sidebar."""
    choices = basis.choices(build)
    st.session_state[_UNFOUND] = _unfound_filters(choices)
    _settle_the_year(choices)
    st.selectbox("年度", choices.periods, index=None, key=PERIOD, bind="query-params")
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

    st.button("清除筛选", on_click=_clear, icon=":material/filter_alt_off:", type="tertiary", disabled=not _is_any())


def _is_any() -> bool:
    return any(st.session_state[key] for key in (CATEGORY, UNIT, RENEWAL, STATE))


def _clear() -> None:
    for key in (CATEGORY, UNIT, STATE):
        st.session_state[key] = []
    st.session_state[RENEWAL] = None


def search(build: str) -> None:
    """Draw the search for a society, and links to those found."""
    words = st.text_input("找学会", key="search", placeholder="名称中的几个字，按回车", max_chars=MOST_LETTERS)
    if not words.strip():
        return
    societies = basis.named_like(build, words.strip(), MOST_FOUND + 1)
    for society_id, name in list(societies.items())[:MOST_FOUND]:
        navigation.link("society", labels.markdown(labels.shorten(name, LONGEST_NAME)), society=society_id)
    if len(societies) > MOST_FOUND:
        st.caption("还有别的，请多输几个字。")
    elif not societies:
        st.caption("没有名称中有这些字的学会。")


def unfound() -> str:
    """Return what the address names that is not there, and what is shown instead, in words; mostly nothing."""
    said: str = st.session_state.get(_UNFOUND, "")
    return said


def _unfound_filters(choices: Choices) -> str:
    periods = [str(period) for period in choices.periods]
    offered = {CATEGORY: choices.categories, UNIT: choices.units, RENEWAL: labels.RENEWAL.values(),
               STATE: labels.STATES.values()}  # fmt: skip
    return _unfound(PERIOD, periods, f"现按 {choices.opening} 年度显示") + "".join(
        _unfound(key, values, "没有按它筛选") for key, values in offered.items()
    )


def _unfound(key: str, offered: Collection[str], instead: str) -> str:
    """Return a sentence on what the address gives for a parameter that is not offered; nothing where all of it is."""
    strange = [labels.shorten(one, 40) for one in st.query_params.get_all(key) if one and one not in offered]
    return f"网址中的{_WORDS[key]}“{'、'.join(strange)}”没有找到，{instead}。" if strange else ""


def _settle_the_year(choices: Choices) -> None:
    """Choose the latest year with data where none is chosen, and write it into the address before the widget is bound
    to that.

    Streamlit leaves a default out of the address; but next year another is the latest, and a link must keep its own.
    """
    if PERIOD in st.session_state:
        if st.session_state[PERIOD] not in choices.periods:  # cleared, or no longer in the registry
            st.session_state[PERIOD] = choices.opening
    elif st.query_params.get(PERIOD, "") not in map(str, choices.periods):
        st.session_state[PERIOD] = choices.opening
        st.query_params[PERIOD] = str(choices.opening)


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


def society() -> tuple[str, str] | None:
    """Return id and name of the society that the address names; None where it names none that is expected to report."""
    build, named = database.current(), st.query_params.get(SOCIETY, "")
    if build is None or not named:
        return None
    name = basis.name(build, named)
    st.session_state[_UNFOUND] += _unfound(SOCIETY, [named] if name else [], "请另选一家")
    return (named, name) if name else None


def task(titles: Mapping[str, str]) -> str:
    """Draw the choice of one task, whose titles are given by id, and return its id: the one the address names."""
    options = list(titles)
    named = st.query_params.get(TASK, options[0])
    picked: str = st.selectbox(
        "任务",
        options,
        index=options.index(named) if named in titles else 0,
        format_func=titles.__getitem__,
        key=TASK,
        on_change=_into_the_address,
        args=(TASK,),
    )
    if said := _unfound(TASK, titles, "现显示所选的一项"):
        st.caption(labels.markdown(said))
    return picked


def parts(titles: Sequence[str]) -> Sequence[TabContainer]:
    """Draw tabs for the parts of a page; open is the one the address names, or the first."""
    named = st.query_params.get(PART)
    if said := _unfound(PART, titles, f"现打开“{titles[0]}”"):
        st.caption(labels.markdown(said))
    return st.tabs(
        titles,
        default=named if named in titles else None,
        key=PART,
        on_change=_into_the_address,
        args=(PART,),
    )


def _into_the_address(key: str) -> None:
    if picked := st.session_state[key]:
        st.query_params[key] = picked
    else:
        st.query_params.pop(key, None)
