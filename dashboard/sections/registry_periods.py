"""报告期 on the page 名录: the years, their deadlines and rubrics, and the form that changes one."""

import pandas as pd
import streamlit as st

from dashboard import permalink, tables
from dashboard.sections import unsaved
from dashboard.wording import labels
from etl import desk
from etl.desk import registry
from etl.desk.registry import Registry, RegistryEdit
from etl.text import clean

COLUMNS = ("period", "deadline", "rubric", "issuer")
FIELDS = ("deadline", "issuer", "addressee")
_CHOSEN = "year"  # the key of the table in which a year is chosen
_HELP = {
    "deadline": "例如 2018-12-31。",
    "issuer": "通报的落款，写全称。",
    "addressee": "通报发给谁。例如：各市级学会",
}


def draw(now: Registry | None) -> None:
    """Draw the years, and beside them the form for the one that is chosen."""
    periods = {str(one.period): registry.period_text(one) for one in (now.periods if now else ())}
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.subheader(f"报告期 {len(periods)} 个", anchor=False)
        st.markdown("点一行，在旁边改动。新的一年在“新年度”里建立。评价细则按年度自动取用，在这里不能选。")
        rows = [words | {"rubric": rubric(int(year))} for year, words in periods.items()]
        frame = pd.DataFrame(rows[::-1], columns=list(COLUMNS))
        picked = tables.picked(frame, _CHOSEN, "名录中的报告期", COLUMNS, "period") if rows else frame
    with right:
        for year in picked["period"]:
            _form(year, periods[year])


def rubric(period: int) -> str:
    """Return which rubric the year is judged by, in words."""
    try:
        first_year, name = registry.rubric_in_force(period)
    except desk.Refused as refusal:
        return str(refusal)
    return f"《{name}》，{first_year} 年度起"


def _form(year: str, saved: dict[str, str]) -> None:
    shown = {**saved, **unsaved.edit().periods.get(year, {})}
    st.subheader(f"{year} 年度", anchor=False)
    state = f"{year}_{hash(tuple(sorted(shown.items())))}"
    with st.form(f"period_{state}", border=True, enter_to_submit=False):
        typed = {key: word(key, shown[key], state) for key in FIELDS}
        if not st.form_submit_button("记下改动", type="primary"):
            return
    changed = {key: one for key, one in typed.items() if one != shown[key]}
    if changed:
        permalink.choose(_CHOSEN, ())
        unsaved.add(RegistryEdit({}, {year: changed}))
    st.warning("没有改动。")


def word(key: str, shown: str, state: str) -> str:
    """Draw the field of that column of 报告期, and return what stands in it."""
    typed: str = st.text_input(
        labels.markdown(registry.heading(key)), shown, max_chars=100, help=_HELP.get(key), key=f"{key}_{state}"
    )
    return clean(typed)
