"""Parts of one file that belong to one society and year are one: its rows may stand on several sheets of a 汇总表,
or under several spellings of its name.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import chain
from typing import TypeVar

from etl.submission.understanding import HeldTable, Part

Row = TypeVar("Row")


def joined(parts: Sequence[Part]) -> Part:
    """All that the parts say, as one part of the first one's identity; where two say the same thing, the first."""
    if len(parts) == 1:
        return parts[0]
    return Part(
        identity=parts[0].identity,
        held=_held(chain.from_iterable(part.held for part in parts)),
        answers=_first(
            chain.from_iterable(part.answers for part in parts),
            key=lambda one: one.criterion_id,
            says=lambda one: (
                (one.declared, one.chosen, one.quantity) != (None, None, None)
                or one.is_declared_unreadable
                or one.is_chosen_unreadable
                or one.is_quantity_unreadable
            ),
        ),
        form=_first(
            chain.from_iterable(part.form for part in parts),
            key=lambda one: one.field,
            says=lambda one: (one.value, one.text) != (None, None),
        ),
        members=_first(
            chain.from_iterable(part.members for part in parts),
            key=lambda one: (one.year, one.series),
            says=lambda one: one.value is not None,
        ),
        council=[
            one._replace(position=position)
            for position, one in enumerate(chain.from_iterable(part.council for part in parts), 1)
        ],
        remarks=list(dict.fromkeys(chain.from_iterable(part.remarks for part in parts))),
        confirmed=list(dict.fromkeys(chain.from_iterable(part.confirmed for part in parts))),
        is_filled=any(part.is_filled for part in parts),
        findings=list(dict.fromkeys(chain.from_iterable(part.findings for part in parts))),
    )


def _held(tables: Iterable[HeldTable]) -> list[HeldTable]:
    """Each table once, with the rows of all its parts."""
    by_name: dict[str, HeldTable] = {}
    for table in tables:
        known = by_name.get(table.table_name)
        by_name[table.table_name] = (
            table
            if known is None
            else known._replace(row_count=known.row_count + table.row_count, is_empty=known.is_empty and table.is_empty)
        )
    return list(by_name.values())


def _first(rows: Iterable[Row], key: Callable[[Row], Hashable], says: Callable[[Row], bool]) -> list[Row]:
    """Of the rows with one key the first that says something, or the first."""
    by_key: dict[Hashable, Row] = {}
    for row in rows:
        known = by_key.get(key(row))
        if known is None or (says(row) and not says(known)):
            by_key[key(row)] = row
    return list(by_key.values())
