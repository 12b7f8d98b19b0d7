"""In the sidebar: who is logged in, and the way out."""

import streamlit as st

from dashboard import visitor
from dashboard.server import access_log, sessions
from dashboard.wording import labels


def draw() -> None:
    """Draw it, nothing where there are no accounts. Ends the run where there are and nobody is named: shows nothing."""
    person = visitor.visitor()
    if person is None:
        st.error("请先登录。请刷新页面；如果仍然这样，请把这句话告诉维护人员。")
        st.stop()
    if person.account_id:
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown(f"{labels.markdown(person.name)}　{person.role_in_words}", width="content")
            st.button("退出登录", key="log_out", type="tertiary", icon=":material/logout:", on_click=_log_out)


def _log_out() -> None:
    access_log.of_this_server().note("logout", str(st.user.get("account")), st.context.ip_address or "127.0.0.1")
    sessions.of_this_server().close(str(st.user.get("session")))
