"""The pictures of 得分: how many have which grade, where each society stands, what costs the most points."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import style
from dashboard.charts.style import Picture
from dashboard.queries.scores import ScoreStanding
from dashboard.wording import labels
from dashboard.wording.labels import Headline
from dashboard.wording.score_words import HUNDREDTHS, fraction, points, span

SURE, OPEN, LOST = style.VERDICT_COLOURS["met"], style.VERDICT_COLOURS["unknown"], style.VERDICT_COLOURS["unmet"]
NOT_REPORTED = "#B8C0CA"
ROW, BAR, TOP = 44, 15, 8  # pixels of a row, of its bar, and above the first
MOST_CRITERIA, TEXT_WIDTH = 10, 22
DEFINITIONS = {
    "得分": "审核后的总分；空着或看不懂的内容可能得的分都算在内，写作从最少到最多",
    "自评得分": "只按学会自己填报的内容算，不看审核",
    "等级": "审核后的等级；分数未定而可能是几个等级的都写出",
    "满分": "各组满分之和，不含加分的组和不适用的判定项",
}


def headline(frame: pd.DataFrame) -> list[Headline]:
    """Return how many have reported, have one grade, have open points, and how many the reviews have lowered."""
    count, reported = len(frame), frame[frame["is_reported"]]
    graded, is_open = int(reported["is_graded"].sum()), int((reported["low"] < reported["high"]).sum())
    lowered = int((reported["high"] < reported["self_high"]).sum())
    best = reported.iloc[0] if len(reported) else None
    return [
        Headline("已报送", f"{len(reported)}/{count} 家", "未报送的分数未定"),
        Headline("等级已定", f"{graded}/{len(reported)} 家", "其余在两个以上等级之间"),
        Headline("分数未定", f"{is_open}/{len(reported)} 家", "有空着或看不懂的内容"),
        Headline("审核低于自评", f"{lowered}/{len(reported)} 家", "最高分比自评低"),
        Headline(
            "最高",
            "—" if best is None else f"{span(best['low'], best['high'])} 分",
            "还没有填报" if best is None else f"满分 {points(best['maximum'])}",
        ),
    ]


def grades(frame: pd.DataFrame) -> Picture:
    """Return the societies by grade as bars; points carry `[grade]`."""
    colours = [SURE if row.is_sure else NOT_REPORTED if row.grade == "未报送" else OPEN for row in frame.itertuples()]
    total = int(frame["society_count"].sum())
    rows = [
        labels.plotly(row.grade) + _muted(f"　{points(row.at_least)} 分以上" if pd.notna(row.at_least) else "")
        for row in frame.itertuples()
    ]
    ends = [f"<b>{count}</b>{_muted(f'/{total} 家')}" for count in frame["society_count"]]
    figure = _bars(
        [_Series("家数", frame["society_count"].astype(int).tolist(), colours)],
        frame["grade"].tolist(),
        rows,
        ends,
    )
    parts = "；".join(
        f"{grade} {count} 家" for grade, count in zip(frame["grade"], frame["society_count"], strict=True)
    )
    return Picture(figure, _grades_title(frame), f"{_grades_title(frame)}。共 {total} 家：{parts}。")


def _grades_title(frame: pd.DataFrame) -> str:
    total, sure = int(frame["society_count"].sum()), frame[frame["is_sure"]]
    between = int(frame[~frame["is_sure"] & (frame["grade"] != "未报送")]["society_count"].sum())
    if not len(sure):
        return "细则没有分等级"
    open_part = f"，{between} 家在几个等级之间" if between else ""
    return f"等级：{int(sure['society_count'].sum())}/{total} 家已定{open_part}"


def distribution(standing: ScoreStanding) -> Picture:
    """Return a line for each society that reported from its least to its most points; points carry `[society_id]`."""
    limits = standing.limits
    shown = standing.societies[standing.societies["is_reported"]].reset_index(drop=True)
    lines_x: list[float | None] = []
    lines_y: list[int | None] = []
    for place, row in enumerate(shown.itertuples()):
        lines_x += [row.low / HUNDREDTHS, row.high / HUNDREDTHS, None]
        lines_y += [place, place, None]
    said = [
        f"{labels.plotly(row.name)}<br><b>{fraction(row.low, row.high, row.maximum)}</b> 分　{labels.plotly(row.grade)}"
        f"<br>自评 {span(row.self_low, row.self_high)} 分"
        for row in shown.itertuples()
    ]
    traces = [go.Scatter(x=lines_x, y=lines_y, mode="lines", line={"color": OPEN, "width": 3}, hoverinfo="skip")]
    for column, colour in (("high", OPEN), ("low", SURE)):
        traces.append(
            go.Scatter(
                x=[one / HUNDREDTHS for one in shown[column]],
                y=list(range(len(shown))),
                mode="markers",
                marker={"size": 7, "color": colour, "line": {"width": 1, "color": style.SURFACE}},
                customdata=[[one, "", text] for one, text in zip(shown["society_id"], said, strict=True)],
                hovertemplate="%{customdata[2]}<extra></extra>",
            )
        )
    figure = style.figure(
        *traces,
        height=430,
        margin={"l": 8, "r": 12, "t": 44, "b": 44},
        shapes=[
            {"type": "line", "x0": limit / HUNDREDTHS, "x1": limit / HUNDREDTHS, "yref": "paper", "y0": 0, "y1": 1,
             "line": {"color": style.MUTED, "width": 1, "dash": "dot"}}
            for _, limit in limits
        ],
        annotations=[
            {"x": limit / HUNDREDTHS, "yref": "paper", "y": 1, "yanchor": "bottom", "text": labels.plotly(name),
             "showarrow": False, "font": {"size": 12, "color": style.MUTED}, "yshift": 16 * (place % 2)}
            for place, (name, limit) in enumerate(limits)
        ],
        xaxis={"title": "分", "ticks": "outside"},
        yaxis={"visible": False, "range": [len(shown) - 0.2, -0.8]},
    )  # fmt: skip
    is_open = int((shown["low"] < shown["high"]).sum())
    title = f"各学会的分数：{labels.NOTHING_JUDGED}"
    if len(shown):
        lowest, highest = int(shown["low"].min()), int(shown["high"].max())
        rest = f"，{is_open}/{len(shown)} 家未定" if is_open else "，都已定"
        title = f"各学会的分数：{span(lowest, highest)} 分{rest}"
    alt = f"{title}。每家学会一行：左端是可能的最低分，右端是可能的最高分。"
    return Picture(figure, title, alt)


def costs(frame: pd.DataFrame) -> Picture:
    """Return the criteria that cost the most points; points carry `[criterion_id]`."""
    shown = frame[(frame["lost"] > 0) | (frame["undecided"] > 0)].head(MOST_CRITERIA)
    rows = [
        labels.plotly(f"{row.criterion_id} {labels.shorten(row.short_text.rstrip('。；'), TEXT_WIDTH)}")
        for row in shown.itertuples()
    ]
    ends = [
        f"<b>{points(row.lost)}</b>{_muted(f'/{points(row.full_marks)} 分' if row.full_marks else ' 分（扣分）')}"
        for row in shown.itertuples()
    ]
    series = [
        _Series("失分", [one / HUNDREDTHS for one in shown["lost"]], [LOST] * len(shown)),
        _Series("未定", [one / HUNDREDTHS for one in shown["undecided"]], [OPEN] * len(shown)),
    ]
    figure = _bars(series, shown["criterion_id"].tolist(), rows, ends)
    title = f"失分：{labels.NOTHING_JUDGED}" if frame.empty else "失分：没有判定项失分"
    if len(shown):
        first = shown.iloc[0]
        share = (
            f"{points(first['lost'])}/{points(first['full_marks'])} 分"
            if first["full_marks"]
            else (f"{points(first['lost'])} 分")
        )
        name = labels.shorten(first["short_text"].rstrip("。；"), TEXT_WIDTH)
        title = f"失分最多的是“{name}”：{share}（{first['society_count']} 家合计）"
    parts = "；".join(
        f"{row.criterion_id} 失 {points(row.lost)} 分，未定 {points(row.undecided)} 分" for row in shown.itertuples()
    )
    return Picture(figure, title, f"{title}。{parts}。")


@dataclass(frozen=True, slots=True)
class _Series:
    """One colour of bars: name, lengths, the colour of each bar."""

    name: str
    lengths: Sequence[float]
    colours: Sequence[str]


def _bars(series: Sequence[_Series], keys: Sequence[str], rows: Sequence[str], ends: Sequence[str]) -> go.Figure:
    """Bars across under their words, what they come to at the right end."""
    places = [number * ROW + ROW - BAR for number in range(len(keys))]
    longest = max([sum(one.lengths[place] for one in series) for place in range(len(keys))], default=0) or 1
    traces = [
        go.Bar(
            orientation="h",
            name=one.name,
            x=one.lengths,
            y=places,
            width=BAR,
            marker={"color": one.colours},
            customdata=[[key, "", f"{row}<br>{one.name} {length:g}"] for key, row, length in zip(
                keys, rows, one.lengths, strict=True)],
            hovertemplate="%{customdata[2]}<extra></extra>",
            unselected={"marker": {"opacity": 0.4}},
        )
        for one in series
    ]  # fmt: skip
    notes = [style.on_row(place - BAR / 2 - 1, row) for place, row in zip(places, rows, strict=True)]
    notes += [style.on_row(place - BAR / 2 - 1, end, is_right=True) for place, end in zip(places, ends, strict=True)]
    room = ROW * len(keys) + TOP
    return style.figure(
        *traces,
        height=max(room, ROW),
        barmode="stack",
        margin={"l": 4, "r": 4, "t": 4, "b": 4},
        annotations=notes,
        xaxis={"range": [0, longest], "visible": False},
        yaxis={"range": [room, 0], "visible": False},
    )


def _muted(text: str) -> str:
    return f"<span style='color:{style.MUTED}'>{text}</span>"
