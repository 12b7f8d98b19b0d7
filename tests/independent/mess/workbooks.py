"""A society's tables become sheets: under titles and notes, on sheets of any name and order, or all on one."""

from dataclasses import replace
from itertools import pairwise

from tests.independent.annex import TASKS
from tests.independent.mess.answers import rows_of_standards, rows_of_tasks
from tests.independent.mess.forms import Identity, block_of, identifying, items_of, written_code, written_name
from tests.independent.mess.grid import Block, Merge, Sheet, blank_rows, lines, stacked
from tests.independent.mess.members import rows_of_years
from tests.independent.mess.pen import Pen
from tests.independent.mess.rosters import rows_of_persons, rows_of_supervisors
from tests.independent.truth import Answers, Line, Report

Tables = list[tuple[str, Block]]

SHEETS = {
    "form": ("基本情况", "封面", "学会概况"),
    "answers": ("任务完成情况", "改革任务", "附件1"),
    "members": ("会员情况", "会员数", "会员发展"),
    "roster": ("理事会名册", "名册", "理事会成员"),
    "supervisors": ("监事名册", "监事会"),
    "identity": ("封面", "学会"),
    "other": ("佐证材料", "附件清单"),
}
TITLES = {
    "form": "学会基本情况",
    "answers": "学会改革任务完成情况表",
    "members": "会员情况（年末数）",
    "roster": "理事会成员名册",
    "supervisors": "监事（会）名册",
    "identity": "学会改革任务填报表",
}
ABOVE = (
    "请各学会认真填写，加盖公章后报送。",
    "填写要求：内容真实、准确、完整。",
    "一、本表由学会秘书处填写。",
    "二、没有的项目请空着，不要写零。",
    "（联系人：学会部）",
)
GUIDE = ("填报说明", "1.请按要求填写，填报后加盖公章。", "2.完成情况从下拉框中选择。", "3.不要改动表头。")
DEEPEST_HEADER = 30
HEADER_ROWS = 2


def workbook(pen: Pen, line: Line, period: int, report: Report) -> tuple[list[Sheet], Report]:
    """The report as one file's sheets, and what can be understood of it. A CSV's report has one table."""
    identity = _identity(pen, line, period)
    if report.form is None and identity.name and pen.often(0.15):
        identity = Identity(identity.name, None, None)
    tables, understood = _tables(pen, report, identity)
    if report.form is None:
        tables = _with_identity(pen, tables, identity, period)
    if not pen.form.is_csv and pen.often(0.3):
        tables.append(("supervisors", rows_of_supervisors(pen)))
    if pen.often(0.4):
        pen.rng.shuffle(tables)
    if pen.form.is_csv or pen.often(0.15):
        return [_one_sheet(pen, tables, identity, period)], understood
    return _sheets(pen, tables, identity, period), understood


def _identity(pen: Pen, line: Line, period: int) -> Identity:
    """Who and when, with name or code or both, and with the year unless a title is to say it."""
    name = None if line.code and pen.often(0.2) else written_name(pen, line)
    code = written_code(pen, line.code) if line.code and (name is None or pen.often(0.5)) else None
    return Identity(name, code, None if pen.often(0.3) else period)


def _tables(pen: Pen, report: Report, identity: Identity) -> tuple[Tables, Report]:
    """The tables of the report as blocks, those that are split twice, and what can be understood of them."""
    tables: Tables = []
    understood = Report(form=report.form)
    if report.form is not None:
        tables.append(("form", block_of(pen, items_of(pen, report.form, identity))))
    if report.answers is not None:
        blocks, answers = _answers(pen, report.answers)
        tables += [("answers", block) for block in blocks]
        understood = replace(understood, answers=answers)
    if report.members is not None:
        block, members = rows_of_years(pen, report.members)
        tables.append(("members", block))
        understood = replace(understood, members=members)
    if report.roster is not None:
        half = len(report.roster) // 2
        is_split = half > 1 and not pen.form.is_csv and pen.often(0.1)
        halves = [(report.roster[:half], 0), (report.roster[half:], half)] if is_split else [(report.roster, 0)]
        written = [rows_of_persons(pen, people, before) for people, before in halves]
        tables += [("roster", block) for block, _ in written]
        understood = replace(understood, roster=tuple(person for _, people in written for person in people))
    return tables, understood


def _answers(pen: Pen, answers: Answers) -> tuple[list[Block], Answers]:
    if pen.often(0.15):
        block, understood = rows_of_tasks(pen, answers)
        return [block], understood
    if pen.form.is_csv or not pen.often(0.1):
        block, understood = rows_of_standards(pen, answers)
        return [block], understood
    parted = pen.one([(6, 10), (10,), (4,), (13, 17)])
    borders = [0, *parted, len(TASKS)]
    written = [rows_of_standards(pen, answers, TASKS[first:last]) for first, last in pairwise(borders)]
    return [block for block, _ in written], {name: one for _, some in written for name, one in some.items()}


def _with_identity(pen: Pen, tables: Tables, identity: Identity, period: int) -> Tables:
    """The tables of a partial file, with who and when above the first of them or on a sheet of its own."""
    items = identifying(pen, identity)
    if identity.code is None and identity.year is None and pen.often(0.5):
        kind, block = tables[0]
        above = lines(f"{period}年度{TITLES[kind]}", f"填报单位（盖章）：{identity.name}")
        return [(kind, stacked([above, block])), *tables[1:]]
    if pen.form.is_csv or pen.often(0.5):
        kind, block = tables[0]
        return [(kind, stacked([block_of(pen, items), blank_rows(pen.one([0, 1])), block])), *tables[1:]]
    return [("identity", block_of(pen, items)), *tables]


def _titled(pen: Pen, kind: str, block: Block, identity: Identity, period: int, must_say_year: bool) -> Block:
    """The block under its title, a unit line, notes and blank rows; the year in one of the first rows if it must."""
    above: list[Block] = []
    width = max(block.width, 2)
    title = TITLES[kind]
    if must_say_year or pen.often(0.3):
        title = pen.one([f"{period}年度{title}", f"{title}（{period}年）", f"{period}年{title}"])
    elif kind == "members" and identity.year is not None and pen.often(0.2):
        title = f"2016—{period}年会员情况"
    if must_say_year or pen.often(0.6):
        merges = [Merge(0, 0, 0, width - 1)] if pen.form.has_merges and pen.often(0.5) else []
        above.append(Block([[pen.padded(title)]], merges))
        if pen.often(0.1):
            above.insert(0, lines("附件2"))
    if pen.often(0.3):
        above.append(lines(pen.one(["填报单位（盖章）：", f"填报单位（盖章）：{identity.name or ''}", "单位：人、个"])))
    if pen.often(0.1):
        room = DEEPEST_HEADER - HEADER_ROWS - sum(len(one.rows) for one in above)
        above += [lines(pen.one(ABOVE)) for _ in range(pen.rng.randrange(1, room // 2))]
        above.append(blank_rows(pen.rng.randrange(room // 2)))
    elif pen.often(0.3):
        above.append(blank_rows(1))
    return stacked([*above, block])


def _one_sheet(pen: Pen, tables: Tables, identity: Identity, period: int) -> Sheet:
    """Everything on one sheet, one table under another."""
    blocks: list[Block] = []
    for place, (kind, block) in enumerate(tables):
        is_said_here = identity.year is None and place == 0
        if place:
            blocks.append(blank_rows(pen.one([1, 1, 2, 3])))
        blocks.append(_titled(pen, kind, block, identity, period, is_said_here))
    return Sheet(pen.one(["Sheet1", "填报表", "汇总"]), stacked(blocks))


def _sheets(pen: Pen, tables: Tables, identity: Identity, period: int) -> list[Sheet]:
    """A sheet for each table under names of any kind, with sheets between that hold no table of ours."""
    says_year = pen.rng.randrange(len(tables)) if identity.year is None else None
    blocks = [
        (kind, _titled(pen, kind, block, identity, period, place == says_year))
        for place, (kind, block) in enumerate(tables)
    ]
    if pen.often(0.4):
        blocks.insert(0, ("guide", lines(*GUIDE)))
    if pen.often(0.15):
        blocks.append(("other", lines(["序号", "材料名称", "份数", "备注"], [1, "党建工作台账", 2, None])))
    hidden = pen.rng.randrange(1, len(blocks)) if len(blocks) > 1 and pen.often(0.1) else None
    are_named_so = pen.often(0.7)
    sheets: list[Sheet] = []
    taken: set[str] = set()
    for place, (kind, block) in enumerate(blocks):
        name = pen.one(SHEETS.get(kind, ("填报说明",))) if are_named_so else f"Sheet{place + 1}"
        while name in taken:
            name += "续"
        taken.add(name)
        moved = block.indented(pen.one([1, 1, 2])) if pen.often(0.1) else block
        sheets.append(Sheet(name, moved, place == hidden))
    return sheets
