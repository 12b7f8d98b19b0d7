"""What the review of one answer rests on: the answer, its evidence and remark, the rule, the cells as they stand."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import streamlit as st

from dashboard.sections import excerpts
from dashboard.sections.background import Work
from dashboard.wording import labels
from etl import desk
from etl.paths import data_folder


def draw(criterion: Mapping[str, Any]) -> None:
    """Draw all of it, for a criterion as `reviews.asked` returns it."""
    for label, text in _grounds(criterion).items():
        st.markdown(f"**{label}**　{labels.markdown(text)}")
    if criterion["answer_cell"]:
        excerpts.draw([_cell(criterion)], "reviewed_cell")


def read_ahead(criteria: Iterable[Mapping[str, Any]]) -> None:
    """Have what the files say beside these answers read in the background, so that nobody waits for it later."""
    if answered := tuple(_cell(one) for one in criteria if one["answer_cell"]):
        _reading(answered)


@lru_cache(maxsize=64)
def _reading(answered: tuple[excerpts.LocatedCell, ...]) -> Work[None]:
    """Begun once for all who come to these answers."""

    def read(_: desk.Progress) -> None:
        for one in answered:
            _beside(one.sha256, one.sheet, one.cell)
            excerpts.read([one])

    return Work(read)


def verdict(criterion: Mapping[str, Any]) -> str:
    """Return the verdict in words, with its reason."""
    return labels.marked(criterion["verdict"]) + (f"（{criterion['reason']}）" if criterion["reason"] else "")


def _cell(criterion: Mapping[str, Any]) -> excerpts.LocatedCell:
    file = criterion["file_name"], criterion["sha256"]
    return excerpts.LocatedCell("填报表", *file, criterion["answer_sheet"], criterion["answer_cell"])


def _grounds(criterion: Mapping[str, Any]) -> dict[str, str]:
    grounds = {}
    if criterion["declared_written"]:
        word = labels.DECLARED.get(criterion["declared"], "无法识别")
        place = f"第 {criterion['version']} 次填报 {criterion['answer_sheet']}!{criterion['answer_cell']}"
        grounds["自评"] = f"{word}（原填“{criterion['declared_written']}”，{place}）"
        beside = _beside(criterion["sha256"], criterion["answer_sheet"], criterion["answer_cell"])
        grounds["佐证材料"] = _placed(beside.evidence, criterion["answer_sheet"]) or "没有填写"
        if beside.note:
            grounds["备注"] = _placed(beside.note, criterion["answer_sheet"])
    if criterion["rule"]:
        where = f"（{criterion['rule_sheet']}!{criterion['rule_cell']}）" if criterion["rule_cell"] else ""
        grounds["规则"] = f"{criterion['rule']}；代入数字：{criterion['explanation'] or '没有数字'}{where}"
    grounds["结论"] = verdict(criterion)
    if criterion["reviewed"]:
        parts = [criterion["reviewer"], f"{criterion['reviewed_at']:%Y-%m-%d %H:%M}", criterion["opinion"]]
        grounds["已审核"] = " · ".join([labels.REVIEWED[criterion["reviewed"]], *(one for one in parts if one)])
    return grounds


def _placed(written: desk.FreeText | None, sheet: str) -> str:
    return f"{written.text}（{sheet}!{written.cell}）" if written else ""


@lru_cache(maxsize=1024)
def _beside(sha256: str, sheet: str, cell: str) -> desk.FreeTexts:
    """A file never changes under its hash, so nothing is read twice."""
    return desk.free_texts(data_folder(), [(sha256, desk.Place(sheet, cell, 0))])[0]
