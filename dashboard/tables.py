"""Tables as people read them: Chinese headings, words for codes, rows to choose, a name for screen readers."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd
import pyarrow as pa
import streamlit as st

from dashboard import permalink
from dashboard.charts import style
from dashboard.frame_cache import kept, rows_at
from dashboard.wording import labels
from etl.text import display_width

ROW_HEIGHT, WRAPPED_HEIGHT = 30, 62  # of one line and of three; in rows of up to 4 rem (56) Streamlit wraps nothing
WRAPPED = ("text", "message", "remedy", "why", "sentence")
HEADING_HEIGHT = 31
MOST_ROWS_SHOWN = 12  # a longer table scrolls in itself
ROWS_IN_SIGHT = {"society": 25, "line": 25}  # the lists of all societies, on their pages: as many as a screen holds
PERCENT = st.column_config.NumberColumn(format="%.1f%%")
# The widest that columns of words become, in pixels; they are as narrow as what is in them.
WIDTHS = {"name": 208, "sheet": 140, "why": 250, "sentence": 300, "text": 290, "explanation": 210, "ground": 252,
          "reason": 90, "message": 380, "suggestion": 230, "remedy": 290}  # fmt: skip
IN_HIGH_ROWS = {"name": 152, "sentence": 240}  # where a row has several lines, these take two of them, too
WIDE, NARROW, MARGINS = 12.4, 7, 18  # pixels of a Chinese character, of a Latin one, and beside the words of a cell
# Headings that would leave the numbers below them no room.
SHORT = {"base": "基数", "now": "本年底", "gained_count": "新增", "lost_count": "不再", "other_count": "其他"}
CONFIG = (
    {labels.COLUMNS[column]: PERCENT for column in labels.SHARES}
    | {labels.COLUMNS[column]: st.column_config.NumberColumn(heading) for column, heading in SHORT.items()}
    | {
        labels.COLUMNS[column]: st.column_config.NumberColumn(SHORT.get(column), format="localized")
        for column in labels.MEMBER_COUNTS
    }
    | {labels.COLUMNS["date"]: st.column_config.DateColumn(format="YYYY-MM-DD")}
    | {labels.COLUMNS["received_at"]: st.column_config.DatetimeColumn(format="YYYY-MM-DD HH:mm")}
)
MOST_ROWS_COLOURED = 400  # colouring costs as much as everything else on the page together
LEDGER_HEIGHT = 640
_MARKED = {word: labels.marked(verdict) for verdict, word in labels.VERDICTS.items()}
_VERDICT_OF = {_MARKED[word]: verdict for verdict, word in labels.VERDICTS.items()}


def show(frame: pd.DataFrame, key: str, alt: str, columns: Sequence[str] | None = None) -> None:
    """Draw the frame as a table."""
    st.dataframe(**_drawn(frame, columns), key=key, alt=alt)


def several(frame: pd.DataFrame, key: str, alt: str, columns: Sequence[str]) -> pd.DataFrame:
    """Draw a table in which rows are ticked; return those that are. The ticks are gone when the table changes."""
    place = f"{key}_{_state(frame, tuple(columns))}"
    drawn = st.dataframe(**_drawn(frame, columns), key=place, alt=alt, on_select="rerun", selection_mode="multi-row")
    return rows_at(frame, *drawn["selection"]["rows"])


@kept
def _state(frame: pd.DataFrame, columns: Sequence[str]) -> int:
    return int(pd.util.hash_pandas_object(frame[list(columns)]).sum())


def picked(frame: pd.DataFrame, key: str, alt: str, columns: Sequence[str], by: str) -> pd.DataFrame:
    """Draw a table in which a click anywhere in a row chooses it; return the rows that the address names, one or none.

    The address holds under `key` what stands in the column `by`.
    """
    places = _places(frame, by)
    named = next((places[one] for (one, *_) in permalink.chosen(key) if one in places), None)
    place = permalink.widget(key, named is not None and named + 1)
    drawn = _drawn(frame, columns, ROWS_IN_SIGHT.get(key, MOST_ROWS_SHOWN))
    if named is not None:
        drawn["selection_default"] = {"selection": {"cells": [(named, labels.COLUMNS[columns[0]])]}}
    st.dataframe(
        **drawn,
        key=place,
        alt=alt,
        on_select=partial(_pick, key, place, frame, by),
        selection_mode="single-cell",
    )
    return rows_at(frame) if named is None else rows_at(frame, named)


def ticked(frame: pd.DataFrame, key: str, alt: str, columns: Sequence[str]) -> pd.DataFrame:
    """Draw a table in which any number of rows can be ticked, and return those rows. The address does not hold them."""
    event: Any = st.dataframe(**_drawn(frame, columns), key=key, alt=alt, on_select="rerun", selection_mode="multi-row")
    return rows_at(frame, *(row for row in event["selection"]["rows"] if row < len(frame)))


def _pick(key: str, place: str, frame: pd.DataFrame, by: str) -> None:
    """Write into the address what stands in the row that was just clicked."""
    cells = st.session_state[place]["selection"]["cells"]
    permalink.choose(key, [(frame[by].iloc[row],) for row, _ in cells if row < len(frame)])


@kept
def _places(frame: pd.DataFrame, by: str) -> dict[str, int]:
    """The row of each thing; of one that has several, the first."""
    return {str(one): row for row, one in reversed(list(enumerate(frame[by])))}


def _drawn(frame: pd.DataFrame, columns: Sequence[str] | None, rows: int = MOST_ROWS_SHOWN) -> dict[str, Any]:
    """What a table is drawn with; its rows are high where a long text needs more than a line."""
    shown, config, is_wrapped = _ready(frame, tuple(frame.columns if columns is None else columns))
    height = WRAPPED_HEIGHT if is_wrapped else ROW_HEIGHT
    in_sight = min(len(frame), rows * ROW_HEIGHT // height)
    return {
        "data": shown, "hide_index": True, "row_height": height, "height": HEADING_HEIGHT + height * in_sight + 2,
        "column_config": config, "placeholder": "",
    }  # fmt: skip


def filled(frame: pd.DataFrame, columns: Sequence[str]) -> list[str]:
    """Return those of the columns in which there is anything to read, and `name` in any case."""
    told = _told(frame)
    return [column for column in columns if column == "name" or column in told]


@kept
def _told(frame: pd.DataFrame) -> set[str]:
    return {column for column in frame if (frame[column].notna() & frame[column].ne("")).any()}


@kept
def _ready(frame: pd.DataFrame, columns: Sequence[str]) -> tuple[pa.Table, dict[str, Any], bool]:
    """The table as Streamlit sends it, which it would make of the frame on every run, its columns, and whether a
    long text in it needs more than a line.
    """
    shown = labels.worded(frame, columns)
    for column in shown.columns.intersection([labels.COLUMNS[one] for one in labels.VERDICT_COLUMNS]):
        shown[column] = shown[column].replace(_MARKED)
    for column in shown.columns.intersection([labels.COLUMNS[one] for one in labels.SHARES]):
        shown[column] *= 100
    texts = shown.select_dtypes(["object", "str"]).columns
    shown[texts] = shown[texts].fillna("")
    needed = {column: _needed(shown[labels.COLUMNS[column]]) for column in WIDTHS if column in columns}
    is_wrapped = any(needed[column] > WIDTHS[column] - MARGINS for column in WRAPPED if column in columns)
    widest = WIDTHS | IN_HIGH_ROWS if is_wrapped else WIDTHS
    fitted = {
        labels.COLUMNS[column]: st.column_config.TextColumn(width=min(widest[column], round(MARGINS + pixels)))
        for column, pixels in needed.items()
    }
    config = {heading: one for heading, one in (CONFIG | fitted).items() if heading in shown}
    return pa.Table.from_pandas(shown), config, is_wrapped


def _needed(texts: pd.Series) -> float:
    """The pixels that the longest of the texts and their heading need on one line."""
    return max(_length(str(one)) for one in (texts.name, *texts.unique()))


def _length(text: str) -> float:
    wide = display_width(text) - len(text)  # so many characters are Chinese
    return NARROW * len(text) + (WIDE - NARROW) * wide


def ledger(societies: pd.DataFrame, tasks: pd.DataFrame, key: str, alt: str) -> tuple[tuple[str, ...], ...]:
    """Draw the ledger and return society_id and task_id of the cell that the address names under `key`: none, or one.

    `societies` has a column of words for each task under its task_id; `tasks` is in the order of the columns.
    """
    shown = societies[["name", *tasks["task_id"]]].replace(_MARKED)
    numbers = tasks["number"].astype(str).tolist()
    shown.columns = pd.Index([labels.COLUMNS["name"], *numbers])
    tasks_at, rows_at = dict(zip(numbers, tasks["task_id"], strict=True)), _places(societies, "society_id")
    number_of = {task_id: number for number, task_id in tasks_at.items()}
    named = tuple(one for one in permalink.chosen(key) if one[0] in rows_at and one[-1] in number_of)[:1]
    place = permalink.widget(f"{key}_cells", *named)

    def pick() -> None:
        cells = st.session_state[place]["selection"]["cells"]
        picked = [(societies["society_id"].iloc[row], tasks_at[one]) for row, one in cells if one in tasks_at]
        permalink.choose(key, picked)

    st.dataframe(
        shown.style.map(_verdict_colours) if len(shown) <= MOST_ROWS_COLOURED else shown,
        key=place,
        alt=alt,
        hide_index=True,
        row_height=ROW_HEIGHT,
        height=LEDGER_HEIGHT,
        column_config={labels.COLUMNS["name"]: st.column_config.Column(pinned=True, width=190)}
        | {
            str(task.number): st.column_config.Column(width=78, help=labels.markdown(task.short_title))
            for task in tasks.itertuples()
        },
        on_select=pick,
        selection_mode="single-cell",
        selection_default={"selection": {"cells": [(rows_at[one], number_of[task_id]) for one, task_id in named]}},
    )
    return named


def _verdict_colours(word: str) -> str:
    verdict = _VERDICT_OF.get(word)
    return f"background-color: {style.VERDICT_COLOURS[verdict]}; color: {style.ON_VERDICT[verdict]}" if verdict else ""
