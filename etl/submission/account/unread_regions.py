"""What nobody read beside our tables, in findings: sheets and regions (docs/workbook.md, Nothing vanishes)."""

import re
from collections import defaultdict
from collections.abc import Iterator

from etl.knowledge.layout import ROSTERS, Layout
from etl.submission.account.fates import Fate
from etl.submission.account.furniture import is_ordinal
from etl.submission.account.regions import Region, regions
from etl.submission.account.resemblance import Lacking, lacking, nearest_text
from etl.submission.account.unread import LONGEST_HEADING, Rest, says_something
from etl.submission.cells.cell_reader import Cells, shortened
from etl.submission.cells.values import year
from etl.submission.found_tables.headers import table_of
from etl.text import heading_key
from etl.workbook import Value, address

_SHOWN_HEADINGS = 4
_SENTENCE = 8  # characters, at least
_MONEY = ("元", "收入", "支出", "经费", "会费", "资产", "预算", "金额")
_HEADING = re.compile(
    "(名称|姓名|性别|职务|数|率|额|量|年度|年份|年|日期|时间|地点|内容|项目|类别|备注|合计|情况|单位|等级|题目|标题|编号|序号|结果|进展|"
    "进度|方式|收入|支出|专业|届次|来源|电话|意见|说明)$"
)
"""How headings end, and names of persons do not."""


def report(rest: Rest, layout: Layout, cells: Cells) -> None:
    """Add the findings about regions of a sheet of which nothing was read to `cells`."""
    if 1 in rest.unread:
        _Regions(rest, layout, cells).report()


class _Regions:
    """The regions of a sheet of which nothing was read."""

    def __init__(self, rest: Rest, layout: Layout, cells: Cells) -> None:
        self.rest, self.grid, self.layout, self.cells = rest, rest.grid, layout, cells
        self.spans: dict[int, list[tuple[int, int]]] = defaultdict(list)  # row → first and last columns of our tables
        for table in rest.tables:
            for row in table.rows:
                self.spans[row].append((min(table.columns.values()), max(table.columns.values())))

    def report(self) -> None:
        grid = self.grid
        whole = Region(0, 0, grid.height, grid.width)
        fates = grid.account.counts(self.rest.filled)  # a blank beside a label may be marked, too
        is_any_read = fates[Fate.READ] + fates[Fate.SET_ASIDE] > 0
        if is_any_read and self.rest.unread.count(1) < 2:  # a region has two rows and two columns
            return
        unknown = [
            part for region in regions(self.rest.filled, grid.width, whole) for part in self.unread_parts(region)
        ]
        for region in unknown:
            self.say(region)
        is_named = any(finding.sheet == grid.name for finding in self.cells.findings)
        if not is_named and not is_any_read and not self.is_plain_text(whole):
            self.say(next(regions(self.rest.unread, grid.width, whole, 0)))

    def unread_parts(self, region: Region) -> Iterator[Region]:
        """The parts of a region, two rows and two columns at least, of which nothing was read: all of it, or rows that
        follow each other outside of our tables. Plain text is marked as furniture.
        """
        rows = [row for row in region.rows if self.is_unused(row, region)]
        start = 0
        for place, row in enumerate(rows):
            if place + 1 < len(rows) and rows[place + 1] == row + 1:
                continue
            part = region._replace(top=rows[start], bottom=row + 1)
            start = place + 1
            columns = [column for column in part.columns if 1 in self.column(part, column)]
            height = sum(bool(self.rest.unread_columns(row, part.columns)) for row in part.rows)
            if self.is_plain_text(part):
                for line in part.rows:
                    self.grid.account.mark_span(Fate.FURNITURE, line, part.left, part.right)
            elif height >= 2 and len(columns) >= 2:
                yield part

    def is_unused(self, row: int, region: Region) -> bool:
        """True where nothing of the row was read or set aside, and it lies outside of our tables."""
        is_in_table = any(left < region.right and right >= region.left for left, right in self.spans.get(row, ()))
        return not is_in_table and not self.grid.account.is_used(row, region.left, region.right)

    def column(self, region: Region, column: int) -> bytearray:
        width = self.grid.width
        return self.rest.unread[region.top * width + column : region.bottom * width : width]

    def is_plain_text(self, region: Region) -> bool:
        """True where rows hold a text, perhaps behind a number, or two with a sentence among them, and few of them
        words of our lists.
        """
        words = rows = 0
        for row in region.rows:
            written = [self.grid.rows[row][column] for column in self.rest.unread_columns(row, region.columns)]
            if written and is_ordinal(written[0]):
                written = written[1:]
            texts = [value for value in written if isinstance(value, str)]
            if len(texts) < len(written) or len(texts) > 2 or (len(texts) == 2 and max(map(len, texts)) < _SENTENCE):
                return False
            rows += bool(written)
            words += any(says_something(value, self.layout) for value in written)
        return 2 * words < rows or not rows

    def say(self, region: Region) -> None:
        heads = [(row, keys) for row in region.rows[: self.layout.header_rows] if (keys := self.keys(row, region))]
        for row, keys in heads:
            gap = lacking(keys, self.layout)
            if gap and not self.is_read(gap.table):
                self.cells.add("table_unread", *self.place(row, region), reason=self.reason(gap, keys, row))
                return
            whole = None if gap else table_of(frozenset(keys), self.layout)
            if whole and not self.is_read(whole):
                title = self.layout.tables[whole].title
                reason = f"像是“{title}”，但表头有几行，看不出各栏填的是什么；表头请只用一行"
                self.cells.add("table_unread", *self.place(row, region), reason=reason)
                return
            if not gap and "学会名称" in keys and len(keys) > 2 and "form" not in self.rest.names_read:
                unknown = next((column for key, column in keys.items() if key not in self.layout.known), None)
                others = f"“{self.grid.text(row, unknown)}”等栏目" if unknown is not None else "其他栏目"
                reason = f"有“学会名称”一栏，{others}却不是填报表的栏目"
                self.cells.add("table_unread", *self.place(row, region), reason=reason)
                return
        if "membership" not in self.rest.names_read and self.has_years(region):
            label = self.layout.tables["membership"].columns["individual"].label
            reason = f"像是“{self.layout.tables['membership'].title}”，但没有认出“{label}”一栏"
            self.cells.add("table_unread", *self.place(region.top, region), reason=reason)
            return
        headings = self.headings(region)
        shown = f"（栏目：{'、'.join(headings)}）" if headings else ""
        self.cells.add("sheet_not_read", *self.place(region.top, region), headings=shown)

    def is_read(self, table: str) -> bool:
        names = ROSTERS if table in ROSTERS else (table,)
        return any(name in self.rest.names_read for name in names)

    def place(self, row: int, region: Region) -> tuple[str, str]:
        column = self.rest.unread_columns(row, region.columns)
        return self.grid.name, address(row, column[0] if column else region.left)

    def keys(self, row: int, region: Region) -> dict[str, int]:
        """Heading key → column of the short texts of a row, where there are two at least."""
        keys = {
            heading_key(text): column
            for column in region.columns
            if isinstance(text := self.grid.rows[row][column], str) and len(text) <= LONGEST_HEADING
        }
        return keys if len(keys) >= 2 else {}

    def reason(self, gap: Lacking, keys: dict[str, int], row: int) -> str:
        """Which table it seems to be, which heading is missing, which one there is nearest to it."""
        table = self.layout.tables[gap.table]
        missing = table.columns[gap.column]
        unknown = [key for key in keys if key not in self.layout.headings[gap.table]]
        near = nearest_text(unknown, map(heading_key, (missing.label, *missing.synonyms)))
        place = f"；最接近的是 {address(row, keys[near])} 的" if near else ""
        nearest = f"{place}“{shortened(self.grid.text(row, keys[near]), LONGEST_HEADING)}”" if near else ""
        return f"像是“{table.title}”，但没有认出“{missing.label}”一栏{nearest}"

    def has_years(self, region: Region) -> bool:
        """True for two years with numbers, in a region where nothing speaks of money."""
        years, numbers, texts = set(), 0, [self.grid.name]
        for row in region.rows:
            for column in region.columns:
                value = self.grid.rows[row][column]
                if named_year := _year(value):
                    years.add(named_year)
                elif isinstance(value, int | float):
                    numbers += 1
                elif isinstance(value, str):
                    texts.append(value)
        return len(years) >= 2 and numbers >= 2 and not any(word in text for word in _MONEY for text in texts)

    def headings(self, region: Region) -> list[str]:
        """The first headings of a region, those that surely name no person."""
        for row in region.rows:
            texts = [value for value in (self.grid.rows[row][column] for column in region.columns) if value is not None]
            if len(texts) >= 2:
                headings = [text for text in texts if isinstance(text, str) and _HEADING.search(heading_key(text))]
                return [shortened(text, LONGEST_HEADING) for text in headings[:_SHOWN_HEADINGS]]
        return []


def _year(value: Value) -> int | None:
    if not isinstance(value, str | int | float) or (isinstance(value, str) and len(value) > 12):
        return None
    try:
        number = year(value)
    except (ValueError, OverflowError):
        return None
    return number if number and 2000 <= number < 2100 else None
