"""读取情况: of every file what was read of each of its sheets, a part of the page 报送."""

import streamlit as st

from dashboard import page
from dashboard.queries import Filters, submissions
from dashboard.sections import society_list

COLUMNS = ("name", "file_name", "sheet", "is_hidden", "filled", "read", "furniture", "set_aside", "unread", "why")
ON_SCREEN = ("name", "sheet", "unread", "set_aside", "why", "filled", "read", "furniture", "is_hidden", "file_name")


def draw(build: str, chosen: Filters) -> None:
    """Draw the sheets in which something was set aside or not read, then all; and offer the table."""
    frame = submissions.sheet_accounts(build, chosen)
    if frame.empty:
        page.empty("这些学会还没有报送。", "收到填报表后，请在“收取填报表”上传。")
        return
    left = frame[frame["set_aside"] + frame["unread"] > 0]
    files = left["submission_id"].nunique()
    title = f"{files} 份文件里有没有计入的内容" if files else "所有文件都读全了"
    st.subheader(title, anchor=False)
    st.markdown("填了内容的格子，或读作数据，或是标题、说明一类，或放在一边，或没有读入；四项相加等于填写的格数。")
    society_list.draw(left if files else frame, "sheet_accounts", title, ON_SCREEN)
    if files:
        with st.expander(f"全部 {len(frame)} 张工作表"):
            society_list.draw(frame, "all_sheet_accounts", "每份文件每张工作表读到了什么", ON_SCREEN)
    page.downloads(build, chosen, page.PageTable("读取情况", frame, COLUMNS))
