"""Words of 完成情况 in 备注 or 佐证材料 where 完成情况 itself is blank (docs/workbook.md, Nothing vanishes)."""

from collections.abc import Sequence

from etl.knowledge.layout import Layout
from etl.submission.cells import values
from etl.submission.cells.cell_reader import Cells
from etl.submission.cells.closed_lists import is_spelled
from etl.submission.found_tables.table_finder import FoundTable

_SHOWN_ROWS = 6


def tell_answers_elsewhere(table: FoundTable, rows: Sequence[int], layout: Layout, cells: Cells) -> None:
    """One finding for each of the two columns that answers rows whose 完成情况 is blank; it answers none of them."""
    if "status" not in table.columns:
        return
    open_rows = [row for row in rows if table.is_blank(row, "status")]
    for key in ("note", "evidence"):
        answering = [row for row in open_rows if _answers(table.text(row, key), layout)]
        if not answering:
            continue
        shown = "、".join(str(row + 1) for row in answering[:_SHOWN_ROWS])
        shown += f" 等 {len(answering)} " if len(answering) > _SHOWN_ROWS else ""
        cells.add(
            "column_not_read",
            table.grid.name,
            table.address(answering[0], key),
            heading=layout.tables["answers"].columns[key].label,
            why=f"第 {shown}行的“完成情况”空着，这一栏里写的不算完成情况",
            nearest="",
        )


def _answers(text: str, layout: Layout) -> bool:
    """True for a word of 完成情况, perhaps with a remark, that is no mere sign."""
    if len(text.strip()) < 2 or not is_spelled(text):
        return False
    try:
        return values.status(text, layout) in ("done", "mostly_done", "partial", "not_done")
    except ValueError:
        return False
