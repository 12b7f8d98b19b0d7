"""Which rows of a roster are persons, and what post the headings between give them (docs/workbook.md, What people
really send back).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from etl.knowledge.layout import Layout
from etl.submission.account.fates import Fate
from etl.submission.cells import values
from etl.submission.found_tables.table_finder import FoundTable, is_ending
from etl.submission.roster import posts
from etl.submission.roster.example_rows import is_example
from etl.text import heading_key, match_key
from etl.workbook import Value

_FIGURE = re.compile(r"(?:[占约共]|其中)?[0-9]+(?:\.[0-9]+)?([%人名岁位个]?)")
_STATISTICS = re.compile(
    r"[0-9]|其中|平均|合计|总计|小计|共计|占比|比例|统计|.*(?:占比|比例|人数|总数|年龄|[0-9][人名岁%位]|签字|签名|盖章)$|.*:"
)
_ORDINAL = re.compile(r"[(]?(?:[0-9]{1,4}|[一二三四五六七八九十]{1,3})[)]?[.、]?")
_NUMBERED = re.compile(r"[(]?[一二三四五六七八九十]+[、)]")
_VACANT = frozenset("空缺 暂缺 缺 缺额 待定 待补 待补选 — —— - / 无".split())
_LONGEST_HEADING, _LONGEST_NAME = 20, 60
_NOT_PERSONAL = set("row_number note name post category society_name credit_code period filled_date".split())
_TOLD = ("post", "gender", "birth", "party", "frontline")  # of one person once
_TEXTS = ("job_title", "employer")  # of one person perhaps in two rows
_WITHOUT_FIGURES = ("gender", "ethnicity", "party", "education", "job_title", "frontline")


class PersonRow(NamedTuple):
    """A row that is a person. `given` is the role that a category or a heading above gives to those without a post of
    their own, with its cell; `unreadable` where it is no post, None where nothing stands there.
    """

    row: int
    given: str | None
    given_cell: str | None


@dataclass(slots=True)
class RosterRows:
    """The rows of one table of a roster: `persons`, and those that are nobody although a name or two personal columns
    are filled in (`incomplete`).
    """

    persons: list[PersonRow] = field(default_factory=list)
    incomplete: list[int] = field(default_factory=list)


def rows_of(table: FoundTable, above: str | None, layout: Layout) -> RosterRows:
    """The persons of a table. `above` is the post that its title gives (常务理事名单), None where it gives none."""
    return _RowTeller(table, above, layout).told()


def own_rows(table: FoundTable) -> Iterable[int]:
    """All rows below the headings; of a 汇总表 those of one society."""
    is_of_many = "society_name" in table.columns or "credit_code" in table.columns
    return table.rows if is_of_many else range(table.first_row, table.end_row)


def texts_of_persons(table: FoundTable, layout: Layout) -> Iterator[str]:
    """Names and births in a table, as compared, whether its rows count or not: what must not leave the worker."""
    column, birth = table.columns["name"], table.columns.get("birth")
    for row in own_rows(table):
        line = table.grid.lines[row]
        if line[column] is not None and is_name(name := values.written(line[column]), layout):
            yield match_key(name)
            if birth is not None and line[birth] is not None:
                yield match_key(values.written(line[birth]))


class _RowTeller:
    """Tells persons from headings, statistics, notes and signatures, row by row from the top."""

    def __init__(self, table: FoundTable, above: str | None, layout: Layout) -> None:
        self.table = table
        self.grid = table.grid
        self.layout = layout
        self.name = table.columns["name"]
        self.post = table.columns.get("post")
        self.category = table.columns.get("category")
        self.number = table.columns.get("row_number")
        self.birth = table.columns.get("birth")
        self.personal = [(key, column) for key, column in table.columns.items() if key not in _NOT_PERSONAL]
        self.given: tuple[str | None, str | None] = (above, None)

    def told(self) -> RosterRows:
        rows = RosterRows()
        is_parted = False  # by a blank row from what stands above
        for row in own_rows(self.table):
            line = self.grid.rows[row]
            filled = self.grid.width - line.count(None)
            if filled == 1 and not is_parted and self.is_left_blank(row, line):
                continue  # the numbers of rows are furniture anyway
            if filled <= 2 and (not filled or self.is_heading(row, line)):
                self.mark_furniture(row, line)
                is_parted = is_parted or not filled
                continue
            if is_parted and not self.understood(row) and not is_ending(values.written(self.grid.openings[row])):
                break
            if self.category is not None and (text := self.grid.text(row, self.category)):
                self.given = self.of_heading(text), self.grid.address(row, self.category)
            if rows.persons and self.goes_on(row, rows.persons[-1].row):
                self.continue_person(row, rows.persons[-1].row)
                continue
            if self.is_person(row):
                rows.persons.append(PersonRow(row, *self.given))
                is_parted = False
            elif self.is_incomplete(row):
                rows.incomplete.append(row)
            else:
                self.mark_furniture(row, line)
        return rows

    def is_left_blank(self, row: int, line: list[Value]) -> bool:
        """True for a row with a number and nothing else: the template has dozens of them."""
        number = None if self.number is None else line[self.number]
        is_bare = line is self.grid.lines[row] and not self.grid.has_problems
        return is_bare and number is not None and _is_ordinal(number)

    def understood(self, row: int) -> set[str]:
        """Which of post, gender and Party membership the row says in words of our lists: another table says none."""
        kinds = ("post", "gender", "party")
        return {kind for kind in kinds if match_key(self.table.text(row, kind)) in self.layout.words[kind]}

    def mark_furniture(self, row: int, line: list[Value]) -> None:
        filled = (column for column, value in enumerate(line) if value is not None)
        self.grid.account.mark(Fate.FURNITURE, row, filled)

    def is_heading(self, row: int, line: list[Value]) -> bool:
        """True for a row with one text and nothing else but a number before it; a post counts for the rows below."""
        texts = [(column, value) for column, value in enumerate(line) if value is not None and not _is_ordinal(value)]
        if len(texts) != 1:
            return False
        column, text = texts[0]
        if not isinstance(text, str) or column == self.category:
            return False
        is_merged = self.grid.merge_end(row, column)[1] > column
        if column == self.post and not is_merged:
            return False
        key = match_key(text)
        if role := posts.post_of_heading(text, self.layout):
            self.given = role, self.grid.address(row, column)
            return True
        if column >= self.name and not is_merged and not _NUMBERED.match(key):
            return False
        if len(key) <= _LONGEST_HEADING and not _is_statistics(key) and not is_ending(text) and "名册" not in key:
            self.given = posts.UNREADABLE, self.grid.address(row, column)
        return True

    def of_heading(self, text: str) -> str:
        return posts.post_of_heading(text, self.layout) or posts.UNREADABLE

    def is_person(self, row: int) -> bool:
        """True where name and post, or one of them and a further personal column, are filled in.

        Figures are no names and no posts: 30人, 79%; but a bare number beside a post and a gender is a name's slip.
        """
        if self.grid.anchor(row, self.name) != (row, self.name):
            return False
        if is_example(self.table, row):
            return False
        name = self.grid.rows[row][self.name]
        is_named = name is not None and is_name(values.written(name), self.layout)
        if name is not None and not is_named and not (_is_ordinal(name) and self.understood(row) > {"post"}):
            return False
        post = None if self.post is None else self.grid.lines[row][self.post]
        if is_named and isinstance(post, str) and match_key(post) in self.layout.words["post"]:
            return True
        has_post = self.post is not None and not self.grid.is_blank(row, self.post) and _figure(post) is None
        if self.is_statistics(row):
            return False
        has_post = has_post or (self.category is not None and self.grid.rows[row][self.category] is not None)
        if not is_named:
            return has_post and self.further(row) and not self.opens_with_words(row)
        return has_post or self.given[0] not in (None, posts.UNREADABLE) or self.further(row)

    def goes_on(self, row: int, person_row: int) -> bool:
        """True for the second row of the person right above: without name and number, it fills in what is blank there
        and says nothing again that is understood.
        """
        line, above = self.grid.rows[row], self.grid.lines[person_row]
        numbered = self.number is not None and line[self.number] is not None
        if row != person_row + 1 or numbered or line[self.name] is not None or self.is_statistics(row):
            return False
        said = [key for key in (*_TOLD, *_TEXTS) if key in self.table.columns]
        said = [key for key in said if line[self.table.columns[key]] is not None]
        once = [key for key in said if key in _TOLD]
        is_free = all(above[self.table.columns[key]] is None for key in once or said)
        return (
            bool(said)
            and is_free
            and (not once or self.understood(row) or any(self.is_answer(row, key) for key in once))
            and not is_ending(values.written(self.grid.openings[row]))
        )

    def is_answer(self, row: int, key: str) -> bool:
        """True for a date of birth and for 是 or 否 under 是否基层一线."""
        value = self.grid.rows[row][self.table.columns[key]]
        if key == "birth":
            return _is_date(value)
        text = match_key(values.written(value))
        return key == "frontline" and any(text in self.layout.words[kind] for kind in ("yes_no", "frontline"))

    def continue_person(self, row: int, person_row: int) -> None:
        """Let the person's row show what the second row fills in."""
        for column in self.table.columns.values():
            if self.grid.is_blank(person_row, column) and self.grid.rows[row][column] is not None:
                self.grid.show(person_row, column, self.grid.rows[row][column], (row, column))
        self.table.mark_read(row)

    def opens_with_words(self, row: int) -> bool:
        """True where words stand in the place of the row's number: 合计, 说明, 负责人签字."""
        number = None if self.number is None else self.grid.rows[row][self.number]
        return number is not None and not _is_ordinal(number)

    def further(self, row: int) -> bool:
        """True where a personal column beside name and post is filled in."""
        return any(not self.grid.is_blank(row, column) for _, column in self.personal)

    def is_statistics(self, row: int) -> bool:
        """True for a row of figures: 30人 in the place of a gender, or figures alone."""
        line = self.grid.lines[row]
        others = 0
        figures = 0
        for key, column in self.personal:
            value = line[column]
            if value is None:
                continue
            unit = _figure(value)
            if unit is None or (key == "birth" and _is_date(value)) or (key == "frontline" and value in (0, 1)):
                others += 1
            elif unit and key in _WITHOUT_FIGURES:
                return True
            else:
                figures += 1
        return bool(figures and not others)

    def is_incomplete(self, row: int) -> bool:
        """True for a row that is nobody although somebody may be meant."""
        if (
            self.grid.anchor(row, self.name) != (row, self.name)
            or self.is_statistics(row)
            or self.opens_with_words(row)
        ):
            return False
        name = self.grid.rows[row][self.name]
        if name is not None:
            written = values.written(name)
            return _is_vacant(match_key(written)) or is_name(written, self.layout)
        return sum(not self.grid.is_blank(row, column) for _, column in self.personal) >= 2


@lru_cache(maxsize=4096)
def is_name(text: str, layout: Layout) -> bool:
    """False for figures, statistics, headings and words of our lists: 30人, 其中：中共党员, 平均年龄, 女."""
    key = match_key(text)
    if len(key) > _LONGEST_NAME or _STATISTICS.match(key) or _NUMBERED.match(key) or _is_vacant(key) or is_ending(text):
        return False
    is_heading = heading_key(text) in layout.headings["council"]  # repeated on a new page
    return not is_heading and not any(key in layout.words[kind] for kind in ("gender", "party", "post"))


def _is_vacant(key: str) -> bool:
    """True for what stands in the place of a name where the seat is vacant."""
    return key.strip("()") in _VACANT


def _is_statistics(key: str) -> bool:
    return _STATISTICS.match(key) is not None


@lru_cache(maxsize=4096, typed=True)
def _figure(value: Value) -> str | None:
    """The unit of a figure, empty where it has none; None for anything else."""
    if value is None:
        return None
    match = _FIGURE.fullmatch(match_key(values.written(value)))
    return None if match is None else match[1]


def _is_date(value: Value) -> bool:
    try:
        return values.date(value) is not None
    except ValueError:
        return False


@lru_cache(maxsize=4096, typed=True)
def _is_ordinal(value: Value) -> bool:
    return _ORDINAL.fullmatch(match_key(values.written(value))) is not None
