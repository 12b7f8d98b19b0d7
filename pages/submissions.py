"""报送: who has not reported, who must correct what, and where files are handed in."""

from collections.abc import Callable

import streamlit as st

from dashboard import database, filters, page, visitor
from dashboard.charts import submissions as charts
from dashboard.queries import Filters, basis, submissions
from dashboard.sections import accounts, bulk_downloads, decisions_made, findings, progress, sheet_accounts, uploads

PARTS: dict[str, Callable[[str, Filters], None]] = {
    "报送进度": progress.progress,
    "催报名单": progress.reminders,
    "待处理的问题": findings.draw,
    "读取情况": sheet_accounts.draw,
    "收取填报表": lambda *_: uploads.draw(),
    "批量下载": bulk_downloads.draw,
    "撤回与记录": decisions_made.draw,
    "账号": lambda *_: accounts.draw(),
}
OF_STAFF = ("催报名单", "收取填报表", "批量下载", "撤回与记录", "账号")
shown = [part for part in PARTS if part not in OF_STAFF or visitor.is_staff()]
if not visitor.is_logged_in():
    shown.remove("账号")

if database.current() is None:
    st.title("报送", anchor=False)
    page.tell_what_is_not_shown()
    page.empty("还没有数据。", "请先在“名录”页建立年度、填写学会，再在这里上传收到的填报表。")
    if visitor.is_staff():
        uploads.draw()
    st.query_params[filters.PART] = "收取填报表"  # where the visitor finds what became of the first files
    st.stop()

build, chosen = page.opened("报送")
deadline = basis.basis(build, chosen).deadline
page.headline(charts.headline(submissions.counts(build, chosen), deadline, submissions.stray_count(build)))
for part, title in zip(filters.parts(shown), shown, strict=True):
    if part.open:
        with part:
            PARTS[title](build, chosen)
