"""What the page, the printed sheet and the Word document of one society have in common: its tables, row by row."""

from functools import lru_cache
from typing import Any

import pandas as pd

from dashboard.frame_cache import kept
from dashboard.queries.scores import with_points
from dashboard.queries.society import SocietyRecord
from dashboard.wording import labels

TASKS = ("number", "short_title", "task_group", "applicability", "verdict", "reason")
CRITERIA = ("item", "text", "declared", "reviewed", "kind", "ground", "place", "written", "versions")
STEPS = ("item", "text", "sentence", "place")
RATIOS = ("ratio", "measured", "share", "bound", "kind", "explanation", "place")
MEMBERS = ("year", "individual", "unit", "place", "version")
VERSIONS = ("version", "file_name", "received_at", "way", "state", "error_count", "warning_count",
            "tables_in_force")  # fmt: skip
CHANGES = ("table_name", "item", "before", "before_place", "after", "after_place")
FINDINGS = ("severity", "title", "place", "message", "value", "remedy", "suggestion", "version")
RESOLVED = ("severity", "title", "place", "message", "value")
SCORES = tuple("criterion_id text score full_score self_score explanation reason place points_rule file_name".split())
NOTHING = "（空）"
DEFINITIONS = {
    "自评": "学会在“完成情况”里填的",
    "审核": "工作人员对自评的意见；审核与自评分开保存",
    "结论": "按评价细则得出：自评（或审核）与数字规则都成立才达标；缺数的是待定，不算未达标",
    "算式或原因": "代入数字的规则；待定的写明缺什么",
    "填写内容": "单元格里原来的写法和数字",
    "出处": "工作表!单元格",
    "版本": "同一学会同一年度第几次填报",
}


@lru_cache(maxsize=256)
def criteria(record: SocietyRecord) -> pd.DataFrame:
    """Every criterion of the tasks that apply, in the order of the rubric; columns `CRITERIA`, `verdict`, `task_id`."""
    rows = record.criteria.copy()
    rows["item"] = [item(one) for one in rows["criterion_id"]]
    rows["kind"] = rows["verdict"].where(rows["is_judged"], "shown")
    # Column by column: pandas takes a millisecond to make rows of a frame, and there are as many frames as societies.
    grounds = zip(rows["reason"], rows["explanation"], rows["opinion"], strict=True)
    rows["ground"] = [_ground(*one) for one in grounds]
    return rows


@lru_cache(maxsize=256)
def attention(record: SocietyRecord) -> pd.DataFrame:
    """Of the criteria those that are unmet or unknown."""
    rows = criteria(record)
    return rows[rows["verdict"].isin(["unmet", "unknown"])]


@lru_cache(maxsize=256)
def ratios(record: SocietyRecord) -> pd.DataFrame:
    """The ratios of the council; columns `RATIOS`."""
    rows = record.ratios.copy()
    is_not_due = (rows["renewal_applicability"] == "not_due") & (rows["verdict"] != "not_applicable")
    rows["kind"] = rows["verdict"].mask(is_not_due, "not_due").where(rows["side"].notna(), "shown")
    return rows


@lru_cache(maxsize=256)
def members(record: SocietyRecord) -> pd.DataFrame:
    """Members by year-end; columns `MEMBERS`."""
    rows = record.members.copy()
    rows["place"] = rows["sheet"] + "!" + rows["cell"]
    return rows


@kept
def versions(submissions: pd.DataFrame) -> pd.DataFrame:
    """The submissions, the latest first; columns `VERSIONS`."""
    rows = submissions.copy()
    rows["tables_in_force"] = [
        "、".join(labels.TABLES[table] for table in names.split()) if isinstance(names, str) else ""
        for names in rows["tables_in_force"]
    ]
    return rows


@kept
def changes(differences: pd.DataFrame) -> pd.DataFrame:
    """What differs between two submissions; columns `CHANGES`."""
    rows = differences.copy()
    rows["item"] = [_changed(row) for row in rows.itertuples()]
    rows[["before", "after"]] = rows[["before", "after"]].fillna(NOTHING)
    rows[["before_place", "after_place"]] = rows[["before_place", "after_place"]].fillna("")
    return rows


@lru_cache(maxsize=256)
def findings(record: SocietyRecord) -> pd.DataFrame:
    """What must be corrected or checked; columns `FINDINGS`."""
    return placed(record.findings)


@kept
def placed(unplaced: pd.DataFrame) -> pd.DataFrame:
    """Findings with the place of each: sheet and cell, or the sheet alone."""
    rows = unplaced.copy()
    rows["place"] = [
        "!".join(part for part in (row.sheet, row.cell) if isinstance(part, str)) for row in rows.itertuples()
    ]
    return rows


@kept
def steps(steps_left: pd.DataFrame) -> pd.DataFrame:
    """The steps to 达标 as `queries.steps` has them, with the columns `item` and `text`."""
    rows = steps_left.copy()
    rows["item"] = [
        item(criterion_id) if isinstance(criterion_id, str) else f"{number}"
        for criterion_id, number in zip(rows["criterion_id"], rows["number"], strict=True)
    ]
    rows["text"] = rows["text"].where(rows["text"].notna(), rows["short_title"])
    return rows


@lru_cache(maxsize=256)
def own_steps(record: SocietyRecord) -> pd.DataFrame:
    """The steps of a society, with its answers and where they stand; columns `STEPS`."""
    answers = record.criteria[["criterion_id", "opinion", "place"]]
    rows = steps(record.steps).merge(answers, on="criterion_id", how="left")
    rows["place"] = rows["place"].fillna("").map(labels.short_place)
    opinions = rows["opinion"].fillna("")
    rows["sentence"] += opinions.where(opinions == "", "；审核意见：" + opinions)
    return rows


@lru_cache(maxsize=256)
def beside_steps(record: SocietyRecord) -> pd.DataFrame:
    """Of the criteria that are unmet or unknown those that are no steps: the whole may be 达标 without them."""
    rows = attention(record)
    return rows[~rows["criterion_id"].isin(record.steps["criterion_id"])]


def item(criterion_id: str) -> str:
    """Return the number of a criterion as people write it: 12-1."""
    task, _, ordinal = criterion_id.partition("-")
    return f"{int(task[1:])}-{ordinal}"


def _ground(reason: object, explanation: object, opinion: object) -> str:
    parts = [one for one in (reason, explanation) if isinstance(one, str)]
    if isinstance(opinion, str) and opinion:
        parts.append(f"审核意见：{opinion}")
    return "；".join(parts)


def _changed(row: Any) -> str:
    match row.table_name:
        case "answers":
            return f"{item(row.item)} {labels.PARTS[row.part]}"
        case "membership":
            return f"{row.item} 年底 {labels.PARTS[row.part]}"
        case "council":
            return labels.ROSTER[row.item]
        case _:
            return str(row.label)


@kept
def scores(record: SocietyRecord) -> pd.DataFrame:
    """What each criterion gives, in words; without rows where the rubric gives no points."""
    return with_points(record.scores)
