"""审核: answers one after another, several at once, and the list of an inspection."""

import streamlit as st

from dashboard import page, visitor
from dashboard.sections import review_batch, review_list, review_queue

build, filters = page.opened("审核")
if not visitor.is_staff():
    page.empty("审核由工作人员进行。", "审核的结果在“学会”“任务”各页都看得到。")
    st.stop()
way, choice = review_queue.chosen(build, filters)
if way == "one":
    review_queue.one_by_one(filters, choice)
elif way == "several":
    review_batch.draw(filters, choice)
else:
    review_list.draw(build, filters, choice)
