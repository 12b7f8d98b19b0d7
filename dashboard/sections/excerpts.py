"""A few cells of received files, drawn as they stand on their sheets."""

from collections.abc import Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class LocatedCell:
    """A cell of a received file, with what stands over it: mostly the name of the society."""

    name: str
    file_name: str
    sha256: str
    sheet: str
    cell: str


def located(frame: pd.DataFrame) -> list[LocatedCell]:
    """Return the cells that the rows of a frame name; a row without sheet or cell names none."""
    rows = frame.dropna(subset=["sheet", "cell"])
    return [LocatedCell(*row) for row in rows[list(LocatedCell.__slots__)].itertuples(index=False, name=None)]


@lru_cache(maxsize=256)
def _fragments(places: tuple[tuple[str, desk.Place], ...]) -> list[desk.Fragment | None]:
    """The cells around each place; a file never changes under its hash, so nothing is read twice."""
    return desk.fragments(data_folder(), places)


def read(cells: Sequence[LocatedCell]) -> None:
    """Read the cells around these now, so that `draw` finds them read."""
    _fragments(_places(cells))


def _places(cells: Sequence[LocatedCell]) -> tuple[tuple[str, desk.Place], ...]:
    return tuple((one.sha256, desk.Place(one.sheet, one.cell, RADIUS)) for one in cells)


def draw(cells: Sequence[LocatedCell], key: str) -> bool:
    """Draw the cells around each of these, and return whether there were any to draw."""
    shown = [(one, around) for one, around in zip(cells, _fragments(_places(cells)), strict=True) if around]
    if len(shown) < len(cells):
        st.markdown(_WITHHELD)
    for number, (one, around) in enumerate(shown):
        where = f"{one.file_name} › {one.sheet}!{one.cell}"
        st.markdown(f"**{labels.markdown(one.name)}**　{labels.markdown(where)}")
        _table(f"{key}_{number}", one.sha256, f"{one.name}：{where} 及其周围的单元格", around)
    return bool(shown)


@st.cache_resource(max_entries=256, show_spinner=False)
def _table(key: str, sha256: str, alt: str, _around: desk.Fragment) -> None:
    """Streamlit keeps what is drawn here for these words: cells with colours cost 5 ms."""
    st.dataframe(
        _marked(_around),
        key=key,
        alt=alt,
        column_config=dict(zip(_around.columns, map(_width, zip(*_around.texts, strict=True)), strict=True)),
    )


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
