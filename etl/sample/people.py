"""Invented rosters: councillors and supervisors, named 示例001 and so on."""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass

from etl.sample import names
from etl.template.hints import read

_PARTY_MEMBER = "中共党员"
_OTHER_PARTIES = ("群众", "群众", "群众", "九三学社社员", "民盟盟员", "无党派人士", "农工党党员")


@dataclass(frozen=True, slots=True)
class InventedPerson:
    """One row of a roster; the fields are columns of the layout."""

    name: str
    gender: str
    birth: dt.date
    ethnicity: str
    party: str
    education: str
    job_title: str
    employer: str
    post: str
    frontline: str

    def values(self) -> dict[str, str | dt.date]:
        """Column → value."""
        return {field: getattr(self, field) for field in self.__slots__}


@dataclass(frozen=True, slots=True)
class Council:
    """How a council is composed. `standing` counts all members of the standing council; 0 where there is none."""

    councillors: int
    standing: int
    vice_chairs: int
    is_secretary_hired: bool
    frontline: int
    frontline_standing: int


@dataclass(frozen=True, slots=True)
class _Circle:
    """The people around a supporting unit, invented one after another; ages are spread as of `year`."""

    supporting_unit: str
    year: int
    rng: random.Random

    def person(self, number: int, post: str, is_in_front: bool = False) -> InventedPerson:
        """One more person; later ones depend on how many came before."""
        rng = self.rng
        known = names.read()
        is_leader = number == 1 or "长" in post
        is_party = rng.random() < (0.72 if is_leader else 0.45)
        age = min(max(rng.gauss(56 if is_leader else 49, 8.5), 28), 74)
        return InventedPerson(
            name=f"示例{number:03d}",
            gender="女" if rng.random() < 0.33 else "男",
            birth=dt.date(self.year - round(age), rng.randint(1, 12), 1),
            ethnicity=rng.choice(known.ethnicities),
            party=_PARTY_MEMBER if is_party else rng.choice(_OTHER_PARTIES),
            education=rng.choice(known.education),
            job_title=rng.choice(known.job_titles),
            employer=f"{self.supporting_unit} {rng.choice(known.posts)}",
            post=post,
            frontline="是" if is_in_front else "否",
        )


def council(plan: Council, supporting_unit: str, year: int, rng: random.Random) -> tuple[InventedPerson, ...]:
    """The roster that has exactly these numbers; ages are spread as of `year`."""
    chair, vice_chair, secretary, hired, standing, member = read().choices["post"]
    posts = [chair, *[vice_chair] * plan.vice_chairs]
    if not plan.is_secretary_hired:
        posts.append(secretary)
    posts += [standing] * max(0, plan.standing - len(posts))
    ranks = plan.standing or len(posts)
    posts += [member] * (plan.councillors - len(posts))
    in_front = set(rng.sample(range(ranks), plan.frontline_standing))
    in_front |= set(rng.sample(range(ranks, plan.councillors), plan.frontline - plan.frontline_standing))
    circle = _Circle(supporting_unit, year, rng)
    people = [
        circle.person(number, post, position in in_front)
        for position, (number, post) in enumerate(enumerate(posts, start=1))
    ]
    if plan.is_secretary_hired:
        people.append(circle.person(len(people) + 1, hired))
    return tuple(people)


def supervisors(count: int, supporting_unit: str, year: int, rng: random.Random) -> tuple[InventedPerson, ...]:
    """A roster of supervisors, numbered apart from every council."""
    posts: Sequence[str] = ("监事长", *["监事"] * count)[:count]
    circle = _Circle(supporting_unit, year, rng)
    return tuple(circle.person(901 + place, post) for place, post in enumerate(posts))
