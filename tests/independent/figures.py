"""The figures the warehouse must state beside its verdicts: the council's composition and the members by year."""

from collections.abc import Iterable, Mapping

from tests.independent.judge import council
from tests.independent.truth import Case, Person, known

OLDEST_YOUNG = 45
COUNCIL = "delegates councillors standing leaders leaders_party frontline frontline_standing young roster_gaps".split()

Row = tuple[int | None, ...]


def composition(case: Case) -> Row:
    """The row of `council` of a society and period, in the order of COUNCIL; frontline_standing where there is one."""
    if case.current is None:
        return (None,) * len(COUNCIL)
    seats = council(case.current)
    if not seats.roster:
        return (seats.delegates, seats.councillors, seats.standing, *[None] * 6)
    return (
        seats.delegates,
        seats.councillors,
        seats.standing,
        len(seats.leaders),
        sum(person.party is True for person in seats.leaders),
        _frontline(seats.members),
        _frontline(seats.standing_members) if seats.has_standing else None,
        sum(person.birth is not None and case.period - person.birth[0] <= OLDEST_YOUNG for person in seats.members),
        _gaps(seats.roster),
    )


def _gaps(roster: Iterable[Person]) -> int | None:
    """Blank required cells; None where there are none but some that cannot be read."""
    blank = sum(len(person.gaps) for person in roster)
    return None if not blank and any(person.unreadable for person in roster) else blank


def _frontline(people: Iterable[Person]) -> int:
    return sum(person.frontline is True for person in people)


def membership(cases: Iterable[Case]) -> Mapping[tuple[str, int], tuple[int | None, int | None]]:
    """Individual and unit members by society and year, each column of the latest period that states it."""
    stated: dict[tuple[str, int], tuple[int | None, int | None]] = {}
    for case in sorted(cases, key=lambda case: case.period):
        report = case.current
        for year, figures in (report.members or {} if report else {}).items():
            if any(figure is not None for figure in figures):
                before = stated.get((case.line.society_id, year), (None, None))
                individual, unit = (
                    old if new is None else known(new) for old, new in zip(before, figures, strict=True)
                )
                stated[case.line.society_id, year] = individual, unit
    return {key: figures for key, figures in stated.items() if figures != (None, None)}
