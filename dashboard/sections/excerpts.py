"""A few cells of received files, drawn as they stand on their sheets."""

from functools import lru_cache

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler
from streamlit.elements.lib.column_types import ColumnConfig

from dashboard.wording import labels
from etl import desk
from etl.paths import data_folder

RADIUS = 2  # rows and columns on each side
MARK = "background-color: #FFF1C2; font-weight: 600"
_LONG = 8  # characters
_WITHHELD = "名册和联系人的单元格不在这里显示，请打开原文件核对。"


@lru_cache(maxsize=256)
def _fragments(places: tuple[tuple[str, desk.Place], ...]) -> list[desk.Fragment | None]:
    """The cells around each place; a file never changes under its hash, so nothing is read twice."""
    return desk.fragments(data_folder(), places)


def read(cells: pd.DataFrame) -> None:
    """Read the cells around these now, so that `draw` finds them read."""
    _fragments(_places(cells))


def _places(cells: pd.DataFrame) -> tuple[tuple[str, desk.Place], ...]:
    files_and_places = zip(cells["sha256"], cells["sheet"], cells["cell"], strict=True)
    return tuple((sha256, desk.Place(sheet, cell, RADIUS)) for sha256, sheet, cell in files_and_places)


def draw(findings: pd.DataFrame, most: int, key: str) -> bool:
    """Draw the cells around the first `most` findings (`name`, `file_name`, `sha256`, `sheet`, `cell`).

    Returns whether there were any to draw.
    """
    located = findings.dropna(subset=["sheet", "cell"]).head(most)
    places = _places(located)
    named = zip(located["name"], located["file_name"], places, _fragments(places), strict=True)
    shown = [(name, f"{file} › {place.sheet}!{place.cell}", cells) for name, file, (_, place), cells in named if cells]
    if len(shown) < len(located):
        st.markdown(_WITHHELD)
    for number, (name, where, cells) in enumerate(shown):
        st.markdown(f"**{labels.markdown(name)}**　{labels.markdown(where)}")
        st.dataframe(
            _marked(cells),
            key=f"{key}_{number}",
            alt=f"{name}：{where} 及其周围的单元格",
            column_config=dict(zip(cells.columns, map(_width, zip(*cells.texts, strict=True)), strict=True)),
        )
    return bool(shown)


def _width(texts: tuple[str, ...]) -> ColumnConfig:
    """As narrow as what stands below the heading allows, so that the cell that is meant comes into sight on a phone."""
    longest = max(map(len, texts[1:]), default=0)
    return st.column_config.Column(width=140 if longest > _LONG else 92 if longest else 56)


def _marked(cells: desk.Fragment) -> Styler:
    """The cells under their letters and numbers, the one that is meant on a ground of its own."""
    frame = pd.DataFrame(cells.texts, index=list(cells.rows), columns=list(cells.columns))
    styles = pd.DataFrame("", index=frame.index, columns=frame.columns)
    styles.iloc[cells.marked] = MARK
    return frame.style.apply(lambda _: styles, axis=None)
