"""Edits of the registry that are not saved yet: they stay with the visitor through all pages, are tried, then saved."""

from dataclasses import dataclass

import streamlit as st

from dashboard.sections import decision_form
from dashboard.wording import labels
from etl import desk
from etl.desk import registry
from etl.desk.registry import RegistryEdit
from etl.paths import data_folder

PLACE = "registry"  # where decisions about the registry are kept: one at a time
_UNSAVED, _TRIED = "registry_unsaved", "registry_tried"  # keys of the session
_MOST_TOLD = 12


@dataclass(frozen=True, slots=True)
class _Tried:
    """What came of trying an edit on the registry of that SHA-256."""

    edit: RegistryEdit
    sha256: str
    changes: tuple[str, ...]
    doubts: tuple[str, ...]
    refusal: str


def edit() -> RegistryEdit:
    """Return what is not saved yet."""
    kept: RegistryEdit = st.session_state.get(_UNSAVED, RegistryEdit())
    return kept


def add(more: RegistryEdit) -> None:
    """Put it with what is not saved yet, and draw the page anew."""
    st.session_state[_UNSAVED] = edit().with_more(more)
    st.rerun()


def forget() -> None:
    """Let go of what is not saved yet."""
    st.session_state.pop(_UNSAVED, None)


def draw() -> None:
    """Draw what is not saved yet, what it would change and what is wrong with it, and the button that saves it."""
    if not len(edit()):
        return
    trial = _tried()
    with st.container(border=True):
        st.markdown(f"**{len(edit())} 处改动，尚未保存**　离开本页不会丢；关闭或刷新浏览器才会丢。")
        if trial.refusal:
            st.error(labels.markdown(trial.refusal))
        elif not trial.changes:
            st.markdown("这些改动与名录现在的内容一样，没有要保存的。")
        for sentence in trial.changes[:_MOST_TOLD]:
            st.markdown(f"- {labels.markdown(sentence)}")
        if len(trial.changes) > _MOST_TOLD:
            st.markdown(f"- 另有 {len(trial.changes) - _MOST_TOLD} 处")
        for doubt in trial.doubts:
            st.warning(f"请核对：{labels.markdown(doubt)}。确实如此的，可以照样保存。")
        # A form for each state of the registry: what was asked for another is not saved in this one.
        with st.form(f"unsaved_{trial.sha256[:12]}", border=False, enter_to_submit=False):
            by = decision_form.name(PLACE)
            with st.container(horizontal=True):
                is_saved = st.form_submit_button(
                    f"保存 {len(edit())} 处改动", type="primary", disabled=bool(trial.refusal or not trial.changes)
                )
                is_dropped = st.form_submit_button("全部放弃")
    if is_dropped:
        forget()
        st.rerun()
    if is_saved and not by:
        st.warning("请填写您的姓名。")
    elif is_saved:
        decision_form.keep(PLACE, desk.RegistryChange(edit(), trial.sha256, by), by)


def _tried() -> _Tried:
    """The trial of what is not saved yet, made once for each edit and each state of the registry."""
    sha256 = registry.registry_state(data_folder()).sha256
    tried: _Tried | None = st.session_state.get(_TRIED)
    if tried is None or (tried.edit, tried.sha256) != (edit(), sha256):
        try:
            trial = registry.try_edit(data_folder(), edit())
            tried = _Tried(edit(), sha256, trial.changes, trial.doubts, "")
        except desk.Refused as refusal:
            tried = _Tried(edit(), sha256, (), (), str(refusal))
        st.session_state[_TRIED] = tried
    return tried
