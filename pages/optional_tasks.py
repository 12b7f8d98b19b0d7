"""选做任务: what the societies chose, and how far they are with it."""

import streamlit as st

st.title("选做任务")
st.info("还没有可以显示的数据。请先把收到的工作簿装载进来：`python -m etl load 文件夹`")
