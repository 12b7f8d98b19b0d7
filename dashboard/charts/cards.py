"""The figures at the head of a page as cards: one element of the page, for each one costs its run (docs/figures.md)."""

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape

from dashboard.charts import style
from dashboard.wording.labels import Headline

NARROWEST = 136  # pixels, so that six stand in a row on a screen of 1280
_SMALL = re.compile(r":small\[(.*?)\]")
# As Streamlit draws its own figures; sizes in rem, which is 14 pixels.
_ROW = f"display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax({NARROWEST}px,1fr))"
_CARD = f"border:1px solid {style.LINES};border-radius:.35rem;padding:13px;display:flex;flex-direction:column"
_SIZE = "font-size:.875rem"
_LABEL = f"{_SIZE};line-height:21px"
_VALUE = "font-size:21px;line-height:30px;margin-bottom:.25rem"
_BESIDE = (
    f"{_SIZE};line-height:18px;display:flex;flex-wrap:wrap;align-items:center;gap:.25rem .5rem;margin-bottom:.25rem"
)
_NOTE = "background:#F5F4F2;color:#686255;border-radius:9999px;padding:.125rem .375rem"
_COURSE = "width:100%;margin:.8rem 0 .05rem"


@lru_cache(maxsize=256)
def drawn(figures: Sequence[Headline]) -> str:
    """Return the figures in a row, in more rows where there is little room, as HTML; every word in it is escaped."""
    return f'<div style="{_ROW}">{"".join(map(_card, figures))}</div>'


def _card(figure: Headline) -> str:
    value = _SMALL.sub(rf'<span style="{_SIZE};line-height:1">\1</span>', escape(figure.value))
    parts = [f'<span class="note" style="{_NOTE}">{escape(figure.note)}</span>'] if figure.note else []
    parts += [f'<span class="detail">{escape(figure.detail)}</span>'] if figure.detail else []
    course = figure.course
    picture = f'<img style="{_COURSE}" src="{course.address}" alt="{escape(course.alt)}">' if course else ""
    return (
        f'<div class="figure" style="{_CARD}"><div class="label" style="{_LABEL}">{escape(figure.label)}</div>'
        f'<div class="value" style="{_VALUE}">{value}</div><div style="{_BESIDE}">{"".join(parts)}</div>{picture}</div>'
    )
