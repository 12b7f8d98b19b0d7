"""What is known of a society that is scored, and what its numbers may be; imports nothing of the program."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import Any

UNREADABLE = "unreadable"
PERIOD = 2018
MANY = 10**9
ANSWERS = ("done", "partial", "not_done")
Value = int | str | None


@dataclass(frozen=True)
class Person:
    """A row of the roster: None is a blank or something unreadable."""

    post: str | None
    is_frontline: bool | None
    age: int | None
    gaps: int
    unreadable: int


@dataclass(frozen=True)
class Sent:
    """What is known of one society: `renewal` is due, not_due or unknown; answers by criterion; `chosen` by task."""

    society_id: str
    is_reported: bool
    renewal: str
    answers: Mapping[str, str | None] = field(default_factory=dict)
    quantities: Mapping[str, Value] = field(default_factory=dict)
    chosen: Mapping[str, bool | str] = field(default_factory=dict)
    reviews: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, Value] = field(default_factory=dict)
    members: Mapping[tuple[int, str], Value] = field(default_factory=dict)
    persons: tuple[Person, ...] = ()


_POINTS = ("points", "each", "cap", *ANSWERS)


def _hundredths(entry: Any, key: str = "") -> Any:
    """The part of a rubric's file with its points in hundredths."""
    if isinstance(entry, dict):
        return {name: _hundredths(value, name) for name, value in entry.items()}
    if isinstance(entry, list):
        return [_hundredths(value, key) for value in entry]
    return int(entry * 100) if key in _POINTS and isinstance(entry, int | Fraction) else entry


class Table:
    """A rubric's file: groups, criteria with points, grades; points in hundredths."""

    def __init__(self, path: Path) -> None:
        document = _hundredths(tomllib.loads(path.read_text("utf-8"), parse_float=Fraction))
        self.groups: dict[str, dict[str, Any]] = {
            name: {"kind": name} if isinstance(entry, str) else entry for name, entry in document["groups"].items()
        }
        self.measures: dict[str, dict[str, Any]] = document["measures"]
        self.base_year: int = document["parameters"]["base_year"]
        self.young_age: int = document["parameters"]["young_age"]
        self.grades = [(one["name"], one["at_least"] * 100 if "at_least" in one else None) for one in document["grade"]]
        self.criteria: list[dict[str, Any]] = [
            one | {"task": f"T{task['number']:02d}", "group": task["group"], "kind": self.groups[task["group"]]["kind"]}
            for task in document["task"]
            for one in task["criterion"]
        ]
        self.asked_by = {one["count"]: one["id"] for one in self.criteria if "count" in one}

    @cached_property
    def scored(self) -> list[dict[str, Any]]:
        return [one for one in self.criteria if "points" in one]

    @cached_property
    def limits(self) -> list[int]:
        """Numbers at which any points change."""
        steps = [one["points"] for one in self.scored]
        bands = [band.get("at_least", band.get("at_most")) for one in steps for band in one.get("bands", ())]
        caps = [one["cap"] // abs(one["each"]) for one in steps if "each" in one]
        return sorted({near for limit in (*bands, *caps, 0) for near in (limit - 1, limit, limit + 1) if near >= 0})

    def grade(self, points: int) -> str:
        return next(str(name) for name, limit in self.grades if limit is None or points >= limit)


def numbers(table: Table, sent: Sent, measure: str) -> list[int]:
    """What a number may be: one value where it is known."""
    kind = table.measures[measure]
    if measure in table.asked_by:
        return _open(table, sent.quantities.get(table.asked_by[measure]))
    if "field" in kind:
        return _open(table, sent.form.get(kind["field"]))
    if measure in ("now", "base") or kind.get("series"):
        year = table.base_year if measure == "base" else PERIOD
        return _open(table, sent.members.get((year, kind.get("series", "individual"))))
    if measure == "staff":
        known = [sent.form.get(f"staff_{part}") for part in ("fulltime", "parttime")]
        open_parts = [_open(table, value) for value in known]
        return sorted({first + second for first, second in product(*open_parts)})
    if measure == "delegates":
        return _open(table, sent.form.get("delegates") or None)
    if measure == "standing":
        return _standing(table, sent)
    if not sent.persons:
        return _open(table, sent.form.get("councillors_declared") or None if measure == "councillors" else None)
    return _of_roster(table, sent, measure)


def _of_roster(table: Table, sent: Sent, measure: str) -> list[int]:
    if measure == "roster_gaps":
        gaps = sum(person.gaps for person in sent.persons)
        return list(range(gaps, gaps + sum(person.unreadable for person in sent.persons) + 1))
    councillors = [person for person in sent.persons if person.post not in ("hired_secretary", "staff")]
    if measure == "councillors" and not councillors:
        return _open(table, None)  # 0 councillors: nobody filled them in
    tests: dict[str, Callable[[Person], bool | None]] = {
        "councillors": lambda person: True,
        "frontline": lambda person: person.is_frontline,
        "young": lambda person: None if person.age is None else person.age <= table.young_age,
        "seniors": lambda person: None if person.age is None else person.age >= 60,
    }
    outcomes = [tests[measure](person) for person in councillors]
    return list(range(outcomes.count(True), outcomes.count(True) + outcomes.count(None) + 1))


def _standing(table: Table, sent: Sent) -> list[int]:
    has_council = sent.form.get("has_standing_declared")
    if has_council is None and any(person.post == "standing" for person in sent.persons):
        has_council = 1
    if has_council == 0:
        return [0]
    sure = sum(person.post in ("chair", "vice_chair", "secretary", "standing") for person in sent.persons)
    if has_council != 1 or (sent.persons and not sure):
        return _open(table, None)
    if not sent.persons:
        return _open(table, sent.form.get("standing_declared") or None)
    return list(range(sure, sure + sum(person.post in (None, UNREADABLE) for person in sent.persons) + 1))


def _open(table: Table, value: Value) -> list[int]:
    return [value] if isinstance(value, int) else [*table.limits, MANY]
