"""待处理的问题: the open findings kind by kind, where they stand, and the cells around the first few."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import page, tables
from dashboard.charts import submissions as charts
from dashboard.queries import Filters, asked_checks, submissions
from dashboard.sections import chart, clearances, excerpts, returns, society_list
from dashboard.wording import labels

EXCERPTS, BESIDE = 3, 4  # at most; one for so many bars, since they stand beside each other
KINDS = ("severity", "title", "finding_count", "society_count", "remedy")
OF_KIND = ("name", "place", "message", "value", "suggestion", "file_name")
OPEN = ("name", "place", "message", "file_name")
WITHOUT_SOCIETY = ("file_name", "message", "remedy", "received_at")
_PLACE = "checks"  # of the decisions about checks of any kind: a kind is gone when its last check is cleared


def draw(build: str, chosen: Filters) -> None:
    """Draw all of it; the kind shown in full is the one whose bar is chosen, else the gravest."""
    clearances.is_under_way(_PLACE)
    kinds = submissions.kinds(build, chosen)
    if not submissions.counts(build, chosen).received:
        page.empty("这些学会还没有报送。", "收到填报表后，请在“收取填报表”上传。")
    elif kinds.empty:
        page.empty("没有待处理的问题。", "当前筛选下的填报表都没有须更正或请核对之处。")
    else:
        returns.all_of_them(build, chosen)
        cells = chart.pairs()
        with cells.cell():
            picture = chart.picture(charts.kinds, submissions.kinds, build, chosen)
            picked = chart.draw(picture, "kinds", kinds, KINDS) or [(kinds["kind"].iloc[0],)]
        _draw_kind(build, chosen, picked[0][0], cells.cell())
    clearances.answered(build, chosen)
    clearances.worth(build, chosen)
    _draw_without_society(build, chosen.period)


def _draw_kind(build: str, chosen: Filters, code: str, beside: DeltaGenerator) -> None:
    """Draw what the kind is and its first cells beside the bars, and all of it below; beside them too without cells."""
    kinds = submissions.kinds(build, chosen)
    kind = kinds[kinds["kind"] == code].iloc[0]
    frame = submissions.of_kind(build, chosen, code)
    title = f"{kind['title']}：{kind['finding_count']} 处，{kind['society_count']} 家学会"
    with beside:
        st.subheader(labels.markdown(title), anchor=False)
        st.markdown(labels.markdown(kind["remedy"]))
        most = min(EXCERPTS, 1 + len(kinds) // BESIDE)
        has_cells = excerpts.draw(excerpts.located(frame)[:most], f"excerpt_{code}")
    with st.container() if has_cells else beside:
        st.markdown(f"全部 {len(frame)} 处：")
        if kind["severity"] == "warning" and len(asked := asked_checks.open_of_kind(build, chosen, code)):
            clearances.choose_and_clear(asked, _PLACE, title, OPEN)
        else:
            society_list.draw(frame, f"of_kind_{code}", title, tables.filled(frame, OF_KIND))
        remedy = {kind["title"]: kind["remedy"]}
        page.downloads(build, chosen, page.PageTable(str(kind["title"]), frame, OF_KIND, remedy))


def _draw_without_society(build: str, period: int) -> None:
    frame = submissions.without_society(build)
    if not frame.empty:
        count = frame["submission_id"].nunique()
        st.subheader(f"打不开或无法归入学会、年度的文件：{count} 份（不计入任何学会，不受筛选影响）", anchor=False)
        tables.show(frame, "without_society", "打不开或无法归入学会、年度的文件及原因", WITHOUT_SOCIETY)
        returns.of_nobody(build, period, frame)
