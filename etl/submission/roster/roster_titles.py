"""Which rosters are this council's, told by their titles and the names of their sheets (docs/workbook.md, What people
really send back: what stands beside our tables and is not ours).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from etl.knowledge.layout import Layout
from etl.submission.cells.cell_reader import Cells
from etl.submission.found_tables.setting_aside import corner, set_aside
from etl.submission.found_tables.table_finder import FoundTable, titles_above
from etl.submission.roster import posts
from etl.submission.roster.lists_beside import without_lists, without_office
from etl.text import match_key

_EARLIER = re.compile(r"上一?届|往届|历届|换届前|辞职|辞去|退出|离任|卸任|免去|不再担任")
_OTHERS = re.compile(
    r"会员代表|代表名[册单]|会员名[册单]|(?:个人|单位|团体)会员|党员|党支部|专家|分支机构|分会|专业?委员?会|签到|参会|工作人员|(?:办事机构|秘书处)(?!.*(?:填|负责|汇总|审核|报送|盖章|联系|制))"
)
_BRANCHES = re.compile(
    r"优秀理事|获奖|表彰|其他学会|学术委员会|编辑?委员?会|党组织|党(?:支部|总支|委)委?员?会?成员|分支机构|分会|专业委?员?会"
    r"|专委会|工作委员会|青年理事"
)
_DIGITS = str.maketrans("一二三四五六七八九", "123456789")
_TERM = re.compile(r"第?([一二三四五六七八九十]{1,3}|[0-9]{1,2})届")
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")


@dataclass(frozen=True, slots=True)
class _Title:
    """What the title and the sheet's name say: why the roster is somebody else's, or a word that makes it doubtful."""

    foreign: str | None
    doubtful: str | None
    year: int = 0


class OwnCouncil(NamedTuple):
    """Whose rosters are looked for: the society's names as written, its council's term (0: not known), the year."""

    names: Sequence[str]
    term: int
    period: int | None


def own_rosters(tables: Sequence[FoundTable], council: OwnCouncil, layout: Layout, cells: Cells) -> list[FoundTable]:
    """The rosters that count. The others are set aside, each with a finding; the only one there is counts although its
    title names candidates, an earlier term or another year, with a finding.
    """
    names, own_term, period = council
    terms = {id(table): _term(table, layout) for table in tables}
    known = [(table, _title(table, names, period, layout)) for table in tables]
    latest_term = max([term for term in (*terms.values(), own_term) if term], default=0)
    known = [
        (table, _Title(None, f"第{terms[id(table)]}届"))
        if _is_earlier(title, terms[id(table)], latest_term)
        else (table, title)
        for table, title in known
    ]
    for table, title in known:
        if title.foreign:
            set_aside(table, title.foreign, cells)
    own = without_lists([table for table, title in known if not title.foreign], names, layout, cells)
    certain = [table for table, title in known if table in own and not title.doubtful]
    doubtful = [(table, title) for table, title in known if table in own and title.doubtful]
    if any(_is_filled(table) for table in certain):
        latest = None
    else:
        latest = max((title.year for _, title in doubtful), default=None)
    for table, title in doubtful:
        if title.year == latest:
            cells.add("roster_doubtful", table.grid.name, corner(table), word=title.doubtful)
            certain.append(table)
        else:
            set_aside(table, f"标题或工作表名称写着“{title.doubtful}”，文件中另有名册", cells)
    return [table for table in tables if table in certain]


def post_above(table: FoundTable, names: Iterable[str], layout: Layout) -> str | None:
    """The post that a title gives to all rows: 二、理事, 常务理事名单. 理事名册 may list others too."""
    for title in titles_above(table, layout):
        if role := posts.post_of_heading(without_office(title, names), layout):
            return None if role == "member" and title.endswith(("名册", "名单", "一览表")) else role
    return None


def _title(table: FoundTable, names: Iterable[str], period: int | None, layout: Layout) -> _Title:
    lines = [without_office(line, names) for line in titles_above(table, layout)]
    for line in lines:
        if earlier := _EARLIER.search(line):
            return _Title(f"标题或工作表名称写着“{earlier[0]}”，不是本届的名册", None)
    for line in lines:
        if branches := _BRANCHES.search(line):
            return _Title(f"标题或工作表名称写着“{branches[0]}”，不是理事会的名册", None)
        if "理事会" in line or "监事会" in line:
            break
        if others := _OTHERS.search(line):
            return _Title(f"标题或工作表名称写着“{others[0]}”，不是理事会的名册", None)
        if "理事" in line or "监事" in line:
            break
    years = {int(year) for line in lines for year in _YEAR.findall(line)}
    if period is not None and years and period not in years:
        return _Title(None, f"{max(years)}年", max(years))
    return _Title(None, "候选人" if any("候选" in line for line in lines) else None, period or 0)


def term_of(text: str) -> int:
    """The term that a text names: 第八届 is 8; 0 where it names none."""
    match = _TERM.search(match_key(text))
    if not match:
        return 0
    digits = match[1].translate(_DIGITS)
    tens, ten, ones = digits.partition("十")
    if not ten:
        return int(digits) if digits.isdigit() else 0
    return int(tens or 1) * 10 + int(ones or 0) if (tens + ones).isdigit() or not tens + ones else 0


def _term(table: FoundTable, layout: Layout) -> int:
    """The term that the titles of a roster name first, the nearest title first."""
    return next((term for line in titles_above(table, layout) if (term := term_of(line))), 0)


def _is_earlier(title: _Title, term: int, latest: int) -> bool:
    return not title.foreign and not title.doubtful and 0 < term < latest


def _is_filled(table: FoundTable) -> bool:
    column = table.columns["name"]
    return any(table.grid.rows[row][column] is not None for row in table.rows)
