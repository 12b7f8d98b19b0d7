"""File names that a person understands and no browser confuses, and CSV without a formula."""

import csv
import datetime as dt
import hashlib
import re
import unicodedata
from collections.abc import Sequence

import pandas as pd

from etl.text import file_name_part

# Excel also takes the full-width signs for the beginning of a formula.
_FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r]")
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


def table_csv(frame: pd.DataFrame) -> bytes:
    """The frame as CSV: UTF-8 with BOM, headings as the columns are named, texts quoted.

    A text that a spreadsheet program would calculate gets an apostrophe in front, as Excel itself would show it.
    """
    safe = frame.map(_without_formula).rename(columns=_without_formula)
    text: str = safe.to_csv(index=False, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    return text.encode("utf-8-sig")


def _without_formula(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(_visible(value)) else value


def _visible(text: str) -> str:
    """The text from its first visible character on; tabs and line breaks count, since they begin a formula too."""
    return text.lstrip(" \xa0" + "".join(ch for ch in set(text) if unicodedata.category(ch) == "Cf"))
