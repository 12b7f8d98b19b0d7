"""Decisions of the staff on any page: who makes them, and the build that counts them."""

from collections.abc import Callable
from dataclasses import astuple, replace
from functools import partial
from typing import Any

import streamlit as st

from dashboard import visitor
from dashboard.sections.background import Work
from dashboard.wording import labels
from etl import desk
from etl.accounts.accounts_file import CLERK
from etl.paths import data_folder

# Keys of the session: who decides, what is being kept at which place, what has just been kept or was refused there.
_NAME, _UNDER_WAY, _ENDED = "staff_name", "decisions_under_way", "decisions_ended"
_REFUSED = "decisions_refused"
_SEEN = "decisions_seen"  # by form, the state of things that it was drawn from
_LONGEST_NAME, _LONGEST_REASON = 20, 300


def name(place: str) -> str:
    """Draw, in the form of that place, who decides, and return the name: that of the account, or one that is asked for
    once and then only shown.
    """
    who = visitor.visitor()
    if who and who.account_id:
        st.markdown(f"以 {labels.markdown(who.name)} 的名义保存。")
        return who.name
    known = st.session_state.get(_NAME, "")
    typed: str = st.text_input("您的姓名", known, max_chars=_LONGEST_NAME, key=f"name_{place}_{known}")
    return typed.strip()


def remember_name(by: str) -> None:
    """Ask for this name no more."""
    st.session_state[_NAME] = by


def missing_of_review(decision: str, opinion: str, by: str) -> str:
    """Return what a review still needs: who decides, what, and why where the society must act on it."""
    if not decision:
        return "请选择认可、不认可或需补材料。"
    if not by:
        return "请填写您的姓名。"
    return "请写明理由，学会才知道怎样改。" if decision in ("rejected", "more_material") and not opinion else ""


def has_changed(form: str, state: object) -> bool:
    """Whether the form was drawn from another state before; draw it so that what was pressed then does not count."""
    return bool(st.session_state.setdefault(_SEEN, {}).setdefault(form, state) != state)


def forget(form: str) -> None:
    """Forget from which state the form was drawn: the next state is not taken for a change."""
    st.session_state.get(_SEEN, {}).pop(form, None)


def keep(place: str, decision: desk.StaffDecision, by: str) -> None:
    """Have the decision kept and counted in the background, and draw the page anew."""
    who = visitor.visitor()
    if who is None or who.role != CLERK:
        return
    decision = replace(decision, account=who.account_id)
    remember_name(by)
    st.session_state.get(_REFUSED, {}).pop(place, None)
    st.session_state.setdefault(_UNDER_WAY, {})[place] = (Work(partial(desk.record, data_folder(), decision)), decision)
    st.rerun()


def is_under_way(place: str, when_kept: Callable[[], None] | None = None) -> bool:
    """Draw how far the decision of that place is; when it counts, the page is drawn anew from the new build."""
    works = st.session_state.get(_UNDER_WAY, {})
    if place not in works:
        return False
    work, decision = works[place]
    if not work.is_done:
        work.follow("正在保存")
        return True
    del works[place]
    try:
        work.outcome()
        st.session_state.setdefault(_ENDED, {})[place] = decision
        if when_kept:
            when_kept()
    except desk.Refused as refusal:
        st.session_state.setdefault(_ENDED, {})[place] = refusal
        st.session_state.setdefault(_REFUSED, {})[place] = decision
    st.rerun()


def is_keeping(place: str) -> bool:
    """Return whether a decision of that place is being kept."""
    return place in st.session_state.get(_UNDER_WAY, {})


def refused(place: str) -> desk.StaffDecision | None:
    """Return the decision that was last refused at that place, so that nobody need type it again."""
    decision: desk.StaffDecision | None = st.session_state.get(_REFUSED, {}).get(place)
    return decision


def just_kept(place: str) -> desk.StaffDecision | None:
    """Return, once, the decision that has just been kept at that place; draw the reason where it was refused."""
    ended: desk.StaffDecision | desk.Refused | None = st.session_state.get(_ENDED, {}).pop(place, None)
    if isinstance(ended, desk.Refused):
        st.error(labels.markdown(ended))
        return None
    return ended


def asked(place: str, what: str, deed: str, effect: str = "") -> tuple[str, str] | None:
    """Ask for a reason and a name; both, once the button is pressed and neither is missing."""
    before: Any = refused(place)
    if before and what not in map(str, astuple(before)):
        before = None
    with st.form(f"{place}_{what}", border=True, enter_to_submit=False):
        if effect:
            st.markdown(effect)
        why = st.text_area(
            "理由", before.why if before else "", max_chars=_LONGEST_REASON, height=80, key=f"{place}_{what}_why"
        )
        by = name(place)
        if not st.form_submit_button(deed, type="primary"):
            return None
    if not why.strip() or not by:
        st.warning("请填写您的姓名。" if why.strip() else "请写明理由，以后查得到为什么。")
        return None
    return why.strip(), by
