"""File names that a person understands and no browser confuses."""

import datetime as dt
import hashlib
from collections.abc import Sequence

import pandas as pd

from etl.text import file_name_part

_PART_LENGTH = 24


def file_name(title: str, filters: Sequence[str], date: dt.date, content: bytes, extension: str = "xlsx") -> str:
    """A name such as `会员增长_2018_医科_20181220_1f0c9a2b.xlsx`; another content has another name.

    `content` is the file itself, or the `fingerprint` of what will be in it. What a file system could take for more
    than a name is left out of title and filters.
    """
    parts = [file_name_part(part, _PART_LENGTH) for part in (title, *filters)]
    parts = [part for part in parts if part]
    return "_".join([*parts, f"{date:%Y%m%d}", hashlib.sha256(content).hexdigest()[:8]]) + f".{extension}"


def fingerprint(*parts: pd.DataFrame | str) -> bytes:
    """Bytes that differ when any of the frames or texts differs: for naming a file before it is made."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update((part if isinstance(part, str) else part.to_csv()).encode() + b"\0")
    return digest.digest()
