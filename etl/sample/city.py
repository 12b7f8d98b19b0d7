"""The invented city: its societies, how good each is, who renews its council when and who does not report."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

from etl.knowledge import rubric as rubrics
from etl.registry import RegisteredBase, Society
from etl.sample import boundary, credit_code, names
from etl.sample.boundary import Boundary

# Of 168 societies: 67 renew in the last period (3 of them say so themselves), 28 in each earlier one;
# 4 do not report the last period (of some more the file cannot be read), 16 an earlier one.
_CITY, _DUE, _DUE_EARLIER, _SAYING, _DENYING, _ABSENT, _ABSENT_EARLIER = 168, 67, 28, 3, 2, 4, 16
_MEDIAN_MEMBERS, _SPREAD, _FEWEST, _MOST = 600, 1.46, 36, 18000
_SMALLEST_COUNCIL, _LARGEST_COUNCIL = 33, 134


@dataclass(frozen=True, slots=True)
class Member:
    """One invented society with what makes its figures: `quality` and `growth` are shares from 0 to 1."""

    number: int
    society: Society
    quality: float
    base: int
    growth: float
    councillors: int
    renewals: frozenset[int]
    denies: bool
    absent: frozenset[int]
    boundary: Boundary

    def rng(self, seed: int, what: object) -> random.Random:
        """A source of chance of this society's own: the same whatever the other societies do."""
        return random.Random(f"{seed}/{self.number}/{what}")


def build(count: int, seed: int, periods: Sequence[int]) -> list[Member]:
    """The city's societies in the order of their numbers. Raises ValueError where there are not enough names."""
    rng = random.Random(seed)
    named = names.societies(count, rng)
    quality = _even(count, rng)
    sizes = [_members(share) for share in _even(count, rng)]
    councils = [_council(share) for share in _even(count, rng)]
    order = list(range(count))
    rng.shuffle(order)
    last, earlier = periods[-1], periods[:-1]
    base_year = rubrics.in_force(rubrics.read_all(), last).parameters["base_year"]
    due = order[: _scaled(_DUE, count)]
    renewals = dict.fromkeys(due, last)
    start = len(due)
    for period in earlier:
        end = start + _scaled(_DUE_EARLIER, count)
        renewals |= dict.fromkeys(order[start:end], period)
        start = end
    cases = dict(zip(due, boundary.CASES[: len(due) // 3], strict=False))
    saying = set(due[len(due) - _scaled(_SAYING, count) :])
    denying = set(due[len(cases) : len(cases) + _scaled(_DENYING, count)])
    must_report = cases.keys() | saying | denying
    absent = {
        period: _absent(_scaled(_ABSENT if period == last else _ABSENT_EARLIER, count), quality, must_report, rng)
        for period in periods
    }
    members = []
    for position in range(count):
        case = cases.get(position, boundary.NONE)
        members.append(
            Member(
                number=position + 1,
                society=_society(
                    position + 1,
                    named[position],
                    _renewal_years(renewals.get(position), position in saying, last, rng),
                    RegisteredBase(f"S{position + 1:03d}", base_year, case.base or sizes[position], ""),
                    rng,
                ),
                quality=quality[position],
                base=case.base or sizes[position],
                growth=rng.random(),
                councillors=case.councillors or councils[position],
                renewals=frozenset({renewals[position]} if position in renewals else ()),
                denies=position in denying,
                absent=frozenset(period for period in periods if position in absent[period]),
                boundary=case,
            )
        )
    return members


def _scaled(of_city: int, count: int) -> int:
    return round(of_city * count / _CITY)


def _even(count: int, rng: random.Random) -> list[float]:
    """Shares spread evenly between 0 and 1, in any order: small cities look like large ones."""
    shares = [(position + 0.5) / count for position in range(count)]
    rng.shuffle(shares)
    return shares


def _members(share: float) -> int:
    size = round(_MEDIAN_MEMBERS * math.exp(_SPREAD * NormalDist().inv_cdf(share)))
    return min(max(size, _FEWEST), _MOST)


def _council(share: float) -> int:
    return _SMALLEST_COUNCIL + int((_LARGEST_COUNCIL + 1 - _SMALLEST_COUNCIL) * math.pow(share, 1.6))


def _absent(count: int, quality: list[float], but: set[int], rng: random.Random) -> set[int]:
    """The societies that do not report a period: mostly those of low quality."""
    places = [position for position in range(len(quality)) if position not in but]
    return set(sorted(places, key=lambda position: quality[position] + rng.random())[:count])


def _renewal_years(renewal: int | None, is_said: bool, last: int, rng: random.Random) -> tuple[int, ...]:
    if is_said or (renewal is None and rng.random() < 0.1):
        return ()
    if renewal is None:
        return (last + rng.randint(1, 3),)
    return (renewal, renewal + 5) if rng.random() < 0.2 else (renewal,)


def _society(
    number: int, named: tuple[str, str], renewal_years: tuple[int, ...], base: RegisteredBase, rng: random.Random
) -> Society:
    name, category = named
    former = name.removesuffix(names.read().suffix) + "研究会"
    is_registered = rng.random() < 0.45
    return Society(
        society_id=base.society_id,
        name=name,
        former_names=(former,) if rng.random() < 0.08 else (),
        credit_code=credit_code.invented(number),
        category=category,
        supporting_unit=rng.choice(names.read().units_of(category)),
        renewal_years=renewal_years,
        bases=(base,) if is_registered else (),
        contact=f"示例联系人{number:03d}",
        phone=f"000-{rng.randrange(10**8):08d}",
        status="正常",
    )
