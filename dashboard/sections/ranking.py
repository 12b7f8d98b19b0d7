"""学科 and 挂靠单位 ranked by the share of their societies that meet all they must, a part of 总览."""

import pandas as pd
import streamlit as st

from dashboard import permalink, tables
from dashboard.queries import Filters, ranking
from dashboard.wording import labels

BY = {"category": "按学科", "supporting_unit": "按挂靠单位"}
COUNTS = (
    "society_count",
    "met_count",
    "unmet_count",
    "unknown_count",
    "basic_count",
    "renewal_count",
    "optional_count",
)


def draw(build: str, chosen: Filters) -> dict[str, tuple[pd.DataFrame, tuple[str, ...]]]:
    """Draw the ranking by one of the two, the best first; return it with its columns, by its title in a download."""
    place = st.container()
    by = permalink.one_of("排名", BY, "ranking", "category")
    frame = ranking.ranking(build, chosen, by)
    best = frame.iloc[0]
    title = "总体达标排名：还没有学会总体达标"
    if best["met_count"]:
        title = f"总体达标排名：{best[by]}最高，{best['met_count']}/{best['society_count']} 家"
    place.subheader(labels.markdown(title), anchor=False)
    tables.show(frame, f"ranking_{by}", title, (by, *COUNTS))
    return {f"排名（{BY[by]}）": (frame, (by, *COUNTS))}
