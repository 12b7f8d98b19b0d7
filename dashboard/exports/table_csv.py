"""A frame as CSV without a formula."""

import csv
import re
import unicodedata

import pandas as pd

from dashboard.exports.table_sheet import About, number_format

# Excel also takes the full-width signs for the beginning of a formula.
_FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r]")
_WRITTEN = {"yyyy-mm-dd": "{:%Y-%m-%d}", "yyyy-mm-dd hh:mm": "{:%Y-%m-%d %H:%M}", "0.0%": "{:.1%}"}


def table_csv(frame: pd.DataFrame, about: About) -> bytes:
    """The frame as CSV: UTF-8 with BOM, headings as the columns are named, texts quoted.

    Days, moments and shares are written as the page shows them. On what it is based and the filters in force stand in
    two columns more at the end, the same in every row: lines before the headings or after the rows would break every
    program that reads a table, and a second file gets lost; so a row also keeps them when files are joined.
    A text that a spreadsheet program would calculate gets an apostrophe in front, as Excel itself would show it.
    """
    safe = frame.map(_without_formula).rename(columns=_without_formula)
    for place, (_, column) in enumerate(frame.items()):
        form = number_format(column)
        if form in _WRITTEN:
            safe.isetitem(place, [_WRITTEN[form].format(value) if pd.notna(value) else None for value in column])
        elif form in ("0", "#,##0"):  # a count beside a missing one is a fraction to pandas
            safe.isetitem(place, column.astype("Int64"))
    for word, said in about.origin.items():
        safe.insert(safe.shape[1], word, _without_formula(said), allow_duplicates=True)
    text: str = safe.to_csv(index=False, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    return text.encode("utf-8-sig")


def _without_formula(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(_visible(value)) else value


def _visible(text: str) -> str:
    """The text from its first visible character on; tabs and line breaks count, since they begin a formula too."""
    return text.lstrip(" \xa0" + "".join(ch for ch in set(text) if unicodedata.category(ch) == "Cf"))
