"""检查清单: the answers of a queue as a list to take along, with the seed that drew them, for an inspection."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import page, tables
from dashboard.documents import society_tables
from dashboard.documents.inspection import InspectionSheet, inspection_docx
from dashboard.queries import Filters, review_queue
from dashboard.queries.review_queue import Queue, QueueChoice
from dashboard.sections import review_queue as queue_section
from dashboard.stamp import in_words
from dashboard.wording import labels
from etl import desk
from etl.desk import reviewing
from etl.paths import data_folder

COLUMNS = ("name", "category", "item", "text", "declared", "declared_written", "verdict", "explanation", "reviewed",
           "opinion", "reviewer", "file_name", "place")  # fmt: skip
ON_SCREEN = ("name", "item", "text", "declared", "verdict", "reviewed", "place")
_MOST_PRINTED = 500
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def draw(build: str, filters: Filters, choice: QueueChoice) -> None:
    """Draw the list with what is reviewed of it, its downloads, and the sheet to print."""
    queue = review_queue.queue(build, filters, choice)
    queue_section.progress(queue)
    rows = _listed(queue, queue_section.standing())
    title = _title(choice)
    if rows.empty:
        page.empty("没有要审核的自评。", "请换一个次序，或在左侧去掉筛选。")
        return
    tables.show(rows, "inspection", f"{title}，{len(rows)} 项", ON_SCREEN)
    with st.container(horizontal=True):
        page.downloads(build, filters, page.PageTable(title, rows, COLUMNS, _definitions(choice)))
        if len(rows) > _MOST_PRINTED:
            st.caption(f"超过 {_MOST_PRINTED} 项不出打印的清单，请先选一家学会、一条标准，或抽查。")
            return
        st.download_button(
            "下载打印的清单（Word，A4）",
            partial(printed, build, filters, choice),
            page.file_name(title, build, filters, "docx"),
            _WORD,
            key="inspection_docx",
            on_click="ignore",
            icon=":material/print:",
            type="tertiary",
        )


def printed(build: str, filters: Filters, choice: QueueChoice) -> bytes:
    """Return the sheet to print: a Word document with the answers of the queue and room for what was seen."""
    rows = _listed(review_queue.queue(build, filters, choice), queue_section.standing())
    drawn = _definitions(choice).get("抽取办法", "")
    return inspection_docx(
        InspectionSheet(_title(choice), in_words(filters), drawn, page.stamp(build, filters), _cells(rows))
    )


def _listed(queue: Queue, reviewed: Mapping[reviewing.AnswerKey, Mapping[str, Any]]) -> pd.DataFrame:
    """The answers of the queue with the reviews that stand now."""
    stands = [reviewed.get(key, {}) for key in queue.keys]
    given = {name: [one.get(key) for one in stands] for name, key in
             {"reviewed": "decision", "opinion": "opinion", "reviewer": "reviewer"}.items()}  # fmt: skip
    rows = queue.answers
    return rows.assign(item=rows["criterion_id"].map(society_tables.item), **given)


def _title(choice: QueueChoice) -> str:
    if choice.sample:
        return f"抽查清单 种子{choice.sample.seed} 每学科{choice.sample.per_category}项"
    return f"审核清单 {queue_section.ORDERS[choice.order]}"


def _definitions(choice: QueueChoice) -> dict[str, str]:
    if not choice.sample:
        return {}
    seed, count = choice.sample.seed, choice.sample.per_category
    return {
        "种子": str(seed),
        "抽取办法": f"把“{seed} 年度 学会编号 判定项”（空格隔开，如“{seed} 2018 S001 T01-1”）的 SHA-256 从小到大排，"
        f"每个学科取前 {count} 项",
    }


def _cells(rows: pd.DataFrame) -> Sequence[Sequence[str]]:
    """What the sheet says of each answer: society, item, standard, answer with its place, evidence, the decision."""
    answers = rows.astype(object).where(rows.notna(), None).to_dict("records")
    places = [(one["sha256"], desk.Place(one["answer_sheet"], one["answer_cell"], 0)) for one in answers]
    answered = [place for place, one in zip(places, answers, strict=True) if one["answer_cell"]]
    beside = dict(zip(answered, desk.free_texts(data_folder(), answered), strict=True))
    cells = []
    for place, one in zip(places, answers, strict=True):
        texts = beside.get(place, desk.FreeTexts())
        written = "；".join(text.text for text in (texts.evidence, texts.note) if text)
        where = f"{one['answer_sheet']}!{one['answer_cell']}" if one["answer_cell"] else ""
        answer = labels.DECLARED.get(one["declared"], one["declared_written"] or "按数字判定")
        decision = [labels.REVIEWED.get(one["reviewed"], ""), one["opinion"]]
        lines = ["\n".join(part for part in parts if part) for parts in ([answer, where], decision)]
        cells.append([one["name"], one["item"], one["text"], lines[0], written, lines[1]])
    return cells
