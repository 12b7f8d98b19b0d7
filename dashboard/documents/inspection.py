"""检查清单 as a Word document on A4: the answers to look at on the spot, with room for what was seen."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.documents import word
from dashboard.documents.word_tables import WordColumn, WordTable, add_table

_TEMPLATE = "society.docx"
_COLUMNS = (
    WordColumn("序号", 9),
    WordColumn("学会", 32, "left"),
    WordColumn("项", 12),
    WordColumn("工作标准", 38, "left"),
    WordColumn("自评", 29),
    WordColumn("佐证材料、备注", 28, "left"),
    WordColumn("检查情况与意见", 26, "left"),
)


@dataclass(frozen=True, slots=True)
class InspectionSheet:
    """A list with its title, the filters in words, how it was drawn (empty: it was not), the stamp of its data; `rows`
    are the texts of each answer in the order of the columns, 序号 left out.
    """

    title: str
    filters: str
    drawn: str
    stamp: str
    rows: Sequence[Sequence[str]]


def inspection_docx(sheet: InspectionSheet) -> bytes:
    """The list with lines for the names of those who were there."""
    document = word.blank(_TEMPLATE, dt.date.today())
    word.write(document, sheet.title, "Title")
    word.write(document, f"{sheet.filters}，{len(sheet.rows)} 项", "Subtitle")
    if sheet.drawn:
        word.write(document, f"抽取办法：{sheet.drawn}。")
    add_table(document, WordTable(_COLUMNS, [[number, *row] for number, row in enumerate(sheet.rows, 1)]))
    word.write(document, "检查人：　　　　　　　　　学会在场人：　　　　　　　　　日期：　　　年　　月　　日")
    word.write(document, sheet.stamp, "Table Note")
    return word.saved(document, sheet.title)
