"""The report beside last year: how many societies met each task then and now, and what moved."""

from collections.abc import Iterator

import pandas as pd

from dashboard.documents.official import Block, CaptionedTable, Heading, Text
from dashboard.documents.report import sentences
from dashboard.documents.word_tables import WordColumn
from dashboard.queries.report import Report, YearBefore
from dashboard.wording import labels

_REPORTED = "已报送"


def blocks(report: Report) -> Iterator[Block]:
    """Yield the section; nothing where nobody reported in the year before."""
    before = report.year_before
    if before is None:
        return
    yield Heading("与上年度比较")
    yield Text(_standing(report, before))
    yield Text(_moved(before))
    for change, words in (("gained", "本年度新总体达标的学会"), ("lost", "上年度总体达标、本年度不再达标的学会")):
        names = _turned(before, change)
        yield Text(f"{words}{len(names)}家：{'、'.join(names)}。" if names else "")
    columns = (
        WordColumn("项目", 44, "left"),
        WordColumn("达标/应完成", 34, group=f"{before.period}年度"),
        WordColumn("达标/应完成", 34, group=f"{report.filters.period}年度"),
        WordColumn("新增达标", 22),
        WordColumn("不再达标", 22),
    )
    note = "单位：家。同一家学会两个年度相比：新增达标指上年度不是达标、本年度达标；不再达标相反。"
    note += "报送一行为已报送/应报送。"
    yield CaptionedTable("两个年度达标情况", columns, _rows(report, before), note)


def _standing(report: Report, before: YearBefore) -> str:
    """How many had reported and met all, then and now."""
    overall, year = report.groups.set_index("task_group").loc["overall"], before.period
    reported, met = before.counts.loc["reported"], before.counts.loc["overall"]
    text = f"{year}年度已报送的学会{sentences.part(reported['met_count'], reported['due_count'])}，"
    text += f"本年度{sentences.part(report.basis.reported, report.basis.expected)}；"
    text += f"应完成的各类任务都达标的学会，{year}年度{sentences.part(met['met_count'], met['due_count'])}，"
    text += f"本年度{sentences.part(overall['met_count'], overall['due_count'])}。"
    if before.rubric != report.basis.rubric:
        text += f"{year}年度按自{before.rubric}年度起执行的评价细则判定，与本年度的不同。"
    return text


def _moved(before: YearBefore) -> str:
    """How many verdicts of tasks moved, and of which tasks most."""
    moved = before.moved
    gained, lost = moved.count("gained"), moved.count("lost")
    text = f"按单项任务计，新增达标{gained}项次、不再达标{lost}项次，涉及{len(moved.societies)}家学会。"
    for column, words in (("gained_count", "新增达标"), ("lost_count", "不再达标")):
        if (most := moved.tasks[column].max()) > 0:
            rows = moved.tasks[moved.tasks[column] == most]
            named = "、".join(f"第{row.number}项“{row.short_title}”" for row in rows.itertuples())
            text += f"{words}最多的是{named}（{'各' if len(rows) > 1 else ''}{most}家）。"
    return text


def _turned(before: YearBefore, change: str) -> list[str]:
    """The societies whose 总体达标 made that change, by name."""
    moves = before.moved.moves
    return list(moves[(moves["what"] == "overall") & (moves["change"] == change)]["name"])


def _rows(report: Report, before: YearBefore) -> list[tuple[object, ...]]:
    counts, moved = before.counts, before.moved
    reported = (report.basis.reported, report.basis.expected)
    rows: list[tuple[object, ...]] = [(_REPORTED, _of(counts, "reported"), _share(*reported), "—", "—")]
    titles = {**labels.GROUPS, "overall": labels.COLUMNS["overall"]}
    for row in report.groups[report.groups["task_group"].map(report.has_row)].itertuples():
        group = row.task_group
        changes = (moved.count("gained", group), moved.count("lost", group))
        rows.append((titles[group], _of(counts, group), _share(row.met_count, row.due_count), *changes))
    of_tasks = report.tasks.merge(moved.tasks[["task_id", "gained_count", "lost_count"]], on="task_id")
    for row in of_tasks.itertuples():
        now = _share(row.met_count, row.due_count)
        title = f"{row.number} {row.short_title}"
        rows.append((title, _of(counts, row.task_id), now, row.gained_count, row.lost_count))
    return rows


def _of(counts: pd.DataFrame, what: str) -> str:
    """How many it were the year before; a dash for a task that there was not."""
    return _share(*counts.loc[what, ["met_count", "due_count"]]) if what in counts.index else "—"


def _share(met: int, due: int) -> str:
    return sentences.share(int(met), int(due))
