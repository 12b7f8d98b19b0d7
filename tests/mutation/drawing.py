"""Which mutants a run tries: drawn by a hash of their words, so that the same seed draws the same mutants after lines
elsewhere have come and gone."""

import hashlib
from pathlib import Path

from tests.mutation.mutants import Mutant, mutants

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("etl/warehouse/sql", "etl/warehouse", "etl/submission", "dashboard/queries")


def drawn(count: int, seed: int, only: str = "") -> list[Mutant]:
    """So many mutants, an equal share of each room, each line at most once. `only`: how their names begin."""

    def lot(words: str) -> bytes:
        return hashlib.sha256(f"{seed} {words}".encode()).digest()

    chosen: list[Mutant] = []
    rooms = [room for room in ROOMS if room.startswith(only) or only.startswith(room)]
    for place, room in enumerate(rooms):
        inner = tuple(other for other in ROOMS if other != room and other.startswith(room))
        lines: dict[tuple[str, int], list[Mutant]] = {}
        for mutant in mutants(ROOT, room):
            if mutant.name.startswith(only) and not mutant.file.startswith(inner):
                lines.setdefault((mutant.file, mutant.number), []).append(mutant)
        of_lines = [min(of_line, key=lambda mutant: lot(mutant.name)) for of_line in lines.values()]
        share = (count - len(chosen)) // (len(rooms) - place)
        chosen += sorted(of_lines, key=lambda mutant: lot(f"{mutant.file} {mutant.line}"))[:share]
    return sorted(chosen, key=lambda mutant: lot(mutant.name))
