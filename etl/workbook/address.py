"""Cell addresses: `AB12` to row and column, and back."""

import functools
import re

_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


def column_number(letters: str) -> int:
    """Return the column that the letters name, counted from zero: `A` is 0, `XFD` 16,383."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


@functools.lru_cache(maxsize=8192)
def position(reference: str) -> tuple[int, int]:
    """Return row and column, counted from zero, of a reference such as `AB12`.

    Raises:
        ValueError: the text is no reference to one cell.
    """
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise ValueError(reference)
    letters, digits = match.groups()
    return int(digits) - 1, column_number(letters)


@functools.lru_cache(maxsize=8192)
def area(reference: str) -> tuple[int, int, int, int]:
    """Return first row, first column, last row and last column, counted from zero, of `E14` or `A4:C9`.

    Raises:
        ValueError: the text is neither.
    """
    first, colon, last = reference.partition(":")
    return *position(first), *position(last if colon else first)


@functools.lru_cache(maxsize=8192)
def address(row: int, column: int) -> str:
    """Return the reference, such as `AB12`, of a cell given by row and column counted from zero."""
    return f"{_letters(column)}{row + 1}"


@functools.cache
def _letters(column: int) -> str:
    letters = ""
    rest = column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
