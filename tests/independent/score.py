"""What a society may score, worked out by going through what its blanks may be (docs/judging.md, Points).

It imports nothing of the program and reads the rubric's file by itself. A blank is a variable with candidates; a
criterion's points follow from the variables it depends on. Criteria that share none are gone through apart, so that
nothing is left out and few combinations remain.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from tests.independent.scored import ANSWERS, MANY, PERIOD, UNREADABLE, Sent, Table, numbers


def _by_number(points: Mapping[str, Any], number: int) -> int:
    if "each" in points:
        size = min(abs(points["each"]) * number, points["cap"])
        return int(size if points["each"] > 0 else -size)
    for band in points["bands"]:
        if band.get("at_least", number) <= number <= band.get("at_most", number):
            return int(band["points"])
    return 0


def _least(points: Mapping[str, Any]) -> int:
    return min(_by_number(points, number) for number in (0, MANY)) if "measure" in points else points["not_done"]


@dataclass(frozen=True)
class _Part:
    """Points of one criterion, as a function of what its variables are."""

    group: str
    variables: Mapping[str, list[Any]]
    points: Callable[[Mapping[str, Any]], int]


@dataclass(frozen=True)
class Scored:
    """All that the points may be in all, the grades, and the least and most of each group."""

    total: tuple[int, int]
    grades: tuple[str, str]
    groups: Mapping[str, tuple[int, int]]


def score(table: Table, sent: Sent, *, is_reviewed: bool) -> Scored:
    """Go through everything that the blanks may be."""
    parts = [_part(table, sent, one, is_reviewed) for one in table.scored]
    clusters = list(_clusters([part for part in parts if part is not None]))
    totals, by_group = [0, 0], {}
    for names in _together(list(table.groups), clusters):
        sums = {(0,) * len(names)}
        for cluster in clusters:
            if cluster[0].group in names:
                outcomes = _outcomes(names, cluster)
                sums = {_added(one, two) for one in sums for two in outcomes}
        capped = [
            tuple(_capped(table.groups[name], points) for name, points in zip(names, one, strict=True)) for one in sums
        ]
        for place, name in enumerate(names):
            by_group[name] = (min(one[place] for one in capped), max(one[place] for one in capped))
        totals[0] += min(sum(one, 0) for one in capped)
        totals[1] += max(sum(one, 0) for one in capped)
    return Scored((totals[0], totals[1]), (table.grade(totals[0]), table.grade(totals[1])), by_group)


def _added(one: Sequence[int], two: Sequence[int]) -> tuple[int, ...]:
    return tuple(first + second for first, second in zip(one, two, strict=True))


def _outcomes(names: Sequence[str], cluster: Sequence[_Part]) -> set[tuple[int, ...]]:
    """All that the cluster's criteria may give to each of the groups."""
    variables = {name: values for part in cluster for name, values in part.variables.items()}
    outcomes = set()
    for values in product(*variables.values()):
        stated = dict(zip(variables, values, strict=True))
        given = [(part.group, part.points(stated)) for part in cluster]
        outcomes.add(tuple(sum((points for group, points in given if group == name), 0) for name in names))
    return outcomes


def _together(groups: list[str], clusters: list[list[_Part]]) -> Iterator[list[str]]:
    """The groups, those together that a cluster reaches into."""
    while groups:
        names = {groups[0]}
        for cluster in clusters * len(groups):
            if names & (reached := {part.group for part in cluster}):
                names |= reached
        yield [name for name in groups if name in names]
        groups = [name for name in groups if name not in names]


def _capped(group: Mapping[str, Any], points: int) -> int:
    return max(-group["cap"], min(group["cap"], points)) if "cap" in group else points


def _clusters(parts: list[_Part]) -> Iterator[list[_Part]]:
    left = parts
    while left:
        cluster, names = [left[0]], set(left[0].variables)
        left = left[1:]
        while near := [part for part in left if names & set(part.variables)]:
            cluster += near
            names |= {name for part in near for name in part.variables}
            left = [part for part in left if part not in near]
        yield cluster


def _part(table: Table, sent: Sent, one: Mapping[str, Any], is_reviewed: bool) -> _Part | None:
    """The criterion's points; None where it does not apply."""
    variables: dict[str, list[Any]] = {}
    if one["kind"] == "renewal":
        if sent.renewal == "not_due":
            return None
        variables["renewal"] = [True, False] if sent.renewal == "unknown" else [True]
    if one["kind"] == "optional":
        choice = sent.chosen.get(one["task"], False) if sent.is_reported else UNREADABLE
        if choice is False:
            return None
        variables[f"choice {one['task']}"] = [True, False] if choice == UNREADABLE else [True]
    applies = tuple(variables)
    decision = sent.reviews.get(one["id"]) if is_reviewed else None
    by_number = "measure" in one["points"]
    given = _number_points(table, sent, one, decision) if by_number else _answer_points(table, sent, one, decision)
    if given is None:
        return None
    own, points = given

    def if_it_applies(stated: Mapping[str, Any]) -> int:
        return points(stated) if all(stated[name] for name in applies) else 0

    return _Part(one["group"], variables | own, if_it_applies)


Given = tuple[dict[str, list[Any]], Callable[[Mapping[str, Any]], int]]


def _is_aside(sent: Sent, one: Mapping[str, Any], decision: str | None) -> bool:
    is_said = sent.answers.get(one["id"]) == "not_applicable" and one.get("may_be_not_applicable", False)
    return bool(is_said and decision in (None, "approved"))


def _number_points(table: Table, sent: Sent, one: Mapping[str, Any], decision: str | None) -> Given | None:
    if _is_aside(sent, one, decision):
        return None
    rule, measure = one["points"], one["points"]["measure"]
    name = f"number {measure}"
    variables = {name: numbers(table, sent, measure)}
    if one.get("decided_by") == "rule" or not one.get("is_judged", True):
        is_open = len({_by_number(rule, number) for number in variables[name]}) > 1
        if decision == "rejected" and is_open:
            return {}, lambda _: _least(rule)
        return variables, lambda stated: _by_number(rule, stated[name])
    if decision == "more_material" or decision == "rejected":
        is_sure = decision == "rejected" and one.get("no_counts_from", 0) <= PERIOD
        own = f"recognised {one['id']}"
        variables[own] = [False] if is_sure else [True, False]
        return variables, lambda stated: _by_number(rule, stated[name]) if stated[own] else _least(rule)
    return variables, lambda stated: _by_number(rule, stated[name])


def _answer_points(table: Table, sent: Sent, one: Mapping[str, Any], decision: str | None) -> Given | None:
    if _is_aside(sent, one, decision):
        return None
    rule, decided_by = one["points"], one.get("decided_by", "declared")
    outcome = holds(table, sent, one["rules"][0]["rule"]) if decided_by != "declared" else True
    holds_name, answer_name = f"outcome {one['id']}", f"answer {one['id']}"
    if decided_by == "rule":
        if outcome is None:
            outcome = {"approved": True, "rejected": False}.get(decision or "")
        outcomes = [True, False] if outcome is None else [outcome]
        return {holds_name: outcomes}, lambda stated: rule["done" if stated[holds_name] else "not_done"]
    answer = {"approved": "done", "rejected": "not_done", "more_material": None}.get(
        decision or "", sent.answers.get(one["id"])
    )
    if answer not in ANSWERS or (answer != "done" and one.get("no_counts_from", 0) > PERIOD):
        answer = None
    answers: list[str] = [answer] if answer else list(ANSWERS)
    if answer is None and decision is None and one.get("may_be_not_applicable"):
        answers.append("not_applicable")
    outcomes = [True, False] if outcome is None else [outcome]

    def points(stated: Mapping[str, Any]) -> int:
        if stated[answer_name] == "not_applicable":
            return 0
        return int(rule[stated[answer_name] if stated[holds_name] else "not_done"])

    return {answer_name: answers, holds_name: outcomes}, points


def holds(table: Table, sent: Sent, rule: str) -> bool | None:
    """Whether the rule holds; None where one of its numbers is not known."""
    names = {word for word in rule.replace("*", " ").split() if word in table.measures}
    known = {name: numbers(table, sent, name) for name in names}
    if any(len(values) > 1 for values in known.values()):
        return None
    stated = {name: values[0] for name, values in known.items()}
    text = rule if any(sign in rule for sign in ("<=", ">=", "<>")) else rule.replace(" = ", " == ")
    return bool(eval(text, {"__builtins__": {}}, stated))
