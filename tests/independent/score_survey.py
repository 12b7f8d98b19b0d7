"""Points of many generated societies with blanks, against what an independent calculation makes of them.

python -m tests.independent.score_survey --societies 6000 --seed 7
"""

import argparse
import datetime as dt
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb

from etl.archive.decisions import Receipt
from etl.knowledge import rubric as rubrics
from etl.paths import RUBRICS as PUBLISHED
from etl.registry import Registry
from etl.registry.societies import Period, Society
from etl.submission import Answer, CouncilMember, FormValue, MemberCount, Part
from etl.submission.understanding import Identity
from etl.warehouse import BuildInput, Loaded, build
from tests.independent.score import score
from tests.independent.scored import PERIOD, UNREADABLE, Person, Sent, Table, Value

RUBRICS = Path(__file__).parents[1] / "cases" / "rubrics"
NAMES = ("ability", "stars", "organisations")
_AT = dt.datetime(2019, 1, 5, 9, 0)
_POSTS = ("chair", "vice_chair", "secretary", "standing", "member", "member", "staff", "hired_secretary")
_CHOICES: tuple[bool | str, ...] = (True, True, False, UNREADABLE)
_DECISIONS = ("approved", "rejected", "more_material")
_TOTALS = """
select society_id, self_low, self_high, self_grade_low, self_grade_high, low, high, grade_low, grade_high
from society_score
"""
_GROUPS = "select society_id, group_id, self_low, self_high, low, high from group_score"


def societies(rng: random.Random, table: Table, count: int) -> Iterator[Sent]:
    """Societies whose values stand at and around every limit, with a few blanks each."""
    for number in range(count):
        yield _society(rng, table, f"S{number:05d}")


def _society(rng: random.Random, table: Table, society_id: str) -> Sent:
    blank = rng.choice([0.0, 0.05, 0.1, 0.2])

    def value(*most: int) -> Value:
        if rng.random() < blank:
            return rng.choice([None, UNREADABLE])
        return rng.choice([*table.limits, rng.randrange(max(most or (700,)))])

    def answer(one: dict[str, Any]) -> str | None:
        if rng.random() < blank:
            return rng.choice([None, UNREADABLE])
        return rng.choice(["done", "done", "partial", "not_done", "not_applicable"])

    if rng.random() < 0.03:
        return Sent(society_id, is_reported=False, renewal=rng.choice(["due", "not_due", "unknown"]))
    standards = [one for one in table.criteria if one.get("source") != "改革内容"]
    tasks: list[str] = [one["task"] for one in standards if one["kind"] == "optional"]
    persons = tuple(_person(rng, blank) for _ in range(rng.choice([0, 3, 9, 30])))
    years = ((table.base_year, "individual"), (PERIOD, "individual"), (PERIOD, "unit"))
    return Sent(
        society_id,
        is_reported=True,
        renewal=rng.choice(["due", "due", "not_due", "unknown"]),
        answers={one["id"]: answer(one) for one in standards},
        quantities={one["id"]: value(12) for one in standards if "count" in one},
        chosen={task: rng.choice(_CHOICES) for task in tasks},
        reviews={one["id"]: rng.choice(_DECISIONS) for one in standards if rng.random() < 0.15},
        form={
            "staff_fulltime": value(8),
            "staff_parttime": value(8),
            "delegates": value(),
            "councillors_declared": value(),
            "standing_declared": value(50),
            "has_standing_declared": rng.choice([0, 1, 1, None]),
        },
        members={year: value() for year in years},
        persons=persons,
    )


def _person(rng: random.Random, blank: float) -> Person:
    is_open = [rng.random() < blank / 2 for _ in range(3)]
    return Person(
        rng.choice([None, UNREADABLE]) if is_open[0] else rng.choice(_POSTS),
        None if is_open[1] else rng.random() < 0.7,
        None if is_open[2] else rng.randrange(30, 75),
        gaps=int(rng.random() < 0.03),
        unreadable=int(rng.random() < blank / 4),
    )


def scored_build(connection: duckdb.DuckDBPyConnection, name: str, sent: Sequence[Sent]) -> None:
    """Have the program judge these societies, in one build."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{PERIOD}.toml"
        shutil.copy(RUBRICS / f"{name}.toml", path)
        held = [rubrics.read(PUBLISHED / "2017.toml"), rubrics.read(path)]
    years = {"due": (PERIOD,), "not_due": (PERIOD + 1,), "unknown": ()}
    lines = tuple(
        Society(one.society_id, f"学会{one.society_id}", (), "", "", "", years[one.renewal], (), "", "", "正常")
        for one in sent
    )
    registry = Registry(lines, (Period(PERIOD, None),), is_demo=True)
    table = Table(RUBRICS / f"{name}.toml")
    loaded = [_loaded(table, number, one) for number, one in enumerate(sent, 1) if one.is_reported]
    reviews = [
        {
            "society_id": one.society_id,
            "period": PERIOD,
            "criterion_id": criterion_id,
            "submission_id": one.society_id,
            "decision": decision,
            "opinion": "",
            "reviewer": "",
            "reviewed_at": _AT,
        }
        for one in sent
        for criterion_id, decision in one.reviews.items()
    ]
    build(connection, BuildInput(registry, "", held, loaded, reviews))


def _loaded(table: Table, number: int, sent: Sent) -> Loaded:
    part = Part(Identity())
    part.answers += [_answer(table, sent, criterion_id) for criterion_id in sent.answers]
    part.form += [
        FormValue(name, value if isinstance(value, int) else None, None, value == UNREADABLE, "基本情况", "B1")
        for name, value in sent.form.items()
    ]
    part.members += [
        MemberCount(*year, value if isinstance(value, int) else None, value == UNREADABLE, "会员情况", "B2")
        for year, value in sent.members.items()
    ]
    part.council += [
        CouncilMember(
            place,
            person.post,
            None,
            person.is_frontline,
            False,
            person.age,
            person.gaps,
            person.unreadable,
            "理事会名册",
            f"D{place}",
            f"J{place}",
        )
        for place, person in enumerate(sent.persons, 2)
    ]
    receipt = Receipt(number, _AT, f"{number:064d}", f"{number}.xlsx", "command", "1", 1)
    return Loaded(sent.society_id, receipt, sent.society_id, PERIOD, "xlsx", "accepted", part, ())


def _answer(table: Table, sent: Sent, criterion_id: str) -> Answer:
    said, count, chosen = (
        sent.answers[criterion_id],
        sent.quantities.get(criterion_id),
        sent.chosen.get(criterion_id.partition("-")[0]),
    )
    may_be = next(one.get("may_be_not_applicable") for one in table.criteria if one["id"] == criterion_id)
    is_unreadable = said == UNREADABLE or (said == "not_applicable" and not may_be)
    return Answer(
        criterion_id,
        None if said == UNREADABLE else said,
        said,
        is_unreadable,
        chosen if isinstance(chosen, bool) else None,
        chosen == UNREADABLE,
        "D2",
        count if isinstance(count, int) else None,
        "F2",
        count == UNREADABLE,
        "任务完成情况",
        "E2",
    )


def differences(name: str, count: int, seed: int) -> Iterator[str]:
    """Where the program and the independent calculation part, a line for each."""
    table = Table(RUBRICS / f"{name}.toml")
    sent = list(societies(random.Random(f"{name} {seed}"), table, count))
    with duckdb.connect() as connection:
        scored_build(connection, name, sent)
        totals = {row[0]: row[1:] for row in connection.execute(_TOTALS).fetchall()}
        groups = {row[:2]: row[2:] for row in connection.execute(_GROUPS).fetchall()}
    for one in sent:
        own, after = score(table, one, is_reviewed=False), score(table, one, is_reviewed=True)
        expected = (*own.total, *own.grades, *after.total, *after.grades)
        if totals.pop(one.society_id, None) != expected:
            yield f"{name} {one.society_id}: {expected} {one}"
        for group in own.groups:
            bounds = (*own.groups[group], *after.groups[group])
            scored = groups.pop((one.society_id, group), (0, 0, 0, 0))
            if scored != bounds:
                yield f"{name} {one.society_id} {group}: {scored} is not {bounds} {one}"
    yield from (f"{name}: nobody asked for {key}" for key in [*totals, *groups])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--societies", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    count = 0
    for name in NAMES:
        for line in differences(name, chosen.societies // len(NAMES), chosen.seed):
            print(line)
            count += 1
    print(f"{chosen.societies} societies, {count} differences")
    return int(count > 0)


if __name__ == "__main__":
    sys.exit(main())
