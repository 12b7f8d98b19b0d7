"""How every chart looks: colours, template, the Chinese tool bar, and what a finished picture consists of."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

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

    def to_dict(self) -> dict[str, Any]:
        """Return what the browser gets; the same for everybody, so change nothing in it."""
        return self._encoded


def _as_json(part: dict[str, Any]) -> dict[str, Any]:
    """The part with all but its numbers as JSON, which plotly's encoder takes over and finds no unsafe sign in."""
    return {
        name: value if isinstance(value, int | float) else orjson.Fragment(to_json_plotly(value))
        for name, value in part.items()
    }


def figure(*traces: Any, height: int, **layout: Any) -> go.Figure:
    """Return a figure in the style of the house; `height` in pixels. Once it was shown it changes no more."""
    return _Drawn(list(traces), {"template": TEMPLATE, "height": height, **layout})


def verdict_key(verdicts: Sequence[str]) -> dict[str, Any]:
    """Return the annotation that says, above the left end of a chart, which colour is which verdict."""
    words = (f"<span style='color:{VERDICT_COLOURS[one]}'>■</span> {labels.VERDICTS[one]}" for one in verdicts)
    place = {"xref": "paper", "x": 0, "xanchor": "left", "yref": "paper", "y": 1, "yanchor": "bottom"}
    return {**place, "text": "　".join(words), "showarrow": False, "font": {"size": 12, "color": MUTED}}


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
