"""理事会: every society a dot on each ratio, the limit a line, the failing side tinted."""

from collections.abc import Iterator
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import beeswarm, style
from dashboard.charts.style import Picture
from dashboard.queries.council import Composition
from dashboard.wording import labels
from dashboard.wording.labels import KINDS

ROW, AXIS = 100, 36  # heights in pixels
CENTRE, HALF = 0.18, 0.31  # how far below the middle of its row the dots stand, and how far they reach: shares of a row
DOT = 7
MOST_EXPLAINED = 5000  # dots; of more each says whose and its numbers, and the list below says the rest once chosen
NARROWEST = 460  # of the rows; on a wider screen the dots only stand looser
SYMBOLS = {"met": "circle", "unmet": "diamond", "unknown": "square", "shown": "circle", "not_due": "circle-open"}
COLOURS = {**style.VERDICT_COLOURS, "shown": "#8A94A3", "not_due": "#A9B2BD"}


def composition(councils: Composition) -> Picture:
    """Return the ratios of all councils as rows of dots. Points carry `[society_id, criterion_id]`."""
    ratios = councils.ratios
    dots = _placed(councils)
    height = ROW * len(ratios) + AXIS + style.KEY_ROOM
    figure = style.figure(
        *_dots(dots),
        height=height,
        margin={"l": 8, "r": 8, "t": style.KEY_ROOM, "b": AXIS},
        shapes=list(_shapes(ratios)),
        annotations=list(_words(ratios)),
        xaxis={"range": [-0.01, 1.02], "showgrid": False, "zeroline": False, **_ticks(ratios)},
        yaxis={"range": [-len(ratios) + 0.48, 0.5], "visible": False},
        showlegend=True,
        legend=style.KEY | {"traceorder": "reversed"},
    )
    return Picture(figure, title(ratios), alt(ratios))


def title(ratios: pd.DataFrame) -> str:
    """The finding: which limit is failed by most, and how to read the picture."""
    limits = ratios[ratios["side"].notna()]
    if limits.empty:
        return "本年度的评价细则没有理事会的限额" if ratios.empty else "本年度的评价细则只列示理事会的各项比例"
    reading = "每一点是一家学会，越过竖线为未达标"
    if limits["due_count"].max() == 0:
        return f"当前筛选下没有应换届的学会，各项只列示：{reading}"
    worst = limits.sort_values("unmet_count", ascending=False, kind="stable").iloc[0]
    if not (limits["met_count"] + limits["unmet_count"]).any():
        return f"{len(limits)} 项限额：{labels.NOTHING_JUDGED}"
    if worst["unmet_count"] == 0:
        unknown = int(limits["unknown_count"].max())
        return f"{len(limits)} 项限额没有学会未达标{f'，待定最多 {unknown} 家' if unknown else ''}：{reading}"
    return f"“{worst['ratio']}”未达标最多，{worst['unmet_count']}/{judged(worst)} 家：{reading}"


def alt(ratios: pd.DataFrame) -> str:
    """One sentence with what stands at the end of each row."""
    return "各项比例与限额：" + "；".join(f"{row['ratio']}，{_counts(row)}" for _, row in ratios.iterrows()) + "。"


def judged(row: pd.Series) -> int:
    """How many societies a ratio is judged for: due, and not 不适用."""
    return int(row["due_count"] - row["not_applicable_count"])


def limit(row: Any) -> str:
    """The limit in signs: ≤ 1/3."""
    sign = {"at_most": "≤", "at_least": "≥"}[row["side"]]
    return f"{sign} {row['limit_part']}/{row['limit_whole']}"


def _counts(row: pd.Series) -> str:
    median = _median(row)
    if pd.isna(row["side"]):
        return f"只列示，{median or '没有数据'}"
    parts = [f"{row['met_count']}/{judged(row)} 家达标", f"{row['unmet_count']} 家未达标"]
    parts += [f"{row['unknown_count']} 家待定"] if row["unknown_count"] else []
    return "，".join([*parts, *([median] if median else [])])


def _median(row: pd.Series) -> str:
    return "" if pd.isna(row["median_share"]) else f"中位 {row['median_share']:.0%}（{row['known_count']} 家）"


def _placed(councils: Composition) -> pd.DataFrame:
    """The societies that have the ratio, with where their dots stand and what they are."""
    dots = councils.societies[councils.societies["share"].notna()].copy()
    dots["kind"] = dots["verdict"].where(dots["renewal_applicability"] == "due", "not_due")
    dots["kind"] = dots["kind"].where(dots["side"].notna(), "shown")
    dots = dots[dots["kind"].isin(KINDS) & (dots["verdict"] != "not_applicable")]
    dots["x"] = dots["share"].clip(upper=1)
    dots["is_not_due"] = dots["kind"] == "not_due"
    dots = dots.sort_values(["criterion_id", "is_not_due", "x", "society_id"])  # those judged stand in the middle
    dots["y"] = 0.0
    for row, criterion_id in enumerate(councils.ratios["criterion_id"]):
        mine = dots["criterion_id"] == criterion_id
        moved = beeswarm.offsets(list(dots.loc[mine, "x"] * NARROWEST), DOT, HALF * ROW - DOT / 2)
        dots.loc[mine, "y"] = [round(-row - CENTRE + one / ROW, 3) for one in moved]
    return dots


def _dots(dots: pd.DataFrame) -> Iterator[go.Scatter]:
    is_crowded = len(dots) > MOST_EXPLAINED
    who = "%{customdata[0]}" if is_crowded else "%{text}"
    for kind in reversed(KINDS):
        mine = dots[dots["kind"] == kind]
        if mine.empty:
            continue
        shared = "" if kind == "unknown" and not is_crowded else f"<br>{KINDS[kind]}"
        yield go.Scatter(
            x=mine["x"].round(4).tolist(),  # the rest is less than a pixel
            y=mine["y"].tolist(),
            mode="markers",
            name=KINDS[kind],
            marker={
                "symbol": _symbols(kind, mine["share"]),
                "size": DOT,
                "color": COLOURS[kind],
                "line": {"width": 1, "color": COLOURS[kind] if kind == "not_due" else style.SURFACE},
            },
            text=None if is_crowded else [labels.plotly(name) for name in mine["name"]],
            hovertext=mine["measured"].tolist() if is_crowded else [_hover(row) for row in mine.itertuples()],
            customdata=mine[["society_id", "criterion_id"]].to_numpy().tolist(),
            # The word that all of them share stands here once: there may be tens of thousands.
            hovertemplate=f"<b>{who}</b><br>%{{hovertext}}{shared}<extra></extra>",
        )


def _symbols(kind: str, shares: pd.Series) -> str | list[str]:
    """The symbol of the kind, once where all of them have it; a share beyond the axis points out of it."""
    if shares.max() <= 1:
        return SYMBOLS[kind]
    return [SYMBOLS[kind] if share <= 1 else "triangle-right" for share in shares]


def _hover(row: Any) -> str:
    lines = [f"{row.ratio} {row.measured} = {row.share:.1%}"]
    lines += [labels.plotly(one) for one in (row.bound, row.explanation) if isinstance(one, str)]
    if row.kind == "unknown":
        lines.append(f"{KINDS[row.kind]}：{row.reason}" if isinstance(row.reason, str) else KINDS[row.kind])
    return "<br>".join(lines)


def _shapes(ratios: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for number, (_, row) in enumerate(ratios.iterrows()):
        middle = -number - CENTRE
        low, high = middle - HALF, middle + HALF
        if pd.notna(row["side"]):
            at = row["limit_part"] / row["limit_whole"]
            failing = (at, 1.02) if row["side"] == "at_most" else (-0.01, at)
            yield {
                "type": "rect",
                "layer": "below",
                "x0": failing[0],
                "x1": failing[1],
                "y0": low,
                "y1": high,
                "fillcolor": style.FAILING_SIDE,
                "line": {"width": 0},
            }
            yield _line(at, low, high, color=style.INK, width=2)
        yield {
            "type": "line",
            "layer": "below",
            "x0": 0,
            "x1": 1,
            "y0": middle,
            "y1": middle,
            "line": {"color": style.LINES, "width": 1},
        }
        if pd.notna(row["median_share"]):
            yield _line(min(row["median_share"], 1), low + 0.05, high - 0.05, color=style.MUTED, width=1, dash="dot")


def _line(at: float, low: float, high: float, **line: Any) -> dict[str, Any]:
    return {"type": "line", "layer": "below", "x0": at, "x1": at, "y0": low, "y1": high, "line": line}


def _words(ratios: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Above each row its name and limit, at its right end how many pass and the median."""
    for number, (_, row) in enumerate(ratios.iterrows()):
        is_shown = pd.isna(row["side"])
        below = "只列示" if is_shown else limit(row)
        yield _above(number, f"{labels.plotly(row['ratio'])}<br>{_muted(below)}")
        median = _median(row)
        if is_shown:
            yield _above(number, f"<b>{median}</b>" if median else _muted("没有数据"), is_right=True)
            continue
        if judged(row) == 0:
            yield _above(number, _muted("没有应换届的学会"), is_right=True)
            continue
        open_count = f"待定 {row['unknown_count']}" if row["unknown_count"] else ""
        below = _muted(" · ".join(filter(None, (open_count, median))))
        yield _above(number, f"<b>{row['met_count']}/{judged(row)}</b> 家达标<br>{below}", is_right=True)


def _muted(text: str) -> str:
    return f"<span style='color:{style.MUTED};font-size:12px'>{text}</span>"


def _above(number: int, text: str, *, is_right: bool = False) -> dict[str, Any]:
    return style.on_row(-number - CENTRE + HALF, text, is_right=is_right)


def _ticks(ratios: pd.DataFrame) -> dict[str, Any]:
    """The quarters in percent, and the limits as the fractions they are."""
    limits = {
        row["limit_part"] / row["limit_whole"]: f"{row['limit_part']}/{row['limit_whole']}"
        for _, row in ratios[ratios["side"].notna()].iterrows()
    }
    shown = {quarter: f"{quarter:.0%}" for quarter in (0.0, 0.25, 0.5, 0.75, 1.0)} | limits
    return {"tickvals": list(shown), "ticktext": list(shown.values()), "ticks": "outside"}
