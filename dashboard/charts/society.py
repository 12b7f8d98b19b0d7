"""学会: one society's twenty verdicts in a strip, and its members by year beside the city's."""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import standing
from dashboard.charts import placing, style
from dashboard.charts.placing import Words
from dashboard.charts.style import Picture
from dashboard.queries.society import SocietyRecord
from dashboard.wording import labels

ACROSS = 6  # cells of the strip on a line, so that on a phone each has room for its words
HEAD, CELL, LINE = 22, 28, 80  # of the strip: the name of a group, a cell, and a line with both and the task's name
HEIGHT, ABOVE, BELOW = 300, 16, 28  # of the members by year and its margins, in pixels
LABEL = 26  # pixels a figure takes up above its point
SIZE, NARROWEST = 12, 242  # of the letters, and of the members by year on a phone
MARGINS = 0.2, 0.12  # years before the first and after the last one
EDGES = {"start": "left", "middle": "center", "end": "right"}
ANCHORS = {"left": "end", "center": "middle", "right": "start"}  # of a figure that stands on that side of its point
CITY = {"half": "#EEF1F4", "median": "#8A94A3"}


def strip(record: SocietyRecord) -> Picture:
    """Return the verdicts of the twenty tasks, a cell each, in lines by group. Points carry `[task_id]`."""
    tasks = record.tasks
    places = _cells(tasks)
    lines = max((line for _, line in places), default=0) + 1
    words = [standing.task_word(task) for task in tasks.itertuples()]
    figure = style.figure(
        go.Bar(
            x=[across for across, _ in places],
            y=[CELL / LINE] * len(tasks),
            base=[line + HEAD / LINE for _, line in places],
            width=0.94,
            marker={"color": [style.VERDICT_COLOURS[one] for one in tasks["verdict"]]},
            text=[f"<b>{number}</b> {word}" for number, word in zip(tasks["number"], words, strict=True)],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            insidetextfont={"color": [style.ON_VERDICT[one] for one in tasks["verdict"]], "size": 12},
            customdata=[[one] for one in tasks["task_id"]],
            hovertext=[_task_hover(task, word) for task, word in zip(tasks.itertuples(), words, strict=True)],
            hovertemplate="%{hovertext}<extra></extra>",
            unselected={"marker": {"opacity": 0.45}},
        ),
        height=LINE * lines,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        annotations=[*_group_names(record, places), *_task_names(tasks, places)],
        xaxis={"visible": False, "range": [-0.5, ACROSS - 0.5]},
        yaxis={"visible": False, "range": [lines, 0]},
    )
    open_tasks = [
        f"任务 {task.number} {task.short_title} {word}"
        for task, word in zip(tasks.itertuples(), words, strict=True)
        if task.verdict in ("unmet", "unknown")
    ]
    title = standing.overall(record)
    return Picture(figure, title, "。".join([title, *(["；".join(open_tasks)] if open_tasks else []), ""]))


def _cells(tasks: pd.DataFrame) -> list[tuple[int, int]]:
    """Where the cells stand: how many cells from the left, and on which line; a group begins a line."""
    places: list[tuple[int, int]] = []
    first = 0
    for count in tasks["task_group"].value_counts(sort=False):
        lines = -(-count // ACROSS)
        across = -(-count // lines)
        places += [(number % across, first + number // across) for number in range(count)]
        first += lines
    return places


def members(record: SocietyRecord) -> Picture:
    """Return the individual members by year, what is demanded, and how the city's societies did from the same base."""
    years = record.members[record.members["individual"].notna()]
    limits = standing.demanded(record)
    city = _city(years)
    registered = _registered(record, years)
    values = [*years["individual"], *(value for value, _ in limits), *registered, *city.to_numpy().ravel()]
    low, high = min(values, default=0), max(values, default=1)
    room = 0.14 * (high - low or 1)
    near = LABEL * (high - low + 2 * room) / (HEIGHT - ABOVE - BELOW)
    stated = years["individual"].tolist()
    places = sides(stated, [value for value, _ in limits], near)
    figure = style.figure(
        *_city_lines(city),
        go.Scatter(
            x=years["year"].tolist(),
            y=years["individual"].tolist(),
            mode="lines+markers+text",
            line={"color": style.BRAND, "width": 3},
            marker={"size": 9},
            text=[f"<b>{one:,}</b> 人" for one in stated],
            textposition=places,
            cliponaxis=False,
            hovertext=[_year_hover(year) for year in years.itertuples()],
            hovertemplate="%{hovertext}<extra></extra>",
        ),
        height=HEIGHT,
        margin={"l": 28, "r": 92, "t": ABOVE, "b": BELOW},
        shapes=[_level(value) for value, _ in limits],
        annotations=[
            *_on_levels(limits, years, places, (low - room, high + room)),
            *_city_name(city, years),
            *_base(record, registered),
        ],
        xaxis={
            "range": [years["year"].min() - MARGINS[0], years["year"].max() + MARGINS[1]] if len(years) else [0, 1],
            "tickvals": years["year"].tolist(),
            "ticktext": [f"{year} 年底" for year in years["year"]],
            "showgrid": False,
        },
        yaxis={"visible": False, "range": [low - room, high + room]},
    )
    by_year = "，".join(f"{year.year} 年底 {year.individual:,} 人" for year in years.itertuples())
    last = years[years["city_median"].notna()].tail(1)
    beside = [f"全市 {year.city_count} 家的中位增幅 {year.city_median - 1:+.1%}" for year in last.itertuples()]
    title = standing.growth(record)
    return Picture(figure, title, "。".join(one for one in (title, by_year, *beside) if one) + "。")


def is_under_level(value: float, levels: Sequence[float], near: float) -> bool:
    """Whether a level runs so closely above a point that the point's figure has its place below."""
    return any(0 < level - value < near for level in levels)


def sides(values: Sequence[int], levels: Sequence[float], near: float) -> list[str]:
    """Where each figure stands beside its point: off the level above it, and off the line to its neighbours."""
    sides = []
    for before, value, after in zip([None, *values], values, [*values[1:], None], strict=False):
        rise = (value if after is None else after) - (value if before is None else before)
        is_below = is_under_level(value, levels, near)
        across = "center" if not rise else "left" if (rise > 0) != is_below else "right"
        sides.append(f"{'bottom' if is_below else 'top'} {across}")
    return sides


def _registered(record: SocietyRecord, years: pd.DataFrame) -> list[int]:
    """The registry's figure of the base year, where it is not what the society states."""
    base = record.growth["base"]
    stated = years.loc[years["year"] == record.growth["base_year"], "individual"].tolist()
    return [] if pd.isna(base) or base in stated else [int(base)]


def _base(record: SocietyRecord, registered: Sequence[int]) -> Iterator[dict[str, Any]]:
    for value in registered:
        yield {
            "x": record.growth["base_year"],
            "y": value,
            "text": f"名录核定 <b>{value:,}</b> 人",
            "ax": 36,
            "ay": -14,
            "xanchor": "left",
            "arrowhead": 6,
            "arrowwidth": 1,
            "font": {"size": 12},
        }


def _task_hover(task: Any, word: str) -> str:
    reason = f"：{task.reason}" if isinstance(task.reason, str) and task.verdict == "unknown" else ""
    counted = f"<br>{task.met_count}/{task.criterion_count} 项标准达标" if task.criterion_count else ""
    return f"<b>任务 {task.number}</b>　{labels.plotly(task.title)}<br>{word}{reason}{counted}"


def _group_names(record: SocietyRecord, places: Sequence[tuple[int, int]]) -> Iterator[dict[str, Any]]:
    lines = dict(zip(reversed(record.tasks["task_group"].tolist()), reversed(places), strict=True))
    for group, title in standing.groups(record).items():
        yield _word(-0.47, lines[group][1], title, xanchor="left", font={"size": 13})


def _task_names(tasks: pd.DataFrame, places: Sequence[tuple[int, int]]) -> Iterator[dict[str, Any]]:
    """Each title under its cell."""
    for (across, line), title in zip(places, tasks["short_title"], strict=True):
        lines = "<br>".join(standing.in_two_lines(title))
        yield _word(across, line + (HEAD + CELL) / LINE, lines, font={"size": 10, "color": style.MUTED})


def _word(x: float, y: float, text: str, **more: Any) -> dict[str, Any]:
    return {"x": x, "y": y, "yanchor": "top", "showarrow": False, "text": text, "borderpad": 0, **more}


def _city(years: pd.DataFrame) -> pd.DataFrame:
    """The city's quartiles as members this society would have, had it grown from its first year as they did."""
    stated = years[years["city_median"].notna()].set_index("year")
    if stated.empty:
        return stated[["city_low", "city_median", "city_high"]]
    first = stated.iloc[0]
    start = first["individual"] / first["city_median"]
    return stated[["city_low", "city_median", "city_high"]] * start


def _city_lines(city: pd.DataFrame) -> Iterator[go.Scatter]:
    plain: dict[str, Any] = {"x": city.index.tolist(), "mode": "lines", "hoverinfo": "skip"}
    median = {"color": CITY["median"], "width": 1.5, "dash": "dot"}
    yield go.Scatter(y=city["city_low"].tolist(), line={"width": 0}, **plain)
    yield go.Scatter(y=city["city_high"].tolist(), line={"width": 0}, fill="tonexty", fillcolor=CITY["half"], **plain)
    yield go.Scatter(y=city["city_median"].tolist(), line=median, **plain)


def _city_name(city: pd.DataFrame, years: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for year in years[years["city_median"].notna()].tail(1).itertuples():
        yield {
            "x": year.year,
            "y": city.loc[year.year, "city_median"],
            "xanchor": "left",
            "xshift": 8,
            "align": "left",
            "showarrow": False,
            "text": f"全市中位<br>{year.city_median - 1:+.1%}（{year.city_count} 家）",
            "font": {"size": 12, "color": style.MUTED},
        }


def _year_hover(year: Any) -> str:
    lines = [f"<b>{year.year} 年底</b>", f"个人会员 {year.individual:,} 人", f"{labels.plotly(year.sheet)}!{year.cell}"]
    return "<br>".join(lines)


def _level(value: int) -> dict[str, Any]:
    line = {"color": style.INK, "width": 1.5, "dash": "dash"}
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": value, "y1": value, "line": line}


def _on_levels(
    limits: Sequence[tuple[int, str]], years: pd.DataFrame, sides: Sequence[str], span: tuple[float, float]
) -> Iterator[dict[str, Any]]:
    """What each level is, in the narrowest window where the figures and the line leave room; a wider one has more."""
    plot = HEIGHT - ABOVE - BELOW
    first, last = years["year"].min() - MARGINS[0], years["year"].max() + MARGINS[1]

    def down(value: float) -> float:
        return plot * (span[1] - value) / (span[1] - span[0])

    points = [(NARROWEST * (row.year - first) / (last - first), down(row.individual)) for row in years.itertuples()]
    taken = [
        Words(f"{row.individual:,} 人", x, y + (20 if "bottom" in side else -8), ANCHORS[side.split()[1]], SIZE).box
        for (x, y), row, side in zip(points, years.itertuples(), sides, strict=True)
    ]
    for value, text in limits:
        others = [(0, down(one) - 1, NARROWEST, down(one) + 1) for one, _ in limits if one != value]
        level = Words(text, 0, down(value), size=SIZE)
        words = placing.beside(level, NARROWEST, taken, [*placing.along(points), *others])
        taken.append(words.box)
        place = {"xref": "paper", "x": words.x / NARROWEST, "xanchor": EDGES[words.anchor], "y": value}
        side = "top" if words.y > down(value) else "bottom"
        yield {**place, "yanchor": side, "showarrow": False, "text": text, "bgcolor": style.SURFACE, "borderpad": 0}
