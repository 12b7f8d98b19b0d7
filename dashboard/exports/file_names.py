"""File names that a person understands."""

import datetime as dt
from collections.abc import Sequence
from pathlib import PurePosixPath

from etl.text import file_name_part

_PART_LENGTH = 24


def file_name(title: str, filters: Sequence[str], date: dt.date, extension: str = "xlsx") -> str:
    """A name such as `会员增长_2018_医科_20181220.xlsx` (docs/look.md, Manners).

    What a file system could take for more than a name is left out of title and filters.
    """
    parts = [file_name_part(part, _PART_LENGTH) for part in (title, *filters)]
    return "_".join([*filter(None, parts), f"{date:%Y%m%d}"]) + f".{extension}"


def untaken(path: PurePosixPath, taken: set[str]) -> PurePosixPath:
    """The path, numbered if there is one like it already; from now on it is among those taken."""
    stem, number = path.stem, 1
    while str(path).casefold() in taken:  # Windows knows no other difference
        number += 1
        path = path.with_stem(f"{stem}-{number}")
    taken.add(str(path).casefold())
    return path
