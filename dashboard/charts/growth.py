"""会员: each society's base against its growth, with the limits of the rubric drawn and the boundary cases named."""

import math
from collections.abc import Iterator
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import style
from dashboard.charts.style import Picture
from dashboard.queries.membership import BOUNDARY, MemberFigures, Membership
from dashboard.wording import labels
from dashboard.wording.labels import KINDS

COLOURS = {**style.VERDICT_COLOURS, "not_due": "#8A94A3"}
SYMBOLS = {"met": "circle", "unmet": "diamond", "unknown": "square", "not_due": "circle-open"}
COUNTED = ("met", "unmet", "unknown", "not_due")
LOWEST, HIGHEST = -0.25, 0.6  # growth beyond stands at the edge of the picture
TICKS = (10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000)
MOST_NAMED = 5
_OPEN = {"color": style.VERDICT_TEXT["unknown"], "size": 12}


def growth(membership: Membership) -> Picture:
    """Return base against growth, a dot per society with both. Points carry `[society_id]`."""
    figures, dots = membership.figures, compared(membership)
    dots["y"] = dots["growth"].clip(LOWEST, HIGHEST)
    left = 0.8 * min([30, *dots["base"]])
    right = 1.25 * max([3000, *dots["base"]])
    figure = style.figure(
        *_dots(dots),
        height=430,
        margin={"l": 66, "r": 12, "t": style.KEY_ROOM, "b": 44},
        shapes=list(_limits(figures, left, right)) if figures.asked_count else [],
        annotations=[
            *(_limit_names(figures, left, right) if figures.asked_count else ()),
            *_boundary_names(dots, _log(right)),
        ],
        xaxis={
            "type": "log", "range": [_log(left), _log(right)],
            "title": f"{figures.base_year} 年底个人会员（人，对数刻度）",
            "tickvals": TICKS, "ticktext": [f"{tick:,}" for tick in TICKS], "showgrid": False, "ticks": "outside",
        },
        yaxis={
            "range": [LOWEST - 0.03, HIGHEST + 0.03], "title": {"text": "较基数增减", "standoff": 20},
            **style.signed_ticks(range(-20, 61, 20), 100),
        },
        showlegend=True,
        legend=style.KEY | {"traceorder": "reversed"},
    )  # fmt: skip
    return Picture(figure, growth_title(figures), growth_alt(membership))


def growth_title(figures: MemberFigures) -> str:
    """The finding: how many of those due grew enough."""
    if figures.asked_count == 0:
        return f"本年度的评价细则没有会员增长的要求；{figures.compared_count} 家有基数和年末数"
    if figures.due_count == 0:
        return f"当前筛选下没有应换届的学会；{figures.compared_count} 家有基数和年末数"
    unknown = f"，{figures.unknown_count} 家待定" if figures.unknown_count else ""
    return f"应换届的 {figures.due_count} 家中 {figures.met_count} 家增长达标，{figures.unmet_count} 家未达标{unknown}"


def growth_alt(membership: Membership) -> str:
    """The finding, the limits, and the boundary cases by name."""
    figures = membership.figures
    boundary = [labels.plain(name) for name in membership.boundary["name"]]
    named = f"待认定 {len(boundary)} 家：{'、'.join(boundary)}。" if boundary else ""
    asked = f"{figures.small_base} 人以下须增加 {figures.growth_pct}% 以上，{figures.small_base} 人以上须有增加。"
    return f"基数与增幅：{growth_title(figures)}。{asked if figures.asked_count else ''}{named}"


def compared(membership: Membership) -> pd.DataFrame:
    """Return the societies that have base and year-end figure, with the `kind` of their dots."""
    dots = membership.societies[membership.societies["growth"].notna()].copy()
    dots["kind"] = dots["verdict"].where(dots["renewal_applicability"] == "due", "not_due")
    return dots


def _dots(dots: pd.DataFrame) -> Iterator[go.Scatter]:
    for kind in reversed(COUNTED):
        mine = dots[dots["kind"] == kind]
        if mine.empty:
            continue
        yield go.Scatter(
            x=mine["base"].tolist(), y=mine["y"].tolist(), mode="markers", name=KINDS[kind],
            marker={
                "symbol": [_symbol(kind, one) for one in mine["growth"]], "size": 9, "color": COLOURS[kind],
                "line": {"width": 1, "color": COLOURS[kind] if kind == "not_due" else style.SURFACE},
            },
            text=[_hover(row) for row in mine.itertuples()],
            customdata=mine[["society_id"]].to_numpy().tolist(), hovertemplate="%{text}<extra></extra>",
        )  # fmt: skip


def _symbol(kind: str, growth: float) -> str:
    if growth > HIGHEST:
        return "triangle-up"
    return "triangle-down" if growth < LOWEST else SYMBOLS[kind]


def _hover(row: Any) -> str:
    word = KINDS[row.kind]
    lines = [
        f"<b>{labels.plotly(row.name)}</b>",
        f"{row.base:,} → {row.now:,} 人，{row.growth:+.1%}",
        *([labels.plotly(row.explanation)] if isinstance(row.explanation, str) else []),
        f"{word}：{row.reason}" if row.kind == "unknown" else word,
    ]
    return "<br>".join(lines)


def _limits(figures: MemberFigures, left: float, right: float) -> Iterator[dict[str, Any]]:
    """The failing sides tinted; the 300 line, the 15 % line left of it and the line of no growth right of it."""
    border, limit = figures.small_base, figures.growth_pct / 100
    for start, end, top in ((left, border, limit), (border, right, 0.0)):
        yield {
            "type": "rect", "layer": "below", "x0": start, "x1": end, "y0": LOWEST - 0.03, "y1": top,
            "fillcolor": style.FAILING_SIDE, "line": {"width": 0},
        }  # fmt: skip
        yield {
            "type": "line", "layer": "below", "x0": start, "x1": end, "y0": top, "y1": top,
            "line": {"color": style.INK, "width": 2},
        }  # fmt: skip
    yield {
        "type": "line", "layer": "below", "x0": border, "x1": border, "y0": LOWEST - 0.03, "y1": HIGHEST + 0.03,
        "line": {"color": style.INK, "width": 1, "dash": "dash"},
    }  # fmt: skip


def _limit_names(figures: MemberFigures, left: float, right: float) -> Iterator[dict[str, Any]]:
    """What the lines and the failing sides are; on a logarithmic axis annotations stand at the logarithm."""
    border, limit = figures.small_base, figures.growth_pct
    bottom = LOWEST - 0.03
    named = (
        (_log(border), HIGHEST + 0.03, "left", "top", f" {border} 人", style.INK),
        (_log(left), bottom, "left", "bottom", f" {border} 人以下，增加不到 {limit}%", style.VERDICT_TEXT["unmet"]),
        (_log(right), bottom, "right", "bottom", f"{border} 人以上，没有增加 ", style.VERDICT_TEXT["unmet"]),
    )
    # Beside the axis: inside, the societies that just pass stand on the line.
    yield {
        "xref": "paper", "x": 0, "y": limit / 100, "xanchor": "right", "xshift": -3, "text": f"<b>+{limit}%</b>",
        "showarrow": False, "font": {"color": style.INK, "size": 12},
    }  # fmt: skip
    for x, y, xanchor, yanchor, text, colour in named:
        yield {
            "x": x, "y": y, "xanchor": xanchor, "yanchor": yanchor, "text": text, "showarrow": False,
            "font": {"color": colour, "size": 12},
        }  # fmt: skip


def _boundary_names(dots: pd.DataFrame, right: float) -> Iterator[dict[str, Any]]:
    """The boundary cases by name at the right end, one under another, each with a line to its dot."""
    boundary = dots[dots["reason"] == BOUNDARY].sort_values("growth", ascending=False)
    for number, (_, row) in enumerate(boundary.head(MOST_NAMED).iterrows()):
        name = labels.plotly(labels.shorten(row["name"], 11))
        yield {
            "x": _log(row["base"]), "y": row["y"], "ax": right, "axref": "x", "ay": _line_of_text(number + 1),
            "ayref": "y", "xanchor": "right", "text": f"{name} {row['base']:,}→{row['now']:,}", "arrowhead": 0,
            "arrowwidth": 1, "arrowcolor": style.VERDICT_TEXT["unknown"], "font": _OPEN,
        }  # fmt: skip
    if len(boundary):
        shown = "" if len(boundary) <= MOST_NAMED else f"，列出 {MOST_NAMED} 家"
        yield {
            "x": right, "y": _line_of_text(0), "xanchor": "right", "showarrow": False,
            "text": f"<b>待认定 {len(boundary)} 家</b>{shown}", "font": _OPEN,
        }  # fmt: skip


def _line_of_text(number: int) -> float:
    return HIGHEST - 0.08 - number * 0.052


def _log(number: float) -> float:
    return math.log10(number)
