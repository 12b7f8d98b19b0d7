"""Another workbook's list of societies as an edit of the registry: its columns are found by their headings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.knowledge import layout as layouts
from etl.registry.registry_edit import RegistryEdit, next_id
from etl.registry.registry_file import BASE, SOCIETY_HEADINGS
from etl.registry.registry_text import society_text
from etl.registry.societies import Registry, Society
from etl.submission.cells import values
from etl.text import clean, heading_key
from etl.workbook import Sheet, read

Line = Mapping[str, str]
"""A line of the other workbook: its words by column of the registry."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What another workbook adds to the registry, of how many lines, and in a sentence each what was left out."""

    edit: RegistryEdit
    line_count: int
    left_out: tuple[str, ...]


def lines_of(path: Path, header_rows: int) -> list[Line]:
    """The filled lines under the best header in the first `header_rows` rows of a sheet; none without a column of
    names. Raises Unreadable.
    """
    tables = [
        (columns, row, sheet)
        for sheet in read(path).sheets
        for row in range(min(header_rows, sheet.height))
        if "name" in (columns := _columns(sheet, row))
    ]
    if not tables:
        return []
    columns, header, sheet = max(tables, key=lambda table: len(table[0]))
    every = (
        {key: clean(values.written(sheet.rows[row][column])) for key, column in columns.items()
         if sheet.rows[row][column] is not None}
        for row in range(header + 1, sheet.height)
    )  # fmt: skip
    return [line for line in every if any(line.values())]


def _columns(sheet: Sheet, row: int) -> dict[str, int]:
    """The columns of the registry that the row is headed by, the first of each."""
    words = {heading_key(heading): key for key, heading in SOCIETY_HEADINGS.items()}
    words |= {heading_key(one): key for key, several in layouts.read().registry_synonyms.items() for one in several}
    columns: dict[str, int] = {}
    for column, value in enumerate(sheet.rows[row]):
        if isinstance(value, str) and value.strip():
            base = BASE.search(heading_key(value))
            if key := f"base {base[1]}" if base else words.get(heading_key(value)):
                columns.setdefault(key, column)
    return columns


def edit_from(lines: Sequence[Line], registry: Registry | None) -> Imported:
    """The edit that brings the lines into the registry; what is blank in them changes nothing.

    A line is a society's by its 编号, else its code, else its name (also a former one); any other is a new society.
    """
    societies: dict[str, dict[str, str]] = {}
    left_out: list[str] = []
    ids = [one.society_id for one in registry.societies] if registry else []
    for line in lines:
        words = {key: word for key, word in line.items() if word and key != "society_id"}
        own = list(_own(line, registry))
        if len(own) > 1:
            names = "、".join(one.society_id for one in own)
            left_out.append(
                f"“{line.get('name') or line.get('credit_code')}”对应名录中的几家学会（{names}），没有导入。"
            )
        elif own:
            known = society_text(own[0])
            changed = {key: word for key, word in words.items() if word != known.get(key, "")}
            if changed.get("name") in own[0].former_names:
                del changed["name"]
            if changed:
                societies.setdefault(own[0].society_id, {}).update(changed)
        elif "name" not in words:
            left_out.append(f"有一行没有学会名称（{'、'.join(words.values()) or line.get('society_id')}），没有导入。")
        else:
            society_id = line.get("society_id") or next_id(ids)
            ids.append(society_id)
            societies.setdefault(society_id, {}).update(words)
    return Imported(RegistryEdit(societies), len(lines), tuple(left_out))


def _own(line: Line, registry: Registry | None) -> Iterator[Society]:
    if registry is None:
        return
    if society := registry.by_id.get(line.get("society_id", "")):
        yield society
    elif line.get("credit_code") and (with_code := registry.with_code(line["credit_code"])):
        yield from with_code
    elif not line.get("society_id") and line.get("name"):
        yield from registry.named(line["name"])
