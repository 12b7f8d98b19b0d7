"""报送: who has not reported, who must correct what, and where files are handed in."""

import datetime as dt

import streamlit as st

from dashboard import database, exports, page, problems, uploads
from dashboard.charts import submissions as charts
from dashboard.queries import submissions, surroundings

REPORTED = ("name", "category", "supporting_unit", "state", "received_at")
LATEST = ("name", "state", "received_at", "version")
TO_REMIND = ("name", "state", "error_count", "contact", "phone", "supporting_unit", "message")

if database.current() is None:
    st.title("报送", anchor=False)
    page.empty("还没有数据。", "请先用 `python -m etl init` 新建名录并填好，再在这里上传收到的填报表。")
    uploads.draw()
    st.stop()

given = build, chosen = page.opened("报送")
deadline = surroundings.basis(*given).deadline
page.headline(charts.headline(submissions.counts(*given), deadline))
parts = st.tabs(["报送进度", "催报名单", "待处理的问题", "收取填报表"], key="part", bind="query-params")
progress, reminders, findings, receipt = parts

if progress.open:
    with progress:
        left, right = st.columns([3, 2], gap="large")
        found, latest = submissions.progress(*given), submissions.latest(*given)
        with left:
            if found.by_day.empty:
                page.empty("这些学会还没有报送。", "收到填报表后，请在“收取填报表”上传。")
            else:
                picture = page.picture(charts.progress, submissions.progress, *given)
                for day in page.chart(picture, "progress", found.by_day):
                    frame = submissions.on_day(*given, dt.date.fromisoformat(day))
                    page.societies(frame, "on_day", f"{day} 首次报送的 {len(frame)} 家学会", REPORTED)
        with right:
            st.subheader(f"最近收到的 {len(latest)} 份", anchor=False)
            page.societies(latest, "latest", "最近收到的填报表，最新的在前", LATEST)
if reminders.open:
    with reminders:
        frame = submissions.to_remind(*given)
        st.subheader(charts.reminder_title(frame), anchor=False)
        left, right = st.columns([3, 2], gap="large")
        with left:
            page.societies(frame, "to_remind", "需要催报的学会及其联系人", TO_REMIND)
            page.downloads(frame, "催报名单", *given, TO_REMIND, charts.MEANINGS)
        with right:
            text = exports.reminder_text(frame, chosen.period, deadline, dt.date.today())
            st.markdown("催报文字，按联系人分段，可以直接粘贴：")
            st.code(text, language=None, wrap_lines=True, height=400)
if findings.open:
    with findings:
        problems.draw(*given)
if receipt.open:
    with receipt:
        uploads.draw()
