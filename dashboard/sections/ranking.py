"""学科 and 挂靠单位 ranked by the share of their societies that meet all they must, a part of 总览."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from dashboard import permalink, tables
from dashboard.queries import Filters, ranking, society
from dashboard.sections import society_list
from dashboard.wording import labels

BY = {"category": "按学科", "supporting_unit": "按挂靠单位"}
_BY, _DEFAULT = "ranking", "category"  # the choice in the address, and what is shown without one
COUNTS = (
    "society_count",
    "met_count",
    "unmet_count",
    "unknown_count",
    "basic_count",
    "renewal_count",
    "optional_count",
)
SOCIETIES = ("name", "overall", "basic", "renewal", "optional", "remaining_count", "state")


def draw(build: str, chosen: Filters) -> None:
    """Draw the ranking by one of the two, the best first, and the societies of the line that is chosen."""
    place = st.container()
    by = permalink.one_of("排名", BY, _BY, _DEFAULT)
    frame = ranking.ranking(build, chosen, by)
    best = frame.iloc[0]
    title = "总体达标排名：还没有学会总体达标"
    if best["met_count"]:
        title = f"总体达标排名：{best[by]}最高，{best['met_count']}/{best['society_count']} 家"
    place.subheader(labels.markdown(title), anchor=False)
    place.caption("点一下任何一行，下面列出它的学会。")
    for group in tables.picked(frame, f"ranking_{by}", title, (by, *COUNTS), by)[by]:
        of_group = replace(chosen, categories=(group,)) if by == "category" else replace(chosen, units=(group,))
        societies = society.standing(build, of_group)
        of_it = f"{group}的学会：{len(societies)} 家"
        st.subheader(labels.markdown(of_it), anchor=False)
        society_list.draw(societies, f"ranked_{by}", of_it, SOCIETIES)


def table(build: str, chosen: Filters) -> dict[str, tuple[pd.DataFrame, tuple[str, ...]]]:
    """Return the ranking that the address asks for with its columns, by its title in a download."""
    named = st.query_params.get(_BY, "")
    by = named if named in BY else _DEFAULT
    return {f"排名（{BY[by]}）": (ranking.ranking(build, chosen, by), (by, *COUNTS))}
