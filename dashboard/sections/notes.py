"""备注 in place: what the staff has pinned to figures, tasks and societies, and the form to write and withdraw it."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard import frame_cache, visitor
from dashboard.queries import Filters, notes
from dashboard.queries.notes import Subject
from dashboard.sections import decision_form
from dashboard.wording import labels
from etl import desk

NEW = "新备注"
FORM = "note_form"  # the key of what the form opens in
_LONGEST = 200


def draw(build: str, chosen: Filters, subjects: Sequence[Subject], beside: str = "") -> None:
    """Draw the notes on these subjects for the chosen period, and the way to a form for another one.

    `beside` is what else there is to say beside it, in small letters.
    """
    place = f"note_{chosen.period}_" + "_".join(subject.key for subject in subjects)
    if decision_form.is_under_way(place):
        return
    if decision_form.just_kept(place):
        st.success("备注已经保存。")
    pinned = frame_cache.tuples(notes.on(build, chosen.period, subjects))
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="top"):
        with st.container(width="stretch") if pinned or not beside else nullcontext():
            if beside:
                st.caption(labels.markdown(beside))
            for line in pinned:
                about = f"{line.subject}：" if len(subjects) > 1 else ""
                st.markdown(f":material/sticky_note_2: {labels.markdown(about + notes.sentence(line))}")
        if not visitor.is_staff():
            return
        popover = st.popover(
            "备注", icon=":material/edit_note:", type="tertiary", width="content", key=FORM, on_change="rerun"
        )
        # Before somebody opens it there is no form, which would cost every run; then it stays, with what was typed.
        if popover.open or st.session_state.get(f"{place}_opened"):
            st.session_state[f"{place}_opened"] = True
            with popover:
                _form(place, chosen.period, subjects, pinned)


def _form(place: str, period: int, subjects: Sequence[Subject], pinned: Sequence[Any]) -> None:
    """A new note, or a change of one that stands."""
    by_id = {note.note_id: note for note in pinned}
    changed = None
    if by_id:
        options = ["", *by_id]
        changed = st.selectbox(
            "写新的，或改已有的",
            options,
            format_func=lambda one: labels.plain(by_id[one].text) if one else NEW,
            key=f"{place}_which",
        )
    old = by_id.get(changed)
    # A form for each state of a note: what somebody else has written meanwhile is not saved under another name.
    with st.form(f"{place}_{old.noted_at if old else NEW}", border=False, enter_to_submit=False):
        subject = subjects[0]
        if len(subjects) > 1 and old is None:
            subject = st.selectbox("针对", subjects, format_func=lambda one: one.label)
        text = st.text_area("备注", old.text if old else "", max_chars=_LONGEST, height=80).strip()
        by = decision_form.name(place)
        with st.container(horizontal=True):
            is_saved = st.form_submit_button("保存", type="primary")
            is_withdrawn = old is not None and st.form_submit_button("撤回")
    if not (is_saved or is_withdrawn):
        return
    if not by or not (text or is_withdrawn):
        st.warning("请填写您的姓名。" if text or is_withdrawn else "请写备注的内容。")
        return
    on = next(one for one in subjects if one.key == old.key) if old else subject
    note = desk.Note(period, text, by, on.society_id, on.task_id, on.figure, old.note_id if old else None)
    decision_form.keep(place, replace(note, text="") if is_withdrawn else note, by)
