"""Rows of headings: which table they begin, in one row or two, whatever stands beside and between them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from etl.knowledge.layout import ROSTERS, Layout
from etl.submission.answers import note_column, ticked_columns, year_columns
from etl.submission.answers.ticked_columns import Folded, TickedColumns
from etl.submission.form.form_labels import is_heading_of_other_table, is_label_beside
from etl.submission.found_tables.grid import Grid
from etl.submission.members.member_figure import SERIES
from etl.submission.roster.posts_elsewhere import says_posts_elsewhere
from etl.text import heading_key

FORM = "form"
_FEWEST_LABELS = 3  # of a form written as a table


@dataclass(frozen=True, slots=True)
class Header:
    """The head of a table: its name, how many rows it has, its columns (key → zero-based column), and which of these
    stand for several, where answers are ticked.
    """

    table: str
    depth: int
    columns: Mapping[str, int]
    ticked: tuple[TickedColumns, ...] = ()


def header(grid: Grid, row: int, layout: Layout) -> Header | None:
    """The header that begins in this row, if one does."""
    top = grid.heading_keys(row)
    if len(top) < 2:
        return None
    below = grid.heading_keys(row + 1)
    if _begin_nothing(tuple(top.items()), tuple(below.items()), layout):
        return None
    top, below = year_columns.with_answers(grid, row, top, below, layout)
    heads = ticked_columns.folded(grid, row, top, below, layout)
    heads = heads._replace(top=note_column.with_answers(grid, row, heads.top, layout))
    candidate = _header(grid, row, heads, layout)
    if candidate is None:
        return None
    if heads.ticked:
        own = tuple(one for one in heads.ticked if one.first in candidate.columns.values())
        candidate = replace(candidate, depth=max(candidate.depth, 1 + heads.is_below_used), ticked=own)
    return _without_groups(grid, row, candidate, layout)


@lru_cache(maxsize=4096)
def _begin_nothing(top: tuple[tuple[int, str], ...], below: tuple[tuple[int, str], ...], layout: Layout) -> bool:
    """True where two rows of heading keys (column, key) begin no table, whatever stands around them, as most rows of
    the template's form and guide, which are the same in every file.
    """
    above, under = dict(top), dict(below)
    keys = frozenset(above.values())
    columns = {layout.headings["council"].get(key) for key in (*keys, *under.values())} | {"post"}
    return not (
        any(ticked_columns.may_be_ticked(row, layout) for row in (above, under))
        or not note_column.TASK_COLUMNS.isdisjoint(layout.headings["answers"].get(key, "") for key in keys)
        or table_of(keys, layout)
        or all(group & columns for group in layout.tables["council"].needs)
        or any(_is_second_row(above, under, headings) for headings in layout.headings.values())
        or any(sum(key in layout.labels for key in keys.values()) >= _FEWEST_LABELS for keys in (above, under))
    )


def _without_groups(grid: Grid, row: int, candidate: Header, layout: Layout) -> Header | None:
    """The header without questions and numbers of members whose heading stands over several columns that are told apart
    further down: a tick means the heading right above it. None where the table cannot do without.
    """
    resolved = {one.first for one in candidate.ticked}
    unclear = {
        key
        for key, column in candidate.columns.items()
        if key in ticked_columns.QUESTIONS
        and column not in resolved
        and (
            _is_group(grid, row, column, row + candidate.depth)
            or _is_headed_again(grid, row + candidate.depth, column, key, layout)
        )
    }
    if candidate.table == "membership":
        columns = {key: candidate.columns[key] for key in SERIES if key in candidate.columns}
        unclear = {key for key, column in columns.items() if _is_group(grid, row, column, row + candidate.depth)}
    if not unclear.isdisjoint(("status", "individual")):
        return None
    return replace(candidate, columns={key: column for key, column in candidate.columns.items() if key not in unclear})


def _is_headed_again(grid: Grid, first: int, column: int, question: str, layout: Layout) -> bool:
    """True where a heading follows below the question, and no answer to it (基层一线 is both), or a row of nothing but
    answers.
    """
    keys = grid.heading_keys(first)
    _, _, lists = ticked_columns.QUESTIONS[question]
    answers = [key for key in keys.values() if any(key in layout.words[name] for name in lists)]
    if column in keys and len(answers) == len(keys) > 1 and not ticked_columns.is_data(grid, first):
        return True  # answers under several headings
    below = keys.get(column)
    return below in layout.known and below not in answers


def _is_group(grid: Grid, row: int, column: int, first: int) -> bool:
    """True where the heading goes across columns in which something stands."""
    lowest = max(line for line in range(row, first) if line == row or column in grid.heading_keys(line))
    end = grid.merge_end(lowest, column)[1]
    return any(one is not None for below in grid.rows[first:] for one in below[column + 1 : end + 1])


def _header(grid: Grid, row: int, heads: Folded, layout: Layout) -> Header | None:
    """The header of these two rows of heading keys."""
    top, below = heads.top, heads.below
    if ticked_columns.is_data(grid, row + 1):
        below = {}
    if _asks_for_choice(top.values(), layout):
        return Header("answers", 1, _columns(layout.headings["answers"], [top]))
    if name := table_of(frozenset(top.values()), layout) or _roster_without_posts(grid, row, 1, top, layout):
        headings = layout.headings[name]
        if _is_second_row(top, below, headings):
            return Header(name, 2, _columns(headings, _stacked(grid, row, top, below)))
        return Header(name, 1, _columns(headings, [top]))
    known_top = {column: key for column, key in top.items() if any(key in known for known in layout.headings.values())}
    is_below_alone = table_of(frozenset(below.values()), layout) and (
        not known_top.keys().isdisjoint(below) or all(_identifies(key, layout) for key in known_top.values())
    )
    if known_top and below and not is_below_alone:
        for name, table in layout.tables.items():
            if _is_second_row(top, below, layout.headings[name]):
                both = _columns(layout.headings[name], _stacked(grid, row, top, below))
                if all(group & both.keys() for group in table.needs):
                    return Header(name, 2, both)
                if name in ROSTERS and _roster_without_posts(grid, row, 2, top | below, layout):
                    return Header(name, 2, both)
    labels = _labels_of_two_rows(grid, row, layout)
    if form := _form_header(labels, (), layout):
        form = replace(form, depth=2)
    else:
        form = _form_header(top, heads.ticked, layout)
    is_in_other_table = form is not None and row > 0 and is_heading_of_other_table(grid, row - 1, layout)
    return None if is_in_other_table else form


def _asks_for_choice(keys: Iterable[str], layout: Layout) -> bool:
    """True for the headings of a list of tasks with nothing but the choice: 序号 | 任务名称 | 是否选做."""
    columns = {layout.headings["answers"].get(key, "") for key in keys}
    return {"task_title", "chosen"} <= columns <= {"task_number", "task_title", "content", "chosen", "note"}


def _identifies(key: str, layout: Layout) -> bool:
    """True for a label that says who or when."""
    return key in layout.labels and layout.fields[layout.labels[key]].identifies


@lru_cache(maxsize=4096)
def table_of(keys: frozenset[str], layout: Layout) -> str | None:
    """The table that a row of headings alone is enough for."""
    for name, table in layout.tables.items():
        columns = _known(dict.fromkeys(keys, 0), layout.headings[name])
        if all(group & columns.keys() for group in table.needs):
            return name
    return None


def _roster_without_posts(grid: Grid, row: int, depth: int, keys: Mapping[int, str], layout: Layout) -> str | None:
    """The council, where headings are those of its roster but for 会内职务, and something else says the posts."""
    headings = layout.headings["council"]
    columns = {headings[key]: column for column, key in keys.items() if key in headings}
    is_roster = all(group & (columns.keys() | {"post"}) for group in layout.tables["council"].needs)
    if is_roster and "post" not in columns and says_posts_elsewhere(grid, row, depth, columns.get("category"), layout):
        return "council"
    return None


def _is_second_row(top: Mapping[int, str], below: Mapping[int, str], headings: Mapping[str, str]) -> bool:
    """True where the row below goes on with headings: under a known one stands nothing, or a part of it, or more."""
    goes_on = [key in headings or top.get(column, "") + key in headings for column, key in below.items()]
    over = [(top.get(column, ""), key) for column, key in below.items()]
    return any(goes_on) and all(above not in headings or key in above or above in key for above, key in over)


def _form_header(top: Mapping[int, str], ticked: Iterable[TickedColumns], layout: Layout) -> Header | None:
    """A row of labels, values below: the form written as a table, a row for each society."""
    columns = {layout.labels[key]: column for column, key in top.items() if key in layout.labels}
    if len(columns) < _FEWEST_LABELS:
        return None
    beside = {key for key in top.values() if key in ("序号", "备注") or is_label_beside(key, layout)}
    others = [key for key in top.values() if key not in layout.labels and key not in beside]
    places = sorted(top.keys() | {column for one in ticked for column in one.answers})
    is_unbroken = places[-1] - places[0] == len(places) - 1
    judged = [key for key in columns if layout.fields[key].type in ("count", "yes_no")]
    is_of_society = "society_name" in columns and len(judged) > len(others)
    if (not others or is_of_society) and is_unbroken:
        return Header(FORM, 1, columns)
    return None


def _labels_of_two_rows(grid: Grid, row: int, layout: Layout) -> dict[int, str]:
    """The labels of a form as a table with groups over some of them: 组织情况 → 会员代表人数 | 理事人数, 工作人员数 →
    专职 | 兼职. None where anything in the two rows is no label of ours or of a year-end, or both are in one column.
    """
    top, below = grid.heading_keys(row), grid.heading_keys(row + 1)
    labels: dict[int, str] = {}
    over = ""
    for column in range(grid.width):
        over = top.get(column, over)
        key = below.get(column)
        if key is None:
            labels |= {column: top[column]} if column in top else {}
            continue
        label = next((one for one in (key, over + key, key + over) if one in layout.labels), None)
        if label is None and is_label_beside(grid.text(row + 1, column), layout):
            label = key
        if label is None or top.get(column) in layout.labels:
            return {}
        labels[column] = label
    return labels if len(below) > 1 else {}


def _stacked(grid: Grid, row: int, top: Mapping[int, str], below: Mapping[int, str]) -> list[dict[int, str]]:
    """The ways to read a two-row header: the lower heading, both together, the upper."""
    spread = {column: heading_key(grid.text(row, column)) for column in range(grid.width)}
    return [
        dict(below),
        {column: key + spread.get(column, "") for column, key in below.items()},
        {column: spread.get(column, "") + key for column, key in below.items()},
        {column: key for column, key in top.items() if column not in below},
    ]


def _columns(headings: Mapping[str, str], readings: list[dict[int, str]]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for reading in readings:
        places: dict[str, int] = {}
        for column, key in reading.items():
            places.setdefault(key, column)
        for key, column in _known(places, headings).items():
            if column not in columns.values():
                columns.setdefault(key, column)
    return columns


def _is_preferred(key: str, other: str, headings: Mapping[str, str]) -> bool:
    """True for the heading that stands earlier in the layout: the template's own word before its synonyms."""
    return next(one for one in headings if one in (key, other)) == key != other


def _known(places: Mapping[str, int], headings: Mapping[str, str]) -> dict[str, int]:
    """The columns that headings stand for. 职务 beside 工作单位及职务 is the post in the society."""
    columns: dict[str, int] = {}
    named: dict[str, str] = {}
    for key, column in places.items():
        if key in headings and (headings[key] not in columns or _is_preferred(key, named[headings[key]], headings)):
            columns[headings[key]], named[headings[key]] = column, key
    says_employer_post = any("职务" in key for key in places if headings.get(key) == "employer")
    if "employer_post" in columns and "post" not in columns and says_employer_post:
        columns["post"] = columns.pop("employer_post")
    return columns
