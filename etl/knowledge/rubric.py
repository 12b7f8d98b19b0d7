"""The rubric (评价细则): tasks, criteria, rules and thresholds, read from TOML and refused when wrong."""

import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from etl.knowledge import expression, holding, measures, points
from etl.knowledge.criteria import Case, Criterion, Grade, Group, Reason, Task
from etl.knowledge.expression import ExpressionError, Node
from etl.knowledge.measures import Measure, MeasureError
from etl.knowledge.points import PointsError
from etl.paths import RUBRICS

KINDS = ("basic", "renewal", "optional")
"""Kinds of groups of tasks: all are required; all are where renewal is due; so many are, of those chosen."""
DECIDED_BY = ("declared", "both", "rule")
BLANK = "未填"
"""Why an outcome is open where the rubric names no other reason."""
_PARAMETERS = frozenset({"base_year", "small_base", "growth_pct", "young_age", "optional_minimum"})
"""Parameters that every rubric has; it may have more, which its rules and labels name."""
_GROUP_KEYS = frozenset({"title", "kind", "minimum", "cap", "bonus"})
_TASK_KEYS = frozenset({"number", "group", "title", "short_title", "content", "note", "criterion"})
_CRITERION_KEYS = frozenset(
    "id text short_text source decided_by rules reasons applies_when count is_required is_judged "
    "may_be_not_applicable no_counts_from shown points evidence_lasts".split()
)


class RubricError(ValueError):
    """The rubric file is wrong; the message names file, task, criterion and key."""


@dataclass(frozen=True, slots=True, eq=False)  # one object is one rubric, so that it may be a key of caches
class Rubric:
    """One rubric file: holds from `first_period` until the next file's."""

    first_period: int
    name: str
    sha256: str
    parameters: Mapping[str, int]
    groups: Mapping[str, Group]
    measures: Mapping[str, Measure]
    tasks: tuple[Task, ...]
    grades: tuple[Grade, ...]

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        return tuple(criterion for task in self.tasks for criterion in task.criteria)

    @property
    def labels(self) -> dict[str, str]:
        return {name: measure.label for name, measure in self.measures.items()}

    def printed_rule(self, criterion: Criterion) -> str | None:
        """The rule in words and signs, its cases separated by `；`; None where the answer alone decides."""
        texts = []
        for case in criterion.cases:
            rule = expression.printed(case.readings[0], self.labels)
            if len(case.readings) > 1:
                rule += f"（几种算法须一致，否则待定：{case.reason}）"
            texts.append(f"{expression.printed(case.when, self.labels)}：{rule}" if case.when else rule)
        return "；".join(texts) or None


def read(path: Path) -> Rubric:
    """The rubric in one TOML file named for its first period (`2017.toml`). Raises RubricError."""
    return _read(path.name, path.read_bytes())


def read_with(path: Path, parameters: Mapping[str, int]) -> Rubric:
    """The rubric in the file as if these numbers stood in its `[parameters]`. Raises RubricError."""
    rubric = read(path)
    document = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    document["parameters"] |= parameters
    return _Reader(path.name, document).rubric(rubric.first_period, rubric.sha256)


@lru_cache(maxsize=32)  # a load reads the files twice: in the folder, and as the archive keeps them
def _read(name: str, raw: bytes) -> Rubric:
    try:
        document = tomllib.loads(raw.decode("utf-8"), parse_float=Decimal)
        first_period = int(Path(name).stem)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RubricError(f"{name}：不是有效的 TOML（{error}）") from error
    except ValueError as error:
        raise RubricError(f"{name}：文件名应是起始年度，例如 2017.toml") from error
    return _Reader(name, document).rubric(first_period, hashlib.sha256(raw).hexdigest())


def read_all(folder: Path = RUBRICS) -> tuple[Rubric, ...]:
    """Every rubric of a folder, by first period. Raises RubricError, also when there is none."""
    rubrics = tuple(sorted((read(path) for path in folder.glob("*.toml")), key=lambda rubric: rubric.first_period))
    if not rubrics:
        raise RubricError(f"{folder.name}：没有评价细则")
    return rubrics


def in_force(rubrics: tuple[Rubric, ...], period: int) -> Rubric:
    """The rubric that holds for a period. Raises RubricError for a period before the first."""
    held = [rubric for rubric in rubrics if rubric.first_period <= period]
    if not held:
        raise RubricError(f"{period} 年度没有评价细则（最早的从 {rubrics[0].first_period} 年起）")
    return held[-1]


class _Reader:
    def __init__(self, file: str, document: dict[str, Any]) -> None:
        self.file = file
        self.document = document
        self.where = ""

    def rubric(self, first_period: int, sha256: str) -> Rubric:
        document = self.document
        self.keys(
            document,
            required={"name", "parameters", "groups", "measures", "task"},
            known={"name", "parameters", "groups", "measures", "task", "grade"},
        )
        parameters = document["parameters"]
        for key in sorted(_PARAMETERS - set(parameters)):
            raise self.error(f"parameters.{key}", "缺少此键")
        for key, value in parameters.items():
            if type(value) is not int:
                raise self.error(f"parameters.{key}", "应是整数")
            used_in = repr([document[part] for part in ("groups", "measures", "task")])
            if key not in _PARAMETERS and not re.search(rf"\b{re.escape(key)}\b", used_in):
                raise self.error(f"parameters.{key}", "不认识此键，也没有规则用到它")
        self.parameters: dict[str, int] = parameters
        try:
            self.groups = {group_id: self.group(group_id, entry) for group_id, entry in document["groups"].items()}
            self.measures = measures.read(document["measures"], parameters)
            tasks = tuple(self.task(entry) for entry in document["task"])
            self.where = ""
            self.check_whole(tasks)
            grades = points.read_grades(document.get("grade", ()))
            points.check(self.groups.values(), tasks, grades)
        except MeasureError as error:
            raise self.error(error.key, str(error)) from error
        except PointsError as error:
            if error.criterion_id:
                self.where = f"任务 {int(error.criterion_id[1:3])} 判定项 {error.criterion_id}"
            raise self.error(error.key, str(error)) from error
        return Rubric(first_period, document["name"], sha256, parameters, self.groups, self.measures, tasks, grades)

    def group(self, group_id: str, entry: str | dict[str, Any]) -> Group:
        """`basic = "…"`: the title, the key is the kind. `[groups.bonus]`: title, kind, and of a choice its minimum."""
        key = f"groups.{group_id}"
        if isinstance(entry, str):
            entry = {"title": entry, "kind": group_id}
        for missing in sorted({"title", "kind"} - set(entry)):
            raise self.error(f"{key}.{missing}", "缺少此键")
        for strange in sorted(set(entry) - _GROUP_KEYS):
            raise self.error(f"{key}.{strange}", "不认识此键")
        if entry["kind"] not in KINDS:
            raise self.error(f"{key}.kind", f"应是 {'、'.join(KINDS)} 之一")
        minimum = entry.get("minimum", self.parameters.get("optional_minimum"))
        if entry["kind"] != "optional":
            minimum = None
        elif type(minimum) is not int:
            raise self.error(f"{key}.minimum", "应写明至少选做几项（整数），或写参数 optional_minimum")
        return Group(group_id, entry["title"], entry["kind"], minimum, *points.read_cap(key, entry))

    def check_whole(self, tasks: tuple[Task, ...]) -> None:
        """What shows only when all tasks are read. Raises RubricError."""
        criteria = [criterion for task in tasks for criterion in task.criteria]
        for key, names in (
            ("id", [criterion.criterion_id for criterion in criteria]),
            ("number", [str(task.number) for task in tasks]),
            ("count", [criterion.count for criterion in criteria if criterion.count]),
        ):
            doubled = sorted(name for name, times in Counter(names).items() if times > 1)
            if doubled:
                raise self.error(key, f"重复：{'、'.join(doubled)}")
        for group_id in self.groups:
            if not any(task.group_id == group_id for task in tasks):
                raise self.error(f"groups.{group_id}", "这一组没有任务")
        asked = {criterion.count for criterion in criteria}
        for name, measure in self.measures.items():
            if name not in measures.BUILT_IN and name not in asked and not measure.is_declared:
                problem = "没有地方填报这个指标：请在某个判定项写 count，或写明来源（field、roster、series、year_end）"
                raise self.error(f"measures.{name}", problem)
            if name in asked and (measure.is_declared or name in measures.BUILT_IN):
                raise self.error(f"measures.{name}", "既有来源，又由判定项的 count 填报，只能留一种")

    def task(self, entry: dict[str, Any]) -> Task:
        self.where = f"任务 {entry.get('number', '?')}"
        self.keys(entry, required={"number", "group", "title", "short_title", "content", "criterion"}, known=_TASK_KEYS)
        if entry["group"] not in self.groups:
            raise self.error("group", f"应是 {'、'.join(self.groups)} 之一")
        task_id = f"T{entry['number']:02d}"
        criteria = tuple(self.criterion(task_id, criterion) for criterion in entry["criterion"])
        return Task(
            task_id,
            entry["number"],
            entry["group"],
            self.groups[entry["group"]].kind,
            entry["title"],
            entry["short_title"],
            entry["content"],
            entry.get("note", ""),
            criteria,
        )

    def criterion(self, task_id: str, entry: dict[str, Any]) -> Criterion:
        self.where = f"任务 {int(task_id[1:])} 判定项 {entry.get('id', '?')}"
        self.keys(entry, required={"id", "text"}, known=_CRITERION_KEYS)
        decided_by = entry.get("decided_by", "declared")
        if not entry["id"].startswith(task_id + "-"):
            raise self.error("id", f"应以 {task_id}- 开头")
        if decided_by not in DECIDED_BY:
            raise self.error("decided_by", f"应是 {'、'.join(DECIDED_BY)} 之一")
        is_judged = entry.get("is_judged", True)
        if (decided_by != "declared") != ("rules" in entry) and is_judged:
            raise self.error("rules", "由数字决定的判定项须有规则，只看自评的不得有规则")
        for name in (*entry.get("shown", ()), *([entry["count"]] if "count" in entry else ())):
            if name not in self.measures:
                raise self.error("count" if name == entry.get("count") else "shown", f"没有名为“{name}”的指标")
        cases = tuple(self.case(case) for case in entry.get("rules", ()))
        before: list[Node] = []
        for case in cases[:-1]:
            if case.when is None:
                raise self.error("rules", "没有 when 的规则须放在最后，其后的规则永远用不到")
        for case in cases:
            self.check_holds("rules", case.when, before)
            before += [case.when] if case.when else []
        reasons = tuple(self.reason(reason) for reason in entry.get("reasons", ()))
        applies_when = self.node("applies_when", entry["applies_when"]) if "applies_when" in entry else None
        self.check_holds("applies_when", applies_when)
        return Criterion(
            entry["id"],
            task_id,
            entry["text"],
            entry.get("short_text", entry["text"]),
            entry.get("source", "工作标准"),
            decided_by,
            entry.get("is_required", is_judged),
            is_judged,
            entry.get("may_be_not_applicable", False),
            entry.get("no_counts_from"),
            entry.get("count"),
            applies_when,
            cases,
            reasons,
            tuple(entry.get("shown", ())),
            points.read(entry["points"], decided_by, self.measures) if "points" in entry else None,
            entry.get("evidence_lasts", False),
        )

    def case(self, entry: dict[str, Any]) -> Case:
        self.keys(entry, required={"rule"}, known={"when", "rule", "reason"})
        rules = [entry["rule"]] if isinstance(entry["rule"], str) else entry["rule"]
        if len(rules) > 1 and "reason" not in entry:
            raise self.error("rules", "几种理解并存时须写明 reason")
        return Case(
            self.node("rules", entry["when"]) if "when" in entry else None,
            tuple(self.node("rules", rule) for rule in rules),
            entry.get("reason", BLANK),
        )

    def reason(self, entry: dict[str, Any]) -> Reason:
        self.keys(entry, required={"when", "reason"}, known={"when", "reason"})
        when = self.node("reasons", entry["when"])
        self.check_holds("reasons", when)
        return Reason(when, entry["reason"])

    def check_holds(self, key: str, when: Node | None, before: Sequence[Node] = ()) -> None:
        """Raises RubricError where `when` can never hold, or never is asked because one `before` it holds."""
        if when is not None and not holding.can_hold(when, before):
            printed = expression.printed(when, {name: measure.label for name, measure in self.measures.items()})
            raise self.error(key, f"“{printed}”永远不会成立")

    def node(self, key: str, text: str) -> Node:
        try:
            node = expression.parse(text, self.measures, self.parameters)
        except ExpressionError as error:
            raise self.error(key, str(error)) from error
        if not isinstance(node, expression.Comparison | expression.Logic):
            raise self.error(key, f"“{text}”不是判断")
        return node

    def keys(
        self, entry: Mapping[str, Any], required: set[str] | frozenset[str], known: set[str] | frozenset[str]
    ) -> None:
        missing, strange = required - set(entry), set(entry) - known
        if missing or strange:
            key = sorted(missing or strange)[0]
            raise self.error(key, "缺少此键" if missing else "不认识此键")

    def error(self, key: str, problem: str) -> RubricError:
        return RubricError("：".join(part for part in (self.file, self.where, key, problem) if part))
