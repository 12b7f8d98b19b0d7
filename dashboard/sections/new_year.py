"""新年度 on the page 名录: the year is set up, its workbooks are written, the texts that go with them are made."""

import datetime as dt
from functools import partial
from pathlib import Path

import streamlit as st

from dashboard import database, exports
from dashboard.queries import Filters, basis, submissions
from dashboard.sections import bulk_downloads, decision_form, registry_periods, unsaved
from dashboard.sections.background import Work
from dashboard.wording import labels
from etl import desk
from etl.desk import registry
from etl.desk.registry import Registry, RegistryEdit
from etl.paths import data_folder

_WORK = "new_year_work"  # the key of the session: the workbooks that are being written, or were last
_TEXT_HEIGHT = 320


def draw(now: Registry | None) -> None:
    """Draw the three steps, the later two for the latest year."""
    _first(now)
    build = database.current()
    latest = now.periods[-1].period if now else None
    if build is None or latest not in basis.choices(build).periods:
        st.markdown("年度建立并计入以后，这里有全部填报表，和发给各学会的文字。")
        return
    left, right = st.columns(2, gap="large")
    with left:
        _second(build, latest)
    with right:
        _third(build, latest)


def _first(now: Registry | None) -> None:
    """The year, its deadline, and the rubric that it will be judged by."""
    last = now.periods[-1] if now else None
    year = last.period + 1 if last else dt.date.today().year
    words = registry.period_text(last) if last else {}
    st.subheader("一、建立年度", anchor=False)
    held = f"已有 {'、'.join(str(one.period) for one in now.periods)} 年度。" if now else ""
    rubric = labels.markdown(registry_periods.rubric(year))
    st.markdown(f"{held}{year} 年度的评价细则：{rubric}；要换，由维护人员办理。")
    with st.form(f"year_{year}", border=True, enter_to_submit=False):
        fields = st.grid(4, min_column_width=150)
        with fields.container():
            typed_year = st.text_input(registry.heading("period"), str(year), max_chars=4).strip()
        asked = {
            "deadline": f"{year}-12-31",
            "issuer": words.get("issuer", ""),
            "addressee": words.get("addressee", ""),
        }
        for key, word in asked.items():
            with fields.container():
                asked[key] = registry_periods.word(key, word, f"new_{year}")
        by = decision_form.name(unsaved.PLACE)
        if not st.form_submit_button("建立这个年度", type="primary"):
            return
    if now and typed_year in map(str, (one.period for one in now.periods)):
        st.warning(f"{typed_year} 年度已经在名录里。要改截止日期，请到“报告期”。")
    elif not by:
        st.warning("请填写您的姓名。")
    else:
        edit = RegistryEdit({}, {typed_year: {key: word for key, word in asked.items() if word}})
        seen = registry.registry_state(data_folder()).sha256
        decision_form.keep(unsaved.PLACE, desk.RegistryChange(edit, seen, by), by)


def _second(build: str, year: int) -> None:
    """The workbooks of all societies, in a zip."""
    state = st.session_state
    st.subheader(f"二、{year} 年度的填报表", anchor=False)
    ids = list(basis.names(build, Filters(year)))
    if not ids:
        st.markdown("名录中还没有应报送的学会。请先在“学会”里新增，或从 Excel 导入。")
        return
    work: Work[desk.ReadyFile] | None = state.get(_WORK)
    if work and not work.is_done:
        work.follow("正在生成")
        return
    st.markdown(
        f"应报送的 {len(ids)} 家学会各一份，已填好学会名称、年度和上次报过的数。只要几家的，到“报送”页的“批量下载”。"
    )
    if st.button(f"生成 {len(ids)} 份填报表", icon=":material/folder_zip:"):
        name = exports.file_name("填报表", [str(year)], dt.date.today(), "zip")

        def make(progress: desk.Progress, path: Path) -> None:
            desk.write_templates(data_folder(), path, year, ids, progress)

        state[_WORK] = Work(partial(bulk_downloads.make_ready, name, make))
        st.rerun()
    if work:
        bulk_downloads.offer(work)


def _third(build: str, year: int) -> None:
    """The text that goes out with the workbooks, and again to whoever has not reported."""
    st.subheader(f"三、{year} 年度的通知和催报文字", anchor=False)
    everybody = Filters(year)
    frame, stamp = submissions.to_remind(build, everybody), basis.basis(build, everybody)
    if frame.empty:
        st.markdown("应报送的学会都已报送，没有须更正之处。")
        return
    day = stamp.day_of_sending(dt.date.today())
    st.markdown(f"还要办理的 {len(frame)} 家，按联系人分段，可以直接粘贴。逐家的名单在“报送”页的“催报名单”。")
    by_contact = frame.sort_values(["contact", "phone"], kind="stable")
    text = exports.reminder_text(by_contact, year, stamp.deadline, day)
    st.code(text, language=None, wrap_lines=True, height=_TEXT_HEIGHT)
