"""任务: how far a task is, and who is missing what."""

import streamlit as st

st.title("任务")
st.info("还没有可以显示的数据。请先把收到的工作簿装载进来：`python -m etl load 文件夹`")
