"""The shortest way to 达标 in the report: who lacks how many standards, and what those lack who are nearest."""

import re
from collections.abc import Iterator

import pandas as pd

from dashboard.charts.steps import lacking
from dashboard.documents import society_tables
from dashboard.documents.official import Block, CaptionedTable, Heading, Text
from dashboard.documents.report.sentences import FEW_STEPS
from dashboard.documents.word_tables import WordColumn
from dashboard.queries.report import Report

_OWN_NUMBER = re.compile(r"^\d+[.．]\s*")


def blocks(report: Report) -> Iterator[Block]:
    """Yield the section; nothing where nobody who has reported lacks anything."""
    counts = report.remaining.counts
    if counts.empty:
        return
    yield Heading("距总体达标还差什么")
    yield Text(_sentence(report))
    columns = (WordColumn("还差几条", 52), WordColumn("学会（家）", 52), WordColumn("累计（家）", 52))
    together = counts["society_count"].cumsum()
    rows = [
        (_lacking(row.remaining_count), row.society_count, so_far)
        for row, so_far in zip(counts.itertuples(), together, strict=True)
    ]
    yield CaptionedTable("还差几条判定项的学会数", columns, rows, "已总体达标的、没有可用填报的学会不在内。")
    columns = (WordColumn("学会", 44, "left"), WordColumn("还差几条", 22), WordColumn("还差什么，差多少", 90, "left"))
    note = "每行之首为任务和工作标准的序号。做到所列各条即总体达标，其余不变；各条的差距单独计算。"
    yield CaptionedTable(f"还差{FEW_STEPS}条以内的学会", columns, of_societies(report, FEW_STEPS), note)


def of_societies(report: Report, most: int) -> list[tuple[str, str, str]]:
    """Name, how many standards it lacks, and its steps line by line, of each society that lacks at most so many."""
    near = society_tables.steps(report.steps[report.steps["remaining_count"] <= most])
    return [
        (rows["name"].iloc[0], _lacking(rows["remaining_count"].iloc[0]), "\n".join(map(_step, *_parts(rows))))
        for _, rows in near.groupby("society_id", sort=False)
    ]


def _lacking(count: int) -> str:
    return lacking(int(count)).replace(" ", "")


def _parts(rows: pd.DataFrame) -> tuple[pd.Series, pd.Series, pd.Series]:
    return rows["item"], rows["short_text"].where(rows["short_text"].notna(), rows["short_title"]), rows["sentence"]


def _step(item: str, what: str, sentence: str) -> str:
    """One step on a line; the standard without its own number, which `item` ends with, and without its last stop."""
    return f"{item} {_OWN_NUMBER.sub('', what).rstrip('；。')}：{sentence}"


def _sentence(report: Report) -> str:
    remaining = report.remaining
    lacking_some = int(remaining.counts["society_count"].sum())
    text = f"已报送的{remaining.reported}家学会中，已总体达标{remaining.met}家，"
    return f"{text}其余{lacking_some}家按最少还须做到几条工作标准或数量要求列表如下，没有报送的以报送为先。"
