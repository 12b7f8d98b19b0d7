"""A judge apart from the product: from what a society means to every verdict, in integers, True, False and None."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tests.independent.annex import TASKS
from tests.independent.truth import (
    MAY_NOT_APPLY,
    UNREADABLE,
    Answer,
    Case,
    Declared,
    Form,
    Line,
    Person,
    Post,
    Report,
    Word,
    known,
)

YEAR_OF_PLATFORMS = 2018
BASE_YEAR = 2016
LEAST_CHOSEN = 5
BOUNDARY = 300
NOT_JUDGED = {"T10-3"}
NOT_REQUIRED = {"T13-4", "T13-5"}
LEAST = {"T06-1": 1, "T12-1": 2, "T13-4": 1, "T13-6": 2, "T16-3": 1, "T17-1": 1, "T18-1": 1, "T18-2": 1}
LEADERS = {Post.PRESIDENT, Post.VICE, Post.SECRETARY, Post.HIRED_SECRETARY}
STANDING = {Post.PRESIDENT, Post.VICE, Post.SECRETARY, Post.STANDING}
UNCERTAIN = {Post.UNREADABLE, Post.BLANK}
NO_COUNCILLORS = {Post.HIRED_SECRETARY, Post.DEPUTY_SECRETARY}

Verdict = str
MET, UNMET, UNKNOWN, NOT_APPLICABLE = "met", "unmet", "unknown", "not_applicable"


def verdict(value: bool | None) -> Verdict:
    return UNKNOWN if value is None else MET if value else UNMET


def both(left: bool | None, right: bool | None) -> bool | None:
    """Three-valued `and`: one failure settles it."""
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def all_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Any unmet, else any unknown, else met; of none that applies, not applicable."""
    counted = set(verdicts) - {NOT_APPLICABLE}
    return next((one for one in (UNMET, UNKNOWN, MET) if one in counted), NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Council:
    """The council's numbers, of the roster where there is one, else as declared. `has_standing` None: nobody says.

    `standing` counts those who surely are; `perhaps_standing` more have a post that is blank or cannot be read.
    """

    delegates: int | None
    councillors: int | None
    standing: int | None
    perhaps_standing: int
    has_standing: bool | None
    roster: tuple[Person, ...]

    @property
    def leaders(self) -> list[Person]:
        return [person for person in self.roster if person.post in LEADERS]

    @property
    def members(self) -> list[Person]:
        return [person for person in self.roster if person.post not in NO_COUNCILLORS]

    @property
    def standing_members(self) -> list[Person]:
        return [person for person in self.roster if person.post in STANDING]

    @property
    def uncertain_members(self) -> list[Person]:
        return [person for person in self.roster if person.post in UNCERTAIN]


def council(report: Report) -> Council:
    form, roster = report.form or Form(), report.roster or ()
    has_standing = known(form.has_standing)
    if form.has_standing is None and any(person.post is Post.STANDING for person in roster):
        has_standing = True
    councillors, standing = known(form.councillors), known(form.standing)
    if roster:
        councillors = sum(person.post not in NO_COUNCILLORS for person in roster)
        standing = sum(person.post in STANDING for person in roster)
    return Council(
        delegates=known(form.delegates) or None,
        councillors=councillors or None,
        standing=(standing or None) if has_standing else None,
        perhaps_standing=sum(person.post in UNCERTAIN for person in roster),
        has_standing=has_standing,
        roster=roster,
    )


def grown(base: int | None, now: int | None) -> bool | None:
    """T07-3: whether the individual members grew as demanded."""
    if not base or now is None:
        return None
    by_15_percent, at_all = 100 * now >= 115 * base, now > base
    if base < BOUNDARY:
        return by_15_percent
    if base > BOUNDARY or by_15_percent == at_all:
        return at_all
    return None


def enough(people: list[Person], uncertain: list[Person], numerator: int, denominator: int) -> bool | None:
    """Whether numerator/denominator of the people are front-line, certain however the blanks fall.

    Any of the `uncertain` may belong to the people or not. Each person adds to a balance that must not be negative.
    """
    if not people:
        return None
    least = sum(_weight(person.frontline is True, numerator, denominator) for person in people)
    most = sum(_weight(person.frontline is not False, numerator, denominator) for person in people)
    least += sum(min(0, _weight(person.frontline is True, numerator, denominator)) for person in uncertain)
    most += sum(max(0, _weight(person.frontline is not False, numerator, denominator)) for person in uncertain)
    return None if least < 0 <= most else least >= 0


def _weight(is_frontline: bool, numerator: int, denominator: int) -> int:
    return denominator * is_frontline - numerator


def complete(roster: tuple[Person, ...] | None) -> bool | None:
    """T08-1, T09-1: whether the roster is there and has no gap. What cannot be read is no gap, and no pass either."""
    if not roster or not any(person.gaps or person.unreadable for person in roster):
        return True if roster else None
    return False if any(person.gaps for person in roster) else None


def at_most(many: int | None, limit: int | None, perhaps_more: int = 0) -> bool | None:
    """Whether many, and with them those who perhaps count too, are a third of the limit or fewer."""
    if many is None or limit is None or 3 * many <= limit < 3 * (many + perhaps_more):
        return None
    return 3 * many <= limit


def quantified(line: Line, period: int, report: Report) -> dict[str, Verdict]:
    """The criteria that numbers alone decide."""
    form, members, seats = report.form or Form(), report.members or {}, council(report)
    base = line.base if line.base is not None else known(members.get(BASE_YEAR, (None, None))[0])
    full_time, part_time, staff_before = map(known, (form.full_time, form.part_time, form.staff_before))
    staff = None if full_time is None or part_time is None else full_time + part_time
    more_staff = None if staff is None or staff_before is None else staff > staff_before
    many = None if seats.councillors is None else seats.councillors >= 50
    found = {
        "T07-3": verdict(grown(base, known(members.get(period, (None, None))[0]))),
        "T08-a": verdict(at_most(seats.councillors, seats.delegates)),
        "T09-b": verdict(enough(seats.members, [], 3, 4)),
        "T10-a": verdict(more_staff),
    }
    of_standing = {
        "T08-b": at_most(seats.standing, seats.councillors, seats.perhaps_standing),
        "T08-c": many,
        "T09-c": enough(seats.standing_members, seats.uncertain_members, 2, 3),
    }
    for criterion, value in of_standing.items():
        if seats.has_standing is None:
            found[criterion] = UNKNOWN
        else:
            found[criterion] = verdict(value) if seats.has_standing else NOT_APPLICABLE
    return found


def standard(criterion: str, answer: Answer, period: int, report: Report) -> Verdict:
    """The verdict of a work standard that an answer speaks for."""
    if answer.declared is Declared.NOT_APPLICABLE and criterion in MAY_NOT_APPLY:
        return NOT_APPLICABLE
    is_open = answer.declared in (None, UNREADABLE, Declared.NOT_APPLICABLE)
    declared = None if is_open else answer.declared is Declared.DONE
    if criterion in LEAST:
        count = known(answer.count)
        declared = both(declared, None if count is None else count >= LEAST[criterion])
    if criterion in ("T08-1", "T09-1"):
        declared = both(declared, complete(report.roster))
    if criterion == "T20-1" and declared is False and period < YEAR_OF_PLATFORMS:
        declared = None
    return verdict(declared)


def is_due(line: Line, period: int, renewal: Word) -> bool | None:
    """Whether the renewal is due; None where neither says, or only an unreadable answer does."""
    if period in line.due_years or renewal is True:
        return True
    return False if renewal is False or (line.due_years and renewal is None) else None


def is_chosen(answers: list[Answer]) -> bool | None:
    """Whether an optional task is chosen, by what stands in its rows; None: 选做待确认, no row that says it is read."""
    said = {answer.chosen for answer in answers} - {None}
    if said:
        return None if said == {UNREADABLE} else True in said
    return any(answer.count is not None or answer.declared not in (None, Declared.NOT_APPLICABLE) for answer in answers)


def judge(case: Case) -> Mapping[str, Verdict]:
    """Every verdict of a society and period by criterion (of tasks that apply), task, group and `overall`."""
    report = case.current
    said = report or Report()
    due = is_due(case.line, case.period, said.form.renewal if said.form else None)
    answers = said.answers or {}
    numbers = quantified(case.line, case.period, said)
    found: dict[str, Verdict] = {}
    chosen: list[Verdict] = []
    for task in TASKS:
        mine = [answers.get(one.criterion, Answer()) for one in task.standards]
        applies = {"basic": True, "renewal": due, "optional": report is not None and is_chosen(mine)}[task.group]
        if applies is False:
            found[task.task_id] = NOT_APPLICABLE
            continue
        if report is None:
            found[task.task_id] = UNKNOWN
            continue
        criteria = {
            one.criterion: standard(one.criterion, answer, case.period, report)
            for one, answer in zip(task.standards, mine, strict=True)
            if one.criterion not in NOT_JUDGED
        }
        criteria |= {name: value for name, value in numbers.items() if name.startswith(task.task_id)}
        found |= criteria
        found[task.task_id] = all_of(value for name, value in criteria.items() if name not in NOT_REQUIRED)
        if applies is None:
            found[task.task_id] = UNKNOWN
        if task.group == "optional":
            chosen.append(found[task.task_id])
    of_group = {name: [task.task_id for task in TASKS if task.group == name] for name in ("basic", "renewal")}
    groups = {name: all_of(found[task] for task in tasks) for name, tasks in of_group.items()}
    groups["optional"] = optional(chosen) if answers else UNKNOWN
    return found | groups | {"overall": all_of(groups.values())}


def optional(chosen: list[Verdict]) -> Verdict:
    """The optional group, from the verdicts of the tasks chosen or 选做待确认."""
    met, unknown = chosen.count(MET), chosen.count(UNKNOWN)
    if met >= LEAST_CHOSEN:
        return MET
    return UNMET if met + unknown < LEAST_CHOSEN else UNKNOWN
