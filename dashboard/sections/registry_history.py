"""版本 on the page 名录: who changed what and when, and the way back to an earlier version."""

import pandas as pd
import streamlit as st

from dashboard import permalink, tables
from dashboard.sections import decision_form, unsaved
from dashboard.wording import labels
from etl import desk
from etl.desk import registry
from etl.paths import data_folder

COLUMNS = ("decided_at", "author", "changes")
_CHOSEN = "version"  # the key of the table in which a version is chosen
_FIRST, _UNKNOWN = "最早的一版", "收取时发现名录有改动"
_MOST_TOLD = 20


def draw() -> None:
    """Draw the versions, the latest first, and what putting the chosen one back would change."""
    try:
        versions = registry.versions(data_folder())
        st.subheader(f"名录的版本 {len(versions)} 个，最新的在前", anchor=False)
        if not versions:
            st.markdown("还没有。第一次保存或收取以后，每一版都留在档案里。")
            return
        rows = [
            {
                "number": str(one.number),
                "decided_at": f"{one.at:%Y-%m-%d %H:%M}",
                "author": one.author,
                "changes": one.why or (_FIRST if one is versions[-1] else _UNKNOWN),
            }
            for one in versions
        ]
        title = "点一行，看恢复到那一版会改动什么"
        picked = tables.picked(pd.DataFrame(rows), _CHOSEN, title, COLUMNS, "number")
        if picked.empty:
            st.markdown(f"{title}。")
        for number in picked["number"]:
            _offer(int(number), registry.difference(data_folder(), int(number)))
    except desk.Refused as refusal:
        st.error(labels.markdown(refusal))


def _offer(number: int, changes: list[str]) -> None:
    if not changes:
        st.markdown("这一版与现在的名录内容相同。")
        return
    st.markdown("恢复这一版，会改动：")
    for sentence in changes[:_MOST_TOLD]:
        st.markdown(f"- {labels.markdown(sentence)}")
    if len(changes) > _MOST_TOLD:
        st.markdown(f"- 另有 {len(changes) - _MOST_TOLD} 处")
    with st.form(f"restore_{number}", border=True, enter_to_submit=False):
        by = decision_form.name("restore")
        if not st.form_submit_button("恢复这一版", type="primary"):
            return
    if not by:
        st.warning("请填写您的姓名。")
        return
    permalink.choose(_CHOSEN, ())
    decision_form.keep(unsaved.PLACE, desk.RegistryRestoration(number, by), by)
