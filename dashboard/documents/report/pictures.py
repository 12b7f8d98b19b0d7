"""The charts of the report and its slides: which numbers stand as bars, in which colours, under which finding."""

from collections.abc import Sequence

import pandas as pd

from dashboard.charts import steps as steps_chart
from dashboard.charts import style
from dashboard.documents.bars import Bars, Series
from dashboard.documents.report import sentences
from dashboard.queries.report import Report
from dashboard.wording import labels

OUTSIDE = style.INK  # of numbers beside a bar
PLAIN = style.BRAND  # of bars without verdicts


def tasks(report: Report, *groups: str) -> Bars:
    """The tasks of these groups by verdict."""
    rows = report.tasks[report.tasks["task_group"].isin(groups)]
    names = [f"{row.number} {row.short_title} {row.met_count}/{row.due_count}" for row in rows.itertuples()]
    return _verdicts(rows, names, "各项任务达标、未达标、待定的学会数", report.basis.expected)


def groups(report: Report) -> Bars:
    """The kinds of groups that there are, and the whole, by verdict."""
    rows = report.groups[report.groups["task_group"].map(report.has_row)]
    titles = {**labels.GROUPS, "overall": labels.COLUMNS["overall"]}
    names = [f"{titles[row.task_group]} {row.met_count}/{row.due_count}" for row in rows.itertuples()]
    return _verdicts(rows, names, "各类任务达标、未达标、待定的学会数", report.basis.expected)


def ratios(report: Report) -> Bars:
    """The limits of the council by verdict, counting the societies due for renewal."""
    rows = report.ratios[report.ratios["side"].notna()]
    names = [f"{row.ratio} {sentences.limit(row)} {row.met_count}/{sentences.judged(row)}" for row in rows.itertuples()]
    return _verdicts(rows, names, "应换届的学会理事会各项比例达标、未达标、待定的学会数", report.renewal.due)


def choice(report: Report) -> Bars:
    """The optional tasks: how many societies chose each, and of those how many met it."""
    rows = report.optional
    names = tuple(f"{row.number} {row.short_title}" for row in rows.itertuples())
    series = (
        Series("选做", _values(rows["chosen_society_count"]), "#B9C3CC", OUTSIDE),
        Series("其中达标", _values(rows["met_count"]), style.VERDICT_COLOURS["met"], OUTSIDE),
    )
    return Bars(names, series, alt("选做任务的选做学会数和其中达标的学会数", names, series), is_stacked=False)


def growth(report: Report) -> Bars:
    """Whether those due for renewal grew by as much as is asked, by the size of their base."""
    figures, rows = report.membership.figures, report.growth
    limit = figures.small_base
    titles = {
        "below": f"{limit}人以下（增加{figures.growth_pct}%以上）",
        "at": f"恰为{limit}人",
        "above": f"{limit}人以上（有所增加）",
        "none": "无基数",
    }
    names = [f"{titles[row.size]} {row.met_count}/{row.due_count}" for row in rows.itertuples()]
    return _verdicts(rows, names, "应换届的学会会员增长达标、未达标、待定的学会数", report.renewal.due)


def steps(report: Report) -> Bars:
    """The societies that are not 达标 by how many standards they lack."""
    rows = report.remaining.counts
    names = tuple(steps_chart.lacking(int(count)) for count in rows["remaining_count"])
    series = (Series("学会", _values(rows["society_count"]), PLAIN, OUTSIDE),)
    return Bars(names, series, alt("还差几条判定项的学会数", names, series), is_stacked=False)


def members(report: Report) -> Bars:
    """Individual members by year-end of the societies that state both ends."""
    years = report.membership.years
    years = years[years["same_count"] > 0]
    names = tuple(f"{row.year}年底（{row.same_count}家）" for row in years.itertuples())
    series = (Series("个人会员（人）", _values(years["same_individual"]), PLAIN, OUTSIDE),)
    said = alt("首尾两年都有数的学会的个人会员数", names, series)
    return Bars(names, series, said, is_horizontal=False, is_stacked=False)


def _verdicts(rows: pd.DataFrame, names: Sequence[str], what: str, longest: int) -> Bars:
    series = tuple(
        Series(
            labels.VERDICTS[verdict],
            _values(rows[f"{verdict}_count"]),
            style.VERDICT_COLOURS[verdict],
            style.ON_VERDICT[verdict],
        )
        for verdict in ("met", "unmet", "unknown")
    )
    return Bars(tuple(names), series, alt(what, names, series), longest)


def _values(column: pd.Series) -> tuple[int, ...]:
    return tuple(int(value) for value in column)


def alt(what: str, names: Sequence[str], series: Sequence[Series]) -> str:
    """What the picture shows, and every value, in words."""
    values = (
        f"{name}：" + "、".join(f"{one.name}{one.values[place]:,}" for one in series)
        for place, name in enumerate(names)
    )
    return f"{what}。{'；'.join(values)}。"
