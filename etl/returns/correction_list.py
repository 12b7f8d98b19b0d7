"""The list of what is to be corrected: its lines and words, and how it looks wherever it is written."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from etl.returns.cell_text import line_count
from etl.returns.mark import CannotMark, Mark
from etl.returns.place import area
from etl.words import SEVERITIES

COLUMNS = (("序号", 6), ("工作表", 16), ("单元格", 10), ("问题", 52), ("怎样改", 46), ("现填", 22))  # heading, width
STEP_COLUMNS = ("序号", "任务", "项", "工作标准", "还差什么", "")
HEADER_ROW = 3
FIRST_ROW = 4
FONT = "微软雅黑"
TITLE_SIZE, TEXT_SIZE = 16, 10  # points
INK, MUTED, BRAND, LINE, HEADER_TINT = "1D2733", "5F6B79", "0B5E67", "C9D1DA", "DCEBEC"
TAB = "C94A1D"
FOOTER = "第 &P 页，共 &N 页"  # &P and &N are Excel's
TITLE_HEIGHT, HEADER_HEIGHT, LINE_HEIGHT, PADDING, TALLEST = 30, 22, 15, 8, 405  # points; Excel's limit is 409
INDENT = 2  # characters of a column that stay free
LONGEST_VALUE = 300  # characters
MARKED_GUIDE = "点“单元格”一栏可跳到该处；着色的单元格附有批注。请在本文件中改好，保存后整份重新报送，本表不必删除。"
LIST_GUIDE = "请在原文件中按本表改好，保存后整份重新报送。"

CHECKS_GUIDE = (
    "“请核对”的照常计入，没有错的不必改：“怎样改”中说可以在“备注”中说明的，请写在那一行的“备注”里（表中没有这一栏的，"
    "在右边加一栏）；其他的请告知市科协学会部。"
)


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """One line of the list; `location` is where its link leads, if it leads anywhere."""

    severity: str
    sheet: str
    cell: str
    location: str | None
    problem: str
    remedy: str
    value: str

    @property
    def height(self) -> float:
        """The height of its row in points."""
        return _height((self.sheet, self.cell, self.problem, self.remedy, self.value))


def _height(texts: Sequence[str]) -> float:
    """The height in points of a row with these texts behind its number."""
    counts = (line_count(text, width - INDENT) for text, (_, width) in zip(texts, COLUMNS[1:], strict=False))
    return min(PADDING + LINE_HEIGHT * max(counts), TALLEST)


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step to 达标, in a line below the list of corrections; `item` is empty for what is only to be confirmed."""

    task: str
    item: str
    text: str
    sentence: str

    @property
    def height(self) -> float:
        """The height of its row in points."""
        return _height((self.task, self.item, self.text, self.sentence))


@dataclass(frozen=True, slots=True)
class Listing:
    """The whole sheet: a title, a line in words, what is to be corrected, and the steps to 达标 if they are known."""

    title: str
    summary: str
    lines: Sequence[CorrectionLine]
    steps: Sequence[StepLine]

    @property
    def steps_row(self) -> int:
        """The row of the heading above the steps; the headings of their columns follow, then the steps."""
        return FIRST_ROW + len(self.lines) + 1

    @property
    def last_row(self) -> int:
        """The last row in which something stands."""
        if self.steps:
            return self.steps_row + 1 + len(self.steps)
        return max(FIRST_ROW - 1 + len(self.lines), HEADER_ROW)


def lines(marks: Sequence[Mark], sheets: Sequence[str], has_links: bool) -> list[CorrectionLine]:
    """The marks as lines: what returns the file first, then by sheet (in the order given), row and column."""
    order = {name: index for index, name in enumerate(sheets)}

    def position(mark: Mark) -> tuple[bool, int, tuple[int, ...]]:
        return mark.severity != "fatal", order.get(mark.sheet or "", -1), _place(mark.cell)

    return [_line(mark, has_links) for mark in sorted(marks, key=position)]


def _place(address: str | None) -> tuple[int, ...]:
    try:
        return area(address) if address else ()
    except CannotMark:
        # The list is what goes out when marking fails: it takes any address.
        return ()


def _line(mark: Mark, has_links: bool) -> CorrectionLine:
    value = mark.value or ""
    quoted = (mark.sheet or "").replace("'", "''")
    return CorrectionLine(
        mark.severity,
        mark.sheet or "",
        mark.cell or "",
        f"'{quoted}'!{mark.cell}" if has_links and mark.sheet and mark.cell else None,
        f"【{SEVERITIES[mark.severity]}】{mark.title}\n{mark.message}",
        with_suggestion(mark),
        value if len(value) <= LONGEST_VALUE else value[:LONGEST_VALUE] + "…",
    )


def with_suggestion(mark: Mark) -> str:
    """What to do, and the suggestion where there is one."""
    return f"{mark.remedy}\n建议：{mark.suggestion}" if mark.suggestion else mark.remedy


def with_steps(said: str, steps: Sequence[StepLine]) -> str:
    """The line under the title, and where the steps stand."""
    return f"{said}{steps_title(steps)}，列在本表最后。" if steps else said


def steps_title(steps: Sequence[StepLine]) -> str:
    """How much is still to be done for 达标."""
    count = sum(bool(step.item) for step in steps)
    return f"离总体达标还差 {count} 条" if count else "离总体达标只须填明"


def summary(marks: Sequence[Mark], guide: str) -> str:
    """The line under the title: how many of each severity, and how to go on."""
    counts = Counter(mark.severity for mark in marks)
    parts = [f"{word} {counts[severity]}" for severity, word in SEVERITIES.items() if counts[severity]]
    if not parts:
        return "没有需要更正的地方。"
    return f"共 {len(marks)} 处：{'，'.join(parts)}。{guide}" + (CHECKS_GUIDE if counts["warning"] else "")


def summary_height(text: str) -> float:
    """The height in points of the row that holds the summary across all columns."""
    return PADDING + LINE_HEIGHT * line_count(text, sum(width for _, width in COLUMNS))
