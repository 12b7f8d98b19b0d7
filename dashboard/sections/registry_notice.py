"""On every page: that the registry was changed and does not count yet, that edits are not saved, how a saving goes."""

import streamlit as st

from dashboard import navigation, visitor
from dashboard.queries import basis
from dashboard.sections import decision_form, unsaved
from dashboard.wording import labels
from etl import desk
from etl.desk import registry
from etl.paths import data_folder

PAGE = "registry"
_KEPT = {
    desk.RegistryChange: "名录已经保存，看板已按它重新计算。上一版在档案里，可以在“名录”页的“版本”恢复。",
    desk.RegistryRestoration: "名录已恢复为所选的一版，看板已按它重新计算。",
    desk.RegistryCount: "名录的改动已经计入，看板已重新计算。",
}


def draw(page: str, build: str | None) -> None:
    """Draw it above the page of that name over that build; nothing where there is nothing to say."""
    if decision_form.is_under_way(unsaved.PLACE):
        return
    if kept := decision_form.just_kept(unsaved.PLACE):
        if isinstance(kept, desk.RegistryChange) and kept.edit == unsaved.edit():
            unsaved.forget()
        st.success(_KEPT[type(kept)], icon=":material/check:")
    if len(unsaved.edit()) and page != PAGE:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":material/edit: 名录有 {len(unsaved.edit())} 处改动，尚未保存。", width="content")
            navigation.link(PAGE, f"{navigation.ONWARD} 去保存")
    _uncounted(build)


def _uncounted(build: str | None) -> None:
    """Say that registry.xlsx is another one than the build counts, and let the staff count it."""
    if build is None or desk.moment(build):
        return
    state = registry.registry_state(data_folder())
    if state.sha256 in ("", basis.registry_sha256(build)):
        return
    if state.trouble:
        st.warning(f"名录已改动，尚未计入，而且有误：{labels.markdown(state.trouble)}", icon=":material/edit_document:")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info("名录已改动，尚未计入，这里的数字还是按原来的名录。", icon=":material/edit_document:", width="stretch")
        if visitor.is_staff():
            with st.popover("计入改动", type="primary", width="content"):
                _count(state.sha256)


def _count(sha256: str) -> None:
    """The form that has the registry of that SHA-256 counted."""
    with st.form(f"count_{sha256[:12]}", border=False, enter_to_submit=False):
        by = decision_form.name("count")
        if not st.form_submit_button("现在计入", type="primary"):
            return
    if by:
        decision_form.keep(unsaved.PLACE, desk.RegistryCount(by), by)
    st.warning("请填写您的姓名。")
