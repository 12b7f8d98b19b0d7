"""Where the tables stand: side by side, under one another, on one sheet, under long texts."""

from tests.independent.kinds.draft import Draft, Table, beside, under
from tests.independent.kinds.kind import kind
from tests.independent.mess.grid import Block
from tests.independent.mess.tables import Column


def _form(draft: Draft) -> Block:
    return Block([[one.label, one.value] for one in draft.items])


def _only(draft: Draft, block: Block) -> None:
    """One sheet with this block and nothing else."""
    draft.form.block = block
    for table in (draft.answers, draft.members, draft.roster):
        table.columns, table.block = [], None


@kind("all-on-one-sheet", "all tables on one sheet, one under another")
def _(draft: Draft) -> None:
    parts = [draft.answers.drawn(), draft.members.drawn(), draft.roster.drawn()]
    _only(draft, under(_form(draft), *draft.pen.shuffled(parts)))


@kind("form-under-the-tables", "the form in the middle or at the end of a sheet")
def _(draft: Draft) -> None:
    parts = [draft.members.drawn(), _form(draft), draft.roster.drawn()]
    draft.form.block = under(*draft.pen.shuffled(parts))
    draft.members.columns, draft.roster.columns = [], []


@kind("all-side-by-side", "tables side by side on one sheet are each read by their own headings")
def _(draft: Draft) -> None:
    parts = [_form(draft), draft.members.drawn(), draft.roster.drawn()]
    draft.form.block = beside(*draft.pen.shuffled(parts))
    draft.members.columns, draft.roster.columns = [], []


@kind("members-right-of-the-roster", "two tables of different kinds side by side")
def _(draft: Draft) -> None:
    parts = [draft.members.drawn(), draft.roster.drawn()]
    draft.roster.block = beside(*draft.pen.shuffled(parts))
    draft.members.columns = []


@kind("members-right-of-the-form", "a table right of the form")
def _(draft: Draft) -> None:
    draft.form.block = beside(_form(draft), draft.members.drawn())
    draft.members.columns = []


@kind("empty-columns", "empty columns inside and beside a table")
def _(draft: Draft) -> None:
    for table in (draft.answers, draft.members, draft.roster):
        with_empty_column(draft, table)


def with_empty_column(draft: Draft, table: Table) -> None:
    """Put an empty column somewhere into the table."""
    place = draft.pen.rng.randrange(len(table.columns))
    table.columns.insert(place, Column("empty", [None] * len(table.columns[0].cells), heading=""))


@kind("texts-above-the-headings", "headings on any of the first 30 rows")
def _(draft: Draft) -> None:
    table: Table = draft.pen.one([draft.answers, draft.members, draft.roster])
    texts = (
        "请各学会认真填写，加盖公章后报送。",
        "填写要求：内容真实、准确、完整。",
        "一、本表由学会秘书处填写。",
        "单位：人",
    )
    table.above = [[draft.pen.one(texts)] for _ in range(draft.pen.rng.randrange(3, 28))]
