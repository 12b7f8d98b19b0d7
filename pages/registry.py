"""名录: the societies and years that everything is measured by, for the staff to keep."""

from collections.abc import Callable

import streamlit as st

from dashboard import filters, page
from dashboard.sections import (
    decision_form,
    list_import,
    new_year,
    registry_history,
    registry_periods,
    registry_societies,
    rubric_trial,
    unsaved,
)
from dashboard.wording import labels
from etl import desk
from etl.desk import registry
from etl.paths import data_folder

PARTS: dict[str, Callable[[registry.Registry | None], None]] = {
    "学会": registry_societies.draw,
    "报告期": registry_periods.draw,
    "新年度": new_year.draw,
    "试算": lambda _: rubric_trial.draw(),
    "导入": lambda _: list_import.draw(),
    "版本": lambda _: registry_history.draw(),
}

st.title("名录", anchor=False)
page.tell_what_is_not_shown()
if decision_form.is_keeping(unsaved.PLACE):
    st.stop()
state = registry.registry_state(data_folder())
if not state.sha256:
    page.empty("还没有名录。", "新建以后，在这里填写年度和学会，也可以从 Excel 导入学会。")
    if st.button("新建空白名录", type="primary", icon=":material/add:"):
        registry.create(data_folder())
        st.rerun()
    st.stop()
if state.trouble:
    st.warning(f"名录现在不能用：{labels.markdown(state.trouble)}", icon=":material/edit_document:")
unsaved.draw()
try:
    now = registry.registry_without_contacts(data_folder())
except desk.Refused as refusal:
    st.error(labels.markdown(refusal))
    st.stop()
for part, draw in zip(filters.parts(list(PARTS)), PARTS.values(), strict=True):
    if part.open:
        with part:
            draw(now)
