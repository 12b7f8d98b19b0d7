"""From receipts to submissions: who sent what for when, and which receipts are versions of their own
(docs/workbook.md, Who is who).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from etl.archive.decisions import WITHDRAWN, Receipt, Standing
from etl.attribution import Attribution, assigned, attribute
from etl.knowledge.findings import Finding, capped, finding
from etl.registry import Registry
from etl.submission import Part, Understanding, joined
from etl.warehouse import Loaded
from etl.workbook import Unreadable


def submissions(
    standing: Standing, understood: Callable[[str], Understanding | Unreadable], registry: Registry
) -> Iterator[Loaded]:
    """Yield one entry for each received file × society × period that is a version of its own, as soon as that is known:
    load by load, and in a load a society's first file before what may only repeat. One that is withdrawn is no version;
    it comes once, in that state and with nothing of what its file says, to be told of.

    `understood` says of a SHA-256 what the file says, or why it cannot be read.
    """
    return versions(attributed(standing, understood, registry))


def attributed(
    standing: Standing, understood: Callable[[str], Understanding | Unreadable], registry: Registry
) -> Iterator[Loaded]:
    """Yield one entry for each received file × society × period, version or not."""
    for one in _as_they_say(standing, understood, registry):
        is_withdrawn = (one.receipt.sha256, (one.society_id, one.period)) in standing.withdrawn
        yield replace(one, state=WITHDRAWN, part=None, findings=(), accounts=()) if is_withdrawn else one


def _as_they_say(
    standing: Standing, understood: Callable[[str], Understanding | Unreadable], registry: Registry
) -> Iterator[Loaded]:
    assignments = dict(standing.assigned)
    for receipt in standing.receipts:
        number = f"{receipt.number:06d}"
        result = understood(receipt.sha256)
        if isinstance(result, Unreadable):
            reason = finding(result.kind, **result.detail)
            yield Loaded(number, receipt, None, None, None, "returned", None, (reason,))
        elif not result.parts:
            is_explained = any(one.severity == "fatal" for one in result.findings)
            findings = result.findings if is_explained else (finding("no_table"), *result.findings)
            yield Loaded(number, receipt, None, None, result.format, "returned", None, findings, result.accounts)
        else:
            given = belonging(result.parts, registry, assignments.get(receipt.sha256))
            for ordinal, (part, to) in enumerate(given, 1):
                submission_id = number if len(given) == 1 else f"{number}-{ordinal:03d}"
                yield _given(submission_id, receipt, result, part, to)


def belonging(
    parts: Sequence[Part], registry: Registry, assignment: tuple[str, int] | None = None
) -> list[tuple[Part, Attribution]]:
    """The parts with their society and period; those of one society and period, however it is spelled, as one. With an
    assignment of the staff the whole file belongs there.
    """
    if assignment and (whole := assigned(*assignment, registry)):
        return [(joined(parts), whole)]
    by_society: dict[object, list[tuple[Part, Attribution]]] = {}
    for part in parts:
        given = attribute(part.identity, registry)
        key = (given.society.society_id if given.society else None, given.period)
        by_society.setdefault(key, []).append((part, given))
    return [
        (joined([part for part, _ in some]), _together([given for _, given in some])) for some in by_society.values()
    ]


def _together(given: Sequence[Attribution]) -> Attribution:
    """One attribution out of several to the same society and period; each finding stands in it once."""
    said: dict[str, Finding] = {}
    for one in (one for of_part in given for one in of_part.findings):
        said.setdefault(one.message, one)
    return replace(given[0], findings=tuple(capped(said.values())))


def _given(submission_id: str, receipt: Receipt, file: Understanding, part: Part, given: Attribution) -> Loaded:
    """The part of the file as a submission: its state is the worst that a finding says of it."""
    blank = () if part.is_filled else (finding("nothing_filled"),)
    part, of_others = _without_others(part, given)
    findings = (*given.findings, *of_others, *blank, *part.findings, *file.findings)
    severities = {one.severity for one in findings}
    state = "returned" if "fatal" in severities else "to_correct" if "error" in severities else "accepted"
    return Loaded(
        submission_id,
        receipt,
        given.society.society_id if given.society else None,
        given.period,
        file.format,
        state,
        None if state == "returned" else part,
        given.findings if given.is_fatal else findings,
        file.accounts,
    )


def _without_others(part: Part, given: Attribution) -> tuple[Part, list[Finding]]:
    """The part in which what only another society's form says is not understood, beside the own one; each such name
    has a finding.
    """
    of_others = {
        one: next((name for name in given.foreign if name.holds(one.sheet, one.cell)), None) for one in part.form
    }
    names = dict.fromkeys(name for name in of_others.values() if name)
    if not names or all(of_others.values()):
        return part, []
    form = [
        one._replace(value=None, text=None, is_unreadable=one.value is not None) if of_others[one] else one
        for one in part.form
    ]
    said = [finding("form_of_others", one.sheet, one.cell, name=one.name) for one in names]
    return replace(part, form=form), said


def versions(submissions: Iterable[Loaded]) -> Iterator[Loaded]:
    """Leave out what only repeats: the bytes in force already, and a folder loaded once more.

    For each society and period, the accepted files of one load are laid against the history so far: the longest end
    of the history that the load begins with was there already, the rest is new; what the history knows comes first, in
    its order, whatever the names in the folder. So A, B, A in three loads are three versions, a folder with A and B
    loaded twice holds two, and B put beside A comes after it. A file that goes back counts once.
    """
    history: dict[tuple[str, int], list[str]] = defaultdict(list)
    returned: set[tuple[str, str | None, int | None]] = set()
    for _, of_load in groupby(submissions, key=lambda loaded: loaded.receipt.load):
        sequences: dict[tuple[str, int], list[Loaded]] = defaultdict(list)
        for submission in of_load:
            counts = submission.state not in ("returned", WITHDRAWN)
            if counts and submission.society_id is not None and submission.period is not None:
                key = submission.society_id, submission.period
                sequence = sequences[key]
                if not sequence or sequence[-1].receipt.sha256 != submission.receipt.sha256:
                    sequence.append(submission)
                    if not history[key]:
                        yield submission
            elif (mark := (submission.receipt.sha256, submission.society_id, submission.period)) not in returned:
                returned.add(mark)
                yield submission
        for key, sequence in sequences.items():
            known = history[key]
            laid = _known_first(sequence, known) if known else sequence
            hashes = [submission.receipt.sha256 for submission in laid]
            longest = min(len(known), len(hashes))
            overlap = next((size for size in range(longest, 0, -1) if known[-size:] == hashes[:size]), 0)
            if known:
                yield from laid[overlap:]
            known += hashes[overlap:]


def _known_first(sequence: Sequence[Loaded], known: Sequence[str]) -> list[Loaded]:
    """The files of one load, each content once: those that the history knows in its order, then the new ones."""
    places = {sha256: place for place, sha256 in enumerate(known)}
    once = {one.receipt.sha256: one for one in reversed(sequence)}
    return sorted(once.values(), key=lambda one: (places.get(one.receipt.sha256, len(known)), one.receipt.number))
