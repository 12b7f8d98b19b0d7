"""Who sent this and for when: society and period of each part of a file, or the reason why it must go back
(docs/workbook.md, Who is who).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from etl.knowledge.findings import Finding, finding
from etl.registry import Registry, Society, name_key
from etl.submission import Identity
from etl.workbook.address import position


class Foreign(NamedTuple):
    """A name that no registered society has, its place, and the first row of the sheet (from zero) that is its own."""

    name: str
    sheet: str
    cell: str
    first_row: int

    def holds(self, sheet: str, cell: str) -> bool:
        """True for a cell in the rows of this name."""
        return sheet == self.sheet and position(cell)[0] >= self.first_row


@dataclass(frozen=True, slots=True)
class Attribution:
    """The society and period found (None where not), and what is to be said about it. `foreign` is where the file names
    another society, which the registry does not have.
    """

    society: Society | None
    period: int | None
    findings: tuple[Finding, ...]
    foreign: tuple["Foreign", ...] = ()

    @property
    def is_fatal(self) -> bool:
        return any(one.severity == "fatal" for one in self.findings)


def attribute(identity: Identity, registry: Registry) -> Attribution:
    """The society by code, then name, then former name; the period that the file states and the registry lists."""
    society, about_society = _society(identity, registry)
    period, about_period = _period(identity, registry)
    findings = [one for one in (about_society, about_period) if one]
    foreign: list[Foreign] = []
    if society:
        unlisted = [(name, *_split(place)) for name, place in identity.names if not registry.named(name)]
        listed = [(name, *_split(place)) for name, place in identity.names if registry.named(name)]
        basis = f"另一处写的“{listed[0][0]}”" if listed else "统一社会信用代码"
        for name, *place in unlisted:
            said = {"value": name, "name": name, "basis": basis, "society": society.name}
            findings.append(finding("name_unlisted", *place, **said))
        with_code = {_split(place)[0] for _, place in identity.codes}
        for name, sheet, cell in unlisted:
            own = [position(other)[0] for _, where, other in listed if where == sheet]
            row = position(cell)[0]
            if sheet not in with_code and all(one < row for one in own):
                foreign.append(Foreign(name, sheet, cell, row if own else 0))
        if not society.is_expected:
            findings.append(finding("society_inactive", *_place(identity.names), status=society.status))
    return Attribution(society, period, tuple(findings), tuple(foreign))


def assigned(society_id: str, period: int, registry: Registry) -> Attribution | None:
    """What the staff have assigned a file to; None where the registry holds that society or period no more."""
    society = registry.by_id.get(society_id)
    if society is None or period not in [one.period for one in registry.periods]:
        return None
    findings = () if society.is_expected else (finding("society_inactive", status=society.status),)
    return Attribution(society, period, findings)


def _society(identity: Identity, registry: Registry) -> tuple[Society | None, Finding | None]:
    by_code = _unique(one for code, _ in identity.codes for one in registry.with_code(code))
    by_name = _unique(one for name, _ in identity.names for one in registry.named(name))
    if len(by_code) == 1:
        if by_name and by_code[0] not in by_name:
            place = _place(identity.codes)
            return None, finding("society_conflict", *place, by_code=by_code[0].name, by_name=by_name[0].name)
        return by_code[0], None
    if not by_name:
        by_name = _in_titles(identity, registry)
    if len(by_name) == 1:
        society = by_name[0]
        if identity.codes and society.credit_code:
            return society, finding("code_unlisted", *_place(identity.codes), code=identity.codes[0][0])
        return society, None
    if len(by_name) > 1:
        return None, _several(by_name, identity)
    return None, _unknown(identity, registry)


def _several(societies: list[Society], identity: Identity) -> Finding:
    place = _place(identity.names)
    if len({name_key(society.name) for society in societies}) > 1:
        return finding("society_names_differ", *place, first=societies[0].name, second=societies[1].name)
    ids = "、".join(society.society_id for society in societies)
    name = identity.names[0][0] if identity.names else societies[0].name
    return finding("society_ambiguous", *place, name=name, count=len(societies), ids=ids)


def _unknown(identity: Identity, registry: Registry) -> Finding:
    if not identity.names:
        if identity.codes:
            return finding("society_unknown", *_place(identity.codes), name=identity.codes[0][0])
        return _unread(identity, "credit_code", "society_name") or finding("society_missing")
    name = identity.names[0][0]
    nearest = registry.nearest(name)
    suggestion = f"最接近的是{'、'.join(f'“{one}”' for one in nearest)}" if nearest else None
    return finding("society_unknown", *_place(identity.names), value=name, suggestion=suggestion, name=name)


def _unread(identity: Identity, *fields: str) -> Finding | None:
    """Why a field that is written could not be understood."""
    return next((reason for field in fields for written, reason in identity.unread if written == field), None)


def _in_titles(identity: Identity, registry: Registry) -> list[Society]:
    """Where nothing states the name: the one registered name that stands in full in a title."""
    if identity.names or identity.codes:
        return []
    texts = [name_key(title) for title in identity.titles]
    named = [one for one in registry.societies if any(name_key(one.name) in text for text in texts)]
    longest = [
        one
        for one in named
        if not any(other is not one and name_key(one.name) in name_key(other.name) for other in named)
    ]
    return longest


def _period(identity: Identity, registry: Registry) -> tuple[int | None, Finding | None]:
    listed = [one.period for one in registry.periods]
    if not identity.years:
        return None, _unread(identity, "period") or finding("period_missing")
    if len(identity.years) > 1:
        years = "、".join(f"{year}（{place}）" for year, place in identity.years)
        return None, finding("period_conflict", *_split(identity.years[1][1]), years=years)
    year, place = identity.years[0]
    if year not in listed:
        return None, finding("period_unlisted", *_split(place), year=year, listed="、".join(map(str, listed)))
    return year, None


def _unique(societies: Iterable[Society]) -> list[Society]:
    return list(dict.fromkeys(societies))


def _place(stated: tuple[tuple[str, str], ...]) -> tuple[str | None, str | None]:
    return _split(stated[0][1]) if stated else (None, None)


def _split(place: str) -> tuple[str, str]:
    sheet, _, cell = place.rpartition("!")
    return sheet, cell
