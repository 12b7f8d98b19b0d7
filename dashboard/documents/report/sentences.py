"""The sentences of the report, each number in them computed: measured, with numerator and denominator, no judgement."""

from fractions import Fraction
from typing import Any

import pandas as pd

from dashboard.queries import Filters
from dashboard.queries.report import Report
from dashboard.wording import labels

FEW_STEPS = 3
MOST_TIED = 3  # tasks named one by one
_LIMITS = {"at_most": "不超过", "at_least": "不少于"}


def opening(report: Report, filters: str) -> str:
    """What the report is about, on what it is based, and for whom it holds."""
    period, basis = report.filters.period, report.basis
    text = f"依据自{basis.rubric}年度起执行的《{basis.rubric_name}》及其评价细则，对学会{period}年度改革任务填报情况"
    text += "进行了汇总和判定，现将有关情况通报如下。"
    return text if report.filters == Filters(period) else f"{text}统计范围：{filters}。"


def reporting(report: Report) -> str:
    """Who has reported, who has not."""
    counts, basis, states = report.counts, report.basis, labels.STATES
    day = f"截至{labels.day(basis.as_of.date())}" if basis.as_of else "目前"
    text = f"{day}，{_place(report)}{basis.expected}家学会中，已报送{part(basis.reported, basis.expected)}，"
    text += f"其中{states['accepted']}{counts.accepted}家、{states['to_correct']}{counts.to_correct}家；"
    text += f"{states['returned']}{counts.returned}家；" if counts.returned else ""
    text += f"{states['not_reported']}{counts.not_reported}家。"
    return text + (f"报送截止日期为{labels.day(basis.deadline)}。" if basis.deadline else "")


def standing(report: Report) -> str:
    """How the three groups and the whole stand."""
    basic, renewal, optional, overall = report.groups.itertuples()
    minimum = report.choice.minimum
    titles = {"basic": "基本任务全部达标", "renewal": "换届任务全部达标", "optional": f"选做任务达标{minimum}项以上"}
    rows = [row for row in (basic, renewal, optional) if row.task_group in report.kinds]
    rows = [row for row in rows if row.due_count or row.task_group != "renewal"]
    parts = [
        f"{titles[row.task_group]}的{'' if number else '学会'}{part(row.met_count, row.due_count)}"
        for number, row in enumerate(rows)
    ]
    text = f"{'；'.join(parts)}。"
    text += f"应完成的各类任务都达标的学会{part(overall.met_count, overall.due_count)}；"
    return text + f"至少一类任务未达标的{overall.unmet_count}家；其余{overall.unknown_count}家尚不能判定。"


def nearest(report: Report) -> str:
    """How many societies lack one standard, or a few, for the whole to be 达标; nothing where nobody does."""
    lacking = report.societies["remaining_count"][report.societies["overall"] != "met"]
    one, few = int((lacking == 1).sum()), int(lacking.between(1, FEW_STEPS).sum())
    if not few:
        return ""
    first = f"只差1条工作标准或数量要求就总体达标的学会{one}家，" if one else ""
    return f"{first}差{FEW_STEPS}条以内的{'共' if one else '学会'}{few}家。"


def meaning(report: Report) -> str:
    """What 待定 is, and what is outside the denominators."""
    unclear = report.renewal.unclear
    text = "未报送、已退回、未填写、数据无法识别或尚待认定的，列为“待定”，在应完成学会数内单独计数，不作为未达标；"
    text += "未到换届、未选做、不适用的，不计入应完成学会数。"
    return text + (f"换届情况待确认的{unclear}家，换届任务计入应完成，列为待定。" if unclear else "")


def tasks(report: Report, group: str) -> str:
    """Of the tasks of a group, which is met by the largest and which by the smallest share of societies."""
    mine = report.tasks[(report.tasks["task_group"] == group) & (report.tasks["due_count"] > 0)]
    if mine.empty:
        return f"没有应完成{labels.GROUPS[group]}的学会。"
    shares = mine.apply(lambda row: Fraction(int(row["met_count"]), int(row["due_count"])), axis=1)
    if shares.min() == shares.max():
        return f"各项任务达标的学会占应完成学会的比例相同，为{float(shares.min()):.1%}。"
    best, worst = (_met_list(mine[shares == share]) for share in (shares.max(), shares.min()))
    return f"达标学会占应完成学会的比例，最高的是{best}，最低的是{worst}。"


def renewal(report: Report) -> str:
    """How many societies the renewal tasks are for."""
    societies, expected = report.renewal, report.basis.expected
    text = f"{_place(report)}{expected}家学会中，应换届的{part(societies.due, expected)}"
    return text + (f"，换届情况待确认的{societies.unclear}家。" if societies.unclear else "。")


def choice(report: Report) -> str:
    """How many optional tasks were chosen, and which by most and by fewest societies."""
    choices, counts = report.choice, report.optional["chosen_society_count"]
    if not choices.answered:
        return "没有已报送的学会。"
    text = (
        f"已报送的{choices.answered}家学会中，选做{choices.minimum}项以上的{part(choices.enough, choices.answered)}。"
    )
    if counts.max() == 0:
        return text
    return f"{text}选做学会最多的是{chosen_by(report, counts.max())}；最少的是{chosen_by(report, counts.min())}。"


def chosen_by(report: Report, count: int) -> str:
    """The optional tasks that so many societies chose: 第16项“学会联合体”，40家."""
    rows = report.optional[report.optional["chosen_society_count"] == count]
    names = [f"第{row.number}项“{row.short_title}”" for row in rows.itertuples()]
    return f"{'、'.join(names)}，{'各' if len(names) > 1 else ''}{count}家"


def boundary(report: Report) -> str:
    """How many cases the rubric leaves open."""
    if report.boundary.empty:
        return "没有细则存在两种理解、需要研究认定的情形。"
    societies = report.boundary["society_id"].nunique()
    return f"细则存在两种理解、需要研究认定的{len(report.boundary)}件，涉及{societies}家学会，认定前列为待定。"


def missing(report: Report) -> list[str]:
    """How many societies nothing counts of yet, then their names by category, one paragraph each."""
    if report.missing.empty:
        return ["应报送的学会均已报送。"]
    paragraphs = [f"未报送或所报已退回的学会{part(len(report.missing), report.basis.expected)}，按学科列出如下。"]
    for category, rows in report.missing.groupby("category", sort=False):
        paragraphs.append(f"{category}（{len(rows)}家）：{'、'.join(_named(row) for row in rows.itertuples())}。")
    return paragraphs


def requests(report: Report) -> list[str]:
    """What those concerned are asked to do; only what there is somebody for."""
    counts, states = report.counts, labels.STATES
    asked = [
        (counts.not_reported, f"请{states['not_reported']}的{counts.not_reported}家学会尽快报送。"),
        (counts.returned, f"请{states['returned']}的{counts.returned}家学会按退回说明重新报送。"),
        (counts.to_correct, f"请{states['to_correct']}的{counts.to_correct}家学会按更正清单修改后重新报送。"),
        (1, "请各学会对照附件台账核对本学会情况，有不一致的及时联系更正。"),
    ]
    return [sentence for count, sentence in asked if count]


def membership(report: Report) -> str:
    """How the individual members of the societies with both year-ends changed."""
    figures, period = report.membership.figures, report.filters.period
    if not figures.compared_count:
        return f"没有学会同时具有{figures.base_year}年底和{period}年底的个人会员数。"
    return (
        f"{report.basis.expected}家学会中，{figures.compared_count}家有{figures.base_year}年底和{period}年底两个时点的个人会员数，"
        f"合计由{figures.base:,}人变为{figures.now:,}人，{_change(figures.base, figures.now)}；"
        f"其中个人会员少于{figures.base_year}年底的{part(figures.fallen_count, figures.compared_count)}。"
    )


def growth(report: Report) -> str:
    """How many of those due for renewal grew by as much as is asked."""
    figures = report.membership.figures
    if not figures.asked_count:
        return "本年度的评价细则没有会员增长的要求。"
    text = f"按细则，{figures.base_year}年底个人会员{figures.small_base}人以下的应增加{figures.growth_pct}%以上，"
    text += f"{figures.small_base}人以上的应有所增加。"
    if not figures.due_count:
        return text + "没有应换届的学会，不作判定。"
    text += f"应换届的{figures.due_count}家学会中，达到要求的{part(figures.met_count, figures.due_count)}，"
    return text + f"未达到的{figures.unmet_count}家，待定{figures.unknown_count}家。"


def council(report: Report) -> str:
    """How many of those due for renewal keep each limit."""
    limits = [row for row in report.ratios[report.ratios["side"].notna()].itertuples() if judged(row)]
    if not limits:
        is_asked = report.ratios["side"].notna().any()
        return "没有应换届的学会，各项比例不作判定。" if is_asked else "本年度的评价细则没有理事会的限额。"
    parts = [
        f"“{row.ratio}”{limit(row)}的{part(row.met_count, judged(row))}"
        + (f"，待定{row.unknown_count}家" if row.unknown_count else "")
        for row in limits
    ]
    parts.append("未设常务理事会的，涉及常务理事的项目不适用")
    return f"应换届的{report.renewal.due}家学会中，{'；'.join(parts)}。"


def shown(report: Report) -> str:
    """The ratios that are only shown, with their medians; nothing where there are none."""
    rows = report.ratios[report.ratios["side"].isna() & (report.ratios["known_count"] > 0)]
    text = "；".join(f"“{row.ratio}”中位数{row.median_share:.1%}（{row.known_count}家）" for row in rows.itertuples())
    return f"细则未定数量要求、只列示的：{text}。" if text else ""


def judged(row: Any) -> int:
    """How many societies a ratio is judged for: due, and not 不适用."""
    return int(row.due_count - row.not_applicable_count)


def limit(row: Any) -> str:
    """The limit of a ratio in words: 不超过1/3."""
    return f"{_LIMITS[row.side]}{row.limit_part}/{row.limit_whole}"


def paragraph(report: Report) -> str:
    """The whole in one paragraph to paste."""
    parts = [reporting(report), standing(report), nearest(report), membership(report)]
    for group, title in labels.GROUPS.items():
        if (report.tasks["task_group"].eq(group) & report.tasks["due_count"].gt(0)).any():
            parts.append(f"{title}中，{tasks(report, group)}")
    return "".join([*parts, "待定的不作为未达标。"])


def part(count: int, total: int) -> str:
    """So many societies of so many: 58家（58/168，34.5%）; without a percentage where there are none."""
    return f"{count}家（{count}/{total}，{count / total:.1%}）" if total else "0家（0/0）"


def share(count: int, total: int) -> str:
    """The same for the cell of a table: 58/168（34.5%）; a dash where nobody owes anything."""
    return f"{count}/{total}（{count / total:.1%}）" if total else "—"


def _change(before: int, after: int) -> str:
    if after == before:
        return "持平"
    return f"{'增加' if after > before else '减少'}{abs(after - before):,}人（{after / before - 1:+.1%}）"


def _place(report: Report) -> str:
    return "全市" if report.filters == Filters(report.filters.period) else "统计范围内"


def _met_list(tasks: pd.DataFrame) -> str:
    """Tasks with the same share: each with its numbers, or, where they are many, their number and the share."""
    rows = list(tasks.itertuples())
    if len(rows) > MOST_TIED:
        numbers = "、".join(str(row.number) for row in rows)
        return f"第{numbers}项（均为{rows[0].met_count / rows[0].due_count:.1%}）"
    return "、".join(
        f"第{row.number}项“{row.short_title}”（{row.met_count}/{row.due_count}，{row.met_count / row.due_count:.1%}）"
        for row in rows
    )


def _named(row: Any) -> str:
    return str(row.name) if row.state == "not_reported" else f"{row.name}（{labels.STATES[row.state]}）"
