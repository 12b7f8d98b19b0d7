"""审核 of several answers at once: those ticked in a table, with one decision and one reason."""

import streamlit as st

from dashboard import database, tables
from dashboard.documents import society_tables
from dashboard.queries import Filters, review_queue
from dashboard.queries.review_queue import QueueChoice
from dashboard.sections import decision_form, review_decisions
from dashboard.sections import review_queue as queue_section

COLUMNS = ("name", "item", "text", "declared", "verdict", "explanation", "place")
_MOST_LISTED = 300


@st.fragment
def draw(filters: Filters, choice: QueueChoice) -> None:
    """Draw the open answers of the queue to tick, and the decision about those that are ticked."""
    queue = review_queue.queue(str(database.current()), filters, choice)
    queue_section.progress(queue)
    queue_section.refusal()
    reviewed = queue_section.standing()
    is_open = [key not in reviewed for key in queue.keys]
    if not any(is_open):
        queue_section.nothing_open(queue)
        return
    rows = queue.answers[is_open].head(_MOST_LISTED)
    title = f"待审 {sum(is_open)} 项" + (f"，列出前 {_MOST_LISTED} 项" if sum(is_open) > _MOST_LISTED else "")
    st.markdown(f"{title}。在左边勾选要给同一意见的几项。")
    shown = rows.assign(item=rows["criterion_id"].map(society_tables.item))
    made = review_decisions.course().made
    ticked = tables.ticked(shown, f"queue_ticked_{len(made)}", title, tables.filled(shown, COLUMNS))
    by = decision_form.name("queue")
    queue_section.reason()
    reviews = [queue_section.blank(queue.keys[row], by) for row in ticked.index]
    with st.container(horizontal=True):
        queue_section.decision_buttons(reviews, None)
    queue_section.undo_button(by)
