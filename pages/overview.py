"""总览: where the association stands, and what needs attention."""

import streamlit as st

st.title("总览")
st.info("还没有可以显示的数据。请先把收到的工作簿装载进来：`python -m etl load 文件夹`")
