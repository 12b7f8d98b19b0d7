"""批量下载 on 报送: everything that goes out at once, made in the background, for the staff alone."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path

import streamlit as st

from dashboard import exports, page, permalink, visitor
from dashboard.documents.imprint import Imprint
from dashboard.documents.society_word import society_documents_zip
from dashboard.queries import Filters, basis, corrections, report, submissions
from dashboard.sections import returns
from dashboard.sections.background import Work
from dashboard.stamp import in_words
from dashboard.wording import labels
from etl import desk
from etl.paths import COMMAND, data_folder

KINDS = {
    "templates": "填报表",
    "returns": "退回修改的原表",
    "drafts": "邮件草稿",
    "documents": "每家一页",
    "backup": "整个档案",
}
ABOUT = {
    "templates": "发给学会填写的填报表，每家一份，按名录预填；里面可能有上年的名册，只发给这家学会自己。",
    "returns": "学会报来的原表，标出须更正之处，第一张表是清单；每家学会一个文件夹。里面有名册和联系人。",
    "drafts": "每家学会一封催报或退回的邮件草稿（.eml），附上要改的原表；用邮件程序打开，填上收件人再发；看板不发送。",
    "documents": "每家学会一页 Word，写明还差什么、各项结论和依据。",
    "backup": "收到的全部原件、日志、名录和账号。里面有名册、联系人和口令的指纹，只交给保管档案的人，"
    f"不要放在大家能打开的地方。恢复：`{COMMAND} restore 备份.zip --data 空文件夹`。",
}
_WORK = "bulk_work"
_MEGABYTE = 1024 * 1024
Make = Callable[[desk.Progress, Path], None]


def draw(build: str, chosen: Filters) -> None:
    """Draw the choice of what to take, the button that has it made, how far that is, and the way to the file."""
    if not visitor.is_staff():  # rosters and contacts are in it; the server refuses the file, too
        return
    work: Work[desk.ReadyFile] | None = st.session_state.get(_WORK)
    if work and not work.is_done:
        work.follow("正在生成")
        return
    kind = permalink.one_of("下载什么", KINDS, "bulk", "templates")
    st.caption(ABOUT[kind])
    try:
        count, make = _PREPARED[kind](build, chosen)
    except desk.Refused as refusal:  # of the registry: the contacts stand in it
        st.error(labels.markdown(refusal))
        return
    if count == 0:
        page.empty("当前筛选下没有可下载的。", "换一个年度或去掉筛选再看。")
    elif st.button(f"生成：{_counted(kind, count)}", key="bulk_make", icon=":material/folder_zip:"):
        name = page.file_name(KINDS[kind], build, chosen, "zip")
        st.session_state[_WORK] = Work(partial(make_ready, name, make))
        st.rerun()
    if work:
        offer(work)


def make_ready(name: str, make: Make, progress: desk.Progress) -> desk.ReadyFile:
    """Make a file of that name, which then waits to be fetched. Raises desk.Refused."""
    return desk.make_ready(data_folder(), name, partial(make, progress))


def offer(work: Work[desk.ReadyFile]) -> None:
    """Draw the way to the file that was made last, or why there is none."""
    try:
        file = work.outcome()
    except desk.Refused as refusal:
        st.error(labels.markdown(refusal))
        return
    if desk.ready_file(file.key) is None:
        st.caption("先前生成的文件已经删去；要用请重新生成。")
        return
    st.success(f"{labels.markdown(file.name)} 已生成，一小时内可以下载。", icon=":material/check:")
    size = f"{max(file.size / _MEGABYTE, 0.1):.1f} MB"
    st.link_button(f"下载（{size}）", f"/ready/{file.key}", icon=":material/download:", type="primary")


def _counted(kind: str, count: int) -> str:
    return KINDS[kind] if kind == "backup" else f"{KINDS[kind]} {count} 份"


def _templates(build: str, chosen: Filters) -> tuple[int, Make]:
    names = basis.names(build, chosen)
    label = f"只要这些学会（不选，为当前筛选的全部 {len(names)} 家）"
    picked = st.multiselect(label, list(names), format_func=names.__getitem__, key="bulk_societies", placeholder="全部")
    ids = picked or list(names)

    def make(progress: desk.Progress, path: Path) -> None:
        desk.write_templates(data_folder(), path, chosen.period, ids, progress)

    return len(ids), make


def _returns(build: str, chosen: Filters) -> tuple[int, Make]:
    frame = corrections.to_return(build, chosen)
    names = dict(zip(frame["submission_id"], frame["name"], strict=True))

    def make(progress: desk.Progress, path: Path) -> None:
        path.write_bytes(returns.packed(desk.corrected(data_folder(), list(names), progress), names))

    return int(frame["receipt"].nunique()), make


def _drafts(build: str, chosen: Filters) -> tuple[int, Make]:
    frame = submissions.to_remind(build, chosen)
    back = corrections.to_return(build, chosen)
    ids = {one: rows["submission_id"].tolist() for one, rows in back.groupby("society_id")}
    stamp = basis.basis(build, chosen)
    day, issuer = stamp.day_of_sending(dt.date.today()), report.sending(build, chosen.period).issuer
    mailing = exports.Mailing(chosen.period, stamp.deadline, day, issuer, stamp.is_demo)

    def make(progress: desk.Progress, path: Path) -> None:
        attached = {}
        for done, society_id in enumerate(frame["society_id"], 1):  # each alone: nobody is sent the rows of others
            marked = desk.corrected(data_folder(), ids[society_id]) if society_id in ids else []
            attached[society_id] = [(one.file_name, one.content) for one in marked]
            progress("写邮件草稿", done, len(frame))
        path.write_bytes(exports.drafts_zip(frame, attached, mailing))

    return len(frame), make


def _documents(build: str, chosen: Filters) -> tuple[int, Make]:
    imprint = Imprint(dt.date.today(), page.stamp(build, chosen), in_words(chosen))

    def make(progress: desk.Progress, path: Path) -> None:
        path.write_bytes(society_documents_zip(build, chosen, imprint, progress))

    return len(basis.names(build, chosen)), make


def _backup(build: str, chosen: Filters) -> tuple[int, Make]:
    def make(progress: desk.Progress, path: Path) -> None:
        desk.write_backup(data_folder(), path, progress)

    return 1, make


_PREPARED: dict[str, Callable[[str, Filters], tuple[int, Make]]] = {
    "templates": _templates,
    "returns": _returns,
    "drafts": _drafts,
    "documents": _documents,
    "backup": _backup,
}
