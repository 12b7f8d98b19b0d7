"""The files the invented societies send: which, in what state, under which name."""

import functools
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from etl.knowledge import layout as layouts
from etl.knowledge import rubric as rubrics
from etl.knowledge.rubric import Rubric
from etl.registry import Period, Society
from etl.sample import damage, fill, habits
from etl.sample.city import Member
from etl.sample.damage import Desk
from etl.sample.figures import NOTHING, invent
from etl.template import TemplateOrder

_NAMES = ("{name}{period}.xlsx", "填报表-{name}.xlsx", "{name}填报表（终稿）.xlsx", "{period}年度_{name}.xlsx")
CORRECTED = "更正"  # the folder of files sent again sorts behind the period's own


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a file: done to the workbook, in saving it, or in who it says it is from."""

    careless: Callable[[Desk], None] | None = None
    save: Callable[[Desk], bytes] = damage.saved
    is_misnamed: bool = False
    suffix: str = ".xlsx"
    sent_again: Callable[[Desk], None] | None = None
    is_sent_again: bool = False
    is_untouched: bool = False


GOOD = Fault()
_FAULTS = (
    Fault(damage.about, is_sent_again=True),
    Fault(damage.numbers_as_text),
    Fault(save=damage.pdf),
    Fault(damage.own_words),
    Fault(damage.gaps, is_sent_again=True, sent_again=damage.roster_alone),
    Fault(damage.renamed_sheets),
    Fault(is_misnamed=True),
    Fault(damage.loose_words),
    Fault(damage.formulas),
    Fault(save=damage.empty, is_sent_again=True),
    Fault(damage.no_roster),
    Fault(damage.own_posts),
    Fault(damage.title_rows),
    Fault(damage.two_years),
    Fault(save=damage.as_csv, suffix=".csv"),
    Fault(damage.deleted_rows),
    Fault(save=damage.cut_short),
    Fault(damage.in_both_rosters),
    Fault(damage.gaps),
    Fault(is_untouched=True),
    Fault(habits.remarks),
    Fault(habits.boxes),
    Fault(habits.own_heading),
    Fault(habits.ticked_columns),
    Fault(habits.posts_in_brackets),
    Fault(habits.posts_as_headings, sent_again=damage.one_row_alone, is_sent_again=True),
    Fault(habits.statistics_below),
    Fault(habits.delegates_beside),
    Fault(habits.expenses_beside),
    Fault(habits.hidden_last_year),
    Fault(habits.members_on_form),
    Fault(habits.running_numbers),
    Fault(habits.choice_line),
)
# Of 168 societies these many think better of it and send a fuller report later.
_SECOND_THOUGHTS, _CITY = 6, 168
_WORSE = 0.35


@dataclass(frozen=True, slots=True)
class Parcel:
    """One file to be written: whose, for when, in what state, where to."""

    member: Member
    period: Period
    periods: tuple[int, ...]
    seed: int
    fault: Fault
    path: Path


def plan(members: Sequence[Member], periods: Sequence[Period], seed: int, inbox: Path) -> list[Parcel]:
    """Every file, in the order in which they arrive. One society in five at most is at fault, in the last period."""
    years = tuple(period.period for period in periods)
    parcels = []
    for period in periods:
        reporting = [member for member in members if period.period not in member.absent]
        steady = [member for member in reporting if member.boundary.is_empty and not member.denies]
        random.Random(f"{seed}/{period.period}").shuffle(steady)
        is_last = period is periods[-1]
        at_fault = [member.number for member in steady[: len(members) // 5 if is_last else 0]]
        faults = dict(zip(at_fault, _FAULTS, strict=False))
        again = len(members) * _SECOND_THOUGHTS // _CITY if is_last else 0
        rethinking = {member.number for member in steady[len(faults) : len(faults) + again]}
        first, second = [], []
        for member in reporting:
            fault = faults.get(member.number, GOOD)
            name = _NAMES[member.number % len(_NAMES)].format(name=member.society.name, period=period.period)
            parcel = Parcel(member, period, years, seed, fault, inbox / str(period.period) / name)
            if member.number in rethinking:
                worse = replace(member, quality=max(0.0, member.quality - _WORSE))
                first.append(replace(parcel, member=worse))
            else:
                first.append(replace(parcel, path=parcel.path.with_suffix(fault.suffix)))
            if member.number in rethinking or fault.is_sent_again:
                corrected = inbox / f"{period.period}{CORRECTED}" / name
                second.append(replace(parcel, fault=Fault(fault.sent_again), path=corrected))
        parcels += sorted(first, key=lambda one: one.path) + sorted(second, key=lambda one: one.path)
    return parcels


def write(parcel: Parcel) -> None:
    """Write one file; runs in a worker process."""
    year, last = parcel.period.period, parcel.periods[-1]
    layout, rubric = layouts.read(), rubrics.in_force(_rubrics(), year)
    member, fault = parcel.member, parcel.fault
    earlier = [one for one in parcel.periods if one < year and one not in member.absent]
    society = _misnamed(member.society) if fault.is_misnamed else member.society
    book = fill.workbook(
        NOTHING if fault.is_untouched else invent(member, year, last, rubric, parcel.seed),
        TemplateOrder(rubric, layout, parcel.period, society),
        invent(member, earlier[-1], last, rubric, parcel.seed) if earlier else None,
    )
    desk = Desk(book, rubric, layout, year)
    if fault.careless:
        fault.careless(desk)
    parcel.path.parent.mkdir(parents=True, exist_ok=True)
    parcel.path.write_bytes(fault.save(desk))


@functools.cache
def _rubrics() -> tuple[Rubric, ...]:
    return rubrics.read_all()


def _misnamed(society: Society) -> Society:
    """A name nearly right, and no code to tell by."""
    return replace(society, name=society.name.replace("学会", "协会"), credit_code="")
