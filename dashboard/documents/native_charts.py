"""Bar charts that Word and PowerPoint can edit, each with its numbers in a workbook of its own."""

import io
from typing import cast

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part, XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Length as PageLength
from docx.text.paragraph import Paragraph
from pptx.chart.chart import Chart
from pptx.chart.data import ChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml as parse_drawing
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from xlsxwriter import Workbook

from dashboard.documents.bars import CHART_SPACE, WHOLE_NUMBERS, Bars, dress
from dashboard.documents.drawing import Box, Pen

SHEET = "Sheet1"  # the references in the chart name it so
KINDS = {
    # horizontal, stacked
    (True, True): XL_CHART_TYPE.BAR_STACKED,
    (True, False): XL_CHART_TYPE.BAR_CLUSTERED,
    (False, True): XL_CHART_TYPE.COLUMN_STACKED,
    (False, False): XL_CHART_TYPE.COLUMN_CLUSTERED,
}


def on_page(paragraph: Paragraph, bars: Bars, size: tuple[PageLength, PageLength], pen: Pen) -> None:
    """Add the chart to the paragraph; `size` is its width and height."""
    space = parse_drawing(_data(bars).xml_bytes(KINDS[bars.is_horizontal, bars.is_stacked]))
    dress(Chart(space, None), bars, pen)
    part, package = paragraph.part, paragraph.part.package
    assert package is not None
    book_name = package.next_partname("/word/embeddings/Microsoft_Excel_Sheet%d.xlsx")
    chart = XmlPart(package.next_partname("/word/charts/chart%d.xml"), CONTENT_TYPE.DML_CHART, space, package)
    book = Part(book_name, CONTENT_TYPE.SML_SHEET, _workbook(bars), package)
    space.get_or_add_externalData().rId = chart.relate_to(book, RELATIONSHIP_TYPE.PACKAGE)
    key = part.relate_to(chart, RELATIONSHIP_TYPE.CHART)
    number = int(chart.partname.idx or 1)
    width, height = size
    inline = parse_xml(
        f'<w:drawing {nsdecls("w", "wp", "a", "r")}><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{number}" name="图{number}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{CHART_SPACE}"><c:chart xmlns:c="{CHART_SPACE}" r:id="{key}"/></a:graphicData>'
        f"</a:graphic></wp:inline></w:drawing>"
    )
    inline[0].docPr.set("descr", bars.alt)
    paragraph.add_run()._r.append(inline)


def on_slide(slide: Slide, bars: Bars, box: Box, pen: Pen) -> None:
    """Add the chart to the slide."""
    kind = KINDS[bars.is_horizontal, bars.is_stacked]
    # The return type that python-pptx declares is not what it returns.
    frame = cast(GraphicFrame, slide.shapes.add_chart(kind, box.left, box.top, box.width, box.height, _data(bars)))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", bars.alt)
    dress(frame.chart, bars, pen)
    frame.chart_part.chart_workbook.update_from_xlsx_blob(_workbook(bars))


def _data(bars: Bars) -> ChartData:
    data = ChartData(number_format=WHOLE_NUMBERS)
    data.categories = bars.categories
    for series in bars.series:
        data.add_series(series.name, series.values)
    return data


def _workbook(bars: Bars) -> bytes:
    """The numbers where the chart's references look for them; no text in it becomes a formula or a link."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet(SHEET)
        for row, category in enumerate(bars.categories, 1):
            sheet.write_string(row, 0, category)
        for column, series in enumerate(bars.series, 1):
            sheet.write_string(0, column, series.name)
            for row, value in enumerate(series.values, 1):
                sheet.write_number(row, column, value)
    return file.getvalue()
