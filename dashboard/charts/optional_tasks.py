"""The pictures of 选做任务: what was chosen, how many tasks each, where, and what together."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import style
from dashboard.charts.style import Picture
from dashboard.charts.verdict_bars import COUNTED, BarLayout, verdict_bars
from dashboard.frame_cache import kept
from dashboard.queries.optional_tasks import Choice, ChoiceCounts
from dashboard.wording import labels
from dashboard.wording.labels import Headline

ROW, PAIR, CELL = 30, 36, 58  # pixels; on a phone each has its words above it
# Not a verdict, so none of their colours: the more societies chose, the darker.
SCALE = ((0, "#F6F8FA"), (1, "#8FA0B3"))
NEUTRAL = "#8593A3"
NOBODY = "还没有学会选做"
UNWANTED = 0.1  # chosen by fewer than that of those who chose at all


def headline(choice: Choice, frame: pd.DataFrame) -> list[Headline]:
    """Return in words how the societies chose, and how many of the tasks hardly anybody wants."""
    few = unwanted(frame, choice.answered)
    unsure = f"；选做待确认 {choice.unsure} 家" if choice.unsure else ""
    return [
        _counted("已填报选做任务", choice.answered, choice.expected, "应报送"),
        _counted(f"选满 {choice.minimum} 项", choice.enough, choice.answered, "已填报"),
        _counted(f"选做满 {choice.minimum} 项达标", choice.met, choice.expected, "应报送"),
        Headline(
            "每家选做（中位数）",
            "—" if choice.median is None else f"{choice.median:g} 项",
            f"已填报的学会{unsure}",
        ),
        Headline(
            "少有人选的任务",
            f"{len(few)}/{len(frame)} 项",
            "、".join(few) or ("各项都有人选" if choice.answered else NOBODY),
        ),
    ]


def _counted(label: str, count: int, total: int, whole: str) -> Headline:
    return Headline(label, f"{count}/{total} 家", f"占{whole}的 {count / total:.0%}" if total else "没有学会")


@kept
def unwanted(frame: pd.DataFrame, answered: int) -> list[str]:
    """Return the tasks that fewer than a tenth of the societies chose, by number."""
    few = frame[frame["chosen_society_count"] < UNWANTED * answered] if answered else frame.iloc[0:0]
    return [str(one.number) for one in few.itertuples()]


def tasks(frame: pd.DataFrame) -> Picture:
    """Return the optional tasks by the number that chose them; customdata begins with task_id and verdict."""
    rows = [f"{labels.plotly(one.short_title)} <b>{one.number}</b>" for one in frame.itertuples()]
    layout = BarLayout(height=ROW * len(frame) + 34, left=124, is_share=False)
    figure = verdict_bars(frame, "task_id", rows, layout)
    title = NOBODY
    if frame["chosen_society_count"].any():
        most, least = frame.iloc[0], frame.iloc[-1]
        title = (
            f"选得最多：{most['number']} {most['short_title']}（{most['chosen_society_count']} 家）；"
            f"最少：{least['number']} {least['short_title']}（{least['chosen_society_count']} 家）"
        )
    parts = "；".join(
        f"{one.number} {one.short_title} 选 {one.chosen_society_count} 家，达标 {one.met_count} 家"
        for one in frame.itertuples()
    )
    return Picture(figure, title, f"{title}。{parts}。")


def counts(choice_counts: ChoiceCounts) -> Picture:
    """Return how many societies chose how many tasks; customdata is the number of chosen tasks and the verdict."""
    frame, choice = choice_counts.by_number, choice_counts.choice
    title = f"选满 {choice.minimum} 项的 {choice.enough}/{choice.answered} 家，其中达标 {choice.met} 家"
    if not choice.answered:
        title = f"选做项数：{labels.NOTHING_JUDGED}"
    parts = "；".join(f"选 {one.chosen_count} 项 {one.society_count} 家" for one in frame.itertuples())
    return Picture(_columns(frame, choice.minimum), title, f"{title}。{parts}。")


def _columns(frame: pd.DataFrame, minimum: int) -> go.Figure:
    columns = [
        go.Bar(
            name=labels.VERDICTS[verdict],
            x=frame["chosen_count"].tolist(),
            y=frame[f"{verdict}_count"].tolist(),
            width=0.8,
            marker={"color": style.VERDICT_COLOURS[verdict], "line": {"width": 1, "color": style.SURFACE}},
            customdata=[[int(count), verdict] for count in frame["chosen_count"]],
            hovertemplate=f"选 %{{x}} 项<br>{labels.VERDICTS[verdict]} <b>%{{y}}</b> 家<extra></extra>",
            unselected={"marker": {"opacity": 0.4}},
        )
        for verdict in COUNTED
    ]
    highest = max(frame["society_count"].max(), 1)
    above = [
        {"x": one.chosen_count, "y": one.society_count, "text": f"<b>{one.society_count}</b>", "yanchor": "bottom"}
        for one in frame.itertuples()
        if one.society_count
    ]
    limit = minimum - 0.5
    named = {"x": limit, "yref": "paper", "y": 1, "xanchor": "left", "yanchor": "top", "xshift": 4}
    return style.figure(
        *columns,
        height=ROW * 10 + 34,
        barmode="stack",
        margin={"l": 34, "r": 8, "t": 24, "b": 40},
        annotations=[
            *(one | {"showarrow": False} for one in above),
            {**named, "text": f"至少选 {minimum} 项", "showarrow": False},
            style.verdict_key(COUNTED),
        ],
        shapes=[
            {"type": "rect", "layer": "below", "x0": -0.6, "x1": limit, "yref": "paper", "y0": 0, "y1": 1}
            | {"fillcolor": style.FAILING_SIDE, "line": {"width": 0}},
            {"type": "line", "x0": limit, "x1": limit, "yref": "paper", "y0": 0, "y1": 1, "line": {"color": style.INK}},
        ],
        xaxis={"range": [-0.6, 10.6], "dtick": 1, "showgrid": False, "title": {"text": "选做项数"}, "zeroline": False},
        yaxis={"range": [0, highest * 1.18], "nticks": 5},
    )


def by_category(frame: pd.DataFrame) -> Picture:
    """Return category × task as squares, the darker the more chose it; customdata begins with category and task_id."""
    share = frame["chosen_society_count"] / frame["society_count"]
    categories = list(dict.fromkeys(frame["category"]))
    tasks_of, size = frame.drop_duplicates("task_id"), dict(zip(frame["category"], frame["society_count"], strict=True))
    figure = style.figure(
        go.Bar(
            orientation="h",
            x=[0.94] * len(frame),
            base=[number - 0.47 for number in frame["number"]],
            y=[categories.index(category) for category in frame["category"]],
            width=0.9,
            marker={
                "color": share.tolist(),
                "colorscale": SCALE,
                "cmin": 0,
                "cmax": 1,
                "line": {"width": 0},
            },
            text=[f"{one.chosen_society_count}" for one in frame.itertuples()],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            textfont={"size": 11, "color": style.INK},
            customdata=frame[["category", "task_id"]].to_numpy().tolist(),
            hovertext=[
                f"{labels.plotly(one.category)} · {one.number} {labels.plotly(one.short_title)}<br>"
                f"选做 <b>{one.chosen_society_count}</b>/{one.society_count} 家"
                for one in frame.itertuples()
            ],
            hovertemplate="%{hovertext}<extra></extra>",
            unselected={"marker": {"opacity": 0.4}},
        ),
        height=CELL * len(categories) + 38,
        margin={"l": 76, "r": 8, "t": 24, "b": 4},
        xaxis={
            "side": "top",
            "range": [tasks_of["number"].min() - 0.6, tasks_of["number"].max() + 0.6],
            "tickvals": tasks_of["number"].tolist(),
            "showgrid": False,
            "zeroline": False,
        },
        yaxis={
            "range": [len(categories) - 0.5, -0.5],
            "tickvals": list(range(len(categories))),
            "ticktext": [
                f"{labels.plotly(labels.shorten(category, 5))}<br>{size[category]} 家" for category in categories
            ],
            "tickfont": {"size": 12, "color": style.INK},
            "showgrid": False,
            "zeroline": False,
        },
    )
    title = NOBODY
    if share.any():
        most = frame.loc[share.idxmax()]
        title = (
            f"各学科选了什么：{most['category']}选 {most['number']} {most['short_title']}的最多，"
            f"{most['chosen_society_count']}/{most['society_count']} 家"
        )
    parts = "；".join(
        f"{one.category} {one.number} 选 {one.chosen_society_count}/{one.society_count}" for one in frame.itertuples()
    )
    return Picture(figure, title, f"{title}。{parts}。")


def pairs(frame: pd.DataFrame) -> Picture:
    """Return the pairs most often chosen together; customdata is the two task_ids."""
    title = "没有学会同时选两项"
    if len(frame):
        title = f"常一起选：{frame['pair'].iloc[0]}，{frame['society_count'].iloc[0]} 家"
    figure = style.figure(
        go.Bar(
            orientation="h",
            x=frame["society_count"].tolist(),
            y=list(range(len(frame))),
            width=0.4,
            marker={"color": NEUTRAL},
            customdata=frame[["task_id", "other_task_id"]].to_numpy().tolist(),
            hovertext=[labels.plotly(pair) for pair in frame["pair"]],
            hovertemplate="%{hovertext}<br><b>%{x}</b> 家同时选<extra></extra>",
            unselected={"marker": {"opacity": 0.4}},
        ),
        height=PAIR * len(frame) + 30,
        margin={"l": 4, "r": 4, "t": 20, "b": 4},
        annotations=[
            words
            for row, one in enumerate(frame.itertuples())
            for words in (
                style.on_row(row - 0.2, labels.plotly(one.pair), font={"size": 12}),
                style.on_row(row - 0.2, f"{one.society_count} 家", is_right=True, font={"size": 12}),
            )
        ],
        xaxis={"visible": False, "rangemode": "tozero"},
        yaxis={"range": [len(frame) - 0.6, -0.6], "visible": False},
    )
    parts = "；".join(f"{one.pair} {one.society_count} 家" for one in frame.itertuples())
    return Picture(figure, title, f"{title}。{parts}。")
