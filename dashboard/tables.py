"""Tables as people read them: Chinese headings, words for codes, rows to choose, a name for screen readers."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard import labels

ROW_HEIGHT = 30
HEADING_HEIGHT = 36
MOST_ROWS_SHOWN = 12  # a longer table scrolls in itself
PERCENT = st.column_config.NumberColumn(format="percent")
AS_PERCENT = {labels.COLUMNS[column]: PERCENT for column in ("share", "growth")}
_MARKED = {word: f"{labels.MARKS[verdict]} {word}" for verdict, word in labels.VERDICTS.items()}


def worded(frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return these columns of the frame with Chinese headings and words for codes, as downloads hold them."""
    shown = frame[list(columns)].copy()
    for column in shown.columns.intersection(list(labels.WORDS)):
        shown[column] = shown[column].map(labels.WORDS[column])
    return shown.rename(columns=labels.COLUMNS)


def show(
    frame: pd.DataFrame, key: str, alt: str, columns: Sequence[str] | None = None, selectable: bool = False
) -> pd.DataFrame:
    """Draw the frame as a table and return the rows that are chosen: none where nothing is, or nothing can be."""
    shown = worded(frame, columns or list(frame.columns))
    for column in shown.columns.intersection([labels.COLUMNS[one] for one in labels.VERDICT_COLUMNS]):
        shown[column] = shown[column].map(_MARKED)
    texts = shown.select_dtypes(["object", "str"]).columns
    shown[texts] = shown[texts].fillna("")
    height = HEADING_HEIGHT + ROW_HEIGHT * min(len(shown), MOST_ROWS_SHOWN) + 2
    if not selectable:
        st.dataframe(
            shown, key=key, alt=alt, hide_index=True, row_height=ROW_HEIGHT, height=height, column_config=AS_PERCENT
        )
        return frame.iloc[0:0]
    event = st.dataframe(
        shown,
        key=key,
        alt=alt,
        hide_index=True,
        row_height=ROW_HEIGHT,
        height=height,
        column_config=AS_PERCENT,
        on_select="rerun",
        selection_mode="single-row",
    )
    return frame.iloc[[row for row in event["selection"]["rows"] if row < len(frame)]]
