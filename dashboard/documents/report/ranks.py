"""Who met most tasks and who failed most, by whole ranks: among equals nobody is named and nobody left out."""

import pandas as pd

from dashboard.queries.report import Report

MOST_NAMED = 10


def leading(report: Report) -> pd.DataFrame:
    """Of the societies that meet all they owe, those with the most tasks met."""
    return _foremost(_complete(report), "met_count")


def lagging(report: Report) -> pd.DataFrame:
    """Of the societies with tasks unmet, those with the most."""
    return _foremost(_failing(report), "unmet_count")


def leading_sentence(report: Report) -> str:
    """What the table of `leading` shows."""
    if not report.basis.reported:
        return "还没有可用的填报，不作排名。"
    if _complete(report).empty:
        return "没有学会应完成的各类任务都达标。"
    return _sentence("应完成的各类任务都达标的学会", len(_complete(report)), leading(report), "met_count", "达标")


def lagging_sentence(report: Report) -> str:
    """What the table of `lagging` shows."""
    if _failing(report).empty:
        return "已报送的学会没有未达标的任务。" if report.basis.reported else "还没有可用的填报，不作排名。"
    text = _sentence("有未达标任务的学会", len(_failing(report)), lagging(report), "unmet_count", "未达标")
    whole = report.groups.set_index("task_group").loc["overall", "unmet_count"]
    text += f"以上按单项任务计；前文“至少一类任务未达标”的{whole}家按整类计，"
    optional = f"选做任务达标满{report.choice.minimum}项的，该类不算未达标。" if "optional" in report.kinds else ""
    return f"{text.removesuffix('，')}{'，' if optional else '。'}{optional}"


def _complete(report: Report) -> pd.DataFrame:
    return report.societies[report.societies["overall"] == "met"]


def _failing(report: Report) -> pd.DataFrame:
    return report.societies[report.societies["unmet_count"] > 0]


def _foremost(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """The rows with the largest values, as long as all of equal rank can be named."""
    sizes = rows[column].value_counts().sort_index(ascending=False).cumsum()
    ranks = sizes[sizes <= MOST_NAMED].index
    return rows[rows[column].isin(ranks)].sort_values(column, ascending=False, kind="stable")


def _sentence(who: str, count: int, rows: pd.DataFrame, column: str, word: str) -> str:
    if rows.empty:
        return f"{who}{count}家，{word}任务最多的并列在{MOST_NAMED}家以上，逐家情况见附件。"
    if len(rows) == count:
        return f"{who}{count}家，列表如下。"
    return f"{who}{count}家，其中{word}{rows[column].min()}项以上的{len(rows)}家列表如下，其余见附件。"
