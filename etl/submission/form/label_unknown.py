"""Labels that are nearly those of the form: never guessed, but told (docs/workbook.md, Nothing vanishes, 4)."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from typing import NamedTuple

from etl.knowledge.findings import Finding, finding
from etl.knowledge.layout import Layout
from etl.submission.cells import values
from etl.submission.cells.cell_reader import Cells, shortened
from etl.submission.form import form_entries
from etl.submission.form.form_entries import LINE_TO_FILL_IN, Entry
from etl.submission.form.form_labels import is_label_beside, labels
from etl.submission.found_tables.grid import Grid, Position
from etl.submission.found_tables.table_finder import FoundTable
from etl.submission.understanding import FormValue
from etl.text import clean, heading_key, match_key
from etl.workbook import Value

_LONGEST = 20
_FEWEST_LABELS, _SHOWN_ROWS = 3, 6
_LONGEST_BETWEEN = 4  # of what may stand between the characters of a question
_UNKNOWN = "不是填报表的栏目，最接近的是“{}”"
_IN_SENTENCE = re.compile("个人会员(?:人?数)?[^0-9,，。;；]{0,6}[0-9]")
_SENTENCE = "会员数写在一段话里，看不出是哪一年、哪一种"
_BETWEEN = "(?:总?人?数)?[共为有约达近是]{0,2}[0-9]+余?[人名位个]"
_SENTENCES = {
    "delegates": re.compile(f"会员代表{_BETWEEN}"),
    "councillors_declared": re.compile(f"(?<!常务)理事(?:会成员)?{_BETWEEN}"),
    "standing_declared": re.compile(f"常务理事{_BETWEEN}"),
    "staff_fulltime": re.compile(f"专职(?:(?:工作)?人员)?{_BETWEEN}"),
    "staff_parttime": re.compile(f"兼职(?:(?:工作)?人员)?{_BETWEEN}"),
}
"""Numbers of the form that rules ask for, as a sentence says them: 我会现有会员代表45人，理事30人."""
_STAFF = re.compile("工作人员|专兼职")
_SAID, _DIGIT = re.compile("会员代表|理事|专职|兼职"), re.compile("[0-9０-９]")
_ASKED = re.compile("以上|以下|不少于|不超过|至少|分之")
_IN_OTHER_TABLE = "所在的地方像是别的表或别的单位的内容"


class _Near(NamedTuple):
    """A label that a text is near, and by how many characters they differ."""

    distance: int
    field: str


class Unread(NamedTuple):
    """What stands beside labels that are nearly ours: `identifying`, what is to be said of the fields that identify,
    where the file cannot be given to anybody without them; `form`, the others, given and not understood.
    """

    identifying: tuple[tuple[str, Finding], ...]
    form: tuple[FormValue, ...]


def report(
    tables_by_grid: list[tuple[Grid, list[FoundTable]]], entries: list[Entry], layout: Layout, cells: Cells
) -> Unread:
    """A finding for each label with a value that is near the label of a field which the file has nowhere else."""
    identifying, form = [], []
    of_file = {entry.field for entry in entries}
    missing = frozenset(key for key, field in layout.fields.items() if key not in of_file and field.type != "private")
    sheets = {entry.grid.name for entry in entries}
    for grid, tables in tables_by_grid:
        if missing and grid.name in sheets:
            for row, column, label, fields in _unknown(grid, form_entries.outside_rows(grid, tables), missing, layout):
                nearest = "、".join(layout.fields[field].label for field in fields)
                why = _IN_OTHER_TABLE if heading_key(label) in layout.labels else _UNKNOWN.format(nearest)
                place = grid.name, grid.address(row, column)
                cells.add("label_unknown", *place, label=label, why=why)
                reason = finding("identity_label_unknown", *place, label=label, why=why)
                identifying += [(field, reason) for field in fields if layout.fields[field].identifies]
                form += [
                    FormValue(field, None, None, True, *place)
                    for field in fields
                    if layout.fields[field].type in ("count", "yes_no") and len(fields) == 1
                ]
            _report_rows(grid, form_entries.outside_rows(grid, tables), missing, layout, cells)
    _report_sentences(tables_by_grid, entries, layout, cells)
    return Unread(tuple(identifying), tuple(form))


def _report_sentences(
    tables_by_grid: list[tuple[Grid, list[FoundTable]]], entries: list[Entry], layout: Layout, cells: Cells
) -> None:
    """A finding for each text that says a number of the form in a sentence, where nothing else in the file does."""
    filled = {entry.field for entry in entries if not values.is_blank(entry.value)}
    places_told = {(one.sheet, one.cell) for one in cells.findings}
    patterns = {field: pattern for field, pattern in _SENTENCES.items() if field not in filled}
    for grid, tables in tables_by_grid if patterns else ():
        texts = set(filter(_says_number, grid.texts))
        for row, column, text in grid.holding(texts, form_entries.outside_rows(grid, tables)):
            key = match_key(text)
            said = [layout.fields[field].label for field, pattern in patterns.items() if pattern.search(key)]
            place = grid.name, grid.address(row, column)
            if said and place not in places_told:
                why = f"{'、'.join(said)}写在一段话里"
                cells.add("label_unknown", *place, label=shortened(text, _LONGEST), why=why)


def _says_number(text: str) -> bool:
    """True where a number stands behind what it may be of, and the text does not ask for it."""
    named = _SAID.search(text)
    return named is not None and _DIGIT.search(text, named.end()) is not None and not _ASKED.search(text)


def _report_rows(grid: Grid, rows: list[int], missing: frozenset[str], layout: Layout, cells: Cells) -> None:
    """One finding for the rows of a form that answer with a number, or with 是 or 否, to what is no label of ours,
    where such fields are `missing` in the file.
    """
    types = {layout.fields[field].type for field in missing} & {"count", "yes_no"}
    known = labels(grid, rows, layout)
    columns = {column for _, column in known}
    foreign: list[tuple[int, int]] = []
    for row, column in ((row, column) for row in rows for column in columns):
        text, beside = grid.rows[row][column], _answer_place(grid, row, column, layout)
        if not isinstance(text, str) or (row, column) in known or len(text) > _LONGEST or beside in known:
            continue
        if grid.account.is_used(row, beside[1], beside[1] + 1) or beside[1] >= grid.width:
            continue
        kind = _type_of(grid.value(*beside), layout)
        fields = _nearest(heading_key(text), layout) if kind in types else ()
        if kind not in types or (fields and missing.issuperset(fields)):
            continue  # no answer, or told by itself
        is_staff = "staff_fulltime" in missing and _STAFF.search(text) is not None  # 工作人员总数, without its parts
        if kind == "yes_no" or is_staff or not (fields or is_label_beside(text, layout)):
            foreign.append((row, column))
    if len(known) >= _FEWEST_LABELS and foreign:
        shown = "、".join(str(row + 1) for row, _ in foreign[:_SHOWN_ROWS])
        shown += f" 等 {len(foreign)} " if len(foreign) > _SHOWN_ROWS else ""
        cells.add("rows_not_read", grid.name, grid.address(*foreign[0]), rows=shown, table=layout.form_title)


def _answer_place(grid: Grid, row: int, column: int, layout: Layout) -> Position:
    """The cell right of a label; behind a unit or a colon, where one stands between: 理事人数 | 人 | 45."""
    beside = grid.merge_end(row, column)[1] + 1
    while beside < grid.width and match_key(grid.text(row, beside)) in (":", *layout.units):
        beside += 1
    return row, beside


def _type_of(value: Value, layout: Layout) -> str:
    """The type of field that the value may answer: yes_no, count, or another one."""
    for kind, understood in (("count", values.count), ("yes_no", values.yes_no)):
        with suppress(ValueError):
            return "" if understood(value, layout) is None else kind
    return ""


def report_members(tables_by_grid: list[tuple[Grid, list[FoundTable]]], layout: Layout, cells: Cells) -> None:
    """The same for headings that are nearly 个人会员数, in a file that has no figure of individual members."""
    label = layout.tables["membership"].columns["individual"].label
    ours = [key for key, series in layout.member_series.items() if series == "individual" and len(key) >= len(label)]
    for grid, tables in tables_by_grid:
        if not any("会员" in text for text in grid.texts):
            continue
        for row in form_entries.outside_rows(grid, tables):
            for column, value in enumerate(grid.rows[row]):
                if isinstance(value, str) and _IN_SENTENCE.search(match_key(value)):
                    place = grid.name, grid.address(row, column)
                    cells.add("label_unknown", *place, label=shortened(value, _LONGEST), why=_SENTENCE)
                if not isinstance(value, str) or len(value) > _LONGEST:
                    continue
                key = heading_key(value)
                near = key not in layout.member_series and any(_is_near(key, one) for one in ours)
                if near and any(
                    isinstance(grid.value(*at), int | float) for at in ((row, column + 1), (row + 1, column))
                ):
                    place = grid.name, grid.address(row, column)
                    cells.add("label_unknown", *place, label=clean(value), why=_UNKNOWN.format(label))


def _unknown(
    grid: Grid, rows: list[int], missing: frozenset[str], layout: Layout
) -> Iterator[tuple[int, int, str, tuple[str, ...]]]:
    """Row, column and text of the labels that are nearly ours, with the missing fields that they are nearest to."""
    known = labels(grid, rows, layout)
    places = {(row, grid.merge_end(row, column)[1] + 1) for row, column in known}
    for row in rows:
        for column, value in enumerate(grid.rows[row]):
            if not isinstance(value, str) or (row, column) in known or (row, column) in places:
                continue
            for label in _written_labels(grid, row, column, value):
                near = _nearest(heading_key(label), layout)
                fields = tuple(field for field in near if field in missing)
                if fields and (len(fields) == len(near) or len(fields) > 1):
                    yield row, column, clean(label), fields


def _written_labels(grid: Grid, row: int, column: int, text: str) -> Iterable[str]:
    """The labels of a cell that have a value: in the cell behind a colon, or beside it."""
    inline = text.replace("：", ":")
    label, colon, rest = inline.partition(":")
    if colon and rest.strip(LINE_TO_FILL_IN):
        return [label] if len(label) <= _LONGEST else []
    beside = row, grid.merge_end(row, column)[1] + 1
    return [label] if len(label) <= _LONGEST and not grid.is_blank(*beside) else []


@lru_cache(maxsize=1024)
def _nearest(key: str, layout: Layout) -> tuple[str, ...]:
    """The fields of the labels nearest to a text: it holds one, is part of one, or is one character off."""
    near = sorted(_near(key, layout))
    return tuple(dict.fromkeys(one.field for one in near if one.distance == near[0].distance))


def _near(key: str, layout: Layout) -> Iterator[_Near]:
    for label, field in layout.labels.items():
        shorter, longer = sorted((key, label), key=len)
        # 单位：元 is not 挂靠单位: a text that may hold anything needs three characters to be known by.
        least = 2 if layout.fields[field].type in ("count", "yes_no", "year") else 3
        if len(shorter) < least or label in layout.short_labels:
            continue
        is_question = layout.fields[field].type == "yes_no" and len(longer) - len(shorter) <= _LONGEST_BETWEEN
        if _is_near(shorter, longer) or (is_question and _is_within(shorter, longer)):
            yield _Near(max(1, len(longer) - len(shorter)), field)


def _is_near(text: str, other: str) -> bool:
    """True where a text holds the other, or is one character off it."""
    shorter, longer = sorted((text, other), key=len)
    if len(shorter) < 3:
        return len(shorter) == 2 and shorter in longer
    return shorter in longer or is_one_off(shorter, longer)


def _is_within(shorter: str, longer: str) -> bool:
    """True where the characters of a text stand in the other in their order: 是否换届 in 是否需要换届."""
    rest = iter(longer)
    return all(character in rest for character in shorter)


def is_one_off(shorter: str, longer: str) -> bool:
    """True where one character replaced, or one put in, makes one text the other."""
    if len(longer) - len(shorter) > 1:
        return False
    same = next((place for place, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    return shorter[same + (len(shorter) == len(longer)) :] == longer[same + 1 :]
