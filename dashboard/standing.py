"""Sentences and numbers about one society, shared by its page, the printed page and the Word document: groups, growth,
council.
"""

from typing import Any

import pandas as pd

from dashboard.queries.society import SocietyRecord
from dashboard.wording import labels

SHORT_REASONS = {"未到换届": "未到"}  # so that it fits a cell of the strip


def facts(record: SocietyRecord) -> list[str]:
    """Who the society is and what it sent, as short phrases."""
    header = record.header
    years = "、".join(str(year) for year in header["renewal_years"])
    phrases = [
        header["category"] or "学科未填",
        f"挂靠单位 {header['supporting_unit'] or labels.BLANK}",
    ]
    if renewal := labels.RENEWAL.get(header["renewal_applicability"]):  # none where the rubric has no such tasks
        phrases.append(f"{renewal}（名录：{years or labels.BLANK}）")
    if pd.isna(header["version"]):
        return [*phrases, labels.STATES[header["state"]]]
    received = f"第 {header['version']} 次填报，{header['received_at']:%Y-%m-%d %H:%M} 收到"
    errors = f"{labels.STATES['to_correct']} {header['error_count']} 处"
    state = errors if header["state"] == "to_correct" else labels.STATES[header["state"]]
    return [*phrases, f"{received}，{state}", f"已审核 {header['reviewed_count']}/{header['reviewable_count']} 项"]


def overall(record: SocietyRecord) -> str:
    """How the whole and the three groups stand."""
    header = record.header
    groups = "，".join(f"{labels.GROUPS[group]}{labels.VERDICTS[header[group]]}" for group in labels.GROUPS)
    return f"总体{labels.VERDICTS[header['overall']]}：{groups}"


def remaining(record: SocietyRecord) -> str:
    """How many standards the society lacks."""
    header = record.header
    if not header["is_reported"]:
        return f"还差什么：{labels.STATES[header['state']]}，先要有可用的填报"
    if header["overall"] == "met":
        return "还差什么：已总体达标，没有要补的"
    count = int(header["remaining_count"])
    if not count:
        return "还差什么：只须填明下面的事项，就总体达标"
    return f"还差什么：做到下面 {count} 条，就总体达标"


def groups(record: SocietyRecord) -> dict[str, str]:
    """How many tasks of each group are met: 基本任务 5/6 达标."""
    header = record.header
    size = record.tasks["task_group"].value_counts()
    renewal = labels.RENEWAL.get(header["renewal_applicability"], "")
    if header["renewal_applicability"] == "due":
        renewal = f"{header['renewal_met_count']}/{size['renewal']} 达标"
    minimum, chosen = int(header["optional_minimum"]), int(header["chosen_count"])
    unsure = int(header["choice_unknown_count"])
    enough = "已满" if chosen >= minimum else "不足" if chosen + unsure < minimum else "不知是否满"
    optional = f"选 {chosen} 项，达标 {header['optional_met_count']} 项，"
    optional += (f"选做待确认 {unsure} 项，" if unsure else "") + f"{enough} {minimum} 项"
    if not header["is_reported"]:
        optional = labels.STATES[header["state"]]
    of_kind = {
        "basic": f"{header['basic_met_count']}/{size.get('basic')} 达标",
        "renewal": renewal,
        "optional": optional,
    }
    return {kind: f"{labels.GROUPS[kind]} {said}" for kind, said in of_kind.items() if kind in size}


def task_word(task: Any) -> str:
    """The word for a task's outcome: its verdict, or why there is none (未选, 未到)."""
    if task.verdict == "not_applicable" and isinstance(task.reason, str):
        return SHORT_REASONS.get(task.reason, task.reason)
    return labels.VERDICTS[task.verdict]


def in_two_lines(title: str) -> tuple[str, str]:
    """A short title for a narrow cell: broken before a bracket, else in the middle; the second line may be empty."""
    at = title.find("（") if "（" in title else -(-len(title) // 2)
    return (title, "") if len(title) <= 4 else (title[:at], title[at:])


def demanded(record: SocietyRecord) -> list[tuple[int, str]]:
    """The numbers of members the rubric draws a line at, each with what it says; none without a base."""
    growth = record.growth
    if growth["criterion_id"] is None or pd.isna(growth["base"]) or growth["base"] == 0:
        return []
    base, border, percent = int(growth["base"]), int(growth["small_base"]), int(growth["growth_pct"])
    enough = -(-(100 + percent) * base // 100)
    small = (enough, f"{border} 人以下须增加 {percent}%：{enough:,} 人")
    large = (base, f"{border} 人以上须多于 {base:,} 人")
    return [*([small] if base <= border else []), *([large] if base >= border else [])]


def growth(record: SocietyRecord) -> str:
    """Growth since the base year, the verdict, and what is demanded."""
    row = record.growth
    verdict = labels.VERDICTS[row["verdict"]]
    if pd.isna(row["base"]) or pd.isna(row["now"]) or row["base"] == 0:
        return f"会员：{verdict}（{row['reason']}）"
    base, now = int(row["base"]), int(row["now"])
    if row["criterion_id"] is None:
        return f"会员：{base:,} → {now:,} 人（{now / base - 1:+.1%}），{row['reason']}"
    if row["verdict"] == "unknown":
        verdict += f"（{row['reason']}）"
    if row["applicability"] != "due":
        verdict = f"{labels.RENEWAL[row['applicability']]}，不判定"
    needed = [f"须{'多于' if value == base else '达到'} {value:,} 人" for value, _ in demanded(record)]
    return f"会员：{base:,} → {now:,} 人（{now / base - 1:+.1%}），{verdict}：{'或'.join(needed)}"


def council(record: SocietyRecord) -> str:
    """How many limits the council is held against, and how many it keeps."""
    if not record.header["is_reported"]:
        return f"理事会：{labels.STATES[record.header['state']]}，没有可以对照的数"
    limits = record.ratios[record.ratios["side"].notna() & (record.ratios["verdict"] != "not_applicable")]
    if limits.empty:
        return "理事会：没有可以判定的限额"
    if record.header["renewal_applicability"] == "not_due":
        return f"理事会：{labels.RENEWAL['not_due']}，{len(limits)} 项限额只作对照"
    counts = limits["verdict"].value_counts()
    parts = [
        f"{counts[verdict]} 项{labels.VERDICTS[verdict]}"
        for verdict in ("met", "unmet", "unknown")
        if verdict in counts
    ]
    return f"理事会：{len(limits)} 项限额，{'，'.join(parts)}"


def ratio_kind(ratio: Any) -> str:
    """What a ratio is in colours and words: its verdict, or `shown` where nothing is judged."""
    is_judged = ratio.renewal_applicability != "not_due" or ratio.verdict == "not_applicable"
    return str(ratio.verdict) if is_judged and isinstance(ratio.verdict, str) else "shown"


def ratio_word(ratio: Any) -> str:
    """The word for a ratio's outcome: its verdict, or that it is only shown."""
    return labels.KINDS[ratio_kind(ratio)]


def ratio_numbers(ratio: Any) -> str:
    """A ratio's numbers: 93/240，上限 80; the reason where they are missing, nothing where there is none."""
    if ratio.verdict == "not_applicable":
        return ""
    if not isinstance(ratio.measured, str):
        return ratio.reason if isinstance(ratio.reason, str) else ""
    return "，".join(one for one in (ratio.measured, ratio.bound) if isinstance(one, str))
