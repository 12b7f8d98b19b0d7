"""The form as people send it: labels beside, above or in one cell with their values, or a row per society."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.independent.mess.grid import Block, Cell, Fault, Formula, Merge, stacked
from tests.independent.mess.pen import Pen
from tests.independent.truth import Form, Line

LABELS: Mapping[str, Sequence[str]] = {
    "name": ("学会名称",),
    "code": ("统一社会信用代码",),
    "year": ("填报年度", "年度", "报告期"),
    "filled": ("填报日期",),
    "category": ("学科类别",),
    "unit": ("挂靠（支撑）单位", "挂靠单位", "支撑单位", "依托单位", "支持单位"),
    "founded": ("成立时间",),
    "term": ("届次",),
    "since": ("本届起始日期",),
    "renewal": ("本年度是否换届",),
    "renewed": ("换届日期",),
    "delegates": ("会员代表人数",),
    "councillors": ("理事人数",),
    "standing": ("常务理事人数",),
    "has_standing": ("是否设常务理事会",),
    "supervisors": ("监事人数",),
    "full_time": ("专职工作人员数",),
    "part_time": ("兼职工作人员数",),
    "staff_before": ("换届前专兼职工作人员数",),
    "council_party": ("理事会层面党组织",),
    "office_party": ("办事机构层面党组织",),
    "party": ("党员人数",),
    "contact": ("联系人",),
    "telephone": ("联系电话",),
}
COUNTS = ("delegates", "councillors", "standing", "full_time", "part_time", "staff_before")
ANSWERS = ("renewal", "has_standing")
UNITS = ("人", "名")
HINTS = {**dict.fromkeys(COUNTS, ("（人）", "(名)")), **dict.fromkeys(ANSWERS, ("（是/否）",))}
SECTIONS = ("一、基本信息", "二、组织情况")


@dataclass(frozen=True, slots=True)
class Identity:
    """How a file names the society and the period; None where it does not."""

    name: str | None
    code: str | None
    year: int | None


def written_name(pen: Pen, line: Line) -> str:
    """The society's name with other brackets, blanks, with or without the city, or its former name."""
    name = line.former if line.former and pen.often(0.3) else line.name
    if pen.often(0.15):
        name = name.replace("（", "(").replace("）", ")") if "（" in name else name.translate({0x28: "（", 0x29: "）"})
    if pen.often(0.15):
        name = name.removeprefix("滨海市") if name.startswith("滨海市") else "滨海市" + name
    return pen.dirty(name)


def written_code(pen: Pen, code: str) -> str:
    return pen.one([code, code, code.lower(), code[:8] + " " + code[8:], f" {code}\xa0"])


def identifying(pen: Pen, identity: Identity) -> list[tuple[str, Cell]]:
    """The items (label key, value) that say who and when."""
    items: list[tuple[str, Cell]] = [("name", identity.name)] if identity.name else []
    items += [("code", identity.code)] if identity.code else []
    return items + ([("year", pen.year(identity.year))] if identity.year else [])


def items_of(pen: Pen, form: Form, identity: Identity) -> list[tuple[str, Cell]]:
    """All items of a form in the usual order, some of those that no verdict needs left out."""
    known = dict(identifying(pen, identity))
    known |= {key: pen.count(getattr(form, key), UNITS) for key in COUNTS}
    known |= {key: pen.yes_no(getattr(form, key)) for key in ANSWERS}
    idle: dict[str, Cell] = {
        "filled": "2019年1月8日",
        "category": "理科",
        "unit": "滨海大学",
        "founded": "1985.06",
        "term": "第八届",
        "since": pen.one(["2014.05", None]),
        "renewed": pen.blank(),
        "supervisors": pen.count(3, UNITS),
        "council_party": pen.one(["党委", "功能型党支部", None]),
        "office_party": pen.one(["党支部", None]),
        "party": pen.count(40, UNITS),
        "contact": "王某",
        "telephone": pen.one(["022-00000000", None]),
    }
    known |= {key: value for key, value in idle.items() if not pen.often(0.3)}
    return [(key, known[key]) for key in LABELS if key in known]


def label(pen: Pen, key: str) -> str:
    text = pen.one(LABELS[key]) if pen.often(0.4) else LABELS[key][0]
    if key in HINTS and pen.often(0.2):
        text += pen.one(HINTS[key])
    return pen.dirty(text) + ("：" if pen.often(0.1) else "")


def block_of(pen: Pen, items: Sequence[tuple[str, Cell]]) -> Block:
    """The items as a form of any manner."""
    manners = [_pairs, _pairs, _below, *([] if pen.form.is_csv else [_in_one_cell])]
    written = pen.one([*manners, _merged_pairs] if pen.form.has_merges else manners)(pen, items)
    if pen.form.has_merges and pen.often(0.15):
        return _with_section(pen, written)
    return written


def _pairs(pen: Pen, items: Sequence[tuple[str, Cell]]) -> Block:
    """Label and value side by side, in 2, 4 or 6 columns."""
    across = pen.one([1, 1, 2, 3])
    rows: list[list[Cell]] = []
    for start in range(0, len(items), across):
        row: list[Cell] = []
        for key, value in items[start : start + across]:
            row += [label(pen, key), value]
        rows.append(row)
    return Block(rows)


def _merged_pairs(pen: Pen, items: Sequence[tuple[str, Cell]]) -> Block:
    """Pairs of which label or value, or both, run over several merged columns."""
    of_label, of_value = pen.one([(2, 1), (1, 2), (2, 2), (1, 3)])
    across = pen.one([1, 2])
    step = of_label + of_value
    rows: list[list[Cell]] = []
    merges: list[Merge] = []
    for start in range(0, len(items), across):
        row: list[Cell] = []
        for place, (key, value) in enumerate(items[start : start + across]):
            left = place * step
            row += [label(pen, key), *[None] * (of_label - 1), value, *[None] * (of_value - 1)]
            for first, width in ((left, of_label), (left + of_label, of_value)):
                if width > 1:
                    merges.append(Merge(len(rows), first, len(rows), first + width - 1))
        rows.append(row)
    return Block(rows, merges)


def _below(pen: Pen, items: Sequence[tuple[str, Cell]]) -> Block:
    """Rows of labels, under each a row of their values."""
    across = pen.one([3, 4, 6])
    rows: list[list[Cell]] = []
    for start in range(0, len(items), across):
        some = items[start : start + across]
        rows += [[label(pen, key) for key, _ in some], [value for _, value in some]]
    return Block(rows)


def _in_one_cell(pen: Pen, items: Sequence[tuple[str, Cell]]) -> Block:
    """Label and value in one cell, parted by a colon, one or two cells a row."""
    across = pen.one([1, 2])
    cells: list[Cell] = []
    for key, value in items:
        name = label(pen, key).removesuffix("：")
        if isinstance(value, Formula):
            value = "？" if value.cached is None else value.cached  # no formula stands behind a colon
        if isinstance(value, Fault):
            value = value.code
        cells.append(f"{name}{pen.one('：:')}{'' if value is None else value}")
    return Block([cells[start : start + across] for start in range(0, len(cells), across)])


def _with_section(pen: Pen, block: Block) -> Block:
    """The form with a heading merged down its left side."""
    moved = block.indented(1)
    moved.rows[0][0] = pen.one(SECTIONS)
    return Block(moved.rows, [*moved.merges, Merge(0, 0, len(moved.rows) - 1, 0)])


def row_per_society(pen: Pen, rows: Sequence[Sequence[tuple[str, Cell]]]) -> Block:
    """Forms of many societies as one table: the labels of the first one as headings, a row for each."""
    keys = [key for key, _ in rows[0]]
    head = Block([[label(pen, key).removesuffix("：") for key in keys]])
    return stacked([head, Block([[dict(row).get(key) for key in keys] for row in rows])])
