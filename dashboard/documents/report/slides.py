"""通报 as slides: the association, points, tasks, members, councils, the choice, what lacks and is open."""

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide

from dashboard.charts import council as council_chart
from dashboard.charts import growth as growth_chart
from dashboard.charts import overview as overview_chart
from dashboard.charts import scores as scores_chart
from dashboard.charts import steps as steps_chart
from dashboard.charts import style
from dashboard.documents import deck as decks
from dashboard.documents.deck import Foot, SlideLine, card, inches, table, write
from dashboard.documents.drawing import Pen
from dashboard.documents.imprint import Imprint
from dashboard.documents.native_charts import on_slide
from dashboard.documents.report import pictures, ranks, sentences
from dashboard.documents.report import scores as report_scores
from dashboard.queries import Filters
from dashboard.queries import report as queries
from dashboard.queries.report import Report, YearBefore
from dashboard.wording import labels
from etl.text import display_width

PEN = Pen("微软雅黑", "微软雅黑", 12)
MOST_LISTED = 10
MOST_STEPS = 2  # of a society on a slide
LINES, LINE_WIDTH = 11, 46  # of a table on a slide: lines, and half-width characters on each


def report_pptx(build: str, filters: Filters, imprint: Imprint) -> bytes:
    """Return a .pptx: slides of what the rubric has, charts native, each title what its slide shows."""
    report = queries.report(build, filters)
    deck = decks.blank(f"{filters.period} 年度学会改革任务完成情况")
    has_part = {_points: report.scores, _council: len(report.ratios), _choice: len(report.optional)}
    every = (_whole, _points, _tasks, _members, _council, _choice, _steps, _open)
    slides = [draw for draw in every if has_part.get(draw, True)]
    for number, draw in enumerate(slides, 1):
        draw(deck, report, Foot(imprint.stamp, f"{number} / {len(slides)}"))
    return decks.saved(deck)


def _whole(deck: Deck, report: Report, foot: Foot) -> None:
    basic, renewal, optional, overall = report.groups.itertuples()
    title = f"{overall.met_count}/{overall.due_count} 家学会应完成的各类任务都达标，{report.basis.reported} 家已报送"
    slide = decks.add_slide(deck, title, f"{report.filters.period} 年度学会改革任务完成情况", foot)
    figures = report.membership.figures
    growth = "—" if figures.growth is None else f"{figures.growth:+.1%}"
    minimum, before = report.choice.minimum, report.year_before
    groups = [("基本任务全部达标", basic), ("换届任务全部达标", renewal), (f"选做任务达标 {minimum} 项以上", optional)]
    cards = [
        ("已报送", *_counted(report.basis.reported, report.basis.expected, before, "reported")),
        *(
            (title, *_counted(row.met_count, row.due_count, before, row.task_group))
            for title, row in groups
            if row.task_group in report.kinds
        ),
        (
            f"个人会员较 {figures.base_year} 年底",
            growth,
            f"{figures.base:,} → {figures.now:,} 人，{figures.compared_count} 家",
        ),
    ]
    for place, (label, value, note) in enumerate(cards):
        lines = [
            SlideLine(label, 13, style.MUTED),
            SlideLine(value, 24, is_bold=True),
            SlideLine(note, 13, style.MUTED),
        ]
        card(slide, lines, inches(0.6 + 2.45 * place, 1.8, 2.31, 1.4))
    on_slide(slide, pictures.groups(report), inches(0.6, 3.4, 12.1, 2.75), replace(PEN, size=14))
    write(slide, [SlideLine(sentences.meaning(report), 12, style.MUTED)], inches(0.6, 6.25, 12.1, 0.7))


def _points(deck: Deck, report: Report, foot: Foot) -> None:
    scores = report.scores
    assert scores is not None
    picture = scores_chart.grades(scores.grades)
    slide = decks.add_slide(deck, picture.title, report_scores.sentence(report), foot)
    if scores.has_grades:
        on_slide(slide, report_scores.grades(scores), inches(0.5, 2.1, 4.8, 4.6), PEN)
    rows = [
        (f"{row.criterion_id} {labels.shorten(row.short_text.rstrip('。；'), 22)}", report_scores.lost(row))
        for row in report_scores.dearest(scores).itertuples()
    ]
    if rows:
        table(slide, [("失分较多的判定项", "失分/满分"), *rows], (5.2, 1.8), inches(5.6, 2.1, 7.0, 4))


def _tasks(deck: Deck, report: Report, foot: Foot) -> None:
    title = overview_chart.tasks(report.tasks).title
    slide = decks.add_slide(deck, title, "各项任务达标、未达标、待定的学会数（家），名称后为达标/应完成", foot)
    halves = (pictures.tasks(report, "basic", "renewal"), pictures.tasks(report, "optional"))
    for left, bars in zip((0.5, 6.75), [half for half in halves if half.categories], strict=False):
        on_slide(slide, bars, inches(left, 1.65, 6.05, 5.2), PEN)


def _members(deck: Deck, report: Report, foot: Foot) -> None:
    title = growth_chart.growth_title(report.membership.figures)
    slide = decks.add_slide(deck, title, sentences.membership(report), foot)
    parts = (
        (report.membership.figures.compared_count, "首尾两年都有数的学会的个人会员（人）", pictures.members, 0.6, 4.9),
        (report.renewal.due, "应换届的学会会员增长达标、未达标、待定的学会数（家）", pictures.growth, 5.9, 6.8),
    )
    for count, caption, draw, left, width in parts:
        if count:
            write(slide, [SlideLine(caption, 14, style.BRAND, is_bold=True)], inches(left, 2.0, width, 0.4))
            on_slide(slide, draw(report), inches(left, 2.4, width, 4.4), PEN)


def _council(deck: Deck, report: Report, foot: Foot) -> None:
    title = council_chart.title(report.ratios).partition("：")[0]
    slide = decks.add_slide(deck, title, "应换届的学会理事会各项比例达标、未达标、待定的学会数（家）", foot)
    if report.renewal.due:
        on_slide(slide, pictures.ratios(report), inches(0.5, 1.7, 8.0, 5.0), PEN)
    known = report.ratios[report.ratios["known_count"] > 0]
    medians = [(row.ratio, _limit(row), f"{row.median_share:.1%}", str(row.known_count)) for row in known.itertuples()]
    if medians:
        rows = [("项目", "要求", "中位数", "家数"), *medians]
        table(slide, rows, (1.75, 1.05, 0.8, 0.6), inches(8.6, 2.2, 4.2, 3))


def _choice(deck: Deck, report: Report, foot: Foot) -> None:
    choice = report.choice
    title = f"选做 {choice.minimum} 项以上的 {choice.enough}/{choice.answered} 家，"
    title += f"达标 {choice.minimum} 项以上的 {choice.met}/{choice.expected} 家"
    counts = report.optional["chosen_society_count"]
    most, fewest = (sentences.chosen_by(report, count) for count in (counts.max(), counts.min()))
    reading = f"选做最多的是{most}；最少的是{fewest}。"
    slide = decks.add_slide(deck, title, reading if choice.answered else sentences.choice(report), foot)
    on_slide(slide, replace(pictures.choice(report), is_horizontal=False), inches(0.5, 1.7, 12.3, 5.1), PEN)


def _steps(deck: Deck, report: Report, foot: Foot) -> None:
    title = steps_chart.counts(report.remaining).title
    reading = "做到这几条工作标准或数量要求就总体达标，其余不变；已总体达标的、没有可用填报的学会不在内"
    slide = decks.add_slide(deck, title, reading, foot)
    if report.remaining.counts.empty:
        return
    on_slide(slide, pictures.steps(report), inches(0.5, 1.7, 4.4, 5.0), PEN)
    rows = list(_near(report))
    table(slide, [("学会", "还差", "还差什么，差多少"), *rows], (2.4, 1.0, 4.5), inches(5.0, 1.8, 7.9, 4))
    if others := int(report.remaining.counts["society_count"].sum()) - len(rows):
        write(
            slide, [SlideLine(f"其余 {others} 家见看板“总览”的“最近一步”", 12, style.MUTED)], inches(5.0, 6.6, 7.9, 0.4)
        )


def _near(report: Report) -> Iterator[tuple[str, str, str]]:
    """Name, how many standards it lacks, and its first steps, of the nearest societies that a slide has room for."""
    room = LINES
    for _, own in report.steps.groupby("society_id", sort=False):
        count = int(own["remaining_count"].iloc[0])
        steps = [f"{row.number} {row.short_title}：{row.sentence}" for row in own.head(MOST_STEPS).itertuples()]
        steps += ["等"] if len(own) > MOST_STEPS else []
        what = "；".join(steps)
        room -= -(-display_width(what) // LINE_WIDTH)
        if room < 0:
            return
        name = labels.shorten(own["name"].iloc[0], 12)
        yield name, steps_chart.lacking(count).removeprefix("还差 "), what


def _open(deck: Deck, report: Report, foot: Foot) -> None:
    missing, cases, unclear = len(report.missing), len(report.boundary), report.renewal.unclear
    title = f"需要关注：{missing} 家未报送或已退回，{cases} 件待认定，{unclear} 家换届待确认"
    slide = decks.add_slide(deck, title, "未报送和待定的不作为未达标", foot)
    _list(slide, f"未报送或已退回 {missing} 家", report.missing["name"].tolist(), 0.6)
    explained = [f"{row.name}：{row.explanation}" for row in report.boundary.itertuples()]
    _list(slide, f"待认定 {cases} 件", explained, 4.5)
    lagging = ranks.lagging(report)
    lines = [SlideLine("未达标任务较多", 16, style.BRAND, is_bold=True)]
    write(slide, lines, inches(8.4, 1.75, 4.3, 0.4))
    rows = [(labels.shorten(row.name, 16), f"{row.unmet_count}/{row.due_count}") for row in lagging.itertuples()]
    if rows:
        table(slide, [("学会", "未达标/应完成"), *rows], (3.0, 1.4), inches(8.4, 2.25, 4.4, 4))
    else:
        write(slide, [SlideLine(ranks.lagging_sentence(report))], inches(8.4, 2.2, 4.3, 1))


def _list(slide: Slide, title: str, items: list[str], left: float) -> None:
    """A heading and the first of the items; how many more there are is said."""
    lines = [SlideLine(title, 16, style.BRAND, is_bold=True), *(SlideLine(item) for item in items[:MOST_LISTED])]
    if len(items) > MOST_LISTED:
        lines.append(SlideLine(f"其余 {len(items) - MOST_LISTED} 项见通报", 14, style.MUTED))
    write(slide, lines, inches(left, 1.75, 3.7, 5))


def _counted(count: int, total: int, before: YearBefore | None, what: str) -> tuple[str, str]:
    """So many of so many, and their share, with that of the year before."""
    last = "" if before is None else f"，上年 {_share(*before.counts.loc[what, ['met_count', 'due_count']])}"
    return f"{count}/{total} 家", f"{_share(count, total)}{last}"


def _share(count: int, total: int) -> str:
    return f"{count / total:.1%}" if total else "没有应完成的学会"


def _limit(row: pd.Series) -> str:
    return "只列示" if pd.isna(row.side) else sentences.limit(row)
