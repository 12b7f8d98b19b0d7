"""审核 of one society: a form for the criterion chosen in the table, and the reviews of earlier versions."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import permalink, tables, visitor
from dashboard.documents import society_tables
from dashboard.queries import reviews
from dashboard.sections import decision_form, review_grounds
from dashboard.wording import labels
from etl import desk

EARLIER = ("item", "version", "declared", "reviewed", "opinion", "reviewer", "reviewed_at")
_NOT_ASKED = {
    "rule": "这一项由数字判定，结论已定，审核不改变它。",
    "other": "学会没有填写这一项，没有可审核的自评；请退回补填。",
}
CHOSEN = "criterion"  # the key of the table in which the criterion is chosen
_LONGEST_OPINION = 300


def _choose_anew() -> None:
    permalink.choose(CHOSEN, ())


def draw(build: str, period: int, society_id: str, picked: pd.DataFrame) -> None:
    """Draw the review of the criterion that is picked (one row, or none), and below it those of earlier versions."""
    place = f"review_{society_id}_{period}"
    if not decision_form.is_under_way(place, _choose_anew):
        kept = decision_form.just_kept(place)
        if isinstance(kept, desk.Review):
            _say(build, kept)
        if visitor.is_staff():
            if not picked.empty:
                _review(build, period, society_id, picked["criterion_id"].iloc[0], place)
            elif kept is None:
                st.markdown("点一下表中任何一行，可以对这一项自评记录审核意见。")
    earlier = reviews.earlier(build, period, society_id)
    if len(earlier):
        title = f"以前版本的审核 {len(earlier)} 项：针对当时的自评，不计入现在的结论"
        st.markdown(title)
        tables.show(
            earlier.assign(item=earlier["criterion_id"].map(society_tables.item)), "earlier_reviews", title, EARLIER
        )


def _say(build: str, kept: desk.Review) -> None:
    """What was kept, and the verdict that it leads to."""
    criterion = reviews.asked(build, kept.period, kept.society_id, kept.criterion_id)
    word = labels.REVIEWED.get(kept.decision, "撤销")
    verdict = f"现在的结论：{review_grounds.verdict(criterion)}" if criterion else "这一项现在不判定"
    st.success(labels.markdown(f"{society_tables.item(kept.criterion_id)} 已记录“{word}”。{verdict}"))


def _review(build: str, period: int, society_id: str, criterion_id: str, place: str) -> None:
    criterion = reviews.asked(build, period, society_id, criterion_id)
    if criterion is None:
        st.markdown("这一项只列示，不判定，不需要审核。")
        return
    if not criterion["is_reviewable"]:
        st.markdown(_NOT_ASKED.get(criterion["decided_by"], _NOT_ASKED["other"]))
        return
    with st.container(border=True):
        st.markdown(labels.markdown(f"审核 {society_tables.item(criterion_id)}　{criterion['text']}"))
        left, right = st.columns([3, 2], gap="large")
        with left:
            review_grounds.draw(criterion)
        with right:
            judged, stands = criterion["judged_id"], criterion["reviewed_at"]
            _form(criterion, desk.Review(society_id, period, criterion_id, judged, "", "", "", stands), place)


def _form(criterion: Mapping[str, Any], blank: desk.Review, place: str) -> None:
    # When somebody else decides or a new version comes in, what is typed stays and what was pressed does not count.
    typed = f"{place}_{blank.criterion_id}"
    if decision_form.has_changed(typed, (criterion["judged_id"], criterion["reviewed_at"])):
        st.warning("这一项刚有了新的填报或审核，请看过左边的内容再保存。")
    before = replace(blank, decision=criterion["reviewed"] or "", opinion=criterion["opinion"] or "")
    refused = decision_form.refused(place)
    if isinstance(refused, desk.Review) and refused.criterion_id == blank.criterion_id:
        before = refused
    with st.form(f"{typed}_{criterion['judged_id']}_{criterion['reviewed_at']}", border=False, enter_to_submit=False):
        decision = st.segmented_control(
            "审核意见",
            list(labels.REVIEWED),
            default=before.decision if before.decision in labels.REVIEWED else None,
            format_func=labels.REVIEWED.__getitem__,
            key=f"{typed}_decision",
        )
        st.markdown(labels.REVIEW_EFFECTS[criterion["decided_by"]])
        opinion = st.text_area(
            "理由", before.opinion, max_chars=_LONGEST_OPINION, height=80, key=f"{typed}_opinion"
        ).strip()
        by = decision_form.name(place)
        with st.container(horizontal=True):
            is_saved = st.form_submit_button("保存", type="primary")
            is_withdrawn = bool(criterion["reviewed"]) and st.form_submit_button("撤销审核")
    if not (is_saved or is_withdrawn):
        return
    kept: str = desk.WITHDRAWN if is_withdrawn else decision or ""
    if missing := decision_form.missing_of_review(kept, opinion, by):
        st.warning(missing)
        return
    decision_form.forget(typed)
    decision_form.keep(place, replace(blank, decision=kept, opinion=opinion, reviewer=by), by)
