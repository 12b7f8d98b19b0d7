"""导入 on the page 名录: what another workbook says under the same headings becomes edits that are not saved yet."""

import streamlit as st

from dashboard.sections import unsaved
from dashboard.wording import labels
from etl import desk
from etl.desk import registry
from etl.paths import data_folder

_ROUND, _ENDED = "import_round", "import_ended"  # keys of the session: which uploader is shown, what the last one gave


def draw() -> None:
    """Draw the place to hand a workbook in, and what the last one gave."""
    state = st.session_state
    st.subheader("从 Excel 导入", anchor=False)
    st.markdown(
        "交来一张有表头的表（.xlsx、.xls、.csv 都可以），按表头认栏目：**学会名称**必须有；**编号**、曾用名、"
        "统一社会信用代码、学科类别、挂靠单位、应换届年份、“××××年底个人会员数（核定）”、联系人、联系电话、状态有哪栏导哪栏。"
        "认得的学会只改不同的格，空格不动；不认得的作为新学会。导入后先列出改动，由您保存。"
    )
    for sentence in state.pop(_ENDED, ()):
        st.markdown(labels.markdown(sentence))
    file = st.file_uploader("把表拖到这里", key=f"import_{state.setdefault(_ROUND, 0)}")
    if file is None:
        return
    try:
        brought = registry.imported(data_folder(), desk.Upload(file.name, file.getvalue()))
    except desk.Refused as refusal:
        st.error(labels.markdown(refusal))
        return
    state[_ROUND] += 1
    summary = f"{desk.plain_name(file.name)}：读到 {brought.line_count} 行，"
    summary += f"有 {len(brought.edit.societies)} 家学会要新增或改动。"
    state[_ENDED] = (summary, *brought.left_out)
    unsaved.add(brought.edit)
