"""What one invented society reports for one period: the values of its workbook."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from etl.knowledge.rubric import Rubric
from etl.sample import answers, people
from etl.sample.answers import SampleAnswer, SampleYear
from etl.sample.city import Member
from etl.sample.council import compose
from etl.sample.people import InventedPerson

YES, NO = "是", "否"


@dataclass(frozen=True, slots=True)
class WorkbookValues:
    """Values by field of the form, work standard, optional task, year (individual, unit) and person."""

    form: Mapping[str, str | int | dt.date]
    answers: Mapping[str, SampleAnswer]
    chosen: Mapping[str, str]
    membership: Mapping[int, tuple[int, int]]
    council: tuple[InventedPerson, ...]
    supervisors: tuple[InventedPerson, ...]


NOTHING = WorkbookValues({}, {}, {}, {}, (), ())


def invent(member: Member, period: int, last_period: int, rubric: Rubric, seed: int) -> WorkbookValues:
    """The report of a society for a period; the same for the same seed."""
    rng = member.rng(seed, period)
    is_renewing = period in member.renewals
    elected = max((year for year in member.renewals if year <= period), default=0)
    term = member.rng(seed, f"term {elected}")
    council, delegates = compose(member, term, is_on_purpose=is_renewing)
    own = member.rng(seed, "own")
    founded = dt.date(own.randint(1951, 2006), own.randint(1, 12), own.randint(1, 28))
    began = dt.date(elected or last_period - 3, own.randint(3, 11), own.randint(1, 28))
    supervisor_count = term.choice((0, 1, 1, 3, 3, 5))
    fulltime, parttime, staff_before = _staff(member, is_renewing, seed, period)
    form: dict[str, str | int | dt.date | None] = {
        "filled_date": dt.date(period, 10, rng.randint(10, 31)),
        "category": member.society.category,
        "supporting_unit": member.society.supporting_unit,
        "founded_date": founded,
        "term": own.randint(4, 11) + bool(elected),
        "term_start_date": began,
        "is_renewal": _says_renewal(member, period, is_renewing, seed),
        "renewal_date": began if is_renewing else None,
        "delegates": delegates,
        # Some count the hired secretary, who is none.
        "councillors_declared": council.councillors + (rng.random() < 0.03),
        "standing_declared": council.standing or None,
        "has_standing_declared": YES if council.standing else NO,
        "supervisors": supervisor_count,
        "staff_fulltime": fulltime,
        "staff_parttime": parttime,
        "staff_before": staff_before,
        "council_party": "功能型党组织" if member.quality > 0.2 else None,
        "office_party": "与挂靠单位联合党支部" if member.quality > 0.5 else None,
        "party_members": own.randint(3, 60),
        "contact": member.society.contact,
        "phone": member.society.phone,
    }
    membership = _membership(member, period, last_period, rubric, seed)
    chosen = answers.choose(member, rubric, rng, is_last=period == last_period)
    year = SampleYear(
        is_last=period == last_period,
        is_renewing=is_renewing and not member.denies,
        has_grown=membership[period][0] > membership[rubric.parameters["base_year"]][0],
        chosen=chosen,
    )
    return WorkbookValues(
        form={field: value for field, value in form.items() if value is not None},
        answers=answers.answer(member, rubric, rng, year),
        chosen=answers.choice_words(rubric, chosen, rng),
        membership=membership,
        council=people.council(council, member.society.supporting_unit, last_period, term),
        supervisors=people.supervisors(supervisor_count, member.society.supporting_unit, last_period, term),
    )


def _says_renewal(member: Member, period: int, is_renewing: bool, seed: int) -> str | None:
    if is_renewing:
        return NO if member.denies else YES
    is_unsaid = not member.society.renewal_years and member.rng(seed, f"unsaid {period}").random() < 0.3
    return None if is_unsaid else NO


def _staff(member: Member, is_renewing: bool, seed: int, period: int) -> tuple[int, int, int | None]:
    """Full-time and part-time staff, and where the council is renewed, all staff before."""
    rng = member.rng(seed, f"staff {period}")
    fulltime, parttime = rng.choice((0, 1, 1, 2, 2, 3, 5)), rng.randint(1, 6)
    if not is_renewing:
        return fulltime, parttime, None
    if member.boundary.staff is not None:
        return 2, member.boundary.staff - 2, member.boundary.staff_before
    has_grown = rng.random() < 0.5 + 0.6 * member.quality
    total = fulltime + parttime
    return fulltime, parttime, max(0, total - rng.randint(1, 2)) if has_grown else total + rng.randint(0, 1)


def _membership(member: Member, period: int, last_period: int, rubric: Rubric, seed: int) -> dict[int, tuple[int, int]]:
    """Year-end figures from the base year on a straight way to the last period, some with a dip between."""
    rng = member.rng(seed, "members")
    base_year = rubric.parameters["base_year"]
    now = member.boundary.now if member.boundary.now is not None else _grown(member, rubric)
    units = rng.randint(0, 10 + member.base // 60)
    has_dip = rng.random() < 0.03
    figures = {}
    for year in range(base_year, period + 1):
        way = (year - base_year) / max(1, last_period - base_year)
        individual = round(member.base + (now - member.base) * way)
        if has_dip and 0 < way < 1:
            individual = round(member.base * 0.97)
        figures[year] = (individual, units + round(way * rng.randint(0, 5)))
    return figures


def _grown(member: Member, rubric: Rubric) -> int:
    """Individual members at the end of the last period."""
    if member.base < rubric.parameters["small_base"]:
        has_met, least, most, worst = member.growth > 0.36, 0.15, 0.45, -0.02
    else:
        has_met, least, most, worst = member.growth > 0.14, 0.005, 0.14, -0.06
    share = least + (most - least) * member.growth if has_met else worst + (least - worst) * member.growth
    return round(member.base * (1 + share)) + has_met
