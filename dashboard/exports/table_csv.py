"""A frame as CSV without a formula."""

import csv
import re
import unicodedata

import pandas as pd

# Excel also takes the full-width signs for the beginning of a formula.
_FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r]")


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
