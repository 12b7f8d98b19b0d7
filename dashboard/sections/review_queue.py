"""审核: the queue that is chosen, how far it is, and one answer after another with keys."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import database, page, permalink
from dashboard.documents import society_tables
from dashboard.frame_cache import kept
from dashboard.queries import Filters, review_queue, reviews
from dashboard.queries.review_queue import Queue, QueueChoice, Sample
from dashboard.sections import decision_form, review_decisions, review_grounds
from dashboard.sections.counting import COUNTING
from dashboard.wording import labels
from etl import desk
from etl.desk import reviewing
from etl.paths import data_folder

Reviews = Mapping[reviewing.AnswerKey, Mapping[str, Any]]  # those that stand now, by answer
WAYS = {"one": "逐项审核", "several": "几项一并", "list": "检查清单"}
ORDERS = {"society": "逐家学会", "standard": "逐条标准", "risk": "不符的在先", "sample": "抽查"}
_EXPLAINED = {
    "society": "一家学会审完再审下一家。",
    "standard": "同一条工作标准，各学会挨着审，便于比较。",
    "risk": "自评与数据不符的在先，其次是只凭自评“已完成”的，再次是其余的。",
    "sample": "每个学科按种子抽出若干项；同一个种子、同样的筛选，谁来抽都是这几项。",
}
_KEYS = {"approved": "1", "rejected": "2", "more_material": "3"}
_NEXT_KEY, _UNDO_KEY = "N", "Z"
_MOST_DRAWN, _USUALLY_DRAWN = 50, 3
_AHEAD = 3  # answers whose files are read while one is looked at
_LONGEST_OPINION = 300
_USUAL_SEED, _LARGEST_SEED = 20180101, 999_999_999
_CHOICE_WIDTH, _NUMBER_WIDTH = 360, 150  # pixels
_NARROWEST = 320  # pixels in which the cell that is meant is in sight


def chosen(build: str, filters: Filters) -> tuple[str, QueueChoice]:
    """Draw the choice of the way (逐项, 几项一并, 检查清单) and of the queue, and return both."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        way = permalink.one_of("怎样审", WAYS, "way", "one")
        choice = _choice(build, filters)
    st.caption(_EXPLAINED[choice.order])
    return way, choice


def _choice(build: str, filters: Filters) -> QueueChoice:
    order = permalink.one_of("次序", ORDERS, "order", "society")
    if order == "sample":
        per_category = _number("每个学科抽几项", "n", _USUALLY_DRAWN, _MOST_DRAWN)
        seed = _number("种子", "seed", _USUAL_SEED, _LARGEST_SEED)
        return QueueChoice(order, sample=Sample(per_category, seed))
    if order == "risk":
        return QueueChoice(order)
    rows = review_queue.answers(build, filters)
    if order == "society":
        return QueueChoice(order, _only(_societies(rows)))
    return QueueChoice(order, _only(_standards(rows)))


@kept
def _societies(rows: pd.DataFrame) -> dict[str, str]:
    """The names of the societies by their ids, in the order of the answers."""
    return {one: labels.plain(name) for one, name in zip(rows["society_id"], rows["name"], strict=True)}


@kept
def _standards(rows: pd.DataFrame) -> dict[str, str]:
    """Number and text of the criteria by their ids, in the order of the rubric."""
    by_standard = rows.sort_values("place_by_standard").drop_duplicates("criterion_id")
    texts = zip(by_standard["criterion_id"], by_standard["text"], strict=True)
    return {one: labels.plain(f"{society_tables.item(one)} {text}") for one, text in texts}


def standing() -> Reviews:
    """Return the reviews that stand now, by answer; ends the run with a sentence where the journal cannot be read."""
    try:
        return reviewing.standing_reviews(data_folder())
    except desk.Refused as refusal:
        st.error(labels.markdown(refusal))
        st.stop()


def progress(queue: Queue) -> None:
    """Draw how many of the queue are reviewed, and how many decisions no build counts yet."""
    stand, whole = standing(), len(queue.keys)
    reviewed = sum(key in queue.places for key in stand)
    st.progress(reviewed / whole if whole else 0.0, f"已审 {reviewed} / 应审 {whole}")
    if COUNTING.refusal:
        st.error(labels.markdown(COUNTING.refusal))
    elif count := reviewing.uncounted_decisions(data_folder()):
        st.caption(f"{count} 项已记入日志，停手几秒后计入各项结论。")


@st.fragment
def one_by_one(filters: Filters, choice: QueueChoice) -> None:
    """Draw the answer that is next, with buttons and their keys; only this part is drawn anew after a decision."""
    build = str(database.current())
    queue = review_queue.queue(build, filters, choice)
    progress(queue)
    reviewed = standing()
    open_keys = list(islice(_from_here_on(queue, reviewed), 1 + _AHEAD))
    refusal()
    if not open_keys:
        nothing_open(queue)
        return
    key, *ahead = open_keys
    criterion = _asked(build, key, reviewed)
    with st.container(border=True):
        item = f"{_societies(queue.answers)[key[0]]}　{society_tables.item(key[2])}　{criterion['text']}"
        st.markdown(f"**{labels.markdown(item)}**")
        cells = st.grid(2, min_column_width=_NARROWEST, gap="large")
        left, right = cells.cell(), cells.cell()
        with right:
            _decision(criterion, key, ahead[0] if ahead else None)
        with left:
            review_grounds.draw(criterion)
    review_grounds.read_ahead(_asked(build, one, reviewed) for one in ahead)


def nothing_open(queue: Queue) -> None:
    """Say that nothing of the queue is left to review, and offer to undo what was decided last."""
    if queue.keys:
        st.success(f"这一队列 {len(queue.keys)} 项都已审核。")
    else:
        page.empty("没有要审核的自评。", "请换一个次序，或在左侧去掉筛选；还没有报送的，收到填报表后再审。")
    if review_decisions.course().made:
        undo_button(decision_form.name("queue"))


def blank(key: reviewing.AnswerKey, by: str) -> desk.Review:
    """Return a review of that answer without a decision, as somebody of that name begins it now."""
    stands = standing().get(key)
    return desk.Review(*key, "", "", by, stands["reviewed_at"] if stands else None)


def reason() -> None:
    """Draw the field for the reason, and below it those given before."""
    st.text_area("理由（不认可、需补材料必填）", max_chars=_LONGEST_OPINION, height=80, key=review_decisions.OPINION)
    reasons = review_decisions.course().reasons
    if reasons:
        with st.popover("用过的理由", icon=":material/history:"):
            for number, one in enumerate(reasons):
                said = labels.markdown(labels.shorten(one, 30))
                st.button(said, key=f"reason_{number}", on_click=review_decisions.reuse, args=(one,), type="tertiary")


def _decision(criterion: Mapping[str, Any], key: reviewing.AnswerKey, then: reviewing.AnswerKey | None) -> None:
    st.markdown(labels.REVIEW_EFFECTS[criterion["decided_by"]])
    by = decision_form.name("queue")
    reason()  # last, so that Tab leads from it to the buttons, where keys count
    with st.container(horizontal=True):
        decision_buttons([blank(key, by)], then)
        st.button("下一条", shortcut=_NEXT_KEY, on_click=review_decisions.pass_over, args=(then,), type="tertiary")
    undo_button(by)


def refusal() -> None:
    """Draw why the last thing asked for was not done, if it was not."""
    if said := review_decisions.course().refusal:
        st.warning(labels.markdown(said))


def decision_buttons(reviews: Sequence[desk.Review], then: reviewing.AnswerKey | None) -> None:
    """Draw a button with its key for each decision that can be taken on these reviews; `then` is shown next."""
    for decision, word in labels.REVIEWED.items():
        st.button(
            word if len(reviews) == 1 else f"{word} {len(reviews)} 项",
            key=f"queue_{decision}",
            shortcut=_KEYS[decision],
            on_click=review_decisions.decide,
            args=(reviews, decision, then),
            disabled=not reviews,
        )


def undo_button(by: str) -> None:
    """Draw what was decided last in this visit, with the button that undoes it; nothing before the first decision."""
    made = review_decisions.course().made
    if made:
        last = made[-1].reviews
        which = society_tables.item(last[0].criterion_id) if len(last) == 1 else f"{len(last)} 项"
        st.caption(f"上一次：{which} {labels.REVIEWED[last[0].decision]}")
        st.button("撤销上一次", shortcut=_UNDO_KEY, on_click=review_decisions.undo, args=(by,), icon=":material/undo:")


def _from_here_on(queue: Queue, reviewed: Reviews) -> Iterator[reviewing.AnswerKey]:
    """The open answers from the one that is on the screen on, then those before it."""
    at = review_decisions.course().at
    start = queue.places.get(at, 0) if at else 0
    return (key for key in chain(islice(queue.keys, start, None), islice(queue.keys, start)) if key not in reviewed)


def _asked(build: str, key: reviewing.AnswerKey, reviewed: Reviews) -> Mapping[str, Any]:
    """All there is to know of an answer; its review as the journal has it, which may be later than the build."""
    society_id, period, criterion_id, _ = key
    stands = reviewed.get(key, {})
    now = {"reviewed": stands.get("decision")}
    now |= {name: stands.get(name) for name in ("opinion", "reviewer", "reviewed_at")}
    return {**(reviews.asked(build, period, society_id, criterion_id) or {}), **now}


def _only(offered: Mapping[str, str]) -> str:
    """Draw the choice of one society or standard, and return its id; empty where all are meant."""
    named = st.query_params.get("only", "")
    place = permalink.widget("only", named if named in offered else "")
    st.selectbox(
        "只审",
        list(offered),
        index=list(offered).index(named) if named in offered else None,
        format_func=offered.__getitem__,
        placeholder="全部，可以输入几个字查找",
        width=_CHOICE_WIDTH,
        key=place,
        on_change=permalink.remember,
        args=("only", place),
    )
    return named if named in offered else ""


def _number(label: str, key: str, usual: int, most: int) -> int:
    """Draw a whole number from 1 on that the address holds, and return it."""
    named = st.query_params.get(key, "")
    value = min(max(int(named), 1), most) if named.isascii() and named.isdigit() else usual
    place = permalink.widget(key, value)
    st.number_input(
        label, 1, most, value, key=place, on_change=permalink.remember, args=(key, place), width=_NUMBER_WIDTH
    )
    return value
