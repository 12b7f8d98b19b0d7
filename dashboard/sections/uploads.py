"""Receiving workbooks from the page: every file is checked first, and taken in when somebody says so."""

from collections import Counter
from collections.abc import Mapping
from functools import partial

import pandas as pd
import streamlit as st

from dashboard import database, tables
from dashboard.queries import Filters, basis, comparison
from dashboard.queries.comparison import ComparedVerdicts
from dashboard.sections.background import Work
from dashboard.wording import labels
from etl import desk
from etl.paths import data_folder

_MOST_FILES_SHOWN = 30
# Keys of the session: which uploader is shown, what it was checked for, the load under way, how the last one ended.
_ROUND, _CHECKED, _LOAD, _ENDED = "upload_round", "upload_checked", "upload_load", "upload_ended"
FILE_COLUMNS = ("file_name", "result", "society", "period", "error_count", "warning_count", "replaces")
MOVES = ("name", "item", "before_verdict", "after_verdict")
FINDING_COLUMNS = ("severity", "place", "message", "remedy", "suggestion")


def draw() -> None:
    """Draw the place to hand files in; below it what was found in them, or how the last load ended."""
    state = st.session_state
    if _LOAD in state and _is_under_way():
        return
    above = st.container()
    files = st.file_uploader(
        "把收到的填报表拖到这里，可以一次放很多份，每份不超过 20 MB。先检查，不改动任何数据；检查后由您决定是否受理。",
        accept_multiple_files=True,
        key=f"uploads_{state.setdefault(_ROUND, 0)}",
    )
    if not files:
        if _ENDED in state:
            with above:
                _tell(state[_ENDED])
        return
    state.pop(_ENDED, None)
    try:
        outcome = _checked([desk.Upload(file.name, file.getvalue()) for file in files], [one.file_id for one in files])
    except desk.Refused as refusal:
        st.error(labels.markdown(refusal))
        return
    st.markdown(f"**{_verdict(outcome)}**　现在还没有受理，看板没有变化。")
    if st.button(_deed(outcome), type="primary", icon=":material/move_to_inbox:", key="receive"):
        uploads = [desk.Upload(file.name, file.getvalue()) for file in files]
        state[_LOAD] = Work(partial(desk.receive_files, data_folder(), uploads))
        state[_ROUND] += 1
        st.rerun()
    moved = _moved(outcome)
    for line in moved or ("受理后，没有结论会变。",):
        st.markdown(line)
    _show(outcome, labels.CHECKED)
    for line, one in moved.items():
        with st.expander(f"{line}：逐项列出"):
            tables.show(one.moves, f"upload_moves_{line}", line, MOVES)


def _moved(outcome: desk.Outcome) -> dict[str, ComparedVerdicts]:
    """Every verdict that would move, by a sentence for each year in which one does."""
    build = database.current()
    if build is None:
        return {}
    periods = [one for one in basis.choices(build).periods if one in {move.period for move in outcome.moves}]
    compared = [(period, comparison.moments(outcome.moves, build, Filters(period))) for period in periods]
    return {_what_moves(period, one): one for period, one in compared if len(one.moves)}


def _what_moves(period: int, compared: ComparedVerdicts) -> str:
    """How many verdicts of tasks would move, and of how many societies the overall one."""
    tasks = [f"{word} {compared.count(change)} 项" for change, word in labels.CHANGES.items() if compared.count(change)]
    overall = [
        f"{word} {compared.count(change, 'overall')} 家"
        for change, word in labels.CHANGES.items()
        if compared.count(change, "overall")
    ]
    parts = ["任务" + "、".join(tasks)] * bool(tasks) + ["总体" + "、".join(overall)] * bool(overall)
    return f"受理后，{period} 年度的结论会变：{'；'.join(parts) or '各类任务有变动'}"


def _verdict(outcome: desk.Outcome) -> str:
    counts = Counter(file.state for file in outcome.files)
    parts = [f"{word} {counts[state]} 份" for state, word in labels.CHECKED.items() if counts[state]]
    return f"检查了 {len(outcome.files)} 份：{'，'.join(parts)}。"


def _deed(outcome: desk.Outcome) -> str:
    """What the button will do: 受理 1 份，退回 3 份."""
    new = Counter(file.state for file in outcome.files if not file.is_unchanged)
    repeated = sum(file.is_unchanged and file.state != desk.WITHDRAWN for file in outcome.files)
    withdrawn = sum(file.state == desk.WITHDRAWN for file in outcome.files)
    counts = {
        "受理 {} 份": new["accepted"] + new["to_correct"],
        "退回 {} 份": new["returned"],
        "{} 份没有变化": repeated,
        "{} 份先前已撤回": withdrawn,
    }
    return "，".join(words.format(count) for words, count in counts.items() if count)


def _checked(uploads: list[desk.Upload], file_ids: list[str]) -> desk.Outcome:
    """The dry run of these files, made once however often the page is drawn. Raises desk.Refused."""
    state = st.session_state
    if _CHECKED not in state or state[_CHECKED][0] != file_ids:
        bar = st.progress(0.0, "检查")

        def tell(stage: str, done: int, total: int) -> None:
            bar.progress(done / max(total, 1), f"检查：{stage} {done}/{total}")

        state[_CHECKED] = (file_ids, desk.check_files(data_folder(), uploads, tell))
        bar.empty()
    outcome: desk.Outcome = state[_CHECKED][1]
    return outcome


def _is_under_way() -> bool:
    """Show how far the load is; when it has ended, draw the whole page anew with the new figures."""
    load: Work[desk.Outcome] = st.session_state[_LOAD]
    if not load.is_done:
        load.follow("正在受理")
        return True
    del st.session_state[_LOAD]
    try:
        st.session_state[_ENDED] = load.outcome()
    except desk.Refused as refusal:
        st.session_state[_ENDED] = refusal
    st.rerun()


def _tell(ended: desk.Outcome | desk.Refused) -> None:
    if isinstance(ended, desk.Refused):
        st.error(labels.markdown(ended))
        return
    st.success(f"收取完毕，看板已经更新。{labels.markdown(ended.sentence)}", icon=":material/check:")
    _show(ended, labels.TAKEN_IN)


def _show(outcome: desk.Outcome, words: Mapping[str, str]) -> None:
    """The files one by one, their states in these words, and below them the findings of those that have any."""
    files = pd.DataFrame([_file_row(file, words) for file in outcome.files])
    tables.show(files, "upload_files", f"{len(files)} 份文件各自的检查结果", FILE_COLUMNS)
    with_findings = [file for file in outcome.files if file.findings]
    for number, file in enumerate(with_findings[:_MOST_FILES_SHOWN]):
        label = f"{words[file.state]} · {labels.markdown(file.file_name)} · {len(file.findings)} 处"
        with st.expander(label, expanded=len(with_findings) == 1, key=f"upload_file_{number}"):
            findings = pd.DataFrame([_finding_row(one) for one in file.findings])
            tables.show(findings, f"upload_findings_{number}", f"{file.file_name} 的问题", FINDING_COLUMNS)
    if len(with_findings) > _MOST_FILES_SHOWN:
        st.markdown(f"另有 {len(with_findings) - _MOST_FILES_SHOWN} 份有问题，受理后见“待处理的问题”。")


def _file_row(file: desk.FileOutcome, words: Mapping[str, str]) -> dict[str, object]:
    return {
        "file_name": file.file_name,
        "result": words[file.state],
        "replaces": _replaces(file),
        "society": file.society,
        "period": file.period,
        "error_count": sum(one.severity != "warning" for one in file.findings),
        "warning_count": sum(one.severity == "warning" for one in file.findings),
    }


def _replaces(file: desk.FileOutcome) -> str:
    """What was there before this file: the version it replaces, or its like."""
    if file.state == desk.WITHDRAWN:
        return "这一份先前已撤回，不计入；要计入，请在“撤回与记录”撤销"
    if file.is_unchanged:
        return "内容与另一份退回的相同" if file.state == "returned" else "与在用版本相同"
    return f"代替 {file.replaces}" if file.replaces else ""


def _finding_row(finding: desk.Finding) -> dict[str, object]:
    place = f"{finding.sheet}!{finding.cell}" if finding.cell else finding.sheet or "整个文件"
    return {
        "severity": finding.severity,
        "place": place,
        "message": finding.message,
        "remedy": finding.remedy,
        "suggestion": finding.suggestion or "",
    }
