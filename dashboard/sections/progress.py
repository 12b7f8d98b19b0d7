"""What has come in day by day, and whom to remind: two parts of the page 报送."""

import datetime as dt

import streamlit as st

from dashboard import exports, page
from dashboard.charts import submissions as charts
from dashboard.queries import Filters, basis, submissions
from dashboard.sections import chart, findings, society_list

RECEIVED = ("name", "state", "received_at")
DAYS = ("date", "society_count", "reported_count")
NEEDED = ("name", "state", "error_count", "supporting_unit", "message")
TO_REMIND = (*NEEDED[:3], "contact", "phone")
BY_CONTACT = ("contact", "phone", *NEEDED)
# By whether the data are invented: from which day a reminder counts. The pages count from the day of the data.
_COUNTED = {False: "天数从今天（{}）算起。", True: "演示数据，天数从数据截至日（{}）算起。"}


def progress(build: str, chosen: Filters) -> None:
    """Draw how the reports came in towards the deadline, and beside it the latest of them."""
    reporting, latest = submissions.progress(build, chosen), submissions.latest(build, chosen)
    cells = chart.pairs()
    with cells.cell():
        if reporting.by_day.empty:
            page.empty("这些学会还没有报送。", "收到填报表后，请在“收取填报表”上传。")
        else:
            shown = chart.picture(charts.progress, submissions.progress, build, chosen)
            for (day,) in chart.draw(shown, "progress", reporting.by_day, DAYS):
                frame = submissions.on_day(build, chosen, dt.date.fromisoformat(day))
                society_list.draw(frame, f"on_{day}", f"{day} 首次报送的 {len(frame)} 家学会", RECEIVED)
    with cells.cell():
        st.subheader(f"最近收到的 {len(latest)} 份", anchor=False)
        society_list.draw(latest, "latest", "最近收到的填报表，最新的在前", RECEIVED)
    others = {
        "需要催报的学会": (submissions.to_remind(build, chosen), NEEDED),
        "待处理的问题": (submissions.kinds(build, chosen), findings.KINDS),
        "无法归入学会或年度的文件": (submissions.without_society(build), findings.WITHOUT_SOCIETY),
    }
    page.downloads(build, chosen, page.PageTable("报送进度", reporting.by_day, DAYS, charts.MEANINGS, others))


def reminders(build: str, chosen: Filters) -> None:
    """Draw whom to remind, with the contacts of the registry, and the text that goes to each."""
    frame = submissions.to_remind(build, chosen)
    st.subheader(charts.reminder_title(frame), anchor=False)
    if frame.empty:
        page.empty("没有需要催报的学会。", "当前筛选下的学会都已报送，没有须更正之处。")
        return
    stamp = basis.basis(build, chosen)
    deadline, day = stamp.deadline, stamp.day_of_sending(dt.date.today())
    cells = chart.pairs()
    with cells.cell():
        society_list.draw(frame, "to_remind", "需要催报的学会及其联系人", TO_REMIND)
        meanings = {"报送截止": exports.due(deadline, day), **charts.MEANINGS}
        by_contact = frame.sort_values(["contact", "phone"], kind="stable")
        page.downloads(build, chosen, page.PageTable(f"催报名单（{day}）", by_contact, BY_CONTACT, meanings))
    with cells.cell():
        st.markdown(f"催报文字，按联系人分段，可以直接粘贴。{_COUNTED[stamp.is_demo].format(day)}")
        text = exports.reminder_text(by_contact, chosen.period, deadline, day)
        st.code(text, language=None, wrap_lines=True, height=400)
