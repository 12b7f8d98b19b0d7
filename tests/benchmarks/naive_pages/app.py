"""The entry of the naive dashboard: it draws what the real one draws, on pages that keep nothing."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402

from dashboard import database, filters, navigation  # noqa: E402
from tests.benchmarks.naive_pages import express  # noqa: E402

express.forget_everything()
st.set_page_config(page_icon=str(ROOT / "dashboard" / "icon.svg"), layout="wide")
build = str(database.current())
page = st.navigation(navigation.pages(build))
with st.sidebar:
    filters.draw(build)
page.run()
