"""Random societies and what they mean, at and around every boundary, the same for the same seed."""

import random
from collections.abc import Mapping
from dataclasses import replace

from tests.independent.annex import TASKS, Task
from tests.independent.judge import BASE_YEAR, LEAST
from tests.independent.truth import (
    MAY_NOT_APPLY,
    UNREADABLE,
    Answer,
    Count,
    Declared,
    Form,
    Line,
    Members,
    Person,
    Post,
    Report,
    Status,
    Word,
)

FIELDS = "物理 化学 数学 力学 光学 地质 气象 水利 机械 电子 纺织 园艺 林业 畜牧 护理 营养 心理 统计 测绘 声学".split()
KINDS = "应用 理论 现代 临床 环境 海洋 农业 工程 计算 实验 材料 信息 生物 医用 城市 区域 古代 数字 绿色 航天".split()
CODE_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CODE_WEIGHTS = [pow(3, place, 31) for place in range(17)]
REQUIRED_TEXTS = ("name", "sex", "title", "employer")
CAN_BE_UNREADABLE = ("birth", "party", "sex")
OTHER_ANSWERS = (Declared.PARTLY, Declared.NOT, None, UNREADABLE)
LARGEST_ROSTER = 134


def lines_of(rng: random.Random, number: int) -> list[Line]:
    """Societies of an invented city, no two with one name."""
    names = [f"{kind}{field}" for kind in KINDS for field in FIELDS]
    rng.shuffle(names)
    return [_line(rng, place, name) for place, name in enumerate(names[:number], 1)]


def _line(rng: random.Random, number: int, field: str) -> Line:
    name = f"示例（{field[:2]}）{field[2:]}学会" if rng.random() < 0.2 else f"示例{field}学会"
    return Line(
        society_id=f"S{number:03d}",
        name=name if rng.random() < 0.1 else "滨海市" + name,
        former=f"滨海市示例{field}研究会" if rng.random() < 0.2 else None,
        code=_code(rng) if rng.random() < 0.6 else None,
        due_years=rng.choice([(), (2018,), (2018,), (2018,), (2017,), (2019,), (2017, 2022), (2018, 2023)]),
        base=rng.choice([None, None, 299, 300, 301, 200, 100, 20, 1600]),
        status=rng.choice(["注销", "暂停"]) if rng.random() < 0.03 else rng.choice([None, "正常"]),
    )


def _code(rng: random.Random) -> str:
    """A code of 18 signs whose last one checks the others."""
    signs = "51990000" + "".join(rng.choice(CODE_LETTERS[:10]) for _ in range(9))
    total = sum(CODE_LETTERS.index(sign) * weight for sign, weight in zip(signs, CODE_WEIGHTS, strict=True))
    return signs + CODE_LETTERS[-total % 31]


def report_of(rng: random.Random, line: Line, period: int) -> Report:
    """What a society says about a period, every table of it."""
    roster = roster_of(rng) if rng.random() < 0.85 else None
    return Report(form_of(rng, roster), answers_of(rng), members_of(rng, line, period), roster)


def sure_report(rng: random.Random, line: Line, period: int) -> Report:
    """A whole report without anything unreadable: a good society's, with a failure or a blank here and there."""
    chosen = set(rng.sample([task.task_id for task in TASKS if task.group == "optional"], rng.choice([4, 5, 5, 6])))
    answers = {}
    for task in TASKS:
        is_chosen = task.task_id in chosen if task.group == "optional" else None
        for one in task.standards:
            declared = rng.choice([Declared.DONE] * 30 + [Declared.PARTLY, Declared.NOT, None])
            least = LEAST.get(one.criterion)
            count = None if least is None else rng.choice([least, least, least, least + 1, least - 1])
            answers[one.criterion] = (
                Answer(declared, is_chosen, count) if is_chosen is not False else Answer(chosen=False)
            )
    base = line.base or rng.choice([200, 300, 320])
    now = rng.choice([base, base + 1, 115 * base // 100, 115 * base // 100 + 1, 2 * base])
    members = {BASE_YEAR: (base, 12), 2017: (rng.choice([base, now]), 14), period: (now, 15)}
    roster = roster_of(rng)
    while any(one.gaps or one.unreadable or one.frontline is None for one in roster):
        roster = roster_of(rng)
    councillors = sum(one.post not in (Post.HIRED_SECRETARY, Post.DEPUTY_SECRETARY) for one in roster)
    has_standing = any(one.post is Post.STANDING for one in roster)
    before = rng.choice([2, 3])
    form = Form(
        renewal=rng.choice([True, True, True, False, None]),
        delegates=3 * councillors + rng.choice([-1, 0, 1, 60]),
        councillors=councillors,
        standing=sum(one.post in (Post.PRESIDENT, Post.VICE, Post.SECRETARY, Post.STANDING) for one in roster),
        has_standing=has_standing,
        full_time=before,
        part_time=rng.choice([0, 1, 2]),
        staff_before=before,
    )
    return Report(form, answers, members, roster)


def answers_of(rng: random.Random) -> Mapping[str, Answer]:
    """An answer for every work standard."""
    diligence = rng.choice([0.6, 0.9, 0.97, 1.0])
    number = rng.choice([0, 3, 4, 4, 5, 5, 5, 6, 8])
    optional = [task.task_id for task in TASKS if task.group == "optional"]
    chosen = set(rng.sample(optional, number))
    answers: dict[str, Answer] = {}
    for task in TASKS:
        if task.group != "optional":
            answers |= {one.criterion: _answer(rng, one.criterion, diligence, None) for one in task.standards}
        else:
            answers |= _chosen(rng, task, diligence) if task.task_id in chosen else _not_chosen(rng, task)
    if rng.random() < 0.3:
        answers |= {name: Answer(Declared.NOT_APPLICABLE) for name in ("T04-1", "T04-2", "T04-3")}
    return answers


def _answer(rng: random.Random, criterion: str, diligence: float, chosen: Word) -> Answer:
    declared: Status = Declared.DONE
    if rng.random() > diligence:
        declared = rng.choice(OTHER_ANSWERS)
    if rng.random() < (0.15 if criterion in MAY_NOT_APPLY else 0.01):
        declared = Declared.NOT_APPLICABLE
    count: Count = None
    if criterion in LEAST:
        least = LEAST[criterion]
        near = [least - 1, least, least + 1, None, UNREADABLE, 0, 1200, 10_000_000]
        count = rng.choice(near) if rng.random() > diligence else rng.choice([least, least, least + 1, 30])
    return Answer(declared, chosen, count)


def _chosen(rng: random.Random, task: Task, diligence: float) -> dict[str, Answer]:
    """A task that is chosen: said in all rows, in one, with rows that differ, or only by answering."""
    manner = rng.choice(["all", "all", "all", "one", "differing", "by answering", "unreadable"])
    said = rng.randrange(len(task.standards))
    chosen: list[Word] = [True if manner == "all" or place == said else None for place in range(len(task.standards))]
    if manner == "differing":
        chosen = [True if one else rng.choice([False, UNREADABLE, None]) for one in chosen]
    if manner == "unreadable":
        chosen = [UNREADABLE if place == said else rng.choice([UNREADABLE, None]) for place in range(len(chosen))]
    if manner == "by answering":
        chosen = [None for _ in chosen]
    return {
        one.criterion: _answer(rng, one.criterion, diligence, is_chosen)
        for one, is_chosen in zip(task.standards, chosen, strict=True)
    }


def _not_chosen(rng: random.Random, task: Task) -> dict[str, Answer]:
    """A task that is not chosen: nothing at all, a plain no, a no beside answers, or only that it does not apply."""
    manner = rng.choice(["nothing", "nothing", "no", "no", "no beside answers", "not applicable"])
    answers = {}
    for one in task.standards:
        answer = {
            "nothing": Answer(),
            "no": Answer(chosen=False),
            "no beside answers": _answer(rng, one.criterion, 0.9, False),
            "not applicable": Answer(rng.choice([None, Declared.NOT_APPLICABLE])),
        }[manner]
        answers[one.criterion] = answer
    return answers


def members_of(rng: random.Random, line: Line, period: int) -> Members:
    """Members by year around the growth that is demanded; at times a year is missing."""
    stated = (
        line.base if line.base is not None and rng.random() < 0.8 else rng.choice([299, 300, 301, 120, 1600, 0, None])
    )
    base = line.base if line.base is not None else stated
    if base is None:
        now = rng.choice([None, 100, 345])
    else:
        limit = -(-115 * base // 100)
        now = rng.choice([limit - 1, limit, limit + 1, base - 1, base, base + 1, 2 * base, 320, 344, 345, 0, None])
        now = None if now is None else max(now, 0)
    years: dict[int, tuple[Count, Count]] = {BASE_YEAR: (stated, rng.choice([0, 12, None, UNREADABLE]))}
    for year in range(BASE_YEAR + 1, period):
        years[year] = (rng.choice([now, stated]), 14)
    years[period] = (UNREADABLE if rng.random() < 0.05 else now, rng.choice([0, 15, None]))
    if rng.random() < 0.08:
        del years[rng.choice([BASE_YEAR, period])]
    return years


def roster_of(rng: random.Random) -> tuple[Person, ...]:
    """A council around a third, three quarters and two thirds, with blanks that could tip it and that could not."""
    councillors = rng.choice([3, 5, 8, 9, 12, 12, 15, 16, 20, 24, 31, 32, 33, 48, 49, 50, 51])
    if rng.random() < 0.02:
        councillors = LARGEST_ROSTER
    has_standing = rng.random() < 0.6
    standing = councillors // 3 + rng.choice([-1, 0, 0, 0, 1]) if has_standing else rng.choice([1, 2, 3])
    standing = min(max(standing, 2), councillors)
    posts = [Post.PRESIDENT, Post.VICE, Post.SECRETARY, Post.VICE][:standing]
    posts += [Post.STANDING if has_standing else Post.VICE] * (standing - len(posts))
    posts += [Post.COUNCILLOR] * (councillors - len(posts))
    if rng.random() < 0.05:
        posts[-1] = rng.choice([Post.UNREADABLE, Post.BLANK])
    frontline = _frontline(rng, posts[:standing], 2, 3) + _frontline(rng, posts, 3, 4)[standing:]
    people = [_person(rng, post, front) for post, front in zip(posts, frontline, strict=True)]
    extra = [post for post in (Post.HIRED_SECRETARY, Post.DEPUTY_SECRETARY) if rng.random() < 0.15]
    people += [_person(rng, post, rng.choice([True, False])) for post in extra]
    if rng.random() < 0.5:
        rng.shuffle(people)
    return _with_gaps(rng, people) if rng.random() < 0.3 else tuple(people)


def _frontline(rng: random.Random, posts: list[Post], numerator: int, denominator: int) -> list[bool | None]:
    """Who is front-line: one less than demanded, exactly so many, or one more; at times some blanks."""
    enough = -(-numerator * len(posts) // denominator)
    many = min(max(enough + rng.choice([-1, 0, 0, 0, 1, 1]), 0), len(posts))
    said: list[bool | None] = [place < many for place in range(len(posts))]
    rng.shuffle(said)
    for _ in range(rng.choice([0, 0, 0, 0, 1, 2])):
        said[rng.randrange(len(said))] = None
    return said


def _person(rng: random.Random, post: Post, frontline: bool | None) -> Person:
    birth = (rng.choice([1948, 1955, 1962, 1971, 1972, 1973, 1974, 1988]), rng.randrange(1, 13))
    gaps = {"post"} if post is Post.BLANK else set()
    unreadable = {"post"} if post is Post.UNREADABLE else set()
    if frontline is None:
        (gaps if rng.random() < 0.6 else unreadable).add("frontline")
    return Person(post, frontline, rng.random() < 0.5, birth, frozenset(gaps), frozenset(unreadable))


def _with_gaps(rng: random.Random, people: list[Person]) -> tuple[Person, ...]:
    """The people with one to three required cells blank or unreadable."""
    for _ in range(rng.choice([1, 1, 2, 3])):
        place = rng.randrange(len(people))
        one, key = people[place], rng.choice([*REQUIRED_TEXTS, *CAN_BE_UNREADABLE])
        if key == "name" and "post" in one.gaps:
            continue  # without name and post nobody is a person of the roster
        is_gap = key not in CAN_BE_UNREADABLE or rng.random() < 0.5
        people[place] = replace(
            one,
            party=None if key == "party" else one.party,
            birth=None if key == "birth" else one.birth,
            gaps=(one.gaps | {key}) if is_gap else one.gaps - {key},
            unreadable=one.unreadable - {key} if is_gap else one.unreadable | {key},
        )
    return tuple(people)


def form_of(rng: random.Random, roster: tuple[Person, ...] | None) -> Form:
    """A form around a third of the delegates, fifty councillors and as many staff as before."""
    declared = rng.choice([32, 33, 49, 50, 51, 0, None])
    councillors = declared
    if roster is not None:
        councillors = sum(one.post not in (Post.HIRED_SECRETARY, Post.DEPUTY_SECRETARY) for one in roster)
    around = [3 * councillors + change for change in (-1, 0, 1, 60)] if councillors else [95]
    before = rng.choice([0, 2, 3, None])
    staff = rng.choice([None, *([before, before + 1, max(before - 1, 0)] if before is not None else [3])])
    full = None if staff is None else rng.randrange(staff + 1)
    return Form(
        renewal=rng.choice([True, True, False, None, UNREADABLE]),
        delegates=rng.choice([*around, *around, None, 0, UNREADABLE]),
        councillors=rng.choice([councillors, declared]),
        standing=rng.choice([None, 0, 10, 11, 16, 17, councillors // 3 if councillors else 5]),
        has_standing=rng.choice([True, True, True, False, False, None, None, UNREADABLE]),
        full_time=full,
        part_time=None if staff is None or full is None or rng.random() < 0.1 else staff - full,
        staff_before=before,
    )
