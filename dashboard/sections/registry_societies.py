"""学会 on the page 名录: the list to look up, and the form that adds a society or changes one."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dashboard import permalink, tables
from dashboard.frame_cache import kept
from dashboard.sections import unsaved
from dashboard.wording import labels
from etl.desk import registry
from etl.desk.registry import Registry, RegistryEdit
from etl.paths import data_folder
from etl.text import clean

COLUMNS = (
    "society_id", "name", "status", "renewal_years", "registered_bases", "category", "supporting_unit", "former_names",
)  # fmt: skip
_CHOSEN = "line"  # the key of the table in which a society is chosen
_LONGEST = 200
_HELP = {
    "society_id": "自定，各不相同，保存后不再改动：填报表和审核都认它。",
    "name": "与登记证书一致。改了名称的，原名自动记为曾用名，用原名报来的填报表仍归这家学会。",
    "former_names": "有几个的用顿号隔开。",
    "renewal_years": "四位年份，几个的用顿号隔开，例如 2018、2023；不清楚的留空。",
    "first_period": "自哪一年度起报送；以前的年度不计它未报送。老学会留空。",
    "status": "只有“正常”的学会应当报送；暂停、注销的不计入统计，资料都留着。",
}


def draw(now: Registry | None) -> None:
    """Draw the list of the societies, and beside it the form for the one that is chosen, else for a new one."""
    by_id = _texts(now) if now else {}
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.subheader(f"学会 {len(by_id)} 家", anchor=False)
        st.markdown("点一行，在旁边查看、改动。改动先记在页面上，检查无误后再一起保存。")
        picked = ""
        if now and by_id:
            frame = _listed(now)
            rows = tables.picked(frame, _CHOSEN, "名录中的学会", tables.filled(frame, COLUMNS), "society_id")
            picked = "".join(rows["society_id"])
    with right:
        _form(picked, by_id, str(now.periods[-1].period) if now else "")


@kept
def _texts(now: Registry) -> dict[str, dict[str, str]]:
    """What stands in each society's line, by its id."""
    return {one.society_id: registry.society_text(one) for one in now.societies}


@kept
def _listed(now: Registry) -> pd.DataFrame:
    return pd.DataFrame([_row(words) for words in _texts(now).values()], columns=list(COLUMNS))


def _row(words: Mapping[str, str]) -> dict[str, str]:
    """A line of the list; without the contacts, which only the form shows."""
    bases = {key.removeprefix("base "): word for key, word in words.items() if key.startswith("base ")}
    registered = "；".join(f"{year} 年底 {count}" for year, count in bases.items())
    return dict(words) | {"registered_bases": registered, "status": words["status"] or registry.STATUSES[0]}


def _form(society_id: str, by_id: Mapping[str, Mapping[str, str]], first_period: str = "") -> None:
    """The form of one society, filled in with what the registry says and what is not saved yet; for a new one empty but
    for the year from which it reports. `by_id` says nothing of contacts: that of the one society is read now.
    """
    waiting = unsaved.edit().societies
    saved = {**by_id[society_id], **registry.contact(data_folder(), society_id)} if society_id else {}
    shown = {**saved, **waiting.get(society_id, {})} if society_id else {}
    shown = shown or {"status": registry.STATUSES[0], "first_period": first_period}
    if society_id:
        st.subheader(labels.markdown(f"{society_id} {saved['name']}"), anchor=False)
        if st.button("改为新增一家学会", type="tertiary", icon=":material/add:"):
            permalink.choose(_CHOSEN, ())
            st.rerun()
    else:
        st.subheader("新增一家学会", anchor=False)
    asked = {f"base {year}" for year in registry.base_years()}
    years = sorted(asked | {one for one in saved if one.startswith("base ")})
    # A form for each society and each state of what is not saved: nothing typed for one is taken for another.
    state = f"{society_id}_{len(by_id)}_{len(waiting)}_{hash(tuple(sorted(shown.items())))}"
    with st.form(f"society_{state}", border=True, enter_to_submit=False):
        new_id = society_id or _word("society_id", registry.next_id([*by_id, *waiting]), state)
        typed = {key: _word(key, shown.get(key, ""), state) for key in ("name", "former_names")}
        fields = st.grid(2, min_column_width=120)
        for key in (
            "category",
            "supporting_unit",
            "renewal_years",
            "first_period",
            "credit_code",
            *years,
            "contact",
            "phone",
        ):
            with fields.container():
                typed[key] = _word(key, shown.get(key, ""), state)
        typed["status"] = _status(shown.get("status", ""), state)
        if not st.form_submit_button("记下改动" if society_id else "记下新增", type="primary"):
            return
    if not society_id and (new_id in by_id or not new_id):
        st.warning("请填写编号。" if not new_id else f"编号 {labels.markdown(new_id)} 已有学会在用，请换一个。")
        return
    if not typed["name"]:
        st.warning("请填写学会名称。")
        return
    changed = {key: word for key, word in typed.items() if word != shown.get(key, "") or (not society_id and word)}
    if not changed:
        st.warning("没有改动。")
        return
    unsaved.add(RegistryEdit({new_id: changed}))


def _word(key: str, word: str, state: str) -> str:
    typed: str = st.text_input(
        registry.heading(key), word, max_chars=_LONGEST, help=_HELP.get(key), key=f"{key}_{state}"
    )
    return clean(typed)


def _status(word: str, state: str) -> str:
    """The choice of a state; one that the registry has and does not know stays among them."""
    options = [*registry.STATUSES, *([word] if word and word not in registry.STATUSES else [])]
    picked: str = st.segmented_control(
        registry.heading("status"),
        options,
        default=word or registry.STATUSES[0],
        required=True,
        format_func=labels.option,
        help=_HELP["status"],
        key=f"status_{state}",
    )
    return "" if not word and picked == registry.STATUSES[0] else picked
