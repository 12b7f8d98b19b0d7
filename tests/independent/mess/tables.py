"""Tables as people lay them out: headings in any wording and order, one or two header rows, rows between and after."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tests.independent.mess.grid import Block, Cell, Merge, stacked
from tests.independent.mess.pen import Pen

HEADINGS: Mapping[str, Sequence[str]] = {
    "society": ("学会名称",),
    "code": ("统一社会信用代码",),
    "ordinal": ("序号",),
    "task": ("任务名称",),
    "content": ("改革内容",),
    "standard": ("工作标准",),
    "chosen": ("是否选做（选做任务填）", "是否选做"),
    "declared": ("完成情况", "自评", "自评情况", "完成状态"),
    "count": ("数量",),
    "evidence": ("佐证材料", "证明材料", "支撑材料"),
    "note": ("备注",),
    "year": ("年份", "年度"),
    "individual": ("个人会员数",),
    "unit": ("单位会员数", "团体会员数"),
    "total": ("会员总数",),
    "name": ("姓名",),
    "sex": ("性别",),
    "birth": ("出生年月", "出生日期"),
    "nation": ("民族",),
    "party": ("政治面貌", "党派"),
    "education": ("学历",),
    "title": ("职称", "技术职称", "专业技术职称", "专业技术职务"),
    "employer": ("工作单位及职务", "工作单位/职务"),
    "employer_only": ("工作单位",),
    "duty_only": ("职务",),
    "post": ("会内职务", "社团职务", "学会职务", "担任职务"),
    "frontline": ("是否基层一线",),
}
HINTS: Mapping[str, Sequence[str]] = {
    "individual": ("（人）", "(人)"),
    "unit": ("（个）", "（家）"),
    "total": ("（人）", "（个）"),
    "count": ("（次）", "（项）", "（个）"),
    "frontline": ("（是/否）",),
    "declared": ("（已完成/部分完成/未完成）",),
}
EXTRA = ("责任人", "完成时限", "下一步打算", "初审意见")
OVER_COLUMNS = ("基本信息", "具体情况", "有关内容")
NOTES = (
    "注：1.本表由学会如实填写；2.完成情况填写已完成、部分完成、未完成或不适用。",
    "说明：本表一式两份，学会和主管单位各存一份。",
    "备注：以上内容均经理事长办公会审议通过。",
)
SIGNATURES = ("填表人：王某　　　负责人：李某", "填表人：王某　负责人：李某　联系电话：022-00000000", "（盖章）")


@dataclass(frozen=True, slots=True)
class Column:
    """A column by the key of its heading. `runs`: rows (first, last) that one merged cell may hold."""

    key: str
    cells: list[Cell]
    runs: list[tuple[int, int]] = field(default_factory=list)
    heading: str | None = None
    over: str | None = None


def heading(pen: Pen, key: str) -> str:
    text = pen.one(HEADINGS[key]) if pen.often(0.5) else HEADINGS[key][0]
    if key in HINTS and pen.often(0.25):
        text += pen.one(HINTS[key])
    return pen.dirty(text)


def table(
    pen: Pen,
    columns: Sequence[Column],
    between: Mapping[int, str] | None = None,
    ends: Sequence[str] = (),
    may_reorder: bool = True,
) -> Block:
    """A table of equally long columns. `between`: group rows, or "" for a blank one, by the row that they precede."""
    arranged = _arranged(pen, columns, may_reorder)
    body = Block(
        [list(cells) for cells in zip(*(column.cells for column in arranged), strict=True)],
        [Merge(first, place, last, place) for place, one in enumerate(arranged) for first, last in one.runs],
    )
    parts = [_header(pen, arranged), _with_group_rows(pen, body, between or {}, arranged), *_ends(pen, arranged, ends)]
    return stacked(parts) if pen.form.has_merges else stacked(parts).without_merges()


def _arranged(pen: Pen, columns: Sequence[Column], may_reorder: bool) -> list[Column]:
    arranged = list(columns)
    rows = len(columns[0].cells)
    if may_reorder and pen.often(0.2):
        pen.rng.shuffle(arranged)
        arranged = _pairs_together(arranged)
    for _ in range(2):
        if pen.often(0.15):
            extra = Column("", [pen.one(["无", "见附件", None]) for _ in range(rows)], heading=pen.one(EXTRA))
            empty = Column("", [None] * rows, heading="")
            place = pen.one([0, len(arranged)] if any(one.over for one in arranged) else range(len(arranged) + 1))
            arranged.insert(place, pen.one([extra, empty]))
    return arranged


def _pairs_together(columns: list[Column]) -> list[Column]:
    """Columns under a common heading stand side by side, in the order of `HEADINGS`."""
    under = sorted((one for one in columns if one.over), key=lambda one: list(HEADINGS).index(one.key))
    if not under:
        return columns
    place = next(place for place, one in enumerate(columns) if one.over)
    rest = [one for one in columns if not one.over]
    return rest[:place] + under + rest[place:]


def _header(pen: Pen, columns: list[Column]) -> Block:
    """One header row, or two where columns stand under a common heading."""
    names: list[Cell] = [heading(pen, one.key) if one.heading is None else one.heading for one in columns]
    over = [one.over for one in columns]
    if not any(over) and len(columns) > 3 and pen.often(0.12):
        first = pen.rng.randrange(len(columns) - 1)
        text = pen.one(OVER_COLUMNS)
        over = [text if place in (first, first + 1) else None for place in range(len(columns))]
    if not any(over):
        return Block([names])
    top: list[Cell] = [name if text is None else None for name, text in zip(names, over, strict=True)]
    below: list[Cell] = [None if text is None else name for name, text in zip(names, over, strict=True)]
    first = next(place for place, text in enumerate(over) if text)
    last = max(place for place, text in enumerate(over) if text)
    top[first] = over[first]
    merges = [Merge(0, first, 0, last)] if first < last else []
    merges += [Merge(0, place, 1, place) for place, text in enumerate(over) if text is None and pen.often(0.8)]
    return Block([top, below], merges)


def _with_group_rows(pen: Pen, body: Block, between: Mapping[int, str], columns: list[Column]) -> Block:
    """The body with group rows before the rows given: merged across, or with number and text in two cells."""
    if not between:
        return body
    keys = [one.key for one in columns]
    rows: list[list[Cell]] = []
    merges: list[Merge] = []
    at: list[int] = []
    in_two_cells = "ordinal" in keys and "task" in keys and pen.often(0.5)
    for place, row in enumerate(body.rows):
        if place in between:
            group: list[Cell] = [None] * len(keys)
            if not between[place]:
                rows.append(group)
                at.append(len(rows))
                rows.append(row)
                continue
            if in_two_cells:
                number, _, text = between[place].partition("、")
                group[keys.index("ordinal")], group[keys.index("task")] = number, text
            else:
                group[0] = between[place]
                if pen.often(0.7):
                    merges.append(Merge(len(rows), 0, len(rows), len(keys) - 1))
            rows.append(group)
        at.append(len(rows))
        rows.append(row)
    merges += [Merge(at[one.top], one.left, at[one.bottom], one.right) for one in body.merges]
    return Block(rows, merges)


def _ends(pen: Pen, columns: list[Column], ends: Sequence[str]) -> list[Block]:
    """Rows after the table, each a single text, at times after blank rows or merged across."""
    blocks = []
    for text in ends:
        if pen.often(0.3):
            blocks.append(Block([[]]))
        merges = [Merge(0, 0, 0, len(columns) - 1)] if len(columns) > 1 and pen.often(0.4) else []
        blocks.append(Block([[text]], merges))
    return blocks


def usual_ends(pen: Pen) -> list[str]:
    """Notes and signatures as they stand under any table."""
    return [pen.one(choices) for choices in (NOTES, SIGNATURES) if pen.often(0.25)]


def same_in(values: Sequence[object], runs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those runs of rows in which all values are equal and that are longer than one row."""
    return [(first, last) for first, last in runs if first < last and len({*values[first : last + 1]}) == 1]


def merged(column: Column, runs: Sequence[tuple[int, int]], write: Callable[[int], Cell]) -> Column:
    """The column with one cell for each run of rows, written anew, and nothing under it."""
    cells = list(column.cells)
    for first, last in runs:
        cells[first] = write(first)
        cells[first + 1 : last + 1] = [None] * (last - first)
    return Column(column.key, cells, list(runs), column.heading, column.over)
