"""会员: how many individual members there are, how growth is spread, and who lost members."""

from functools import lru_cache
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import style
from dashboard.charts.growth import COLOURS, COUNTED, HIGHEST, LOWEST, compared
from dashboard.charts.style import Picture
from dashboard.queries.membership import Membership
from dashboard.wording import labels
from dashboard.wording.labels import KINDS

STEP = 5  # percentage points of a bar of the distribution
FIRST, LAST = round(LOWEST * 100) // STEP, round(HIGHEST * 100) // STEP  # whatever is beyond falls into the outermost
MOST_FALLEN = 12


def totals(membership: Membership) -> Picture:
    """Return the individual members of each year-end, those of societies with both ends apart from the rest."""
    years = membership.years
    ticks = [f"{year} 年底" for year in years["year"]]
    same = years["same_individual"].fillna(0)
    compared_count = membership.figures.compared_count
    who = f"增幅：首尾两年都有数的 {compared_count} 家（深色）<br>柱顶：当年有数的全部学会"
    figure = style.figure(
        _bar(ticks, same, style.BRAND, "首尾两年都有数的学会", _counted(same, years["same_count"])),
        _bar(ticks, years["individual"] - same, "#B9C3CC", "其余学会", None),
        height=430,
        margin={"l": 12, "r": 12, "t": 30, "b": 66},
        barmode="stack",
        annotations=[
            {
                "xref": "paper",
                "x": 0,
                "yref": "paper",
                "y": 0,
                "yanchor": "top",
                "yshift": -26,
                "align": "left",
                "showarrow": False,
                "text": who,
                "font": {"color": style.MUTED},
            },
            *(
                {"x": tick, "y": total, "yanchor": "bottom", "showarrow": False, "text": text}
                for tick, total, text in zip(
                    ticks, years["individual"], _counted(years["individual"], years["society_count"]), strict=True
                )
            ),
        ],
        xaxis={"type": "category"},
        yaxis={"visible": False, "range": [0, 1.2 * max([1, *years["individual"]])]},
        showlegend=True,
        legend=style.KEY | {"traceorder": "normal"},
    )
    ends = "；".join(f"{row.year} 年底 {row.individual:,} 人（{row.society_count} 家）" for row in years.itertuples())
    return Picture(figure, totals_title(membership), f"个人会员总数：{ends}。{totals_title(membership)}。")


def totals_title(membership: Membership) -> str:
    """The finding: by how much the societies with both ends grew together."""
    figures = membership.figures
    if figures.growth is None:
        return f"没有学会同时报了 {figures.base_year} 年底和 {membership.period} 年底的个人会员数"
    return f"个人会员 {figures.growth:+.1%}：{figures.base:,} → {figures.now:,} 人"


def distribution(membership: Membership) -> Picture:
    """Return how many societies grew by how much, in steps of five percentage points."""
    counted, limit, is_asked = steps(membership), membership.figures.growth_pct, membership.figures.asked_count > 0
    figure = style.figure(
        *(
            go.Bar(
                x=((mine["step"] + 0.5) * STEP).tolist(), y=mine["society_count"].tolist(), width=STEP * 0.92,
                name=KINDS[kind], marker={"color": COLOURS[kind]}, hovertext=mine["growth_step"].tolist(),
                hovertemplate=f"%{{hovertext}}：%{{y}} 家{KINDS[kind]}<extra></extra>",
            )
            for kind, mine in counted.groupby("kind", sort=False)
        ),
        height=320,
        margin={"l": 40, "r": 12, "t": style.KEY_ROOM, "b": 44},
        barmode="stack",
        shapes=[_upright(0, style.MUTED, "dot"), *([_upright(limit, style.INK, "solid")] if is_asked else [])],
        annotations=[_on_top(limit, f"{limit}%（{membership.figures.small_base} 人以下须达到）")] if is_asked else [],
        xaxis={
            "range": [(FIRST - 1.2) * STEP, (LAST + 1.2) * STEP], "showgrid": False, "ticklabelstandoff": 4,
            "title": "较基数增减（两端含更远的）", **style.signed_ticks(range(-20, 61, 20)),
        },
        yaxis={"title": "学会（家）", "rangemode": "tozero", "tickformat": ",d", "ticklabelstandoff": 6},
        showlegend=True,
        legend=style.KEY | {"traceorder": "normal"},
    )  # fmt: skip
    finding = distribution_title(compared(membership))
    return Picture(figure, finding, f"增幅分布：{finding}。")


@lru_cache(maxsize=16)
def steps(membership: Membership) -> pd.DataFrame:
    """Return how many societies fall into each step: grain step × kind, `growth_step` and `verdict` in words."""
    dots = compared(membership)
    # Whole numbers: 15% of 260 is exactly 39, and no float puts it into the step below.
    dots["step"] = (100 * dots["gain"] // (STEP * dots["base"])).clip(FIRST - 1, LAST)
    counted = dots.groupby(["kind", "step"]).size().rename("society_count").reset_index()
    counted["growth_step"] = counted["step"].map(_step)
    counted["order"] = counted["kind"].map(list(COUNTED).index)
    return counted.sort_values(["order", "step"]).drop(columns="order").reset_index(drop=True)


def distribution_title(dots: pd.DataFrame) -> str:
    """The finding: the middle half of the societies and their median."""
    if dots.empty:
        return "没有可以比较的学会"
    low, median, high = dots["growth"].quantile([0.25, 0.5, 0.75])
    return f"增幅中位 {median:+.1%}，半数学会在 {low:+.1%} 至 {high:+.1%} 之间（{len(dots)} 家）"


def fallen(membership: Membership) -> Picture:
    """Return those who have fewer members than at the base, the greatest loss first. Points carry `[society_id]`."""
    lost = membership.fallen.head(MOST_FALLEN)
    names = [labels.plotly(labels.shorten(name, 16)) for name in lost["name"]]
    amounts = [style.minus(f"<b>{row.gain:,}</b>（{row.growth:.1%}）") for row in lost.itertuples()]
    figure = style.figure(
        go.Bar(
            x=(-lost["gain"]).tolist(), y=list(range(len(lost))), orientation="h", width=0.4,
            marker={"color": COLOURS["not_due"]},
            customdata=lost[["society_id"]].to_numpy().tolist(),
            hovertext=[
                f"{labels.plotly(row.name)}<br>{row.base:,} → {row.now:,} 人，{amount}"
                for row, amount in zip(lost.itertuples(index=False), amounts, strict=True)
            ],
            hovertemplate="%{hovertext}<extra></extra>",
        ),
        height=max(320, 60 + 34 * len(lost)),
        margin={"l": 8, "r": 8, "t": 20, "b": 44},
        annotations=[
            words
            for row, (name, amount) in enumerate(zip(names, amounts, strict=True))
            for words in (style.on_row(row - 0.2, name), style.on_row(row - 0.2, amount, is_right=True))
        ],
        xaxis={
            "range": [0, max(-lost["gain"].min(), 1) if len(lost) else 1], "tickformat": ",d", "nticks": 5,
            "title": "比基数减少（人）",
        },
        yaxis={"visible": False, "range": [max(len(lost), 6) - 0.6, -0.6]},
    )  # fmt: skip
    return Picture(figure, fallen_title(membership), _fallen_alt(membership))


def fallen_title(membership: Membership) -> str:
    """The finding: how many have fewer members than at the base."""
    count, all_count = membership.figures.fallen_count, membership.figures.compared_count
    since = f"{membership.figures.base_year} 年底"
    if all_count == 0:
        return f"没有学会同时有 {since}和 {membership.period} 年底的个人会员数，看不出增减"
    if count == 0:
        return f"{all_count} 家中没有学会的个人会员少于 {since}"
    more = f"，图中为减少最多的 {MOST_FALLEN} 家" if count > MOST_FALLEN else ""
    return f"{count}/{all_count} 家的个人会员少于 {since}{more}"


def _fallen_alt(membership: Membership) -> str:
    losses = "；".join(
        f"{labels.plain(row.name)} {row.gain:,} 人"
        for row in membership.fallen.head(MOST_FALLEN).itertuples(index=False)
    )
    return f"{fallen_title(membership)}。{losses}"


def _step(step: int) -> str:
    if step < FIRST:
        return f"低于 {FIRST * STEP:+d}%"
    return f"{step * STEP:+d}% 及以上" if step == LAST else f"{step * STEP:+d}% 至 {(step + 1) * STEP:+d}%"


def _bar(ticks: list[str], members: pd.Series, colour: str, name: str, text: list[str] | None) -> go.Bar:
    return go.Bar(
        x=ticks,
        y=members.tolist(),
        width=0.6,
        name=name,
        marker={"color": colour},
        text=text,
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        hovertemplate=f"%{{x}}：%{{y:,}} 人（{name}）<extra></extra>",
    )


def _counted(members: pd.Series, societies: pd.Series) -> list[str]:
    return [f"<b>{total:,.0f}</b> 人<br>{count} 家" for total, count in zip(members, societies, strict=True)]


def _upright(at: float, colour: str, dash: str) -> dict[str, Any]:
    return {
        "type": "line", "x0": at, "x1": at, "yref": "paper", "y0": 0, "y1": 1,
        "line": {"color": colour, "width": 2 if dash == "solid" else 1, "dash": dash},
    }  # fmt: skip


def _on_top(at: float, text: str) -> dict[str, Any]:
    return {
        "x": at, "xanchor": "left", "yref": "paper", "y": 1, "yanchor": "top", "showarrow": False, "text": f" {text}",
    }  # fmt: skip
