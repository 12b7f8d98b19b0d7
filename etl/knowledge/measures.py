"""The measures (指标) of a rubric, and where each number comes from.

A measure that the program counts by itself, or that a criterion asks for by `count`, needs no more than label and unit.
Others say in the rubric where they come from:

    units = { label = "单位会员数", unit = "个", series = "unit" }           # 会员情况, at the end of the period
    base_2017 = { label = "2017年底个人会员数", unit = "人", year_end = 2017 }  # 名录 where it has it, else 会员情况
    senior = { label = "60岁以上理事人数", unit = "人", roster = "age >= 60" }  # persons of the roster
    parttime = { label = "兼职人数", unit = "人", field = "staff_parttime" }   # 基本情况
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from etl.knowledge import expression, layout
from etl.knowledge.expression import ExpressionError, Node

BUILT_IN = frozenset(
    "delegates councillors standing has_standing_council leaders leaders_party frontline frontline_blank "
    "frontline_standing frontline_standing_blank post_unsure post_unsure_frontline post_unsure_other young age_blank "
    "roster_rows roster_gaps base now staff staff_before chosen".split()
)
"""What `warehouse/sql/measure.sql` fills for every rubric."""
PERSON = ("age", "is_party", "is_frontline", "is_leader", "is_standing", "is_councillor")
"""What a condition over the roster may ask of a person; the `is_` ones are 1 or 0."""
SERIES = ("individual", "unit")
_KEYS = frozenset({"label", "unit", "field", "roster", "year_end", "series", "is_past", "remaining"})


class MeasureError(ValueError):
    """A measure is wrong: `key` names it, the message says how."""

    def __init__(self, key: str, problem: str) -> None:
        super().__init__(problem)
        self.key = key


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with its label and unit. `field`, `roster` or `series` say where it comes from, if the rubric does.

    `year_end` is None for the end of the period itself. `is_past`: it cannot change any more. `remaining`: how what is
    missing of it is said, where that is not 还差: 名册还缺 4 处.
    """

    name: str
    label: str
    unit: str
    field: str | None = None
    roster: Node | None = None
    series: str | None = None
    year_end: int | None = None
    is_past: bool = False
    remaining: str | None = None

    @property
    def is_declared(self) -> bool:
        """Whether the rubric itself says where the number comes from."""
        return bool(self.field or self.roster or self.series)


def read(entries: Mapping[str, Mapping[str, Any]], parameters: Mapping[str, int]) -> dict[str, Measure]:
    """The part `[measures]` of a rubric; `{base_year}` in a label becomes that number. Raises MeasureError."""
    return {name: _measure(name, entry, parameters) for name, entry in entries.items()}


def _measure(name: str, entry: Mapping[str, Any], parameters: Mapping[str, int]) -> Measure:
    key = f"measures.{name}"
    for strange in sorted(set(entry) - _KEYS):
        raise MeasureError(f"{key}.{strange}", "不认识此键")
    for missing in sorted({"label", "unit"} - set(entry)):
        raise MeasureError(f"{key}.{missing}", "缺少此键")
    try:
        label = str(entry["label"]).format_map(parameters)
    except (KeyError, ValueError, IndexError) as error:
        raise MeasureError(f"{key}.label", f"花括号中应是参数名（{error}）") from error
    series = entry.get("series", "individual" if "year_end" in entry else None)
    if sum(source is not None for source in (entry.get("field"), entry.get("roster"), series)) > 1:
        raise MeasureError(key, "field、roster、year_end（series）只能写一种来源")
    if name in BUILT_IN and (series or "field" in entry or "roster" in entry):
        raise MeasureError(key, "此指标由程序统计，不能另写来源；请换一个名称")
    if "field" in entry and entry["field"] not in _countable_fields():
        raise MeasureError(f"{key}.field", f"基本情况中没有名为“{entry['field']}”的数字项")
    if series is not None and series not in SERIES:
        raise MeasureError(f"{key}.series", f"应是 {'、'.join(SERIES)} 之一")
    if "year_end" in entry and type(entry["year_end"]) is not int:
        raise MeasureError(f"{key}.year_end", "应是四位年份")
    roster = _condition(key, entry["roster"], parameters) if "roster" in entry else None
    return Measure(
        name,
        label,
        entry["unit"],
        entry.get("field"),
        roster,
        series,
        entry.get("year_end"),
        entry.get("is_past", False),
        entry.get("remaining"),
    )


def _condition(key: str, text: str, parameters: Mapping[str, int]) -> Node:
    try:
        node = expression.parse(text, dict.fromkeys(PERSON), parameters)
    except ExpressionError as error:
        raise MeasureError(f"{key}.roster", str(error)) from error
    if not isinstance(node, expression.Comparison | expression.Logic):
        raise MeasureError(f"{key}.roster", f"“{text}”不是判断")
    return node


def _countable_fields() -> frozenset[str]:
    return frozenset(key for key, field in layout.read().fields.items() if field.type in ("count", "yes_no"))
