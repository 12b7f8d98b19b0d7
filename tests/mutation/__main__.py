"""Do the tests catch? `python -m tests.mutation --count 200 --seed 1` changes one line of the program at a time, runs
the tests of its room, and lists the changes that no test noticed.

With `--results FILE` each outcome is written there at once, and a mutant whose outcome stands there is not tried again:
a run that was stopped goes on. `--again` tries those again that survived, `--only 'etl/warehouse/rows.py: in'`
those whose name begins so. What may go unnoticed stands in `harmless.toml`, each with its reason. Ends with 1 where any
other survives.
"""

import argparse
import json
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue

from tests.mutation.drawing import drawn
from tests.mutation.mutants import Mutant
from tests.mutation.trying import Copy

HARMLESS = Path(__file__).parent / "harmless.toml"


def main() -> int:
    """Tries the mutants and prints what became of them; 1 where one survives that is not known to be harmless."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="names of mutants that begin so: a folder, a file, a change in it")
    parser.add_argument("--results", type=Path, help="file of outcomes, a JSON object a line; it grows")
    parser.add_argument("--again", action="store_true", help="try again what survived by the file of outcomes")
    parser.add_argument("--quick", action="store_true", help="without the dear tests (`then` in rooms.toml)")
    parser.add_argument("--jobs", type=int, default=1, help="mutants tried at a time")
    chosen = parser.parse_args()
    noticed = results(chosen.results)
    wanted = drawn(chosen.count, chosen.seed, chosen.only)
    if chosen.again:
        wanted = [mutant for mutant in wanted if noticed.get(mutant.name) is False]
    waiting = [mutant for mutant in wanted if chosen.again or mutant.name not in noticed]
    for mutant, by, seconds in tried(waiting, chosen.jobs, chosen.quick):
        noticed[mutant.name] = bool(by)
        print("." if by else f"\n{mutant.said}\n", end="", flush=True)
        if chosen.results:
            with chosen.results.open("a", encoding="utf-8") as file:
                outcome = {"mutant": mutant.name, "by": by, "seconds": seconds}
                file.write(json.dumps(outcome, ensure_ascii=False) + "\n")
    return said(wanted, noticed)


def results(file: Path | None) -> dict[str, bool]:
    """Names of the mutants in a file of outcomes, and whether a test noticed each, by the last line about it."""
    if not file or not file.exists():
        return {}
    lines = file.read_text(encoding="utf-8").splitlines()
    return {outcome["mutant"]: bool(outcome["by"]) for outcome in map(json.loads, lines)}


def harmless() -> dict[str, str]:
    """Names of the mutants that no test need notice, each with the reason."""
    entries = tomllib.loads(HARMLESS.read_text("utf-8")).get("harmless", [])
    return {f"{entry['file']}: {entry['change']}: {entry['line']}": entry["why"] for entry in entries}


def tried(mutants: list[Mutant], jobs: int, is_quick: bool) -> Iterator[tuple[Mutant, str, float]]:
    """Each mutant with the file of tests that noticed it ("": none did) and the seconds that it took."""
    copies: SimpleQueue[Copy] = SimpleQueue()

    def one(mutant: Mutant) -> tuple[Mutant, str, float]:
        copy, begun = copies.get(), time.monotonic()
        try:
            return mutant, copy.noticed_by(mutant, is_quick), round(time.monotonic() - begun, 1)
        finally:
            copies.put(copy)

    with ExitStack() as open_until_end, ThreadPoolExecutor(jobs) as pool:
        for _ in range(min(jobs, len(mutants))):
            folder = Path(open_until_end.enter_context(tempfile.TemporaryDirectory()))
            copies.put(open_until_end.enter_context(Copy(folder)))
        for outcome in as_completed([pool.submit(one, mutant) for mutant in mutants]):
            yield outcome.result()


def said(mutants: list[Mutant], noticed: dict[str, bool]) -> int:
    """Prints how many were noticed and each that was not; 1 where one of these is not known to be harmless."""
    reasons = harmless()
    survived = [mutant for mutant in mutants if not noticed[mutant.name]]
    killed = len(mutants) - len(survived)
    print(f"\n{killed} of {len(mutants)} noticed ({killed / max(len(mutants), 1):.0%}).")
    for mutant in survived:
        print(f"{mutant.said}\n    {reasons.get(mutant.name, 'no test noticed')}")
    return 1 if any(mutant.name not in reasons for mutant in survived) else 0


if __name__ == "__main__":
    sys.exit(main())
