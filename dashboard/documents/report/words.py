"""The sentences of the report, each number in them computed: measured, with numerator and denominator, no judgement."""

from fractions import Fraction
from typing import Any

import pandas as pd

from dashboard.documents.report import composition
from dashboard.documents.report.counted import part
from dashboard.queries import Filters
from dashboard.queries.report import Report
from dashboard.wording import labels

MOST_TIED = 3  # tasks named one by one


def opening(found: Report, filters: str) -> str:
    """What the report is about, on what it is based, and for whom it holds."""
    period, rubric = found.filters.period, found.basis.rubric
    told = f"依据《学会改革任务分解表》和自{rubric}年度起执行的评价细则，对学会{period}年度改革任务填报情况"
    told += "进行了汇总和判定，现将有关情况通报如下。"
    return told if found.filters == Filters(period) else f"{told}统计范围：{filters}。"


def reporting(found: Report) -> str:
    """Who has reported, who has not."""
    counts, basis, states = found.counts, found.basis, labels.STATES
    day = f"截至{labels.day(basis.as_of.date())}" if basis.as_of else "目前"
    told = f"{day}，{_place(found)}{basis.expected}家学会中，已报送{part(basis.reported, basis.expected)}，"
    told += f"其中{states['accepted']}{counts.accepted}家、{states['to_correct']}{counts.to_correct}家；"
    told += f"{states['returned']}{counts.returned}家；" if counts.returned else ""
    told += f"{states['not_reported']}{counts.not_reported}家。"
    return told + (f"报送截止日期为{labels.day(basis.deadline)}。" if basis.deadline else "")


def standing(found: Report) -> str:
    """How the three groups and the whole stand."""
    basic, renewal, optional, overall = found.groups.itertuples()
    told = f"基本任务全部达标的学会{part(basic.met_count, basic.due_count)}；"
    if renewal.due_count:
        told += f"换届任务全部达标的{part(renewal.met_count, renewal.due_count)}；"
    told += f"选做任务达标{found.choice.minimum}项以上的{part(optional.met_count, optional.due_count)}。"
    told += f"应完成的各类任务都达标的学会{part(overall.met_count, overall.due_count)}；"
    return told + f"至少一类任务未达标的{overall.unmet_count}家；其余{overall.unknown_count}家尚不能判定。"


def meaning(found: Report) -> str:
    """What 待定 is, and what is outside the denominators."""
    unclear = found.renewal.unclear
    told = "未报送、已退回、未填写、数据无法识别或尚待认定的，列为“待定”，在应完成学会数内单独计数，不作为未达标；"
    told += "未到换届、未选做、不适用的，不计入应完成学会数。"
    return told + (f"换届情况待确认的{unclear}家，换届任务计入应完成，列为待定。" if unclear else "")


def tasks(found: Report, group: str) -> str:
    """Of the tasks of a group, which is met by the largest and which by the smallest share of societies."""
    mine = found.tasks[(found.tasks["task_group"] == group) & (found.tasks["due_count"] > 0)]
    if mine.empty:
        return f"没有应完成{labels.GROUPS[group]}的学会。"
    shares = mine.apply(lambda row: Fraction(int(row["met_count"]), int(row["due_count"])), axis=1)
    if shares.min() == shares.max():
        return f"各项任务达标的学会占应完成学会的比例相同，为{float(shares.min()):.1%}。"
    best, worst = (_met_list(mine[shares == share]) for share in (shares.max(), shares.min()))
    return f"达标学会占应完成学会的比例，最高的是{best}，最低的是{worst}。"


def renewal(found: Report) -> str:
    """How many societies the renewal tasks are for."""
    one, expected = found.renewal, found.basis.expected
    told = f"{_place(found)}{expected}家学会中，应换届的{part(one.due, expected)}"
    return told + (f"，换届情况待确认的{one.unclear}家。" if one.unclear else "。")


def choice(found: Report) -> str:
    """How many optional tasks were chosen, and which by most and by fewest societies."""
    one, counts = found.choice, found.optional["chosen_society_count"]
    if not one.answered:
        return "没有已报送的学会。"
    told = f"已报送的{one.answered}家学会中，选做{one.minimum}项以上的{part(one.enough, one.answered)}。"
    if counts.max() == 0:
        return told
    return f"{told}选做学会最多的是{chosen_by(found, counts.max())}；最少的是{chosen_by(found, counts.min())}。"


def chosen_by(found: Report, count: int) -> str:
    """The optional tasks that so many societies chose: 第16项“学会联合体”，40家."""
    rows = found.optional[found.optional["chosen_society_count"] == count]
    names = [f"第{row.number}项“{row.short_title}”" for row in rows.itertuples()]
    return f"{'、'.join(names)}，{'各' if len(names) > 1 else ''}{count}家"


def boundary(found: Report) -> str:
    """How many cases the rubric leaves open."""
    if found.boundary.empty:
        return "没有细则存在两种理解、需要研究认定的情形。"
    societies = found.boundary["society_id"].nunique()
    return f"细则存在两种理解、需要研究认定的{len(found.boundary)}件，涉及{societies}家学会，认定前列为待定。"


def missing(found: Report) -> list[str]:
    """How many societies nothing counts of yet, then their names by category, one paragraph each."""
    if found.missing.empty:
        return ["应报送的学会均已报送。"]
    told = [f"未报送或所报已退回的学会{part(len(found.missing), found.basis.expected)}，按学科列出如下。"]
    for category, rows in found.missing.groupby("category", sort=False):
        told.append(f"{category}（{len(rows)}家）：{'、'.join(_named(row) for row in rows.itertuples())}。")
    return told


def requests(found: Report) -> list[str]:
    """What those concerned are asked to do; only what there is somebody for."""
    counts, states = found.counts, labels.STATES
    asked = [
        (counts.not_reported, f"请{states['not_reported']}的{counts.not_reported}家学会尽快报送。"),
        (counts.returned, f"请{states['returned']}的{counts.returned}家学会按退回说明重新报送。"),
        (counts.to_correct, f"请{states['to_correct']}的{counts.to_correct}家学会按更正清单修改后重新报送。"),
        (1, "请各学会对照附件台账核对本学会情况，有不一致的及时联系更正。"),
    ]
    return [sentence for count, sentence in asked if count]


def paragraph(found: Report) -> str:
    """The whole in one paragraph to paste."""
    told = [reporting(found), standing(found), composition.membership(found)]
    for group, title in labels.GROUPS.items():
        if (found.tasks["task_group"].eq(group) & found.tasks["due_count"].gt(0)).any():
            told.append(f"{title}中，{tasks(found, group)}")
    return "".join([*told, "待定的不作为未达标。"])


def _place(found: Report) -> str:
    return "全市" if found.filters == Filters(found.filters.period) else "统计范围内"


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
