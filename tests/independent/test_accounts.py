"""Every filled cell of every sheet is accounted for once: read, furniture, set aside or unread (Nothing vanishes)."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from tests.independent import product
from tests.independent.kinds import KINDS
from tests.independent.kinds.draft import PlainPen, draft, transposed
from tests.independent.mess.files import Format, many_filled, write
from tests.independent.mess.grid import Block
from tests.independent.scenario import write_registry
from tests.independent.societies import lines_of, sure_report

SEED = 23
FILES = 60
ITS_ACCOUNTS = """
    select file_name, sheet, filled, read + furniture + set_aside + unread
    from sheet_account join submission using (submission_id)
"""


def _torn(rng: random.Random, block: Block) -> Block:
    """The block as nobody would hand it in: moved, cut, doubled or turned."""
    rows = [list(row) for row in block.rows]
    match rng.choice(["moved", "cut above", "cut left", "doubled", "turned", "shuffled", "as it is"]):
        case "moved":
            return Block([[], [], *[[None, None, *row] for row in rows]])
        case "cut above":
            return Block(rows[rng.randrange(1, 4) :])
        case "cut left":
            first = rng.randrange(1, 3)
            return Block([row[first:] for row in rows])
        case "doubled":
            return Block([*rows, *rows])
        case "turned":
            return transposed(Block(rows))
        case "shuffled":
            return Block(rng.sample(rows, len(rows)))
    return block


@pytest.fixture(scope="module")
def torn(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[tuple[str, str], int]]:
    """A build of torn workbooks, and how many filled cells were written to each sheet."""
    folder, rng = tmp_path_factory.mktemp("torn"), random.Random(SEED)
    lines = lines_of(rng, FILES)
    write_registry(folder / "registry.xlsx", lines, [2018])
    written: dict[tuple[str, str], int] = {}
    files = []
    for line in lines:
        form = rng.choice([Format.XLSX, Format.CALCULATED, Format.XLS, Format.ODS])
        made = draft(PlainPen(rng, form), line, 2018, sure_report(rng, line, 2018))
        rng.choice(list(KINDS.values())).change(made)
        made.pen.form = form
        sheets = [replace(one, block=_torn(rng, one.block)) for one in made.sheets()]
        name = f"{line.society_id}{form.suffix}"
        write(folder / name, sheets, form)
        files.append((folder / name, name))
        written |= {(name, one.name): many_filled(one, form) for one in sheets}
    return product.load(folder, files), written


def test_the_account_of_a_torn_workbook_holds_what_was_written(torn: tuple[Path, dict[tuple[str, str], int]]) -> None:
    build, written = torn
    accounts = {(name, sheet): (filled, sums) for name, sheet, filled, sums in product.ask(build, ITS_ACCOUNTS)}
    assert accounts == {key: (filled, filled) for key, filled in written.items()}


def test_no_torn_workbook_stops_the_reader(torn: tuple[Path, dict[tuple[str, str], int]]) -> None:
    build, _ = torn
    assert (
        product.ask(build, "select kind from finding where kind in ('file_crashed', 'file_slow', 'file_memory')") == []
    )
