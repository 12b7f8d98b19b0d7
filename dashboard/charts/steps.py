"""最近一步: a bar for each number of standards that societies lack."""

import plotly.graph_objects as go

from dashboard.charts import style
from dashboard.charts.style import Picture
from dashboard.queries.steps import MOST, RemainingCounts

HEIGHT = 300
NEAR = 3
ONLY_SAY = "只须填明"  # what is to be said, not done: whether it is a year of renewal
DEFINITIONS = {
    "还差几条": "做到这几条判定项就总体达标，其余不变；不能再少。已总体达标的、没有可用填报的学会不在内",
    "还差什么": "各条单独计算；须选做的任务取还差最少的，不涉及的“不适用”和须填明的事项不计条数",
}


def counts(remaining: RemainingCounts) -> Picture:
    """Return the societies by how many standards they lack; customdata is that number (`MOST`: so many or more)."""
    frame = remaining.counts
    ticks = [f"≥{count}" if count == MOST else str(count) for count in frame["remaining_count"]]
    societies = frame["society_count"].tolist()
    figure = style.figure(
        go.Bar(
            x=list(range(len(frame))),
            y=societies,
            width=0.72,
            marker={"color": [style.BRAND if count <= NEAR else style.MUTED for count in frame["remaining_count"]]},
            text=[f"<b>{count}</b>" if count else "" for count in societies],
            textposition="outside",
            textfont={"color": style.INK},
            cliponaxis=False,
            customdata=[[int(count)] for count in frame["remaining_count"]],
            hovertext=[lacking(count) for count in frame["remaining_count"]],
            hovertemplate="%{hovertext}<br><b>%{y}</b> 家<extra></extra>",
            unselected={"marker": {"opacity": 0.4}},
        ),
        height=HEIGHT,
        margin={"l": 34, "r": 8, "t": 24, "b": 40},
        xaxis={"tickvals": list(range(len(frame))), "ticktext": ticks, "showgrid": False, "zeroline": False,
               "title": {"text": "离总体达标还差几条"}},
        yaxis={"range": [0, max([*societies, 1]) * 1.18], "nticks": 5},
    )  # fmt: skip
    title = _title(remaining)
    parts = "；".join(f"{lacking(one.remaining_count)}的 {one.society_count} 家" for one in frame.itertuples())
    return Picture(figure, title, f"{title}。{parts}。" if parts else f"{title}。")


def lacking(count: int) -> str:
    """Return what societies lack, in words: 还差 2 条."""
    return ONLY_SAY if count == 0 else f"还差 {_name(count)}"


def _name(count: int) -> str:
    return ONLY_SAY if count == 0 else f"{count} 条{'以上' if count == MOST else ''}"


def _title(remaining: RemainingCounts) -> str:
    frame = remaining.counts
    if not remaining.reported:
        return "最近一步：还没有可用的填报，看不出谁还差几条"
    if frame.empty:
        return f"最近一步：已报送的 {remaining.reported} 家都已总体达标"
    fewest, societies = (int(one) for one in frame.iloc[0])
    near = int(frame[frame["remaining_count"] <= NEAR]["society_count"].sum())
    also = f"，差 {NEAR} 条以内的共 {near} 家" if near > societies else ""
    lacking = f"{ONLY_SAY}情况" if fewest == 0 else f"{'只' if fewest == 1 else ''}差 {_name(fewest)}"
    return f"最近一步：{societies} 家{lacking}就总体达标{also}"
