"""Rows of a roster that show how to fill it in and are nobody (docs/workbook.md, What people really send back)."""

import re

from etl.submission.cells import values
from etl.submission.found_tables.table_finder import FoundTable, names_example
from etl.text import match_key

_NAME = re.compile(r"[(【]?(?:例|示例|样例|例如|范例)[:)】].*|.+[(【](?:例|示例|样例|范例)[)】]")
_CHOICE_OF_GENDER = re.compile("[(]?男(?:[/、,|]|或)女[)]?")
_COLUMN_NUMBER = re.compile("[(]?(?:[a-z甲乙丙丁戊己庚辛壬癸]|[0-9]{1,2})[)]?")
_FEWEST_COLUMN_NUMBERS = 4
_MOST_EXAMPLES = 3


def is_example(table: FoundTable, row: int) -> bool:
    """True where 例 stands in the place of the row's number, and right below the headings where it stands beside the
    name, where 男/女 stands under 性别 and where the row numbers the columns.
    """
    number = table.columns.get("row_number")
    word = None if number is None else table.grid.lines[row][number]
    if isinstance(word, str) and names_example(word):
        return True
    return row < table.first_row + _MOST_EXAMPLES and (
        _NAME.fullmatch(match_key(table.text(row, "name"))) is not None
        or _CHOICE_OF_GENDER.fullmatch(match_key(table.text(row, "gender"))) is not None
        or _numbers_columns(table, row)
    )


def _numbers_columns(table: FoundTable, row: int) -> bool:
    """True where the columns are numbered (甲 乙 1 2, A B C D), or 必填 stands in all."""
    keys = [match_key(values.written(value)) for value in table.grid.rows[row] if value is not None]
    is_numbering = len(set(keys)) == 1 or all(_COLUMN_NUMBER.fullmatch(key) for key in keys)
    return is_numbering and len(keys) >= _FEWEST_COLUMN_NUMBERS
