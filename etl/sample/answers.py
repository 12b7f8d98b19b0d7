"""What an invented society answers to the work standards, and which optional tasks it chooses."""

import random
from collections.abc import Mapping
from dataclasses import dataclass

from etl.knowledge.criteria import Criterion, Task
from etl.knowledge.rubric import Rubric
from etl.sample import names
from etl.sample.city import Member

DONE, PARTIAL, NOT_DONE, NOT_APPLICABLE = "已完成", "部分完成", "未完成", "不适用"
# How much easier than the average a task is, as a share of societies.
_EASE = {
    **{1: 0.03, 2: 0.12, 3: -0.15, 4: 0.0, 5: 0.05, 6: -0.1},
    **{7: 0.1, 8: 0.2, 9: 0.2, 10: 0.12},
    **{11: -0.06, 12: 0.02, 13: -0.12, 14: -0.04, 15: -0.1, 16: -0.18, 17: -0.08, 18: 0.04, 19: -0.06, 20: 0.08},
}
_WANTED = {11: 5.0, 12: 9.0, 13: 6.0, 14: 2.0, 15: 3.0, 16: 1.2, 17: 2.0, 18: 9.0, 19: 2.0, 20: 8.0}
_WANTED_MORE: Mapping[str, Mapping[int, float]] = {
    "理科": {12: 1.3, 14: 1.6},
    "工科": {15: 2.6, 17: 1.5},
    "农科": {18: 1.5, 15: 1.5},
    "医科": {13: 1.7, 18: 1.3},
    "交叉学科": {19: 3.0, 17: 1.4},
}
_CHOSEN_COUNT = {3: 3, 4: 8, 5: 42, 6: 25, 7: 13, 8: 6, 10: 3}
_COUNTS = {
    "platforms": (1, 4),
    "academic_events": (2, 12),
    "nominations": (1, 2),
    "training_events": (2, 9),
    "joint_events": (1, 2),
    "transferred_functions": (1, 3),
    "science_events": (1, 8),
    "outreach_events": (1, 6),
}


@dataclass(frozen=True, slots=True)
class SampleAnswer:
    """One work standard as answered."""

    status: str | None
    quantity: int | None
    evidence: str | None


@dataclass(frozen=True, slots=True)
class SampleYear:
    """What is settled about a society's period before it answers; `is_last`: no period comes after it."""

    is_last: bool
    is_renewing: bool
    has_grown: bool
    chosen: frozenset[str]  # optional tasks


def choose(member: Member, rubric: Rubric, rng: random.Random, *, is_last: bool) -> frozenset[str]:
    """The optional tasks a society chooses; fewer in earlier periods."""
    count = member.boundary.chosen if is_last else None
    if count is None:
        count = rng.choices(list(_CHOSEN_COUNT), list(_CHOSEN_COUNT.values()))[0]
        count -= not is_last and rng.random() < 0.5
    more = _WANTED_MORE[member.society.category]
    # Weighted without repetition: the largest of u^(1/weight) win.
    drawn = {
        task.task_id: rng.random() ** (1 / (_WANTED[task.number] * more.get(task.number, 1)))
        for task in rubric.tasks
        if task.group == "optional"
    }
    return frozenset(sorted(drawn, key=lambda task_id: drawn[task_id])[-count:])


def choice_words(rubric: Rubric, chosen: frozenset[str], rng: random.Random) -> dict[str, str]:
    """Optional task → 是 or 否; a few leave it blank."""
    words = {}
    for task in rubric.tasks:
        is_blank = rng.random() < (0.01 if task.task_id in chosen else 0.12)
        if task.group == "optional" and not is_blank:
            words[task.task_id] = "是" if task.task_id in chosen else "否"
    return words


def answer(member: Member, rubric: Rubric, rng: random.Random, year: SampleYear) -> dict[str, SampleAnswer]:
    """Work standard → answer, for the tasks that concern the society."""
    answers: dict[str, SampleAnswer] = {}
    has_branches = member.rng(0, "branches").random() > 0.1
    concerns = {"basic": True, "renewal": year.is_renewing}
    for task in rubric.tasks:
        if not concerns.get(task.group, task.task_id in year.chosen):
            continue
        statuses = _statuses(task, member, rng, year.is_last)
        for criterion in task.standards:
            status = statuses[criterion.criterion_id]
            if criterion.may_be_not_applicable and (task.group != "basic" or not has_branches):
                status = NOT_APPLICABLE if task.group == "basic" or rng.random() < 0.6 else status
            if criterion.criterion_id == "T07-3":
                status = DONE if year.has_grown else NOT_DONE
            answers[criterion.criterion_id] = _answer(criterion, status, rng)
    return answers


def _statuses(task: Task, member: Member, rng: random.Random, is_last: bool) -> dict[str, str | None]:
    """A task is either done or lacks something; what it lacks are a few of its standards."""
    share = 0.84 + 0.9 * (member.quality - 0.5) + _EASE[task.number] - (0 if is_last else 0.12)
    statuses: dict[str, str | None] = {criterion.criterion_id: DONE for criterion in task.standards}
    needed = [criterion.criterion_id for criterion in task.standards if criterion.is_required]
    for criterion in task.standards:
        if criterion.is_judged and not criterion.is_required:
            statuses[criterion.criterion_id] = rng.choice((DONE, NOT_DONE))
    if rng.random() > share:
        for criterion_id in rng.sample(needed, rng.randint(1, max(1, len(needed) // 2))):
            statuses[criterion_id] = PARTIAL if rng.random() < 0.65 else NOT_DONE
    elif rng.random() < 0.025:
        statuses[rng.choice(needed)] = None
    return statuses


def _answer(criterion: Criterion, status: str | None, rng: random.Random) -> SampleAnswer:
    evidence = rng.choice(names.read().evidence) if status == DONE else None
    if criterion.count is None or status in (None, NOT_APPLICABLE):
        return SampleAnswer(status, None, evidence)
    low, high = _COUNTS[criterion.count]
    if status != DONE:
        return SampleAnswer(status, rng.randrange(low), evidence)
    # Few and many are not equally likely; now and then the number contradicts the answer or is missing.
    chance = rng.random()
    if chance < 0.02:
        return SampleAnswer(status, low - 1, evidence)
    return SampleAnswer(status, None if chance < 0.04 else min(high, low + int(rng.expovariate(1 / 2))), evidence)
