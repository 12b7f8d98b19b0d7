"""The same pages as one builds them first, for the benchmark to compare with: `plotly.express`, and nothing is kept.

Widgets, tables and words stay those of the pages. Every query is asked again in every run, and every chart is drawn
again by `plotly.express` with the same points, shapes and words. What only prepares the points is not counted.
"""

import importlib
import pkgutil
import sys
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import pandas as pd
import plotly.express as px
import plotly.graph_objects as go

from dashboard import queries
from dashboard.charts.style import Picture
from dashboard.sections import chart

_kept = chart.picture


class _Figure(go.Figure):  # type: ignore[misc]  # plotly comes without types
    """A figure that the sections can ask what is chosen on it."""

    __hash__ = object.__hash__


@lru_cache(maxsize=1)
def forget_everything() -> None:
    """Take the memory of answers and figures away from the pages, for the rest of this process."""
    for found in pkgutil.iter_modules(queries.__path__, f"{queries.__name__}."):
        importlib.import_module(found.name)
    for name, module in list(sys.modules.items()):
        if name.startswith("dashboard."):
            for key, value in list(vars(module).items()):
                if hasattr(value, "cache_clear") and value.__module__.startswith(queries.__name__):
                    setattr(module, key, value.__wrapped__)
    vars(chart)["picture"] = _picture


def _picture(draw: Callable[..., Picture], ask: Callable[..., Any], *given: Any) -> Picture:
    ask(*given)
    kept, points = _prepared(draw, ask, *given)
    layers = [_layer(kind, of_kind) for kind, of_kind in points.items()]
    figure = _Figure([trace for layer in layers for trace in layer.data], layers[0].layout)
    layout = kept.figure.layout
    figure.update_layout(height=layout.height, shapes=layout.shapes, annotations=layout.annotations)
    return Picture(figure, kept.title, kept.alt)


def _layer(kind: str, points: pd.DataFrame) -> go.Figure:
    shared = {"x": "x", "y": "y", "color": "trace", "custom_data": ["customdata"]}
    match kind:
        case "bar":
            return px.bar(points, **shared, text="text", orientation=points["orientation"].iloc[0])
        case "lines":
            return px.line(points, **shared)
        case _:
            return px.scatter(points, **shared)


@lru_cache(maxsize=64)
def _prepared(
    draw: Callable[..., Picture], ask: Callable[..., Any], *given: Any
) -> tuple[Picture, dict[str, pd.DataFrame]]:
    """The picture of the real page, and its points as `plotly.express` takes them, by kind of trace."""
    kept = _kept(draw, ask, *given)
    frames: dict[str, list[pd.DataFrame]] = {}
    for number, trace in enumerate(kept.figure.data):
        kind = "bar" if trace.type == "bar" else "lines" if trace.mode == "lines" else "dots"
        frame = pd.DataFrame({"x": list(trace.x), "y": list(trace.y)}, dtype=object)
        for column in ("text", "customdata"):
            values = getattr(trace, column)
            single = values is None or isinstance(values, str)
            frame[column] = pd.Series([values] * len(frame) if single else list(values), dtype=object)
        frame["trace"] = str(number)
        frame["orientation"] = getattr(trace, "orientation", None) or "v"
        frames.setdefault(kind, []).append(frame)
    return kept, {kind: pd.concat(some, ignore_index=True) for kind, some in frames.items()}
