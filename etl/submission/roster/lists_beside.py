"""Lists of persons with posts beside the council's roster that are no part of it: 优秀理事, 理事会会议出席情况
(docs/workbook.md, What people really send back: what stands beside our tables and is not ours).
"""

import re
from collections.abc import Iterable, Sequence

from etl.knowledge.layout import Layout
from etl.submission.cells.cell_reader import Cells
from etl.submission.found_tables.setting_aside import set_aside
from etl.submission.found_tables.table_finder import FoundTable, titles_above
from etl.submission.roster.roster_rows import is_name, own_rows
from etl.text import match_key

_OFFICE = re.compile(  # years of office or election, which say nothing about the year that is reported
    r"会员代表大?会(?!员)|第?[一二三四五六七八九十0-9]{1,3}届"
    r"|(?:19|20)[0-9]{2}年?(?:度|底)?[-—–~至到]+(?:19|20)?[0-9]{2}年?(?:度|底)?"
    r"|(?:19|20)[0-9]{2}(?:年|[./-])[0-9]{1,2}(?:月|[./-][0-9]{1,2})?(?:[0-9]{1,2}日)?"
    r"|(?:19|20)[0-9]{2}年?(?:换届|改选|选举|当选|产生|成立)"
)
_FEWEST_MISSING = 3
_PART = re.compile(
    r"[^\u4e00-\u9fff]*(?:[一二三四五六七八九十]{1,3}、)?(?:本届|现任|新一?届|新任|增补|新增)?"
    r"(?:(?:常务)?理事(?:长|会)?|(?:正副|副)?(?:理事长|会长|秘书长)|负责人|领导班子|[和及与、])++(?:组成)?(?:成员|人员)?"
    r"(?:名册|名单|花名册|一览表|登记表|汇总表|信息表|情况表)?[^\u4e00-\u9fff]*(?:续.?)?"
)
_BRACKETED = re.compile(r"\([^()]*\)")
_REASON = "缺名册的几栏，标题也不像理事会的名册，其中有名册上没有的人"


def without_lists(tables: Sequence[FoundTable], names: Iterable[str], layout: Layout, cells: Cells) -> list[FoundTable]:
    """The rosters without lists that lack columns which another one has, whose titles do not say that they are a part
    of the council, and that name others: these are set aside, each with a finding.
    """
    required = {key for key, column in layout.tables["council"].columns.items() if column.is_required}
    most = max((required & table.columns.keys() for table in tables), key=len, default=set())
    lists = [
        table
        for table in tables
        if len(most - table.columns.keys()) >= _FEWEST_MISSING
        and table.continues is None
        and not any(_is_part(without_office(title, names)) for title in titles_above(table, layout))
    ]
    if not lists:
        return list(tables)
    known = {name for table in tables if table not in lists for name in _names(table, layout)}
    foreign = [table for table in lists if not known.issuperset(_names(table, layout))]
    for table in foreign:
        set_aside(table, _REASON, cells)
    return [table for table in tables if table not in foreign]


def _is_part(title: str) -> bool:
    """True for a title that is the council's, or a part of it: 理事会名册, 二、常务理事（12人）, 增补理事名单."""
    return _PART.fullmatch(_BRACKETED.sub("", title)) is not None


def _names(table: FoundTable, layout: Layout) -> set[str]:
    texts = (table.text(row, "name") for row in own_rows(table))
    return {match_key(text) for text in texts if text and is_name(text, layout)}


def without_office(line: str, names: Iterable[str]) -> str:
    """The title without the society's name, 会员代表大会 and years of office or election."""
    for name in names:
        line = line.replace(match_key(name), "")
    return _OFFICE.sub("", line)
