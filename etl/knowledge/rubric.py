"""The rubric (评价细则): tasks, criteria, rules and thresholds, read from TOML and refused when wrong."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from etl.knowledge import expression
from etl.knowledge.expression import ExpressionError, Node
from etl.paths import RUBRICS

GROUPS = ("basic", "renewal", "optional")
DECIDED_BY = ("declared", "both", "rule")
BLANK = "未填"
"""Why an outcome is open where the rubric names no other reason."""
_PARAMETERS = frozenset({"base_year", "small_base", "growth_pct", "young_age", "optional_minimum"})
_TASK_KEYS = frozenset({"number", "group", "title", "short_title", "content", "note", "criterion"})
_CRITERION_KEYS = frozenset(
    "id text short_text source decided_by rules reasons applies_when count is_required is_judged "
    "may_be_not_applicable no_counts_from shown".split()
)


class RubricError(ValueError):
    """The rubric file is wrong; the message names file, task, criterion and key."""


@dataclass(frozen=True, slots=True)
class Case:
    """One pair of `when` and `rule`: the readings must agree, else the outcome is open for `reason`."""

    when: Node | None
    readings: tuple[Node, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the outcome is open when `when` holds."""

    when: Node
    reason: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """判定项: a work standard (工作标准) or a quantified demand (改革内容) of one task."""

    criterion_id: str
    task_id: str
    text: str
    short_text: str
    source: str
    decided_by: str
    is_required: bool
    is_judged: bool
    may_be_not_applicable: bool
    no_counts_from: int | None
    count: str | None
    applies_when: Node | None
    cases: tuple[Case, ...]
    reasons: tuple[Reason, ...]
    shown: tuple[str, ...]

    @property
    def is_standard(self) -> bool:
        """True for one of the 56 work standards, which the society answers."""
        return self.source == "工作标准"

    @property
    def ordinal(self) -> str:
        """The part of the id behind the dash: `1`… for standards, a letter for demands."""
        return self.criterion_id.partition("-")[2]


@dataclass(frozen=True, slots=True)
class Task:
    task_id: str
    number: int
    group: str
    title: str
    short_title: str
    content: str
    note: str
    criteria: tuple[Criterion, ...]

    @property
    def standards(self) -> tuple[Criterion, ...]:
        return tuple(criterion for criterion in self.criteria if criterion.is_standard)


@dataclass(frozen=True, slots=True)
class Measure:
    """A number that rules are about. `is_past`: it cannot change any more. `remaining`: how what is missing of it is
    said, where that is not 还差: 名册还缺 4 处.
    """

    name: str
    label: str
    unit: str
    is_past: bool = False
    remaining: str | None = None


@dataclass(frozen=True, slots=True, eq=False)  # one object is one rubric, so that it may be a key of caches
class Rubric:
    """One rubric file: holds from `first_period` until the next file's."""

    first_period: int
    name: str
    sha256: str
    parameters: Mapping[str, int]
    groups: Mapping[str, str]
    measures: Mapping[str, Measure]
    tasks: tuple[Task, ...]

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


@lru_cache(maxsize=32)  # a load reads the files twice: in the folder, and as the archive keeps them
def _read(name: str, raw: bytes) -> Rubric:
    try:
        document = tomllib.loads(raw.decode("utf-8"))
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
            known={"name", "parameters", "groups", "measures", "task"},
        )
        parameters = document["parameters"]
        self.keys(parameters, required=_PARAMETERS, known=_PARAMETERS)
        for key, value in parameters.items():
            if type(value) is not int:
                raise self.error(f"parameters.{key}", "应是整数")
        if set(document["groups"]) != set(GROUPS):
            raise self.error("groups", f"应恰有 {'、'.join(GROUPS)}")
        self.parameters: dict[str, int] = parameters
        self.measures = {
            name: Measure(name, entry["label"], entry["unit"], entry.get("is_past", False), entry.get("remaining"))
            for name, entry in document["measures"].items()
        }
        tasks = tuple(self.task(entry) for entry in document["task"])
        self.where = ""
        ids = [criterion.criterion_id for task in tasks for criterion in task.criteria]
        doubled = {one for one in ids if ids.count(one) > 1}
        if doubled or len({task.number for task in tasks}) != len(tasks):
            raise self.error("id", f"重复：{'、'.join(sorted(doubled)) or '任务序号'}")
        return Rubric(first_period, document["name"], sha256, parameters, document["groups"], self.measures, tasks)

    def task(self, entry: dict[str, Any]) -> Task:
        self.where = f"任务 {entry.get('number', '?')}"
        self.keys(entry, required={"number", "group", "title", "short_title", "content", "criterion"}, known=_TASK_KEYS)
        if entry["group"] not in GROUPS:
            raise self.error("group", f"应是 {'、'.join(GROUPS)} 之一")
        task_id = f"T{entry['number']:02d}"
        criteria = tuple(self.criterion(task_id, criterion) for criterion in entry["criterion"])
        return Task(
            task_id,
            entry["number"],
            entry["group"],
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
            self.node("applies_when", entry["applies_when"]) if "applies_when" in entry else None,
            tuple(self.case(case) for case in entry.get("rules", ())),
            tuple(Reason(self.node("reasons", one["when"]), one["reason"]) for one in entry.get("reasons", ())),
            tuple(entry.get("shown", ())),
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
