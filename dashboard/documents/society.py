"""One society as a Word document on A4: the same content as the printed sheet, in tables that can be edited."""

import io
from collections.abc import Sequence

import pandas as pd
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from dashboard import standing
from dashboard.charts import style
from dashboard.documents.sections import Rows, Section, sections
from dashboard.documents.society_facts import Sheet
from dashboard.wording import labels

FONT = "微软雅黑"
WIDTH = 184  # millimetres between the margins
SIDES, CHARACTER, SHORT = 4.2, 2.9, 7  # room beside the text of a cell, a character's, characters of a short column
BORDER, HEADING = "D5DBE2", "#F6F8FA"
_VERDICT_OF = {word: verdict for verdict, word in labels.VERDICTS.items()}


def society_docx(sheet: Sheet) -> bytes:
    """The document as the bytes of a .docx file."""
    document = Document()
    _set_up(document, sheet)
    document.add_heading(labels.plain(sheet.name), 0)
    document.add_paragraph("　·　".join(labels.plain(fact) for fact in standing.facts(sheet.found)))
    _muted(document.add_paragraph(labels.plain(sheet.stamp)))
    document.add_heading(standing.overall(sheet.found), 1)
    _strip(document, sheet)
    document.add_heading(standing.growth(sheet.found), 1)
    _members(document, sheet)
    document.add_heading(standing.council(sheet.found), 1)
    _ratios(document, sheet)
    for section in sections(sheet):
        _section(document, section)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _set_up(document: WordDocument, sheet: Sheet) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(13)
    page.top_margin, page.bottom_margin = Mm(14), Mm(15)
    sizes = {"Normal": 9, "Title": 18, "Heading 1": 11}
    for name, size in sizes.items():
        font = document.styles[name].font
        font.name, font.size = FONT, Pt(size)
        font.bold = name != "Normal"
        font.color.rgb = _colour(style.INK)
        fonts = document.styles[name].element.rPr.rFonts
        for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(attribute), None)
        fonts.set(qn("w:eastAsia"), FONT)
    for name in sizes:
        spacing = document.styles[name].paragraph_format
        spacing.space_before, spacing.space_after = Pt(8 if name == "Heading 1" else 0), Pt(3)
    document.core_properties.title = f"{labels.plain(sheet.name)} {sheet.period} 年度"
    document.core_properties.author = ""


def _strip(document: WordDocument, sheet: Sheet) -> None:
    """For each group a heading and a row of cells: number, verdict and title of its tasks."""
    tasks = sheet.found.tasks
    for group, title in standing.groups(sheet.found).items():
        mine = tasks[tasks["task_group"] == group]
        caption = document.add_paragraph()
        caption.paragraph_format.space_before, caption.paragraph_format.keep_with_next = Pt(4), True
        _small(caption, title, is_bold=True)
        table = _table(document, 2, [WIDTH / 10] * len(mine))
        for column, task in enumerate(mine.itertuples()):
            verdict, name = table.cell(0, column), table.cell(1, column)
            _shade(verdict, style.VERDICT_COLOURS[task.verdict])
            words = f"{task.number} {standing.task_word(task)}"
            _small(verdict.paragraphs[0], words, style.ON_VERDICT[task.verdict], is_bold=True)
            _small(name.paragraphs[0], task.short_title, style.MUTED)


def _members(document: WordDocument, sheet: Sheet) -> None:
    years = sheet.found.members
    if years.empty:
        _muted(document.add_paragraph("没有会员数。"))
        return
    rows = Rows(
        ("年份", "个人会员", "单位会员", "出处"),
        tuple(
            (f"{row.year} 年底", _count(row.individual), _count(row.unit), f"{labels.plain(row.sheet)}!{row.cell}")
            for row in years.itertuples()
        ),
    )
    _rows(document, rows)


def _ratios(document: WordDocument, sheet: Sheet) -> None:
    rows = Rows(
        ("项目", "结论", "实际与限额", "算式", "出处"),
        tuple(
            (
                labels.plain(ratio.ratio),
                standing.ratio_word(ratio),
                standing.ratio_numbers(ratio),
                labels.plain(ratio.explanation) if isinstance(ratio.explanation, str) else "",
                labels.plain(ratio.place) if isinstance(ratio.place, str) else "",
            )
            for ratio in sheet.found.ratios.itertuples()
        ),
    )
    _rows(document, rows)


def _section(document: WordDocument, section: Section) -> None:
    document.add_heading(section.title, 1)
    if section.rows.cells:
        _rows(document, section.rows)
    else:
        _muted(document.add_paragraph(section.otherwise))


def _rows(document: WordDocument, rows: Rows) -> None:
    """A table with a heading row that is repeated on every page."""
    table = _table(document, len(rows.cells) + 1, _widths(rows.widths))
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for row, texts in zip(table.rows, (rows.headings, *rows.cells), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            verdict = _VERDICT_OF.get(text)
            is_heading = texts is rows.headings
            if is_heading:
                _shade(cell, HEADING)
            colour = style.VERDICT_TEXT[verdict] if verdict else style.INK
            _small(cell.paragraphs[0], text, colour, is_bold=is_heading or verdict in ("unmet", "unknown"))


def _widths(lengths: Sequence[int]) -> list[float]:
    """Millimetres for columns of so many characters: short ones on one line, the others share what is left."""
    short = [SIDES + CHARACTER * length if length <= SHORT else 0.0 for length in lengths]
    long = [0 if length <= SHORT else min(length, 24) for length in lengths]
    left = WIDTH - sum(short)
    return [one or left * two / sum(long) for one, two in zip(short, long, strict=True)]


def _table(document: WordDocument, row_count: int, widths: Sequence[float]) -> Table:
    table: Table = document.add_table(row_count, len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    _draw_borders(table)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table._tbl.tr_lst:  # by the elements: through the table's own cells it takes a second a document
        row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, width in zip(row.tc_lst, widths, strict=True):
            cell.width = Mm(width)
    return table


def _draw_borders(table: Table) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        border = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("color", BORDER)):
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    table._tbl.tblPr.append(borders)


def _shade(cell: _Cell, colour: str) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), colour.removeprefix("#"))
    cell._tc.get_or_add_tcPr().append(shade)


def _small(paragraph: Paragraph, text: str, colour: str = style.INK, is_bold: bool = False) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.font.bold = Pt(8), is_bold
    run.font.color.rgb = _colour(colour)


def _muted(paragraph: Paragraph) -> None:
    for run in paragraph.runs:
        run.font.size, run.font.color.rgb = Pt(8), _colour(style.MUTED)


def _colour(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#"))


def _count(number: float) -> str:
    return "" if pd.isna(number) else f"{number:,.0f}"
