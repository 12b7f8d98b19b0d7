"""Bar charts that Word and PowerPoint can edit, each with its numbers in a workbook of its own."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part, XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Length as PageLength
from openpyxl import Workbook
from pptx.chart.chart import Chart
from pptx.chart.data import ChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_MARK
from pptx.oxml import parse_xml as parse_drawing
from pptx.oxml.ns import qn
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.text.text import Font
from pptx.util import Length, Pt

from dashboard.charts import style
from dashboard.documents.official import write
from dashboard.exports.sheet import put

CHART_SPACE = "http://schemas.openxmlformats.org/drawingml/2006/chart"
WHOLE_NUMBERS = "#,##0;;"  # where there is nobody, no number is written
SHEET = "Sheet1"  # the references in the chart name it so
_NO_FRAME = (
    f'<c:spPr xmlns:c="{CHART_SPACE}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    "<a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
)
NAMES_SHARE = 0.36  # of the width, for the names beside horizontal bars
LEGEND_ROWS = 1.6  # the room above them, in rows
KINDS = {
    # horizontal, stacked
    (True, True): XL_CHART_TYPE.BAR_STACKED,
    (True, False): XL_CHART_TYPE.BAR_CLUSTERED,
    (False, True): XL_CHART_TYPE.COLUMN_STACKED,
    (False, False): XL_CHART_TYPE.COLUMN_CLUSTERED,
}


@dataclass(frozen=True, slots=True)
class Series:
    """One colour of a chart: a value for each category, the colour of the bars and of the numbers on them."""

    name: str
    values: tuple[int, ...]
    colour: str
    ink: str


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart of bars that begin at zero; `alt` says in a sentence what there is to see.

    `longest` is the value at the end of the axis, so that charts beside each other compare; None: the longest bar.
    """

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    alt: str
    longest: int | None = None
    is_horizontal: bool = True
    is_stacked: bool = True


@dataclass(frozen=True, slots=True)
class Pen:
    """The fonts for Latin and for Chinese letters, and the size in points."""

    latin: str
    chinese: str
    size: float


@dataclass(frozen=True, slots=True)
class Box:
    """Where something stands on a slide."""

    left: Length
    top: Length
    width: Length
    height: Length


def on_page(document: WordDocument, bars: Bars, width: PageLength, height: PageLength, pen: Pen) -> None:
    """Add the chart as a paragraph at the end of the document."""
    space = parse_drawing(_data(bars).xml_bytes(KINDS[bars.is_horizontal, bars.is_stacked]))
    _dress(Chart(space, None), bars, pen)
    package = document.part.package
    assert package is not None
    book_name = package.next_partname("/word/embeddings/Microsoft_Excel_Sheet%d.xlsx")
    chart = XmlPart(package.next_partname("/word/charts/chart%d.xml"), CONTENT_TYPE.DML_CHART, space, package)
    book = Part(book_name, CONTENT_TYPE.SML_SHEET, _workbook(bars), package)
    space.get_or_add_externalData().rId = chart.relate_to(book, RELATIONSHIP_TYPE.PACKAGE)
    key = document.part.relate_to(chart, RELATIONSHIP_TYPE.CHART)
    number = len(document.inline_shapes) + 1
    inline = parse_xml(
        f'<w:drawing {nsdecls("w", "wp", "a", "r")}><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{number}" name="图{number}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{CHART_SPACE}"><c:chart xmlns:c="{CHART_SPACE}" r:id="{key}"/></a:graphicData>'
        f"</a:graphic></wp:inline></w:drawing>"
    )
    inline[0].docPr.set("descr", bars.alt)
    write(document, "", "Picture").add_run()._r.append(inline)


def on_slide(slide: Slide, bars: Bars, box: Box, pen: Pen) -> None:
    """Add the chart to the slide."""
    kind = KINDS[bars.is_horizontal, bars.is_stacked]
    # The return type that python-pptx declares is not what it returns.
    frame = cast(GraphicFrame, slide.shapes.add_chart(kind, box.left, box.top, box.width, box.height, _data(bars)))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", bars.alt)
    _dress(frame.chart, bars, pen)
    frame.chart_part.chart_workbook.update_from_xlsx_blob(_workbook(bars))


def _data(bars: Bars) -> ChartData:
    data = ChartData(number_format=WHOLE_NUMBERS)
    data.categories = bars.categories
    for series in bars.series:
        data.add_series(series.name, series.values)
    return data


def _workbook(bars: Bars) -> bytes:
    """The numbers where the chart's references look for them; no text in it becomes a formula or a link."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = SHEET
    columns: Iterable[tuple[object, ...]] = [
        ("", *bars.categories),
        *((series.name, *series.values) for series in bars.series),
    ]
    for column, values in enumerate(columns, 1):
        for row, value in enumerate(values, 1):
            put(sheet, row, column, value)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def _dress(chart: Chart, bars: Bars, pen: Pen) -> None:
    """Colours, direct numbers, no lines that say nothing."""
    write_font(chart.font, pen, style.INK)
    chart._chartSpace.txPr.addprevious(parse_drawing(_NO_FRAME))
    chart.has_title = False
    chart.has_legend = len(bars.series) > 1
    if chart.legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        write_font(chart.legend.font, pen, style.INK)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = (40, 100) if bars.is_stacked else (60 if bars.is_horizontal else 120, 0)
    for drawn, series in zip(plot.series, bars.series, strict=True):
        drawn.format.fill.solid()
        drawn.format.fill.fore_color.rgb = rgb(series.colour)
        numbers = drawn.data_labels
        numbers.show_value, numbers.number_format, numbers.number_format_is_linked = True, WHOLE_NUMBERS, False
        numbers.position = XL_LABEL_POSITION.CENTER if bars.is_stacked else XL_LABEL_POSITION.OUTSIDE_END
        write_font(numbers.font, pen, series.ink)
    values, categories = chart.value_axis, chart.category_axis
    values.visible, values.has_major_gridlines, values.minimum_scale = False, False, 0
    values.maximum_scale = bars.longest
    categories.reverse_order = bars.is_horizontal  # the first category on top
    categories.major_tick_mark, categories.has_major_gridlines = XL_TICK_MARK.NONE, False
    categories.format.line.color.rgb = rgb(style.LINES)
    write_font(categories.tick_labels.font, pen, style.INK)
    names = chart._chartSpace.catAx_lst[0].txPr.bodyPr
    names.set("rot", "0")  # a long name is broken into lines, not turned
    names.set("vert", "horz")
    if bars.is_horizontal:
        _leave_room(chart, len(bars.categories))


def _leave_room(chart: Chart, rows: int) -> None:
    """Fix where the bars stand: names keep their room and none is skipped, charts under each other are aligned."""
    head = LEGEND_ROWS / (rows + LEGEND_ROWS)
    inner = {"x": NAMES_SHARE, "y": head, "w": 0.98 - NAMES_SHARE, "h": 0.98 - head}
    places = "".join(f'<c:{side} val="{share:.4f}"/>' for side, share in inner.items())
    modes = '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
    space = chart._chartSpace
    for old in space.plotArea.findall(qn("c:layout")):
        space.plotArea.remove(old)
    layout = f'<c:layout xmlns:c="{CHART_SPACE}"><c:manualLayout>{modes}{places}</c:manualLayout></c:layout>'
    space.plotArea.insert(0, parse_drawing(layout))
    every_name = parse_drawing(f'<c:tickLblSkip xmlns:c="{CHART_SPACE}" val="1"/>')
    space.catAx_lst[0].find(qn("c:noMultiLvlLbl")).addprevious(every_name)


def write_font(font: Font, pen: Pen, colour: str) -> None:
    """Give letters on a slide or in a chart their size, fonts and colour."""
    font.size, font.name, font.color.rgb = Pt(pen.size), pen.latin, rgb(colour)
    chinese = font._element.find(qn("a:ea"))
    if chinese is None:
        chinese = font._element.makeelement(qn("a:ea"), {})
        font._element.find(qn("a:latin")).addnext(chinese)
    chinese.set("typeface", pen.chinese)


def rgb(colour: str) -> RGBColor:
    """Return a colour of the house as drawings take it."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return RGBColor(red, green, blue)
