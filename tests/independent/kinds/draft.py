"""A plain workbook before it is written: tables as columns that a kind of disorder may change, and what they mean."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from tests.independent.annex import TASKS
from tests.independent.mess.answers import GROUPS, plain_columns
from tests.independent.mess.files import Format
from tests.independent.mess.forms import LABELS, Identity, items_of
from tests.independent.mess.grid import Block, Cell, Merge, Sheet, blank_rows, stacked
from tests.independent.mess.members import plain_columns_of_years
from tests.independent.mess.pen import Pen
from tests.independent.mess.rosters import columns_of_persons
from tests.independent.mess.tables import HEADINGS, Column
from tests.independent.truth import Answer, Line, Person, Report

TITLES = {"form": "基本情况", "answers": "任务完成情况", "members": "会员情况", "roster": "理事会名册"}
Row = list[Cell]


class PlainPen(Pen):
    """Writes every value in a plain way: what disorder there is comes from the kind alone."""

    def often(self, chance: float) -> bool:
        return False

    def blank(self) -> Cell:
        return None


@dataclass(slots=True)
class Table:
    """A table on a sheet of its own. `between`: rows before the row with this number; `block`: drawn by the kind."""

    sheet: str
    columns: list[Column] = field(default_factory=list)
    above: list[Row] = field(default_factory=list)
    between: dict[int, Row] = field(default_factory=dict)
    below: list[Row] = field(default_factory=list)
    block: Block | None = None
    is_hidden: bool = False

    def __getitem__(self, key: str) -> Column:
        return next(column for column in self.columns if column.key == key)

    def place(self, key: str) -> int:
        """Where the column stands."""
        return next(place for place, column in enumerate(self.columns) if column.key == key)

    def replace(self, key: str, *columns: Column) -> None:
        """Put these columns where the one with the key stands."""
        place = self.place(key)
        self.columns[place : place + 1] = columns

    def head(self, key: str, heading: str) -> None:
        self.replace(key, replace(self[key], heading=heading))

    def rewrite(self, key: str, write: Callable[[int], Cell]) -> None:
        """Write all cells of a column anew, by row."""
        column = self[key]
        self.replace(key, replace(column, cells=[write(row) for row in range(len(column.cells))]))

    def drop(self, *keys: str) -> None:
        self.columns = [column for column in self.columns if column.key not in keys]

    def drawn(self) -> Block:
        """The table with what stands above, between and below."""
        if self.block is not None:
            return stacked([Block(self.above), self.block, Block(self.below)])
        rows = [list(cells) for cells in zip(*(column.cells for column in self.columns), strict=True)]
        body: list[Row] = []
        for place, row in enumerate(rows):
            body += [self.between[place]] if place in self.between else []
            body.append(row)
        return stacked([Block(self.above), heading_rows(self.columns), Block([*body, *self.below])])


def heading_rows(columns: Sequence[Column]) -> Block:
    """One row of headings, or two where some stand under a common one."""
    names: Row = [HEADINGS[one.key][0] if one.heading is None else one.heading for one in columns]
    over = [one.over for one in columns]
    if not any(over):
        return Block([names])
    top: Row = [name if text is None else None for name, text in zip(names, over, strict=True)]
    below: Row = [None if text is None else name for name, text in zip(names, over, strict=True)]
    merges = [Merge(0, place, 1, place) for place, text in enumerate(over) if text is None]
    starts = [place for place, text in enumerate(over) if place == 0 or text != over[place - 1]]
    for start, end in pairwise([*starts, len(over)]):
        if over[start]:
            top[start] = over[start]
            merges += [Merge(0, start, 0, end - 1)] if end - start > 1 else []
    return Block([top, below], merges)


@dataclass(slots=True)
class Item:
    """A label of the form with its value."""

    key: str
    label: str
    value: Cell


@dataclass(slots=True)
class Draft:
    """One file of a society. `means` None: it must go back; `beside`: sheets that are nobody's table of ours.

    `tells`: of each of these groups of findings one must be told. `later`: files sent after this one. `last_year`:
    files of the year before, sent first; `source` is the sheet that names the first of them by its SHA-256.
    """

    pen: Pen
    line: Line
    period: int
    means: Report | None
    items: list[Item]
    form: Table
    answers: Table
    members: Table
    roster: Table
    beside: list[Sheet] = field(default_factory=list)
    tells: list[tuple[str, ...]] = field(default_factory=list)
    later: list["Draft"] = field(default_factory=list)
    last_year: list["Draft"] = field(default_factory=list)
    source: Callable[[str], Sheet] | None = None
    finish: Callable[[bytes], bytes] | None = None

    @property
    def report(self) -> Report:
        assert self.means is not None
        return self.means

    @property
    def people(self) -> tuple[Person, ...]:
        return self.report.roster or ()

    @property
    def standards(self) -> list[str]:
        """The criteria in the order of the rows."""
        return [one.criterion for task in TASKS for one in task.standards]

    def answer(self, row: int) -> Answer:
        return (self.report.answers or {})[self.standards[row]]

    def mean(self, **tables: object) -> None:
        """What the changed tables mean instead."""
        self.means = replace(self.report, **tables)  # type: ignore[arg-type]

    def item(self, key: str) -> Item:
        return next(one for one in self.items if one.key == key)

    def tables(self) -> list[Table]:
        return [one for one in (self.form, self.answers, self.members, self.roster) if one.columns or one.block]

    def keep(self, *tables: Table) -> None:
        """Leave out all other tables of ours, but say on a form who and when."""
        for table in (self.answers, self.members, self.roster):
            if table not in tables:
                table.columns, table.block = [], None
        if self.form not in tables:
            self.items = [one for one in self.items if one.key in ("name", "code", "year")]

    def sheets(self) -> list[Sheet]:
        """All sheets: ours, then those beside them, unless the kind has put them first."""
        if self.form.block is None and self.items:
            self.form.block = Block([[one.label, one.value] for one in self.items])
        return [Sheet(one.sheet, one.drawn(), one.is_hidden) for one in self.tables()] + self.beside

    def chapters(self) -> dict[int, Row]:
        """The three group headings by the row that they precede in the table of answers."""
        starts: dict[int, Row] = {}
        row = 0
        for before, task in pairwise([None, *TASKS]):
            if task is not None and (before is None or before.group != task.group):
                starts[row] = [GROUPS[task.group]]
            row += len(task.standards) if task is not None else 0
        return starts


def draft(pen: Pen, line: Line, period: int, report: Report) -> Draft:
    """The report as a plain workbook."""
    assert report.form and report.answers and report.members and report.roster
    identity = Identity(line.name, line.code, period)
    items = [Item(key, LABELS[key][0], value) for key, value in items_of(pen, report.form, identity)]
    return Draft(
        pen,
        line,
        period,
        report,
        items,
        Table(TITLES["form"]),
        Table(TITLES["answers"], plain_columns(pen, report.answers)),
        Table(TITLES["members"], plain_columns_of_years(pen, report.members)),
        Table(TITLES["roster"], columns_of_persons(pen, report.roster, is_plain=True)),
    )


def beside(*blocks: Block) -> Block:
    """The blocks side by side, a blank column between them."""
    height = max(len(block.rows) for block in blocks)
    rows: list[Row] = [[] for _ in range(height)]
    merges: list[Merge] = []
    left = 0
    for block in blocks:
        for number, row in enumerate(rows):
            row += [None] * (left - len(row)) + (block.rows[number] if number < len(block.rows) else [])
        merges += [one.moved(0, left) for one in block.merges]
        left += block.width + 1
    return Block(rows, merges)


def under(*blocks: Block) -> Block:
    """The blocks one under another, a blank row between them."""
    parted: list[Block] = []
    for block in blocks:
        parted += [blank_rows(1)] * bool(parted) + [block]
    return stacked(parted)


def transposed(block: Block) -> Block:
    """Rows become columns."""
    width = block.width
    full = [row + [None] * (width - len(row)) for row in block.rows]
    return Block([list(column) for column in zip(*full, strict=True)])


def sheet_of(name: str, rows: Iterable[Row], is_hidden: bool = False) -> Sheet:
    return Sheet(name, Block([list(row) for row in rows]), is_hidden)


MANY_SHEETS = (Format.XLSX, Format.XLSX, Format.CALCULATED, Format.INLINE, Format.XLS, Format.ET, Format.ODS)
