"""撤回与记录 on the page 报送: withdraw a submission, give a stray file to a society, and every decision with its 撤销
(docs/architecture.md, Decisions about files).
"""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import frame_cache, permalink, tables
from dashboard.queries import Filters, basis, history
from dashboard.sections import decision_form
from dashboard.wording import labels
from etl import desk

COLUMNS = ("decided_at", "author", "decision", "about", "grounds", "standing")
_CHOSEN = "decision"  # the key of the table in which a decision is chosen
_KEPT = {
    desk.Withdrawal: "已撤回。再收到同一份文件也不计入，除非在下面的记录里撤销。",
    desk.Assignment: "已归入，看板已按新的归属计算。",
    desk.Handling: "已标为已处理，不再列为没有归属的文件；文件仍在档案里。",
    desk.Undo: "已撤销先前的决定，看板已重新计算。",
}
_NOT_HERE = {"registry": "名录的版本在“名录”页的“版本”里恢复。"}
_WAYS = ("指定归属", "标为已处理")
_HANDLED = "不归入任何学会，也不再列出；例如广告、重复的扫描件，或已经另外报来的。"
_UNDOING = {
    "withdrawal": "撤销后，这份报送重新计入。",
    "assignment": "撤销后，这个文件又没有归属，不再计入。",
    "handling": "撤销后，这个文件重新列为没有归属的文件。",
    "loss": "撤销后，这个文件重新计入；它的原件须已重新收到。",
    "review": "撤销后，以前一次审核为准；没有的，以自评和数据为准。",
    "clearance": "撤销后，这些地方重新请学会核对。",
    "note": "撤销后，备注恢复为前一次的内容；没有的，不再显示。",
}


def draw(build: str, chosen: Filters) -> None:
    """Draw both forms, and below them all decisions."""
    left, right = st.columns(2, gap="large")
    with left:
        _withdraw(build, chosen)
    with right:
        _assign(build, chosen)
    _history(build)


def _withdraw(build: str, chosen: Filters) -> None:
    st.subheader("撤回一份报送", anchor=False)
    in_force = {one.submission_id: one for one in frame_cache.tuples(history.in_force(build, chosen))}
    picked = st.selectbox(
        "哪一份在用的报送",
        list(in_force),
        index=None,
        format_func=lambda one: _submission(in_force[one]),
        placeholder="请选择，可以输入学会名称查找",
        key="withdraw_which",
    )
    if not _may_decide("withdraw"):
        return
    if picked is None:
        st.markdown("报错了的、代报的，撤回后不再计入；文件和这个决定都留在档案里，可以撤销。")
        return
    st.markdown(labels.markdown(_after_withdrawal(build, picked)))
    if reasoned := decision_form.asked("withdraw", picked, "撤回这份报送"):
        why, by = reasoned
        decision_form.keep("withdraw", desk.Withdrawal(picked, why, by), by)


def _submission(one: Any) -> str:
    return labels.plain(f"{one.name} · 第 {one.version} 次 · {one.file_name} · {one.submission_id}")


def _after_withdrawal(build: str, submission_id: str) -> str:
    others = history.left_without(build, submission_id)
    if others.empty:
        return "撤回后，这家学会这一年度没有别的可用的报送，它的各项结论随之撤下。"
    other = others.iloc[0]
    named = f"第 {other['version']} 次报送（{other['file_name']}，{other['received_at']:%Y-%m-%d} 收到）"
    return f"撤回后，仍以{named}为准。" if other["is_later"] else f"撤回后，{named}重新生效。"


def _assign(build: str, chosen: Filters) -> None:
    st.subheader("没有归属的文件：指定学会、年度，或标为已处理", anchor=False)
    strays = {one.submission_id: one for one in frame_cache.tuples(history.strays(build))}
    if not strays:
        if _may_decide("assign"):
            st.markdown("现在没有无法归入学会或年度的文件。")
        return
    names = basis.names(build, Filters(chosen.period))
    file = st.selectbox(
        "哪一个文件",
        list(strays),
        index=None,
        format_func=lambda one: labels.plain(f"{strays[one].file_name} · {one}"),
        placeholder="请选择",
        key="assign_which",
    )
    if file and st.segmented_control("怎样处理", _WAYS, default=_WAYS[0], key="assign_way") == _WAYS[1]:
        if _may_decide("assign") and (reasoned := decision_form.asked("assign", file, _WAYS[1], _HANDLED)):
            decision_form.keep("assign", desk.Handling(file, *reasoned), reasoned[1])
        return
    society = st.selectbox(
        "归到哪家学会",
        list(names),
        index=None,
        format_func=lambda one: labels.plain(f"{names[one]} · {one}"),
        placeholder="请选择，可以输入学会名称查找",
        key="assign_society",
    )
    periods = basis.choices(build).periods
    period = st.selectbox("归到哪个年度", periods, index=list(periods).index(chosen.period), key="assign_period")
    if not _may_decide("assign") or file is None or society is None:
        return
    st.markdown(labels.markdown(_after_assignment(history.beside(build, file, society, period))))
    if reasoned := decision_form.asked("assign", file, "归到这家学会"):
        why, by = reasoned
        decision_form.keep("assign", desk.Assignment(file, society, period, why, by), by)


def _after_assignment(beside: pd.DataFrame) -> str:
    if beside.empty:
        return "这家学会这一年度还没有可用的报送，这份文件将成为第一份。"
    other = beside.iloc[0]
    named = f"第 {other['version']} 次报送（{other['file_name']}）"
    if other["is_later"]:
        return f"这份文件收到得早，{named}收到得晚，填了的仍以后者为准。"
    return f"这份文件收到得晚，将代替{named}：填了的以它为准，空着的仍按先前所填。"


def _history(build: str) -> None:
    try:
        made = history.decisions(build)
    except desk.Refused as refusal:
        st.error(labels.markdown(refusal))
        return
    title = f"全部决定 {len(made)} 项，最新的在前"
    st.subheader(title, anchor=False)
    picked = tables.picked(made, _CHOSEN, title, COLUMNS, "number")
    if not _may_decide("undo"):
        return
    if picked.empty:
        st.markdown("点一下“可以撤销”的一行，可以写明理由撤销它。")
    for decision in picked.itertuples():
        st.markdown(labels.markdown(f"{decision.decided_at} {decision.decision}：{decision.about}。{decision.grounds}"))
        if decision.standing != history.CAN_BE_UNDONE:
            st.markdown(
                _NOT_HERE.get(decision.what, "这一项不在这里撤销，请另作决定。")
                if decision.standing != history.UNDONE
                else "这一项已经撤销。"
            )
        elif reasoned := decision_form.asked("undo", decision.number, "撤销这项决定", _UNDOING[decision.what]):
            why, by = reasoned
            decision_form.keep("undo", desk.Undo(int(decision.number), why, by), by)


def _may_decide(place: str) -> bool:
    """Draw how far the decision of that place is and how it ended; whether another one can be made."""
    if decision_form.is_under_way(place, lambda: permalink.choose(_CHOSEN, ())):
        return False
    if kept := decision_form.just_kept(place):
        st.success(_KEPT[type(kept)], icon=":material/check:")
    return True
