"""Single values as people write them: None is left blank, UNREADABLE is written so that nobody can be sure."""

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from typing import TypeVar

from tests.independent.mess.files import Format
from tests.independent.mess.grid import Cell, Fault, Formula
from tests.independent.truth import Count, Declared, Mark, Status, Word

T = TypeVar("T")

BLANKS: list[Cell] = [None, None, None, "", " ", "　", "\xa0", "\u200b", "\n"]
INVISIBLE = [" ", "　", "\xa0", "\u200b", "\n"]
DECLARED: Mapping[Declared, Sequence[str]] = {
    Declared.DONE: ("已完成", "完成", "√", "✓"),
    Declared.PARTLY: ("部分完成", "进行中", "推进中"),
    Declared.NOT: ("未完成", "未开展", "未启动", "×"),
    Declared.NOT_APPLICABLE: ("不适用", "不涉及", "/", "—"),
}
YES: list[Cell] = ["是", "√", "✓", "Y", "有", "1", 1]
NO: list[Cell] = ["否", "×", "N", "无", "0", 0]
NO_ANSWER: list[Cell] = ["正在办理", "？", "详见附件", "完成（50%）"]
NEITHER: list[Cell] = ["待定", "不清楚", "？"]
NO_COUNT: list[Cell] = [
    *("约120", "一百二十", "120余", "-5", "12.5", "85%", "若干", "3-5次", "不少于2次", "２．５", "十", "3次以上"),
    *(-5, 12.5, 0.85, 10_000_001, "10000001"),
]
NO_BIRTH: list[Cell] = ["不详", "1975.13", "五十岁", "75年", "约1975年"]
ERRORS = ["#REF!", "#VALUE!", "#DIV/0!", "#NAME?"]
UNITS = ("人", "名", "个", "家", "次", "项", "届")
FULL_WIDTH = str.maketrans("0123456789,.", "０１２３４５６７８９，．")
SERIAL_ZERO = dt.date(1899, 12, 30)


def is_blank(cell: Cell) -> bool:
    """Whether nothing can be seen in the cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip().strip("\u200b"))


class Pen:
    """Writes values for a file of one format, the same for the same seed; `neat` writes hardly any disorder."""

    def __init__(self, rng: random.Random, form: Format, neat: bool = False) -> None:
        self.rng, self.form, self.neat = rng, form, neat

    def often(self, chance: float) -> bool:
        return self.rng.random() < (chance / 5 if self.neat else chance)

    def one(self, choices: Sequence[T]) -> T:
        return self.rng.choice(choices)

    def shuffled(self, choices: Sequence[T]) -> list[T]:
        return self.rng.sample(choices, len(choices))

    def blank(self) -> Cell:
        return None if self.neat else self.one(BLANKS)

    def padded(self, text: str) -> str:
        """The text, at times with blanks around it."""
        if not self.often(0.1):
            return text
        return self.one(["", *INVISIBLE]) + text + self.one(["", *INVISIBLE])

    def dirty(self, text: str) -> str:
        """The text, at times with blanks and line breaks inside."""
        if not self.often(0.2):
            return text
        place = self.rng.randrange(1, len(text)) if len(text) > 1 else 0
        return self.padded(text[:place] + self.one(INVISIBLE) + text[place:])

    def declared(self, value: Status) -> Cell:
        if not isinstance(value, Declared):
            return self.open(value, NO_ANSWER)
        return self.text(self.one(DECLARED[value][:1] if self.often(0.3) else DECLARED[value]))

    def yes_no(self, value: Word) -> Cell:
        if not isinstance(value, bool):
            return self.open(value, NEITHER)
        written = self.one((YES if value else NO) if self.often(0.5) else (YES if value else NO)[:1])
        return self.text(written) if isinstance(written, str) else written

    def count(self, value: Count, units: Sequence[str] = UNITS) -> Cell:
        if not isinstance(value, int):
            return self.open(value, NO_COUNT)
        if self.form is Format.CALCULATED and self.often(0.1):
            return Formula(f"={value}+0", value)
        if not self.often(0.4):
            return value
        text = str(value)
        if self.often(0.3):
            text = f"{value:,}"
        if self.often(0.3):
            text = text.translate(FULL_WIDTH)
        if self.often(0.3):
            text = self.dirty(text)
        if self.often(0.4):
            text += self.one(["", " "]) + self.one(units)
        return self.padded(text)

    def year(self, year: int) -> Cell:
        if not self.often(0.6):
            return year
        text = str(year).translate(FULL_WIDTH) if self.often(0.2) else str(year)
        return self.padded(text + self.one(["", "年", "年", "年度", "年底"]))

    def birth(self, value: tuple[int, int] | Mark | None) -> Cell:
        if not isinstance(value, tuple):
            return self.open(value, NO_BIRTH)
        year, month = value
        written: list[Cell] = [
            dt.datetime(year, month, 1),
            f"{year}.{month:02d}",
            f"{year}-{month}",
            f"{year}-{month:02d}",
            f"{year}年{month}月",
            f"{year}{month:02d}",
        ]
        if self.often(0.2):
            written = [
                (dt.date(year, month, 1) - SERIAL_ZERO).days,
                year * 100 + month,
                f"{year}.{month:02d}".translate(FULL_WIDTH),
                f"{year}年{month:02d}月",
            ]
        return self.one(written[self.form.is_csv :])

    def text(self, value: str) -> Cell:
        if self.form is Format.CALCULATED and self.often(0.02):
            return Formula(f'="{value}"', value)
        return self.padded(value)

    def open(self, value: Mark | None, uncertain: Sequence[Cell]) -> Cell:
        """A blank for None; for UNREADABLE something uncertain, an error, or a formula never calculated."""
        if value is None:
            return self.blank()
        if self.form is Format.XLSX and self.often(0.1):
            return Formula("=SUM(B1:B9)", None)
        if self.form.has_faults and self.often(0.1):
            return Fault(self.one(ERRORS))
        return self.one(uncertain)
