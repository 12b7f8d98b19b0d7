"""Charts of bars for documents: what they show, and how they look in the colours of the house."""

from dataclasses import dataclass

from pptx.chart.chart import Chart
from pptx.enum.chart import XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_MARK
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from dashboard.charts import style
from dashboard.documents.drawing import Pen, rgb, write_font

CHART_SPACE = "http://schemas.openxmlformats.org/drawingml/2006/chart"
WHOLE_NUMBERS = "#,##0;;"  # where there is nobody, no number is written
_NO_FRAME = (
    f'<c:spPr xmlns:c="{CHART_SPACE}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    "<a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
)
NAMES_SHARE = 0.36  # of the width, for the names beside horizontal bars
LEGEND_ROWS = 1.6  # the room above them, in rows


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


def dress(chart: Chart, bars: Bars, pen: Pen) -> None:
    """Colours, direct numbers, no lines that say nothing."""
    write_font(chart.font, pen, style.INK)
    chart._chartSpace.txPr.addprevious(parse_xml(_NO_FRAME))
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
    for axis in chart._chartSpace.iter(qn("c:axId"), qn("c:crossAx")):
        axis.set("val", axis.get("val").lstrip("-"))  # the schema knows positive numbers only
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
    space.plotArea.insert(0, parse_xml(layout))
    every_name = parse_xml(f'<c:tickLblSkip xmlns:c="{CHART_SPACE}" val="1"/>')
    space.catAx_lst[0].find(qn("c:noMultiLvlLbl")).addprevious(every_name)
