"""How an invented council is composed, near the limits of tasks 8 and 9."""

import random

from etl.sample.boundary import NONE
from etl.sample.city import Member
from etl.sample.people import Council

_STANDING_FROM = 50


def compose(member: Member, rng: random.Random, *, is_on_purpose: bool) -> tuple[Council, int]:
    """The council and the number of delegates that elected it; boundary figures only where they are on purpose."""
    case = member.boundary if is_on_purpose else NONE
    councillors = member.councillors

    def is_good(share: float) -> bool:
        return rng.random() < share + 0.55 * (member.quality - 0.5)

    if is_good(0.88):
        delegates = rng.randint(3 * councillors, 3 * councillors + councillors // 2)
    else:
        delegates = rng.randint(22 * councillors // 10, 3 * councillors - 1)
    standing = _standing(councillors, is_good(0.88), rng)
    standing = standing if case.standing is None else case.standing
    vice_chairs = rng.randint(2, 6)
    is_secretary_hired = rng.random() < 0.12
    ranks = standing or 1 + vice_chairs + (not is_secretary_hired)
    if is_good(0.8):
        frontline_standing = rng.randint(-(-2 * ranks // 3), 87 * ranks // 100)
    else:
        frontline_standing = rng.randint(4 * ranks // 10, (2 * ranks - 1) // 3)
    if case.frontline_standing is not None:
        frontline_standing = case.frontline_standing
    if is_good(0.82):
        frontline = rng.randint(-(-3 * councillors // 4), 93 * councillors // 100)
    else:
        frontline = rng.randint(councillors // 2, (3 * councillors - 1) // 4)
    others = councillors - ranks
    if case.frontline is None:
        frontline = min(max(frontline, frontline_standing), frontline_standing + others)
    else:
        frontline = case.frontline
        frontline_standing = min(max(frontline_standing, frontline - others), frontline)
    council = Council(councillors, standing, vice_chairs, is_secretary_hired, frontline, frontline_standing)
    return council, delegates if case.delegates is None else case.delegates


def _standing(councillors: int, is_good: bool, rng: random.Random) -> int:
    """Members of the standing council; 0 where there is none. A few small councils have one against the rule."""
    if rng.random() > (0.88 if councillors >= _STANDING_FROM else 0.06):
        return 0
    limit = councillors // 3
    return rng.randint(limit - 4, limit) if is_good else limit + rng.randint(1, 5)
