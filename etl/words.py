"""The Chinese words for codes of the warehouse: command line, workbooks and dashboard say the same."""

VERDICTS = {"met": "达标", "unmet": "未达标", "unknown": "待定", "not_applicable": "不适用"}
GROUPS = {"basic": "基本任务", "renewal": "换届任务", "optional": "选做任务"}
UNREADABLE = "看不懂"
MOVED = {"criterion": "判定项", "state": "填报状态", "measure": "数字"}
"""What moves below the verdicts of tasks."""
OVERALL = "总体"
REVIEWS = {"approved": "认可", "rejected": "不认可", "more_material": "需补材料"}
SEVERITIES = {"fatal": "退回", "error": "须更正", "warning": "请核对"}  # the gravest first
CAUSES = {"data": "填报与审核", "registry": "名录", "rubric": "评价细则"}  # of a verdict that changed

AUTHOR = "学会改革任务看板"
"""Who signs the comments that this program writes into workbooks."""
