"""What one visitor decides in the queue of 审核: each decision is in the journal before the next answer is shown."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import streamlit as st

from dashboard import visitor
from dashboard.sections import decision_form
from dashboard.sections.counting import COUNTING
from etl import desk
from etl.accounts.accounts_file import CLERK
from etl.desk import reviewing
from etl.paths import data_folder

OPINION = "queue_opinion"  # the key of the field for the reason
_COURSE = "queue_course"
_WHY_UNDONE = "审核时撤销"
_MOST_REASONS = 6


@dataclass(frozen=True, slots=True)
class ReviewsKept:
    """Reviews that were kept together, and the numbers of their lines in the journal."""

    reviews: tuple[desk.Review, ...]
    lines: tuple[int, ...]


@dataclass(slots=True)
class ReviewCourse:
    """How far a visitor is: the answer on the screen (None: the first that is open), what was decided, the last at the
    end, reasons given, the latest first, and why the last thing asked for was not done.
    """

    at: reviewing.AnswerKey | None = None
    made: list[ReviewsKept] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    refusal: str = ""


def course() -> ReviewCourse:
    """Return that of the visitor."""
    mine: ReviewCourse = st.session_state.setdefault(_COURSE, ReviewCourse())
    return mine


def decide(reviews: Sequence[desk.Review], decision: str, then: reviewing.AnswerKey | None) -> None:
    """Keep these reviews, blank but for what they are of and by whom, with this decision and the reason that is typed;
    `then` is the answer to show next.
    """
    mine = course()
    opinion = str(st.session_state.get(OPINION) or "").strip()
    by = visitor.visitor()
    mine.refusal = decision_form.missing_of_review(decision, opinion, reviews[0].reviewer)
    if mine.refusal or by is None or by.role != CLERK:
        return
    given = tuple(replace(one, decision=decision, opinion=opinion, account=by.account_id) for one in reviews)
    try:
        lines = reviewing.keep_reviews(data_folder(), given)
    except desk.Refused as refusal:
        mine.refusal = str(refusal)
        return
    decision_form.remember_name(given[0].reviewer)
    mine.made.append(ReviewsKept(given, tuple(lines)))
    mine.at = then
    st.session_state[OPINION] = ""
    if opinion:
        mine.reasons = [opinion, *(one for one in mine.reasons if one != opinion)][:_MOST_REASONS]
    COUNTING.soon(data_folder())


def undo(name: str) -> None:
    """Undo what was decided last, by the visitor of that name, and show the answer again with the reason given."""
    mine = course()
    by = visitor.visitor()
    mine.refusal = "" if name else "请填写您的姓名。"
    if mine.refusal or by is None or by.role != CLERK or not mine.made:
        return
    last = mine.made[-1]
    try:
        reviewing.undo_reviews(
            data_folder(), [desk.Undo(line, _WHY_UNDONE, name, by.account_id) for line in last.lines]
        )
    except desk.Refused as refusal:
        mine.refusal = str(refusal)
    else:
        first = last.reviews[0]
        mine.at = (first.society_id, first.period, first.criterion_id, first.submission_id)
        st.session_state[OPINION] = first.opinion
        COUNTING.soon(data_folder())
    mine.made.pop()


def pass_over(then: reviewing.AnswerKey | None) -> None:
    """Show that answer, and leave the one on the screen as it is."""
    course().at, course().refusal = then, ""


def reuse(reason: str) -> None:
    """Put a reason given before into the field."""
    st.session_state[OPINION] = reason
