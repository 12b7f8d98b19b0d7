"""How every kind of disorder is read: verdicts that are right, false, lost, or only told, and files sent back unjustly.

python -m tests.independent.survey --verdicts 20000 --seed 7 [--kind NAME … | --mixed | --list]
"""

import argparse
import hashlib
import random
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.independent import product
from tests.independent.judge import NOT_APPLICABLE, UNKNOWN, judge
from tests.independent.kinds import KINDS
from tests.independent.kinds.draft import MANY_SHEETS, Draft, PlainPen, draft
from tests.independent.kinds.kind import Kind
from tests.independent.kinds.mixing import mixed
from tests.independent.mess.files import many_filled, write
from tests.independent.scenario import write_registry
from tests.independent.societies import lines_of, sure_report
from tests.independent.truth import Case, Line

PERIOD = 2018
LAST_RENEWAL = 10
# What is found for a task that may be chosen where nothing of the table of answers could be read.
NOT_CHOSEN = (NOT_APPLICABLE, None)
PERIODS = (2017, PERIOD)
AT_A_TIME = 200
VERDICTS_OF_A_SOCIETY = 60
FINDINGS = "select file_name, severity, kind, sheet, cell, message from finding join submission using (submission_id)"
# Findings about values that were understood: none of them says why a verdict is open.
SUSPICIONS = {
    *"declared_against_rule membership_fall membership_jump base_against_registry base_changed total_mismatch".split(),
    *"councillors_against_roster standing_against_roster standing_contradiction renewal_contradiction".split(),
    *"name_repeated in_both_rosters chosen_rows_differ chosen_blank chosen_no_answered standard_reworded".split(),
    "confirmation_contradicted",
}
# A file of many societies is returned where nothing of it was accepted.
STATES = "select file_name, bool_and(state = 'returned') from submission group by all"
FAULTS = "false lost unread returned accepted untold account".split()


@dataclass(slots=True)
class Tally:
    """What came out of one kind. `faults`: (fault, description), the faults being those of FAULTS.

    false: definite and wrong. lost: unknown without any finding though the truth is definite. unread: unknown with a
    finding, where the kind must be read. returned, accepted: the file's fate is the other one. untold: a finding is
    missing. account: the sums of a sheet do not hold.
    """

    verdicts: int = 0
    faults: list[tuple[str, str]] = field(default_factory=list)

    def many(self, fault: str) -> int:
        return sum(kind == fault for kind, _ in self.faults)


@dataclass(frozen=True, slots=True)
class Sent:
    """A society's files, first to last, by name, and what each of them means; `before` are names of files of the year
    before.
    """

    kind: Kind
    line: Line
    drafts: Mapping[str, Draft]
    before: Sequence[str] = ()

    @property
    def case(self) -> Case:
        return Case(self.line, PERIOD, tuple(one.means for one in self.drafts.values() if one.means is not None))


@dataclass(frozen=True, slots=True)
class Read:
    """What the product made of all files of a batch."""

    verdicts: product.Verdicts
    is_returned: Mapping[str, bool]
    findings: Mapping[str, list[tuple[str, ...]]]
    accounts: Mapping[str, list[tuple[str, int, int, int, int, int]]]


def survey(folder: Path, kinds: Sequence[Kind], societies: int, seed: int) -> dict[str, Tally]:
    """Send the files of so many societies, each of the next kind in turn, and compare what comes out of them."""
    rng = random.Random(seed)
    lines = [line for line in lines_of(rng, min(2 * societies + 10, 400)) if line.is_expected][:societies]
    write_registry(folder / "registry.xlsx", lines, PERIODS)
    sent = [_send(rng, kinds[number % len(kinds)], line, folder) for number, line in enumerate(lines)]
    rounds = max(len(one.drafts) for one in sent)
    names = [name for one in sent for name in one.before]
    names += [name for turn in range(rounds) for one in sent for name in list(one.drafts)[turn : turn + 1]]
    read = _read(product.load(folder, [(folder / name, name) for name in names]))
    tallies = {one.name: Tally() for one in kinds}
    for one in sent:
        tally = tallies[one.kind.name]
        tally.faults += list(_faults(one, read))
        tally.verdicts += len(judge(one.case))
    return tallies


def _send(rng: random.Random, kind: Kind, line: Line, folder: Path) -> Sent:
    pen = PlainPen(rng, rng.choice(MANY_SHEETS))
    made = draft(pen, line, PERIOD, sure_report(rng, line, PERIOD))
    kind.change(made)
    before = []
    for number, one in enumerate(made.last_year):
        before.append(f"{line.society_id}-{kind.name}-last-{number}{one.pen.form.suffix}")
        write(folder / before[-1], one.sheets(), one.pen.form)
    if made.source is not None:
        made.beside.append(made.source(hashlib.sha256((folder / before[0]).read_bytes()).hexdigest()))
    drafts = {}
    for number, one in enumerate([made, *made.later]):
        name = f"{line.society_id}-{kind.name}-{number}{one.pen.form.suffix}"
        write(folder / name, one.sheets(), one.pen.form)
        if one.finish is not None:
            (folder / name).write_bytes(one.finish((folder / name).read_bytes()))
        drafts[name] = one
    return Sent(kind, line, drafts, before)


def _read(build: Path) -> Read:
    findings: dict[str, list[tuple[str, ...]]] = {}
    for name, *rest in product.ask(build, FINDINGS):
        findings.setdefault(name, []).append(tuple(map(str, rest)))
    states = dict(product.ask(build, STATES))
    accounts: dict[str, list[tuple[str, int, int, int, int, int]]] = {}
    if product.ask(build, "select 1 from information_schema.tables where table_name = 'sheet_account'"):
        columns = "sheet, filled, read, furniture, set_aside, unread"
        question = f"select file_name, {columns} from sheet_account join submission using (submission_id)"
        for name, *numbers in product.ask(build, question):
            accounts.setdefault(name, []).append(tuple(numbers))
    return Read(product.verdicts(build), states, findings, accounts)


def _faults(sent: Sent, read: Read) -> Iterator[tuple[str, str]]:
    findings = [finding for name in sent.drafts for finding in read.findings.get(name, [])]
    told = [finding for finding in findings if finding[1] not in SUSPICIONS]
    for name, one in sent.drafts.items():
        found = read.findings.get(name, [])
        is_returned = read.is_returned[name]
        if is_returned != (one.means is None):
            yield "returned" if is_returned else "accepted", f"{name}: {found[:2]}"
        kinds = {finding[1] for finding in found}
        for group in one.tells:
            if not kinds & set(group):
                yield "untold", f"{name}: none of {group} among {sorted(kinds)}"
        written = {sheet.name: many_filled(sheet, one.pen.form) for sheet in one.sheets()}
        for sheet, filled, *parts in read.accounts.get(name, []):
            if filled != sum(parts) or filled != written.get(sheet, filled):
                yield "account", f"{name} {sheet}: {filled} filled, {written.get(sheet)} written, {parts}"
    expected = judge(sent.case)
    society = sent.line.society_id
    of_society = {
        what: verdict
        for (whose, period, what), verdict in read.verdicts.items()
        if (whose, period) == (society, PERIOD)
    }
    for what in sorted(expected.keys() | of_society.keys()):
        truth, came = expected.get(what), of_society.get(what)
        if truth == came:
            continue
        if came != UNKNOWN and not (came in NOT_CHOSEN and not sent.kind.must_read and told and is_optional(what)):
            fault = "false"
        elif not told:
            fault = "lost"
        elif sent.kind.must_read:
            fault = "unread"
        else:
            continue
        yield fault, f"{list(sent.drafts)} {what}: {truth} expected, {came} found; {(told or findings)[:2]}"


def is_optional(what: str) -> bool:
    """Whether it is a task that may be chosen, or a criterion of one."""
    return what.startswith("T") and int(what[1:3]) > LAST_RENEWAL


def run(verdicts: int, seed: int, kinds: Sequence[Kind], folder: Path) -> dict[str, Tally]:
    """Send batches of societies until so many verdicts have been compared. Without kinds: several at once in each."""
    total: dict[str, Tally] = {one.name: Tally() for one in kinds}
    rng = random.Random(seed)
    batch = 0
    many = min(AT_A_TIME, -(-verdicts // VERDICTS_OF_A_SOCIETY))
    while sum(one.verdicts for one in total.values()) < verdicts:
        where = folder / str(batch)
        where.mkdir()
        first = batch * many % len(kinds) if kinds else 0
        turned = [*kinds[first:], *kinds[:first]] or [mixed(rng, KINDS) for _ in range(many)]
        for name, tally in survey(where, turned, many, seed + batch).items():
            sum_ = total.setdefault(name, Tally())
            sum_.verdicts += tally.verdicts
            sum_.faults += tally.faults
        batch += 1
    return total


def report(total: Mapping[str, Tally], lines: int) -> str:
    """A line for each kind that has faults, with the first of them, and the sums."""
    text = []
    for name, tally in total.items():
        if tally.faults:
            counts = "  ".join(f"{fault} {tally.many(fault)}" for fault in FAULTS if tally.many(fault))
            text.append(f"{name}: {tally.verdicts} verdicts  {counts}")
            text += [f"    {fault}: {what}" for fault, what in tally.faults[:lines]]
    sums = "  ".join(f"{fault} {sum(tally.many(fault) for tally in total.values())}" for fault in FAULTS)
    return "\n".join([*text, f"{len(total)} kinds, {sum(one.verdicts for one in total.values())} verdicts: {sums}"])


def main() -> int:
    """Run the survey; 1 if anything is at fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--verdicts", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--kind", action="append", choices=sorted(KINDS))
    parser.add_argument("--mixed", action="store_true", help="several kinds in each workbook")
    parser.add_argument("--list", action="store_true", help="only say which kinds there are")
    parser.add_argument("--lines", type=int, default=3, help="faults shown of each kind")
    asked = parser.parse_args()
    if asked.list:
        print("\n".join(f"{one.name}: {one.rests_on}" for one in KINDS.values()))
        return 0
    kinds = [] if asked.mixed else [KINDS[name] for name in asked.kind or KINDS]
    with tempfile.TemporaryDirectory(prefix="survey-") as folder:
        total = run(asked.verdicts, asked.seed, kinds, Path(folder))
    print(report(total, asked.lines))
    return int(any(tally.faults for tally in total.values()))


if __name__ == "__main__":
    sys.exit(main())
