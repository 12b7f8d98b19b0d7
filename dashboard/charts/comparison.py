"""比较: for every task how many societies newly meet it, and how many meet it no more."""

import plotly.graph_objects as go

from dashboard.charts import style
from dashboard.charts.style import Picture
from dashboard.queries.comparison import ComparedVerdicts
from dashboard.wording import labels
from etl.words import MOVED

ROW = 23  # pixels
COLOURS = {"gained": style.VERDICT_COLOURS["met"], "lost": style.VERDICT_COLOURS["unmet"]}
LETTERS = {"gained": style.VERDICT_TEXT["met"], "lost": style.VERDICT_TEXT["unmet"]}


def moves(compared: ComparedVerdicts) -> Picture:
    """Bars from the middle: gained to the right, lost to the left; customdata is task_id and change."""
    tasks = compared.tasks
    rows = [f"{labels.plotly(one.short_title)} <b>{one.number}</b>" for one in tasks.itertuples()]
    gained, lost = int(tasks["gained_count"].max()), int(tasks["lost_count"].max())
    room = 0.16 * max(1, gained + lost)  # for the counts at the ends
    figure = style.figure(
        *(_bars(compared, rows, change, sign) for change, sign in (("lost", -1), ("gained", 1))),
        height=ROW * len(tasks) + 30,
        barmode="overlay",
        margin={"l": 132, "r": 12, "t": 24, "b": 4},
        xaxis={"range": [-lost - room, gained + room], "visible": False},
        yaxis={"autorange": "reversed", "showgrid": False, "tickfont": {"size": 13, "color": style.INK}},
        shapes=[{"type": "line", "x0": 0, "x1": 0, "yref": "paper", "y0": 0, "y1": 1, "line": {"color": style.LINES}}],
        annotations=[_key()],
    )
    return Picture(figure, title(compared), _alt(compared))


def title(compared: ComparedVerdicts) -> str:
    """Return what moved, in numbers."""
    gained, lost, other = (compared.count(change) for change in labels.CHANGES)
    if not gained + lost + other:
        return f"各项任务的结论没有变动；{below(compared)}" if len(compared.below) else "没有变动"
    societies = compared.count("gained", "overall") - compared.count("lost", "overall")
    overall = f"{'增加' if societies > 0 else '减少'} {abs(societies)} 家" if societies else "数不变"
    return f"任务新增达标 {gained:,} 项次，不再达标 {lost:,} 项次；总体达标的学会{overall}"


def below(compared: ComparedVerdicts) -> str:
    """Return what moved below the tasks, in numbers: 判定项变动 2 处，数字变动 1 处."""
    counts = compared.below["part"].value_counts()
    return "，".join(f"{part}变动 {counts[part]} 处" for part in MOVED.values() if part in counts)


def causes(compared: ComparedVerdicts) -> list[str]:
    """Return what moved, a line for each cause: 因名录：新增达标 3，不再达标 1，其他变动 2."""
    return [
        f"因{labels.CAUSES[row.cause]}："
        + "，".join(f"{word} {getattr(row, f'{change}_count'):,}" for change, word in labels.CHANGES.items())
        for row in compared.causes.itertuples()
    ]


def _bars(compared: ComparedVerdicts, rows: list[str], change: str, sign: int) -> go.Bar:
    counts = compared.tasks[f"{change}_count"].astype(int).tolist()
    word = labels.CHANGES[change]
    return go.Bar(
        x=[sign * count for count in counts],
        y=rows,
        orientation="h",
        name=word,
        marker={"color": COLOURS[change]},
        text=[f"{'+' if sign > 0 else '−'}{count}" if count else "" for count in counts],
        textposition="outside",
        textfont={"color": LETTERS[change]},
        cliponaxis=False,
        customdata=[
            [task_id, change, f"{word} {count} 家"]
            for task_id, count in zip(compared.tasks["task_id"], counts, strict=True)
        ],
        hovertemplate="%{y}<br>%{customdata[2]}<extra></extra>",
    )


def _key() -> dict[str, object]:
    words = (f"<span style='color:{COLOURS[one]}'>■</span> {labels.CHANGES[one]}" for one in ("lost", "gained"))
    place = {"xref": "paper", "x": 0, "xanchor": "left", "yref": "paper", "y": 1, "yanchor": "bottom"}
    return {**place, "text": "　".join(words), "showarrow": False, "font": {"size": 12, "color": style.MUTED}}


def _alt(compared: ComparedVerdicts) -> str:
    moved = compared.tasks[(compared.tasks["gained_count"] > 0) | (compared.tasks["lost_count"] > 0)]
    parts = "；".join(
        f"{one.number} {one.short_title} 新增达标 {one.gained_count}，不再达标 {one.lost_count}"
        for one in moved.itertuples()
    )
    return f"条形图：{title(compared)}。{parts or '各项任务的达标情况没有变动'}。"
