"""核实无误: checks that are cleared for one reason, those that are answered, and which kinds are worth having
(docs/judging.md, Answered checks).
"""

from collections.abc import Sequence
from functools import lru_cache

import pandas as pd
import streamlit as st

from dashboard import frame_cache, page, tables, visitor
from dashboard.queries import Filters, asked_checks
from dashboard.sections import decision_form, society_list
from dashboard.wording import labels
from etl import desk
from etl.paths import data_folder

ANSWERED_TITLE = "已经答复的核对"
ANSWERED_OF_ONE = ("title", "place", "message", "answered", "grounds", "author", "cleared_at")
ANSWERED = ("name", *ANSWERED_OF_ONE)
_NAMED = ("society_id", "period", "kind", "subject", "judged")
WORTH = ("title", "found_count", "corrected_count", "cleared_count", "remarked_count", "open_count")
_HOW = "核对过、没有错的：勾选左边的一处或几处，写明理由，记作“核实无误”。"
_WRONG = "只有“请核对”的可以记作核实无误；“须更正”的请退回学会改正。"
_EFFECT = "只对现在的值有效：值改变了会重新提出。不再退给学会；可以在“撤回与记录”撤销。"


def is_under_way(place: str) -> bool:
    """Draw how far a clearance of that place is, or what came of it; return whether it is still being kept."""
    if decision_form.is_under_way(place):
        return True
    kept = decision_form.just_kept(place)
    if isinstance(kept, desk.Clearance):
        st.success(f"已记作核实无误 {len(kept.checks)} 处。", icon=":material/check:")
    return False


def choose_and_clear(frame: pd.DataFrame, place: str, alt: str, columns: Sequence[str]) -> None:
    """Draw findings, and for the staff the way to clear those that are ticked. A row that has no `judged` is no check
    that can be cleared. Draw `is_under_way(place)` before, where it stands even when nothing is left to be cleared.
    """
    if frame.empty or decision_form.is_keeping(place):
        return
    if not visitor.is_staff() or not _has_checks(frame):
        tables.show(frame, place, alt, columns)
        return
    ticked = tables.several(frame, place, alt, columns)
    if ticked.empty:
        st.markdown(_HOW)
        return
    chosen = ticked.dropna(subset=["judged"])
    if chosen.empty:
        st.markdown(_WRONG)
        return
    if chosen["society_id"].nunique() > 1:
        society_list.links(chosen)
    if reasoned := decision_form.asked(place, "clearance", f"核实无误：选中的 {len(chosen)} 处", _EFFECT):
        why, by = reasoned
        clearance = desk.Clearance(
            tuple(
                desk.Check(one.society_id, int(one.period), one.kind, one.subject, one.judged)
                for one in chosen.itertuples()
            ),
            why,
            by,
        )
        decision_form.keep(place, clearance, by)


@frame_cache.kept
def _has_checks(frame: pd.DataFrame) -> bool:
    return bool(frame["judged"].notna().any())


def named(findings: pd.DataFrame, asked: pd.DataFrame) -> pd.DataFrame:
    """The findings of a society with what names those of them that are open checks."""
    shown = ["title", "sheet", "cell", "message"]
    names = asked[[*shown, *_NAMED]].drop_duplicates(shown)
    return findings.drop(columns="society_id", errors="ignore").merge(names, "left", shown).astype({"period": object})


def answered(build: str, chosen: Filters) -> None:
    """Draw the checks that are answered, and how, and offer the table; nothing where none is."""
    frame = worded(asked_checks.answered(build, chosen))
    if frame.empty:
        return
    with st.expander(told(frame)):
        society_list.draw(frame, "answered", told(frame), tables.filled(frame, ANSWERED))
        page.downloads(build, chosen, page.PageTable(ANSWERED_TITLE, frame, ANSWERED))


def remarks(frame: pd.DataFrame) -> None:
    """Draw what a society has written in 备注, a line for each answered check."""
    remarked = frame[frame["outcome"] == "remarked"]
    places = tuple((one.sha256, desk.Place(one.sheet, one.remark_cell, 0)) for one in remarked.itertuples())
    for (_, place), text in dict(zip(places, _remarks(places), strict=True)).items():
        st.markdown(labels.markdown(f"备注（{place.sheet}!{place.cell}）：{text or '请打开原件查看'}"))


@lru_cache(maxsize=64)
def _remarks(places: tuple[tuple[str, desk.Place], ...]) -> list[str]:
    """A file never changes under its hash, so nothing is read twice."""
    return [one.note.text if one.note else "" for one in desk.free_texts(data_folder(), places)]


def told(frame: pd.DataFrame) -> str:
    """How many checks are answered, and by whom."""
    counts = frame["outcome"].value_counts()
    cleared, remarked = counts.get("cleared", 0), counts.get("remarked", 0)
    return f"{ANSWERED_TITLE} {len(frame)} 处：核实无误 {cleared} 处，学会在备注中说明 {remarked} 处"


@frame_cache.kept
def worded(frame: pd.DataFrame) -> pd.DataFrame:
    """The answered checks with the answer in words: why, or in which cell the society has written."""
    where = frame["sheet"].fillna("") + "!" + frame["remark_cell"].fillna("")
    return frame.assign(
        answered=frame["outcome"].map(labels.OUTCOMES),
        grounds=frame["answer"].where(frame["outcome"] == "cleared", "见 " + where),
    )


def worth(build: str, chosen: Filters) -> None:
    """Draw the table of kinds with what became of their checks, and offer it."""
    frame = asked_checks.worth(build, chosen)
    if frame.empty:
        return
    total = frame[list(WORTH[1:])].sum()
    title = (
        f"各种核对的效果：提出过 {total['found_count']} 处，改正了 {total['corrected_count']} 处，"
        f"核实无误 {total['cleared_count']} 处，学会说明 {total['remarked_count']} 处，"
        f"还有 {total['open_count']} 处没有答复"
    )
    st.subheader(title, anchor=False)
    st.markdown("多次核实无误、从未引出改正的一种，可以不再核对。")
    tables.show(frame, "worth", title, WORTH)
    page.downloads(build, chosen, page.PageTable("各种核对的效果", frame, WORTH))
