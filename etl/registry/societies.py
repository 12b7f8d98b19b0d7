"""The registry (名录): which societies are expected to report, for which periods, and who answers to a name."""

import datetime as dt
import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from etl.text import match_key

EXPECTED = ("", "正常")
STATUSES = (*EXPECTED, "暂停", "注销")
_PREFIX = re.compile(r"^[\u4e00-\u9fff]{2,3}(?:省|市|自治区)")
_NEAR = 0.6
"""How much of two names must be the same for one to be offered instead of the other."""
_LONGEST_NAME = 100
_BRACKETS = re.compile(r"[()\[\]【】〔〕<>《》“”\"'·•\-—。.]")
_SEAL = re.compile(r"[(（](?:加?盖?公?|签)章[)）]$")


@dataclass(frozen=True, slots=True)
class RegisteredBase:
    """个人会员数（核定） of a society at the end of a year, with its cell."""

    society_id: str
    year: int
    value: int
    cell: str


@dataclass(frozen=True, slots=True)
class Society:
    """One line of 名录. `renewal_years` is empty where the registry does not say; contact and phone stay out
    of the warehouse. `first_period` is the first year it reports for; None: every year.
    """

    society_id: str
    name: str
    former_names: tuple[str, ...]
    credit_code: str
    category: str
    supporting_unit: str
    renewal_years: tuple[int, ...]
    bases: tuple["RegisteredBase", ...]
    contact: str
    phone: str
    status: str
    first_period: int | None = None

    def base(self, year: int) -> int | None:
        """The registered number of individual members at the end of the year; None where the registry has none."""
        return next((base.value for base in self.bases if base.year == year), None)

    @property
    def is_expected(self) -> bool:
        return self.status in EXPECTED

    def is_expected_in(self, period: int) -> bool:
        """Whether it is to report for that year (docs/workbook.md, The registry)."""
        return self.is_expected and (self.first_period or period) <= period


@dataclass(frozen=True, slots=True)
class Period:
    """One line of 报告期. `issuer` signs the report (通报), `addressee` gets it; empty where not filled in."""

    period: int
    deadline: dt.date | None
    issuer: str = ""
    addressee: str = ""


@dataclass(frozen=True)
class Registry:
    """The association's own list. Lookups return every society that answers to a name or code."""

    societies: tuple[Society, ...]
    periods: tuple[Period, ...]
    is_demo: bool

    @property
    def bases(self) -> tuple[RegisteredBase, ...]:
        return tuple(base for society in self.societies for base in society.bases)

    def doubts(self) -> list[str]:
        """What whoever keeps the registry should look at; it is used as it is."""
        same = [some for some in self._by_name.values() if len(some) > 1]
        doubled_names = [
            f"有重名的学会：{some[0].name}（编号 {'、'.join(one.society_id for one in some)}）" for some in same
        ]
        taken = [
            f"{one.name}（{one.society_id}）的名称是{former.society_id}的曾用名，用它报来的填报表归{one.society_id}"
            for one in self.societies
            for former in self._by_former_name.get(name_key(one.name), ())
            if former is not one
        ]
        unknown = [one for one in self.societies if one.status not in STATUSES]
        return (
            doubled_names
            + taken
            + [f"{one.name}（{one.society_id}）的状态“{one.status}”不认识，按不应报送处理" for one in unknown]
        )

    @cached_property
    def by_id(self) -> dict[str, Society]:
        return {society.society_id: society for society in self.societies}

    @cached_property
    def _by_code(self) -> dict[str, list[Society]]:
        return _index(self.societies, lambda society: [match_key(society.credit_code)])

    @cached_property
    def _by_name(self) -> dict[str, list[Society]]:
        return _index(self.societies, lambda society: [name_key(society.name)])

    @cached_property
    def _by_short_name(self) -> dict[str, list[Society]]:
        return _index(self.societies, lambda society: [self.short_key(society.name)])

    @cached_property
    def _by_former_name(self) -> dict[str, list[Society]]:
        return _index(
            self.societies,
            lambda society: [key for name in society.former_names for key in (name_key(name), self.short_key(name))],
        )

    @cached_property
    def _places(self) -> tuple[str, ...]:
        """Places that the registry's own names begin with: 滨海市 also as 滨海."""
        found = {match[0] for society in self.societies if (match := _PREFIX.match(name_key(society.name)))}
        return tuple(sorted(found | {place[:-1] for place in found if place.endswith("市")}, key=len, reverse=True))

    def short_key(self, name: str) -> str:
        """The name for comparing, without the province and city in front."""
        key = name_key(name)
        shorter = _PREFIX.sub("", _PREFIX.sub("", key))
        for place in self._places:
            shorter = shorter.removeprefix(place)
        return shorter if len(shorter) >= 3 else key

    def with_code(self, code: str) -> list[Society]:
        return self._by_code.get(match_key(code), [])

    def named(self, name: str) -> list[Society]:
        """By name, then by the name without its place, then by a former name; empty when nobody answers to it."""
        key = name_key(name)
        return (
            self._by_name.get(key)
            or self._by_short_name.get(self.short_key(name))
            or self._by_former_name.get(key, self._by_former_name.get(self.short_key(name), []))
        )

    @cached_property
    def _characters(self) -> dict[str, frozenset[str]]:
        return {key: frozenset(key) for key in self._by_name}

    def nearest(self, name: str, limit: int = 3) -> list[str]:
        """The registered names most like `name`, best first."""
        key = name_key(name)[:_LONGEST_NAME]
        characters = frozenset(key)
        # Names that have too few characters in common are left out at once: it takes a hundredth of the comparison.
        repeated = len(key) - len(characters)
        likely = [
            known
            for known, other in self._characters.items()
            if 2 * (len(characters & other) + repeated) >= _NEAR * (len(key) + len(known))
        ]
        return [self._by_name[near][0].name for near in difflib.get_close_matches(key, likely, limit, _NEAR)]


def name_key(name: str) -> str:
    """A society's name for comparing: width, blanks, brackets, invisible marks and （盖章） make no difference."""
    return _BRACKETS.sub("", _SEAL.sub("", match_key(name)))


def _index(societies: Iterable[Society], keys: Callable[[Society], Iterable[str]]) -> dict[str, list[Society]]:
    index: dict[str, list[Society]] = defaultdict(list)
    for society in societies:
        for key in keys(society):
            if key and society not in index[key]:
                index[key].append(society)
    return dict(index)
