"""账号 on the page 报送: who may log in, for the staff to look after (docs/access.md, With accounts)."""

import pandas as pd
import streamlit as st

from dashboard import visitor
from dashboard.wording import labels
from etl.accounts.accounts_file import CLERK, LEADER, LONGEST_NAME, ROLES, AccountError, AccountsFile

_TOLD = "accounts_told"  # what has just been done, to say after the page is drawn anew
_STATES = {False: "在用", True: "已停用"}
_MEANINGS = {LEADER: "看全部页面和下载，联系人除外", CLERK: "看全部内容，并收取、审核、写备注、退回、管理账号"}


def draw() -> None:
    """Draw the accounts and the forms that add and change them."""
    file = visitor.accounts()
    if sentence := st.session_state.pop(_TOLD, ""):
        st.success(labels.markdown(sentence), icon=":material/check:")
    rows = [
        {"账号": one.account_id, "姓名": one.name, "角色": ROLES[one.role], "状态": _STATES[one.is_disabled]}
        for one in file.all().values()
    ]
    left, right = st.columns([1, 1], gap="large")
    with left:
        st.subheader(f"账号 {len(rows)} 个", anchor=False)
        st.dataframe(pd.DataFrame(rows), key="accounts", hide_index=True, alt=f"可以登录看板的账号，{len(rows)} 个")
        st.markdown("停用或重设口令后，用这个账号打开着的看板几秒钟内退出。")
        _change(file)
    with right:
        _add(file)


def _add(file: AccountsFile) -> None:
    with st.form("account_add", border=True, enter_to_submit=False):
        st.markdown("**新建账号**")
        account_id = st.text_input("账号", help="字母、数字和 . _ -，登录时用", max_chars=32)
        name = st.text_input("姓名", max_chars=LONGEST_NAME)
        role = st.segmented_control("角色", list(ROLES), format_func=ROLES.__getitem__, default=LEADER, required=True)
        st.markdown("；".join(f"{ROLES[one]}：{meaning}" for one, meaning in _MEANINGS.items()))
        passwords = _passwords("add")
        if st.form_submit_button("新建", type="primary") and _is_typed_twice(passwords):
            try:
                added = file.add(account_id.strip(), name, role, passwords[0])
            except AccountError as refusal:
                st.warning(labels.markdown(refusal))
                return
            _say(f"已新建账号 {added.account_id}（{added.name}，{ROLES[added.role]}）。请把账号和口令当面告诉本人。")


def _change(file: AccountsFile) -> None:
    accounts = file.all()
    with st.form("account_change", border=True, enter_to_submit=False):
        st.markdown("**重设口令、停用**")
        key = st.selectbox("哪个账号", list(accounts), format_func=lambda one: accounts[one].account_id, index=None,
                           placeholder="请选择")  # fmt: skip
        passwords = _passwords("change")
        with st.container(horizontal=True):
            is_reset = st.form_submit_button("重设口令", type="primary")
            is_disabled = st.form_submit_button("停用这个账号")
    if not (is_reset or is_disabled):
        return
    if not key:
        st.warning("请先选一个账号。")
        return
    if is_disabled:
        who = visitor.visitor()
        if who and who.account_id.lower() == key:
            st.warning("不能停用自己正在用的账号，请由另一位工作人员停用。")
            return
        file.disable(key)
        _say(f"已停用账号 {accounts[key].account_id}。要恢复，请重设口令。")
    if _is_typed_twice(passwords):
        try:
            file.set_password(key, passwords[0])
        except AccountError as refusal:
            st.warning(labels.markdown(refusal))
            return
        _say(f"已重设账号 {accounts[key].account_id} 的口令。")


def _passwords(form: str) -> tuple[str, str]:
    return (
        st.text_input("口令（至少 8 个字符）", type="password", key=f"{form}_password", autocomplete="new-password"),
        st.text_input("再输入一遍", type="password", key=f"{form}_again", autocomplete="new-password"),
    )


def _is_typed_twice(passwords: tuple[str, str]) -> bool:
    if passwords[0] == passwords[1]:
        return True
    st.warning("两遍输入的口令不一样，没有改动。")
    return False


def _say(sentence: str) -> None:
    """Draw the page anew with this sentence, and with empty forms."""
    for key in ("add_password", "add_again", "change_password", "change_again"):
        del st.session_state[key]
    st.session_state[_TOLD] = sentence
    st.rerun()
