"""The parts that all pages share: the head with the stamp, figures in cards, downloads."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

from dashboard import database, exports, filters
from dashboard.charts import cards
from dashboard.queries import Filters, basis, notes
from dashboard.queries.column_comments import column_comments
from dashboard.queries.ledger import Ledger
from dashboard.stamp import based_on, in_words
from dashboard.wording import labels, meanings
from dashboard.wording.labels import Headline
from etl import desk
from etl.paths import COMMAND, data_folder

LEDGER = "学会改革任务台账"


def opened(title: str) -> tuple[str, Filters]:
    """Draw the head of a page and return the build in force and the filters.

    Ends the run with a word on what to do next where there is no warehouse, or nothing passes the filters.
    """
    build = database.current()
    if build is None:
        st.title(title, anchor=False)
        tell_what_is_not_shown()
        empty(
            "还没有数据。",
            f"请先在“名录”页建立年度、填写学会，再到“报送”页上传收到的填报表，或运行 `{COMMAND} load 文件夹`。",
        )
        st.stop()
    chosen = filters.chosen()
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        st.title(title, anchor=False, width="content")
        st.caption(labels.markdown(stamp(build, chosen)), width="content")
    if said := filters.unfound():
        st.caption(labels.markdown(said))
    tell_what_is_not_shown(build)
    if basis.basis(build, chosen).expected == 0:
        if basis.basis(build, Filters(chosen.period)).expected:
            empty("没有学会符合当前的筛选。", "请在左侧去掉一两个筛选条件。")
        else:
            empty(f"{chosen.period} 年度没有应报送的学会。", "请在“名录”页新增学会，或改它们的状态、起报年度。")
        st.stop()
    return build, chosen


def tell_what_is_not_shown(build: str | None = None) -> None:
    """Say that archived files are damaged, that the build shows an earlier moment, or that received files are not
    counted yet; else draw nothing.
    """
    if build and (moment := desk.moment(build)):
        shown = f"现在显示的是 {moment:%Y-%m-%d %H:%M} 那一刻的状态，不是最新的。"
        st.info(f"{shown}运行 `{COMMAND} build` 可回到现在；再收取一次也会回到现在。", icon=":material/history:")
        return
    try:
        count, damaged = desk.waiting_files(data_folder()), desk.damaged_files(data_folder())
    except desk.Refused as refusal:
        st.error(labels.markdown(refusal))
        return
    if damaged:
        st.error(labels.markdown(desk.damage_told(damaged)), icon=":material/broken_image:")
    if count:
        missing = f"另有 {count} 份填报表已经收存，还没有汇总（收取中途断过），这里的数字不含它们。"
        st.info(f"{missing}请运行 `{COMMAND} build`，或再收取一次。", icon=":material/hourglass_empty:")


def due_for_renewal(build: str, chosen: Filters) -> None:
    """Say which societies a page about renewal counts, where 总览 counts more of them."""
    renewal = basis.renewal(build, chosen)
    if renewal.unclear:
        st.caption(
            f"达标家数只计应换届的 {renewal.due} 家；换届待确认的 {renewal.unclear} 家不计在内，"
            f"总览把它们列为待定，换届任务按 {renewal.due + renewal.unclear} 家计。"
        )


def stamp(build: str, chosen: Filters) -> str:
    """Return what a view is based on and the filters in force, as plain text on one line."""
    return f"{based_on(build, chosen)} · {in_words(chosen)}"


def empty(what: str, next_step: str) -> None:
    """Say that there is nothing to show, and what to do about it. Both are Markdown of our own."""
    st.info(f"**{what}** {next_step}", icon=":material/info:")


def headline(figures: Sequence[Headline]) -> None:
    """Draw the figures in a row of cards, in more rows where there is little room."""
    st.html(cards.drawn(tuple(figures)))


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table of a page to take along, under a title that says all that the filters do not say of what is in it.

    `definitions` say for its terms what they mean; `also` are the other tables of the page by title.
    """

    title: str
    frame: pd.DataFrame
    columns: Sequence[str]
    definitions: Mapping[str, str] = field(default_factory=dict)
    also: Mapping[str, tuple[pd.DataFrame, Sequence[str]]] = field(default_factory=dict)


def downloads(build: str, chosen: Filters, table: PageTable) -> None:
    """Offer the table as a workbook and as CSV, and all tables of the page as one workbook where there are others.

    The files are made when somebody asks for them.
    """
    filtered, stamp = in_words(chosen), based_on(build, chosen)
    tables_by_title = {table.title: (table.frame, table.columns), **table.also}

    def csv() -> bytes:
        return exports.table_csv(labels.worded(table.frame, table.columns), exports.About(filtered, {}, stamp))

    def workbook(*titles: str) -> bytes:
        taken = {title: tables_by_title[title] for title in titles}
        worded = {title: labels.worded(*one) for title, one in taken.items()}
        meanings = explained(build, (column for _, columns in taken.values() for column in columns), table.definitions)
        noted = notes.explained(build, chosen, _subjects(frame for frame, _ in taken.values()))
        return exports.page_xlsx(worded, exports.About(filtered, meanings | noted, stamp))

    with st.container(horizontal=True):
        _download(build, chosen, _Download("下载 XLSX", table.title, lambda: workbook(table.title)))
        _download(build, chosen, _Download("下载 CSV", table.title, csv, "csv"))
        if table.also:
            title = f"{table.title}等{len(tables_by_title)}张表"
            _download(build, chosen, _Download("下载本页各表", title, lambda: workbook(*tables_by_title)))


def explained(build: str, columns: Iterable[str], definitions: Mapping[str, str]) -> dict[str, str]:
    """Return what the columns of a download mean, by heading; the page's own definitions say it better."""
    return {**meanings.of_headings(columns, column_comments(build)), **definitions}


def _subjects(frames: Iterable[pd.DataFrame]) -> set[str]:
    """The societies and tasks that stand in these tables."""
    found = [frame[column] for frame in frames for column in ("society_id", "task_id") if column in frame]
    return {key for column in found for key in column.dropna()}


def ledger_download(build: str, chosen: Filters, ledger: Ledger, definitions: dict[str, str]) -> None:
    """Offer the ledger as a workbook that can be an annex as it is."""
    filtered, stamp = in_words(chosen), based_on(build, chosen)
    deadline = basis.basis(build, chosen).deadline

    def workbook() -> bytes:
        due = f"{deadline:%Y-%m-%d}" if deadline else "未定"
        columns = [one for one in (*exports.LEDGER_COLUMNS, *exports.POINTS) if one in ledger.societies]
        explanations = explained(build, columns, definitions)
        explanations |= {
            f"{task.number} {task.short_title}": f"任务：{task.title}" for task in ledger.tasks.itertuples()
        }
        explanations |= notes.explained(build, chosen, _subjects((ledger.societies, ledger.tasks)))
        return exports.ledger_xlsx(
            ledger.societies, ledger.tasks, LEDGER, due, exports.About(filtered, explanations, stamp)
        )

    _download(build, chosen, _Download("下载台账（A3）", LEDGER, workbook))


@dataclass(frozen=True, slots=True)
class _Download:
    """A button and the file it gives, which is made when somebody asks for it."""

    label: str
    title: str
    make: Callable[[], bytes]
    extension: str = "xlsx"


def _download(build: str, chosen: Filters, file: _Download) -> None:
    st.download_button(
        file.label,
        file.make,
        file_name(file.title, build, chosen, file.extension),
        key=f"{file.label}_{file.title}",
        on_click="ignore",
        icon=":material/download:",
        type="tertiary",
    )


def file_name(title: str, build: str, chosen: Filters, extension: str) -> str:
    """Return the name of a download: title, filters, date of the data."""
    as_of = basis.basis(build, chosen).as_of
    parts = [str(chosen.period), *chosen.categories, *chosen.units]
    parts += [labels.RENEWAL.get(chosen.renewal, ""), *(labels.STATES[state] for state in chosen.states)]
    return exports.file_name(title, parts, as_of or dt.datetime.now(), extension)
