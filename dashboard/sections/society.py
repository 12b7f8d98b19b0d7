"""One society's past and what to take along: versions and what changed, a workbook, a Word document, a printed page."""

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import quote

import pandas as pd
import streamlit as st

from dashboard import exports, frame_cache, page, standing, tables
from dashboard.documents import society_tables
from dashboard.documents.society import SocietyContent
from dashboard.documents.society_word import society_docx
from dashboard.queries import Filters, asked_checks, corrections, notes, society, versions
from dashboard.queries.society import SocietyRecord
from dashboard.sections import clearances, excerpts, returns
from dashboard.stamp import in_words
from dashboard.wording import labels

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST_STEPS = 8  # in sight; the others on demand
NUMBERS = ("item", "count", "file_name", "sheet", "cell", "version")


def steps(record: SocietyRecord) -> None:
    """Draw what is still to do for 达标, a line for each step in their order; the standard stands behind it, small."""
    st.subheader(standing.remaining(record), anchor=False)
    lines = [
        f"**{labels.markdown(step.item)}**　{labels.markdown(step.sentence)}　:small[{labels.markdown(step.text)}]"
        for step in frame_cache.tuples(society_tables.own_steps(record))
    ]
    if lines:
        st.markdown("\n".join(f"{place}. {line}" for place, line in enumerate(lines[:MOST_STEPS], 1)))
    if len(lines) > MOST_STEPS:
        with st.expander(f"其余 {len(lines) - MOST_STEPS} 条"):
            places = enumerate(lines[MOST_STEPS:], MOST_STEPS + 1)
            st.markdown("\n".join(f"{place}. {line}" for place, line in places))


def numbers(build: str, period: int, record: SocietyRecord, criterion_id: str) -> None:
    """Draw what a ratio chosen on the chart rests on: its rule, the cell of each number, the cells as they stand."""
    ratio = record.ratios.set_index("criterion_id").loc[criterion_id]
    phrases = [ratio["ratio"], standing.ratio_word(ratio), ratio["explanation"]]
    st.subheader(labels.markdown(" · ".join(one for one in phrases if isinstance(one, str))), anchor=False)
    frame = society.numbers(build, period, record.header["society_id"], criterion_id)
    tables.show(frame, f"numbers_{criterion_id}", f"{ratio['ratio']}的数字和出处", NUMBERS)
    excerpts.draw(excerpts.located(frame.assign(name=frame["item"])), f"number_{criterion_id}")


def history(build: str, submissions: pd.DataFrame) -> None:
    """Draw the versions of a submission and, between two of them, every cell that changed."""
    st.subheader(f"填报版本：{len(submissions)} 次", anchor=False)
    if submissions.empty:
        page.empty("还没有收到填报表。", "收到后在“报送”页上传，这里就会列出。")
        return
    tables.show(
        society_tables.versions(submissions),
        "versions",
        f"填报版本，{len(submissions)} 次，新的在前",
        society_tables.VERSIONS,
    )
    readable = _readable(submissions)
    if len(readable) < 2:
        return
    ids = dict(zip(readable["version"], readable["submission_id"], strict=True))
    left, right = st.columns(2)
    later = left.selectbox("比较", list(ids)[:-1], format_func=_version, key="later_version")
    earlier = right.selectbox("与", [one for one in ids if one < later], format_func=_version, key="earlier_version")
    changed = versions.changes(build, ids[earlier], ids[later])
    title = f"第 {earlier} 次到第 {later} 次，改动 {len(changed)} 处"
    st.markdown(f"{title}（同义写法和后一次空着的不算改动，空着的仍按前一次；只比较两次都有的表；名册只比较人数）")
    if len(changed):
        tables.show(society_tables.changes(changed), "changes", title, society_tables.CHANGES)


@frame_cache.kept
def _readable(submissions: pd.DataFrame) -> pd.DataFrame:
    return submissions[submissions["state"] != "returned"]


def _version(number: int) -> str:
    return f"第 {number} 次"


def findings(build: str, chosen: Filters, record: SocietyRecord) -> None:
    """Draw what must be corrected or checked, the workbook to send back, and what the last version has set right."""
    society_id = record.header["society_id"]
    resolved = corrections.resolved(build, chosen.period, society_id)
    title = f"须更正与请核对：{len(record.findings)} 处" + (f"；已更正 {len(resolved)} 处" if len(resolved) else "")
    st.subheader(title, anchor=False)
    rows = _named_findings(build, chosen.period, record)
    place, alt = f"clear_{society_id}_{chosen.period}", f"须更正与请核对，{len(rows)} 处"
    clearances.is_under_way(place)
    clearances.choose_and_clear(rows, place, alt, tables.filled(rows, society_tables.FINDINGS))
    if len(rows):
        returns.of_one(build, chosen.period, society_id)
    answered = clearances.worded(asked_checks.answered_by_society(build, chosen.period, society_id))
    if len(answered):
        with st.expander(clearances.told(answered)):
            columns = tables.filled(answered, clearances.ANSWERED_OF_ONE)
            tables.show(answered, "answered", clearances.told(answered), columns)
            clearances.remarks(answered)
    if len(resolved):
        held = "、".join(map(str, sorted(set(resolved["version"]))))
        title = f"已更正 {len(resolved)} 处：第 {held} 次填报中有，现在没有了"
        st.markdown(title)
        tables.show(society_tables.placed(resolved), "resolved", title, society_tables.RESOLVED)


@lru_cache(maxsize=64)
def _named_findings(build: str, period: int, record: SocietyRecord) -> pd.DataFrame:
    """The findings of the society with what names its open checks, in the same frame every time."""
    asked = asked_checks.of_society(build, period, record.header["society_id"])
    return clearances.named(society_tables.findings(record), asked)


def offer(build: str, chosen: Filters, record: SocietyRecord, submissions: pd.DataFrame) -> None:
    """Draw the buttons; the files are made when somebody asks for them."""
    noted = notes.on_society(build, chosen.period, record.header["society_id"])
    sheet = SocietyContent(record, submissions, noted, page.stamp(build, Filters(chosen.period)))
    title = labels.plain(sheet.name)
    filtered = f"{title}；{in_words(Filters(chosen.period))}"

    def workbook() -> bytes:
        answered = asked_checks.answered_by_society(build, chosen.period, record.header["society_id"])
        frames = _frames(sheet, answered)
        columns = (column for _, columns in frames.values() for column in columns)
        explanations = page.explained(build, columns, society_tables.DEFINITIONS)
        explanations |= notes.explained(build, Filters(chosen.period), [record.header["society_id"]])
        worded = {title: labels.worded(*one) for title, one in frames.items()}
        return exports.page_xlsx(worded, exports.About(filtered, explanations, sheet.stamp))

    def document() -> bytes:
        return society_docx(sheet)

    with st.container(horizontal=True):
        for label, make, extension in (("下载 XLSX", workbook, "xlsx"), ("下载 Word 文档", document, "docx")):
            st.download_button(
                label,
                make,
                page.file_name(title, build, Filters(chosen.period), extension),
                WORD if extension == "docx" else None,
                key=f"dossier_{extension}",
                on_click="ignore",
                icon=":material/download:",
                type="tertiary",
            )
        st.link_button(
            "打印版（A4）",
            f"/print/society/{quote(record.header['society_id'], safe='')}?period={chosen.period}",
            icon=":material/print:",
            type="tertiary",
        )


def _frames(sheet: SocietyContent, answered: pd.DataFrame) -> dict[str, tuple[pd.DataFrame, Sequence[str]]]:
    """The tables of the page by title, and the columns of each."""
    record = sheet.record
    return {
        "还差什么": (society_tables.own_steps(record), society_tables.STEPS),
        "各项任务": (record.tasks, society_tables.TASKS),
        "判定依据": (society_tables.criteria(record), society_tables.CRITERIA),
        "理事会构成": (society_tables.ratios(record), society_tables.RATIOS),
        "会员": (society_tables.members(record), society_tables.MEMBERS),
        "填报版本": (society_tables.versions(sheet.submissions), society_tables.VERSIONS),
        "须更正与请核对": (society_tables.findings(record), society_tables.FINDINGS),
        clearances.ANSWERED_TITLE: (clearances.worded(answered), clearances.ANSWERED_OF_ONE),
    }
