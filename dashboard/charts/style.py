"""How every chart looks: colours, template, the Chinese tool bar, and what a finished picture consists of."""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import orjson
import plotly.graph_objects as go
from plotly.io.json import to_json_plotly

from dashboard.wording import labels

INK, MUTED, LINES, SURFACE, BRAND = "#1D2733", "#5F6B79", "#E3E8EE", "#FFFFFF", "#0B5E67"
FAILING_SIDE = "#FBF0EB"  # behind a limit that is passed
VERDICT_COLOURS = {"met": "#1B7F8C", "unmet": "#C94A1D", "unknown": "#E9B949", "not_applicable": "#EEF1F4"}
# The same verdicts as the colour of words, and of words on them, dark enough to read.
VERDICT_TEXT = {"met": BRAND, "unmet": "#B5401A", "unknown": "#8A6100", "not_applicable": MUTED}
ON_VERDICT = {"met": "#FFFFFF", "unmet": "#FFFFFF", "unknown": INK, "not_applicable": MUTED}
FONT = "'PingFang SC', 'Microsoft YaHei', 'Source Han Sans SC', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif"

_AXIS = {
    "gridcolor": LINES,
    "linecolor": LINES,
    "zerolinecolor": LINES,
    "tickcolor": LINES,
    "title": {"font": {"size": 12, "color": MUTED}},
    "tickfont": {"size": 12, "color": MUTED},
    "automargin": False,
    "fixedrange": True,
}
TEMPLATE = go.layout.Template(
    layout={
        "font": {"family": FONT, "size": 12, "color": INK},
        "paper_bgcolor": SURFACE,
        "plot_bgcolor": SURFACE,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "xaxis": _AXIS,
        "yaxis": _AXIS,
        "hoverlabel": {
            "bgcolor": SURFACE,
            "bordercolor": LINES,
            "font": {"family": FONT, "size": 12, "color": INK},
            "align": "left",
        },
        "showlegend": False,
        "hovermode": "closest",
        "separators": ".,",
        "bargap": 0.28,
    }
)

_WORDS = {
    "Download plot as a PNG": "下载图片（PNG）",
    "Download plot as a png": "下载图片（PNG）",
    "Reset axes": "恢复原样",
    "Autoscale": "自动范围",
    "Zoom": "放大",
    "Pan": "平移",
    "Zoom in": "放大",
    "Zoom out": "缩小",
    "Box Select": "框选",
    "Lasso Select": "圈选",
    "Toggle Spike Lines": "参考线",
    "Taking snapshot - this may take a few seconds": "正在生成图片，请稍候",
    "Snapshot succeeded": "图片已保存",
    "Sorry, there was a problem downloading your snapshot!": "图片没有保存成功，请再试一次",
    "Double-click to zoom back out": "双击恢复原样",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart that is ready to be shown.

    `title` states the finding, `alt` says in a sentence what there is to see; both are plain text computed from data.
    """

    figure: go.Figure
    title: str
    alt: str


class _Drawn(go.Figure):  # type: ignore[misc]  # plotly comes without types
    """A figure that is encoded once: Streamlit asks for its JSON on every run.

    A run of 理事会 costs the server 47 ms instead of 182 at 5,000 societies; at 168, every page costs 1 ms less.
    """

    @cached_property
    def _encoded(self) -> dict[str, Any]:
        drawn: dict[str, Any] = super().to_dict()
        return {"data": [_as_json(trace) for trace in drawn["data"]], "layout": _as_json(drawn["layout"])}

    def layout_of_chosen(self, things: Set[tuple[str, ...]]) -> dict[str, Any]:
        """What of the layout is another one while these things are chosen; for most figures nothing."""
        shapes = self.__dict__.get("shapes_of_chosen")
        return {"shapes": [*(one.to_plotly_json() for one in self.layout.shapes), *shapes(things)]} if shapes else {}

    @cached_property
    def points(self) -> list[list[tuple[str, ...]]]:
        """What the points of each trace stand for: at most two parts, for what comes behind them is said on hover."""
        return [[thing_at(one) for one in _listed(trace.customdata)] for trace in self.data]

    def to_dict(self) -> dict[str, Any]:
        """Return what the browser gets; the same for everybody, so change nothing in it."""
        return self._encoded

    __hash__ = object.__hash__


def _listed(customdata: Any) -> Sequence[Any]:
    return () if customdata is None else customdata


def thing_at(customdata: Any) -> tuple[str, ...]:
    """Return what a point stands for by its customdata."""
    return tuple(map(str, customdata[:2])) if isinstance(customdata, list | tuple | np.ndarray) else (str(customdata),)


@lru_cache(maxsize=64)
def marked(drawn: go.Figure, things: tuple[tuple[str, ...], ...]) -> go.Figure:
    """Return the figure with the points that stand for these things chosen; with none of them the figure as it is."""
    wanted = set(things)
    if not wanted:
        return drawn
    encoded = drawn.to_dict()
    copy = _Drawn()
    copy.__dict__["_encoded"] = {
        "data": [
            {**trace, "selectedpoints": _as_json({"at": [at for at, one in enumerate(points) if one in wanted]})["at"]}
            for trace, points in zip(encoded["data"], drawn.points, strict=True)
        ],
        "layout": encoded["layout"] | _as_json(drawn.layout_of_chosen(wanted)),
    }
    return copy


@lru_cache(maxsize=256)
def drawn_of(drawn: go.Figure, things: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """Return those of the things that a point of the figure stands for."""
    wanted = set(things)
    found = wanted and {point for points in drawn.points for point in points if point in wanted}
    return tuple(one for one in things if one in found)


def _as_json(part: dict[str, Any]) -> dict[str, Any]:
    """The part with all but its numbers as JSON, which plotly's encoder takes over and finds no unsafe sign in."""
    return {
        name: value if isinstance(value, int | float) else orjson.Fragment(to_json_plotly(value))
        for name, value in part.items()
    }


def figure(*traces: Any, height: int, **layout: Any) -> go.Figure:
    """Return a figure in the style of the house; `height` in pixels. Once it was shown it changes no more."""
    return _Drawn(list(traces), {"template": TEMPLATE, "height": height, **layout})


def with_shapes_of_chosen(
    drawn: go.Figure, shapes: Callable[[Set[tuple[str, ...]]], Sequence[dict[str, Any]]]
) -> go.Figure:
    """Return the figure, which draws these shapes on top of its own while things are chosen: for points not drawn."""
    drawn.__dict__["shapes_of_chosen"] = shapes
    return drawn


KEY = {"orientation": "h", "x": 0, "yref": "container", "y": 1, "yanchor": "top"}  # of two lines where it must
KEY_ROOM = 50  # pixels above a chart for it
NARROWEST = 356  # pixels of a chart on a phone; pairs of charts stand beside each other where both have as much


def verdict_key(verdicts: Sequence[str]) -> dict[str, Any]:
    """Return the annotation that says, above the left end of a chart, which colour is which verdict."""
    words = (f"<span style='color:{VERDICT_COLOURS[one]}'>■</span> {labels.VERDICTS[one]}" for one in verdicts)
    place = {"xref": "paper", "x": 0, "xanchor": "left", "yref": "paper", "y": 1, "yanchor": "bottom"}
    return {**place, "text": "　".join(words), "showarrow": False, "font": {"size": 12, "color": MUTED}}


def on_row(place: float, text: str, *, is_right: bool = False, **more: Any) -> dict[str, Any]:
    """Return the words above the row whose upper edge is at `place`, at the left or at the right end of the chart.

    Beside the rows they would leave a phone no room for the bars.
    """
    side = "right" if is_right else "left"
    return {
        "xref": "paper", "x": 1 if is_right else 0, "xanchor": side, "align": side, "y": place, "yanchor": "bottom",
        "text": text, "showarrow": False, "font": {"size": 13}, **more,
    }  # fmt: skip


def signed_ticks(percents: Sequence[int], unit: int = 1) -> dict[str, Any]:
    """Return the ticks of an axis at these whole percents with their signs, and 0 without one.

    `unit` is what a whole of 1 % is divided by: 1 on an axis of percents, 100 on one of shares.
    """
    words = [f"{one:+d}%" if one else "0" for one in percents]
    return {"tickvals": [one / unit for one in percents], "ticktext": words}


def minus(numbers: str) -> str:
    """Return the numbers with the minus that is as wide as a plus."""
    return numbers.replace("-", "−")


def tool_bar(file_name: str) -> dict[str, Any]:
    """Return the settings of a chart in the browser: a Chinese tool bar that offers the picture under that name."""
    return {
        "locale": "zh-CN",
        "locales": {"zh-CN": {"dictionary": _WORDS, "format": {"thousands": ",", "decimal": "."}}},
        "displaylogo": False,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"filename": file_name, "format": "png", "scale": 2},
    }
