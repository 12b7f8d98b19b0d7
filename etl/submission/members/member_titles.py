"""What the titles of a table of members say: of which year it is, and whether it counts this society's members."""

import re
from functools import lru_cache

from etl.submission.cells import values
from etl.submission.found_tables.grid import Grid
from etl.submission.found_tables.titles import years_in
from etl.text import match_key

ABOUT_FEES = re.compile("会费|缴费|收费|费用|经费|收入|支出|[:(/][万亿千]?元")
_MEMBERS = re.compile("会员(?:总?数|人数|情况|统计|发展|规模|总量)")
_PART = re.compile("新增|新发展|新入会|退会|流失|注销|离会|女会员|党员会员|会员党员|学生会员情况")
_PLANNED = re.compile("预计|计划(?!生育)|目标")
_WHOLE = re.compile("总[数量]|及|和|与")
_BRANCHES = re.compile("分支机构|分会|专业委员会|专委会|工作委员会|代表机构")
_TITLE_COLUMNS = 40
_HEADING_ROWS = 3
_SCALE_OF_SHEET = re.compile("单位(?::|均?为|都?是)?([十百千万])[人个名家]")
_FEES = "是会费等金额，不是会员人数"


def why_foreign(grid: Grid, header_row: int, headings: str) -> str | None:
    """Why a table of members says nothing of this society's: its title or headings are of fees or of branches."""
    if ABOUT_FEES.search(match_key(headings)):
        return _FEES
    if part := _PART.search(match_key(headings)):
        return f"栏目写着“{part[0]}”，不是会员总数"
    for title in map(match_key, titles_above(grid, header_row)):
        if branches := _BRANCHES.search(title):
            return f"标题或工作表名称写着“{branches[0]}”，不是本会的会员数"
        if (part := _PART.search(title)) and not _WHOLE.search(title):
            return f"标题或工作表名称写着“{part[0]}”，不是会员总数"
        if planned := _PLANNED.search(title):
            return f"标题或工作表名称写着“{planned[0]}”，不是年底的实有数"
        if _MEMBERS.search(title):
            return None
        if ABOUT_FEES.search(title):
            return _FEES
    return None


def scale(grid: Grid, header_row: int, headings: str) -> str | None:
    """十, 百, 千 or 万 where headings, titles or a note of the sheet say that figures are hundreds of members or more:
    个人会员数（万人）; 注：单位为百人.
    """
    for text in (headings, *titles_above(grid, header_row)):
        if unit := values.scale(text):
            return unit
    return _scale_in_notes(grid)


@lru_cache(maxsize=4)
def _scale_in_notes(grid: Grid) -> str | None:
    return next((match[1] for text in grid.texts if (match := _SCALE_OF_SHEET.search(match_key(text)))), None)


def title_year(grid: Grid, header_row: int) -> int | None:
    """The one year that the title of a table or its sheet's name names."""
    years = {year for text in titles_above(grid, header_row) for year in years_in(text)}
    return years.pop() if len(years) == 1 else None


def titles_above(grid: Grid, header_row: int) -> list[str]:
    """The titles above a header, the nearest first, up to the rows of another table; then the sheet's name. What stands
    right of the headings alone (备注 of a table above) is no title.
    """
    titles: list[str] = []
    # Titles begin on the left: whoever asks for them asks for every figure.
    headings = [line[:_TITLE_COLUMNS] for line in grid.lines[header_row : header_row + _HEADING_ROWS]]
    width = 1 + max((column for line in headings for column, value in enumerate(line) if value is not None), default=0)
    for row in range(header_row - 1, max(-1, header_row - 6), -1):
        filled = [value for value in grid.rows[row][:width] if value is not None]
        texts = [value for value in filled if isinstance(value, str)]
        if len(texts) > 2 or len(texts) < len(filled):
            break
        titles += texts
    return [*titles, grid.name]
