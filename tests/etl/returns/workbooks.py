"""Workbooks as societies send them, with all that a round trip through a library would lose."""

import functools
import io
import zipfile
from collections.abc import Callable, Mapping

import xlsxwriter
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image as Picture

TASKS = "任务完成情况"
ROSTER = "it's 名册 (1)"
HIDDEN = "附表"
TASKS_PART = "xl/worksheets/sheet1.xml"
ROSTER_PART = "xl/worksheets/sheet2.xml"

Change = bytes | Callable[[bytes], bytes] | None


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name, in the order of the zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def changed(data: bytes, changes: Mapping[str, Change]) -> bytes:
    """The package with parts replaced, changed by a function, added, or left out (None)."""
    content = parts(data)
    for name, change in changes.items():
        if change is None:
            del content[name]
        else:
            content[name] = change(content[name]) if callable(change) else change
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in content.items():
            # Pictures are stored as they are, as office programs do.
            archive.writestr(name, part, zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED)
    return target.getvalue()


def replacing(*pairs: tuple[str, str]) -> Callable[[bytes], bytes]:
    """A change of a part: each first string, which must be there, becomes the second."""

    def change(part: bytes) -> bytes:
        for old, new in pairs:
            assert old.encode() in part, old
            part = part.replace(old.encode(), new.encode())
        return part

    return change


@functools.cache  # openpyxl writes the time into a workbook
def plain() -> bytes:
    """One sheet: a header, three rows, nothing else."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = TASKS
    for row in (["任务名称", "完成情况", "数量"], ["任务一", "已完成", 3], ["任务二", "未完成", "约120"]):
        sheet.append(row)
    return _saved(workbook)


@functools.cache
def rich() -> bytes:
    """Three sheets, one hidden, with whatever openpyxl writes and what it would lose, the latter put in by hand."""
    workbook = Workbook()
    tasks = workbook.active
    tasks.title = TASKS
    _fill_tasks(tasks)
    roster = workbook.create_sheet(ROSTER)
    roster.append(["序号", "姓名", "出生年月"])
    roster.append([1, "示例001", "1975.03"])
    roster.column_dimensions["F"].fill = PatternFill("solid", "FFEEEEEE")
    roster.column_dimensions["F"].width = 30
    hidden = workbook.create_sheet(HIDDEN)
    hidden.sheet_state = "hidden"
    hidden["A1"] = "隐藏"
    hidden.defined_names["本表区域"] = DefinedName("本表区域", attr_text=f"{HIDDEN}!$A$1:$B$2")
    workbook.defined_names["全部"] = DefinedName("全部", attr_text=f"{TASKS}!$A$1:$F$9")
    workbook.custom_doc_props.append(StringProperty(name="模板版本", value="2018.1"))
    workbook.active = 1
    roster.sheet_view.tabSelected = True
    return changed(_saved(workbook), _what_openpyxl_cannot_write())


@functools.cache
def drawn() -> bytes:
    """Four sheets as Excel writes them: charts, a chart sheet, a table, sparklines, pictures, a button, comments."""
    target, picture = io.BytesIO(), io.BytesIO()
    Picture.new("RGB", (8, 8), (200, 30, 30)).save(picture, "PNG")
    header = {"image_center": "seal.png", "image_data_center": picture}
    workbook = xlsxwriter.Workbook(target)
    data, empty, charts, notes = (
        workbook.add_worksheet("数据"),
        workbook.add_worksheet("空表"),
        workbook.add_chartsheet("图表"),
        workbook.add_worksheet("批注表"),
    )
    data.add_table("A1:B3", {"data": [[1, 2], [3, 4]], "columns": [{"header": "甲"}, {"header": "乙"}]})
    data.write_array_formula("D2:D3", "{=A2:A3*2}", None, 2)
    data.add_sparkline("E2", {"range": "数据!A2:B2"})
    data.conditional_format("A2:A3", {"type": "data_bar", "data_bar_2010": True})
    data.insert_image("F2", "seal.png", {"image_data": picture})
    data.insert_textbox("J2", "文本框")
    data.set_header("&C&G", header)
    for where in (data, charts):
        chart = workbook.add_chart({"type": "column"})
        chart.add_series({"values": "=数据!$A$2:$A$3"})
        if where is data:
            data.insert_chart("L2", chart)
        else:
            charts.set_chart(chart)
    notes.write_comment("B2", "原有批注", {"author": "某某", "visible": True})
    notes.insert_button("E5", {"caption": "提交"})
    notes.set_header("&C&G", header)
    notes.activate()
    empty.protect("示例")
    workbook.close()
    return target.getvalue()


def _saved(workbook: Workbook) -> bytes:
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def _fill_tasks(sheet: Worksheet) -> None:
    sheet["A1"] = "学会改革任务完成情况"
    sheet.merge_cells("A1:F1")
    sheet["A1"].font = Font(name="黑体", size=16, bold=True)
    for column, heading in zip("ABCDEF", ("序号", "任务名称", "工作标准", "完成情况", "数量", "备注"), strict=True):
        cell = sheet[f"{column}2"]
        cell.value = heading
        cell.fill = PatternFill("solid", fgColor="FFFFF2CC")
        cell.border = Border(bottom=Side(style="medium", color="FF1F4E78"))
        cell.alignment = Alignment(horizontal="center", wrap_text=True)
    for row in range(3, 9):
        sheet[f"A{row}"] = row - 2
        sheet[f"C{row}"] = f"{row - 2}. 有制度 & 有<记录>"
        sheet[f"D{row}"] = "已完成"
        sheet[f"E{row}"] = row * 10
        sheet[f"E{row}"].number_format = "#,##0"
    sheet["B3"] = "规范分支机构"
    sheet.merge_cells("B3:B5")
    sheet["E9"] = "=SUM(E3:E8)"
    sheet["F3"] = "=E3*2"
    sheet["F4"] = "=E4*2"
    sheet["D3"].comment = Comment("本会另有说明", "某某")
    validation = DataValidation("list", formula1='"已完成,部分完成,未完成"', allow_blank=True)
    validation.add("D3:D8")
    sheet.add_data_validation(validation)
    sheet.print_title_rows = "1:2"
    sheet.page_setup.orientation = "landscape"
    sheet.freeze_panes = "A3"
    sheet.row_dimensions[2].height = 30
    sheet.column_dimensions["C"].width = 40
    seal = io.BytesIO()
    Picture.new("RGB", (8, 8), (200, 30, 30)).save(seal, "PNG")
    sheet.add_image(Image(seal), "H3")


X14_VALIDATION = (
    '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
    'uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x14:dataValidations '
    'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" count="1"><x14:dataValidation type="list" '
    'allowBlank="1"><x14:formula1><xm:f>附表!$A$1:$A$2</xm:f></x14:formula1><xm:sqref>B2:B9</xm:sqref>'
    "</x14:dataValidation></x14:dataValidations></ext></extLst>"
)
CELL_PICTURES = '<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"/>'


def _what_openpyxl_cannot_write() -> dict[str, Change]:
    return {
        TASKS_PART: replacing(
            ("<f>SUM(E3:E8)</f><v></v>", "<f>SUM(E3:E8)</f><v>330</v>"),
            ("<f>E3*2</f><v></v>", '<f t="shared" ref="F3:F4" si="0">E3*2</f><v>60</v>'),
            ("<f>E4*2</f><v></v>", '<f t="shared" si="0"/><v>80</v>'),
        ),
        ROSTER_PART: replacing(
            ("</worksheet>", '<pageSetup r:id="rId1"/>' + X14_VALIDATION + "</worksheet>"),
            (
                "<worksheet ",
                '<worksheet xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
                'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac" '
                'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" ',
            ),
            ('<row r="2">', '<row r="2" spans="1:3" x14ac:dyDescent="0.25">'),
            ('<c r="A1" t="inlineStr"><is><t>&#24207;&#21495;</t></is></c>', '<c r="A1" t="s"><v>0</v></c>'),
        ),
        "xl/worksheets/_rels/sheet2.xml.rels": (
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            b'<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
            b'printerSettings" Target="../printerSettings/printerSettings1.bin"/></Relationships>'
        ),
        "xl/printerSettings/printerSettings1.bin": b"\x00\x01printer\xff",
        "xl/cellimages.xml": CELL_PICTURES.encode(),
        "xl/sharedStrings.xml": (
            '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" uniqueCount="1">'
            '<si><r><rPr><b/><sz val="11"/></rPr><t>序</t></r><r><t>号</t></r></si></sst>'
        ).encode(),
        "[Content_Types].xml": replacing(
            (
                "</Types>",
                '<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.'
                'spreadsheetml.printerSettings"/><Override PartName="/xl/cellimages.xml" '
                'ContentType="application/vnd.wps-officedocument.cellimage+xml"/>'
                '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-'
                'officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
            )
        ),
        "xl/_rels/workbook.xml.rels": replacing(
            (
                "</Relationships>",
                '<Relationship Id="rId99" Type="http://www.wps.cn/officeDocument/2020/cellImage" '
                'Target="cellimages.xml"/><Relationship Id="rId98" '
                'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" '
                'Target="sharedStrings.xml"/></Relationships>',
            )
        ),
    }
