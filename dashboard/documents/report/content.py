"""What the report says, section by section: sentences, tables and charts in order."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.documents.official import Block, CaptionedChart, CaptionedTable, Heading, Subheading, Text
from dashboard.documents.report import comparison, pictures, ranks, scores, sentences, steps
from dashboard.documents.word_tables import WordColumn
from dashboard.queries import notes
from dashboard.queries.report import Report
from dashboard.wording import labels

# Widths of a table add up to the 156 millimetres of the text.
_COUNTS = (
    WordColumn("应完成", 22),
    WordColumn("已完成", 22),
    WordColumn(labels.VERDICTS["unmet"], 22),
    WordColumn(labels.VERDICTS["unknown"], 18),
    WordColumn("已完成/应完成", 44),
)
_DONE = "单位：家。已完成指经判定达标；应完成为已完成、未达标、待定之和。"
_RANKED = (
    WordColumn(labels.COLUMNS["name"], 68, "left"),
    WordColumn(labels.COLUMNS["category"], 24),
    WordColumn(labels.COLUMNS["met_share"], 28),
    WordColumn(labels.VERDICTS["unmet"], 18),
    WordColumn(labels.VERDICTS["unknown"], 18),
)


def body(report: Report) -> Iterator[Block]:
    """Yield the blocks of the report between opening and signature."""
    sections = (
        _whole,
        comparison.blocks,
        scores.blocks,
        _tasks,
        _members,
        _council,
        _societies,
        steps.blocks,
        _open,
        _notes,
    )
    for section in sections:
        yield from section(report)
    yield Heading("有关事项")
    for number, request in enumerate(sentences.requests(report), 1):
        yield Text(f"{number}．{request}")


def _whole(report: Report) -> Iterator[Block]:
    yield Heading("总体情况")
    yield Subheading("报送情况")
    yield Text(sentences.reporting(report))
    yield Subheading("达标情况")
    yield Text(sentences.standing(report) + sentences.nearest(report))
    yield Text(sentences.meaning(report))
    titles = {**labels.GROUPS, "overall": labels.COLUMNS["overall"]}
    shown = report.groups[report.groups["task_group"].map(report.has_row)]
    groups = [(titles[row.task_group], *_counted(row)) for row in shown.itertuples()]
    yield CaptionedTable("各类任务完成情况", (WordColumn("类别", 28), *_COUNTS), groups, _DONE)
    if len(report.categories) > 1:
        yield from _categories(report, titles)


def _categories(report: Report, titles: Mapping[str, str]) -> Iterator[Block]:
    yield Subheading("分学科情况")
    yield Text("按应完成的各类任务都达标的学会所占比例由高到低排列。")
    kinds = [kind for kind in titles if report.has_row(kind)]
    headings = ("已报送", *(f"{titles[kind]}达标" for kind in kinds))
    width = 125 / len(headings)
    columns = (WordColumn(labels.COLUMNS["category"], 31), *(WordColumn(heading, width) for heading in headings))
    note = "单位：家。斜线前为已报送或达标的学会数，斜线后为应报送或应完成的学会数；没有应完成学会的记“—”。"
    yield CaptionedTable(
        "分学科报送和达标情况", columns, [_by_category(row, kinds) for row in report.categories.itertuples()], note
    )


def _tasks(report: Report) -> Iterator[Block]:
    yield Heading("各项任务完成情况")
    texts = {
        "basic": [sentences.tasks(report, "basic")],
        "renewal": [sentences.renewal(report) + sentences.tasks(report, "renewal")],
        "optional": [sentences.choice(report), sentences.tasks(report, "optional")],
    }
    for group in report.kinds:
        title = labels.GROUPS[group]
        yield Subheading(title)
        yield from (Text(text) for text in texts[group])
        mine = report.tasks[report.tasks["task_group"] == group]
        if mine["due_count"].any():
            yield CaptionedChart(
                f"{title}各项达标、未达标、待定的学会数（家）", pictures.tasks(report, group), 18 + 7 * len(mine)
            )
    yield Subheading("逐项情况")
    tasks = [(row.number, row.short_title, *_counted(row)) for row in report.tasks.itertuples()]
    narrow = (*(WordColumn(one.heading, 15) for one in _COUNTS[:-1]), _COUNTS[-1])
    yield CaptionedTable(
        "各项任务完成情况", (WordColumn("序号", 12), WordColumn("任务", 40, "left"), *narrow), tasks, _DONE
    )


def _members(report: Report) -> Iterator[Block]:
    yield Heading("个人会员发展情况")
    yield Text(sentences.membership(report))
    yield Text(sentences.growth(report))
    if report.membership.figures.compared_count:
        yield CaptionedChart("首尾两年都有数的学会的个人会员（人）", pictures.members(report), 66)


def _council(report: Report) -> Iterator[Block]:
    yield Heading("理事会组成情况")
    yield Text(sentences.council(report))
    yield Text(sentences.shown(report))
    columns = (
        WordColumn("项目", 41, "left"),
        WordColumn("要求", 24),
        WordColumn("应判定", 16),
        *(WordColumn(labels.VERDICTS[one], 15) for one in ("met", "unmet", "unknown")),
        WordColumn("中位数（家数）", 30),
    )
    rows = [_ratio(row) for row in report.ratios[report.ratios["side"].notna()].itertuples() if sentences.judged(row)]
    yield CaptionedTable(
        "应换届学会理事会各项比例", columns, rows, "单位：家。应判定为达标、未达标、待定之和，不含不适用的。"
    )


def _societies(report: Report) -> Iterator[Block]:
    yield Heading("达标和未达标任务较多的学会")
    for title, sentence, rows in (
        ("达标任务较多的学会", ranks.leading_sentence(report), ranks.leading(report)),
        ("未达标任务较多的学会", ranks.lagging_sentence(report), ranks.lagging(report)),
    ):
        yield Subheading(title)
        yield Text(sentence)
        yield CaptionedTable(title, _RANKED, [_ranked(row) for row in rows.itertuples()], "单位：项任务。")


def _open(report: Report) -> Iterator[Block]:
    yield Heading("待认定事项")
    yield Text(sentences.boundary(report))
    columns = (
        WordColumn("学会", 42, "left"),
        WordColumn("任务", 28, "left"),
        WordColumn("算式", 58, "left"),
        WordColumn("出处", 28),
    )
    yield CaptionedTable(
        "待认定事项", columns, report.boundary[["name", "task", "explanation", "place"]].to_numpy().tolist()
    )
    yield Heading("尚未报送的学会")
    for line in sentences.missing(report):
        yield Text(line)


def _notes(report: Report) -> Iterator[Block]:
    if len(report.notes):
        yield Heading("工作备注")
        for number, note in enumerate(report.notes.itertuples(), 1):
            yield Text(f"{number}．{note.subject}：{notes.sentence(note)}")


def _counted(row: Any) -> tuple[object, ...]:
    return (
        row.due_count,
        row.met_count,
        row.unmet_count,
        row.unknown_count,
        sentences.share(row.met_count, row.due_count),
    )


def _by_category(row: Any, kinds: Sequence[str]) -> tuple[object, ...]:
    said = {kind: f"{getattr(row, f'{kind}_met')}/{row.expected}" for kind in ("basic", "optional", "overall")}
    said["renewal"] = f"{row.renewal_met}/{row.renewal_due}" if row.renewal_due else "—"
    return (row.category, f"{row.reported}/{row.expected}", *(said[kind] for kind in kinds))


def _ratio(row: Any) -> tuple[object, ...]:
    median = "—" if pd.isna(row.median_share) else f"{row.median_share:.1%}（{row.known_count}）"
    counts = (sentences.judged(row), row.met_count, row.unmet_count, row.unknown_count)
    return (row.ratio, sentences.limit(row), *counts, median)


def _ranked(row: Any) -> tuple[object, ...]:
    return (row.name, row.category, f"{row.met_count}/{row.due_count}", row.unmet_count, row.unknown_count)
