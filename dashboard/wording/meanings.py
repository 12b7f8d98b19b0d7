"""What each column of a table to take along means: in the words of the contract where the column is the contract's."""

import re
from collections.abc import Iterable, Mapping

from dashboard.wording.labels import COLUMNS

# Columns whose meaning is the comment that the warehouse itself holds, by table.column of the contract.
CONTRACT = {
    "society_id": "society.society_id",
    "name": "society.name",
    "category": "society.category",
    "supporting_unit": "society.supporting_unit",
    "period": "society_result.period",
    "state": "society_result.state",
    "basic": "society_result.basic",
    "renewal": "society_result.renewal",
    "optional": "society_result.optional",
    "overall": "society_result.overall",
    "remaining_count": "society_result.remaining_count",
    "sentence": "remaining_step.sentence",
    "renewal_applicability": "society_result.renewal_applicability",
    "chosen_count": "society_result.chosen_count",
    "optional_met_count": "society_result.optional_met_count",
    "number": "task.number",
    "short_title": "task.short_title",
    "task_group": "task.task_group",
    "applicability": "task_result.applicability",
    "criterion_id": "criterion.criterion_id",
    "source": "criterion.source",
    "rule": "criterion.rule",
    "is_required": "criterion.is_required",
    "declared": "criterion_result.declared",
    "reviewed": "criterion_result.reviewed",
    "verdict": "criterion_result.verdict",
    "reason": "criterion_result.reason",
    "explanation": "criterion_result.explanation",
    "base": "membership_growth.base",
    "now": "membership_growth.now",
    "year": "membership.year",
    "individual": "membership.individual",
    "unit": "membership.unit",
    "file_name": "submission.file_name",
    "received_at": "submission.received_at",
    "way": "submission.way",
    "version": "submission.version",
    "sheet": "sheet_account.sheet",
    "is_hidden": "sheet_account.is_hidden",
    "why": "sheet_account.why",
    "severity": "finding.severity",
    "message": "finding.message",
    "remedy": "finding.remedy",
    "value": "finding.value",
    "suggestion": "finding.suggestion",
}
# Columns that only tables of pages have.
_OWN = {
    "date": "收到填报表的日子",
    "reported_count": "到这一天为止已经报送的学会数",
    "basic_count": "现在基本任务全部达标的学会中，到这一天为止所用填报表已经收到的",
    "renewal_count": "现在换届任务全部达标的学会中，到这一天为止所用填报表已经收到的",
    "optional_count": "现在选做任务达标的学会中，到这一天为止所用填报表已经收到的",
    "met_count": "达标的学会数",
    "unmet_count": "未达标的学会数",
    "unknown_count": "待定的学会数",
    "due_count": "达标、未达标、待定之和",
    "society_count": "这一行有多少家学会",
    "chosen_society_count": "选做这项任务的学会数",
    "chosen_tasks": "选做的任务的序号",
    "unsure_tasks": "是否选做看不懂、选没选不能确定的任务的序号",
    "pair": "同一家学会都选了的两项任务",
    "task": "任务的序号和简称",
    "item": "判定项的序号，或比较的是哪一项",
    "text": "工作标准，或改革内容中的数量要求",
    "kind": "按评价细则得出的结论；不应判定的写明不判定",
    "ground": "代入数字的规则；待定的写明缺什么",
    "place": "填报表中的工作表!单元格；同一张表的只写一次表名",
    "written": "单元格里原来的写法和数字",
    "versions": "同一学会同一年度第几次填报",
    "tables_in_force": "这次填报中现在还在用的表",
    "gain": "本年底 − 基数",
    "growth": "（本年底 − 基数）÷ 基数",
    "growth_step": "增幅所在的区间，含左端，不含右端",
    "fallen_years": "个人会员比上一年底减少的年份",
    "same_individual": "基数和本年底都有数的学会，个人会员合计",
    "same_count": "基数和本年底都有数的学会数",
    "unit_count": "填报了单位会员数的学会数",
    "ratio": "评价细则规定或要求列示的比例",
    "measured": "分子/分母",
    "share": "分子 ÷ 分母",
    "bound": "按评价细则折合的人数：上限为不得超过，至少为必须达到",
    "title": "问题的种类",
    "finding_count": "这种问题有多少处",
    "error_count": "须更正的处数",
    "warning_count": "请核对的处数",
    "contact": "名录中的联系人",
    "phone": "名录中的联系电话",
    "before_verdict": "比较的前一时刻或前一年度的结论",
    "after_verdict": "比较的后一时刻或后一年度的结论",
    "change": "新增达标、不再达标或其他变动",
    "cause": "结论因什么而变",
    "gained_count": "新增达标的项数",
    "lost_count": "不再达标的项数",
    "other_count": "其他变动的项数",
    "gained_tasks": "新增达标的任务",
    "lost_tasks": "不再达标的任务",
    "filled": "有内容的单元格，合并单元格算一格",
    "read": "读成了数据，或者单独列出了问题",
    "furniture": "标题、栏目名称、序号、说明、签名和模板原有的文字",
    "set_aside": "认得出，但不是本会、本年度的表，没有计入",
    "unread": "认不出的内容，没有计入；要紧的都列在“待处理的问题”里",
}
_CODE = re.compile(r"[a-z_]+（([^（）]*)）")


def of_headings(columns: Iterable[str], comments: Mapping[str, str]) -> dict[str, str]:
    """Return for the heading of each column what it means; `comments` are those of the warehouse by table.column.

    Codes of the warehouse stand in their words, as in the tables. A heading that two columns have means both.
    """
    meanings: dict[str, list[str]] = {}
    for column in columns:
        heading = COLUMNS[column]
        meaning = _OWN.get(column) or _CODE.sub(r"\1", comments[CONTRACT[column]])
        if meaning not in meanings.setdefault(heading, []):
            meanings[heading].append(meaning)
    return {heading: "；".join(parts) for heading, parts in meanings.items()}
