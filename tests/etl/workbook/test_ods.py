"""Workbooks as .ods: repeated rows and cells, merges, errors and formulas."""

import re

from etl.workbook import Sheet, Workbook
from tests.etl.workbook.conftest import Read, Refusal
from tests.etl.workbook.files import ods

TABLE = """
<table:table table:name="会员情况" table:style-name="shown">
 <table:table-column table:number-columns-repeated="16384"/>
 <table:table-header-rows>
  <table:table-row>
   <table:table-cell office:value-type="string" table:number-columns-spanned="2" table:number-rows-spanned="2">
    <office:annotation><text:p>#REF!</text:p></office:annotation><text:p>年份</text:p>
   </table:table-cell>
   <table:covered-table-cell/>
   <table:table-cell table:number-columns-repeated="16382"/>
  </table:table-row>
  <table:table-row><table:covered-table-cell table:number-columns-repeated="2"/></table:table-row>
 </table:table-header-rows>
 <table:table-row table:number-rows-repeated="2">
  <table:table-cell office:value-type="float" office:value="7" table:number-columns-repeated="2"/>
  <table:table-cell table:formula="of:=A9"/>
 </table:table-row>
 <table:table-row>
  <table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value=""
    calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>
  <table:table-cell table:formula="of:=X" office:value-type="string"><text:p>Err:508</text:p></table:table-cell>
  <table:table-cell table:formula="of:=&quot;&quot;"><text:p/></table:table-cell>
 </table:table-row>
 <table:table-row table:number-rows-repeated="3"/>
 <table:table-row>
  <table:table-cell/>
  <table:table-cell office:value-type="string"><text:p>合计</text:p></table:table-cell>
 </table:table-row>
 <table:table-row table:number-rows-repeated="1048568"><table:table-cell/></table:table-row>
</table:table>
<table:table table:name="隐藏表" table:style-name="unseen">
 <table:table-row><table:table-cell office:value-type="string"><text:p>甲</text:p></table:table-cell></table:table-row>
</table:table>
"""
STYLES = """
<style:style style:name="shown" style:family="table"><style:table-properties table:display="true"/></style:style>
<style:style style:name="unseen" style:family="table"><style:table-properties table:display="false"/></style:style>
"""


def test_whole_workbook(read_bytes: Read) -> None:
    blank = None
    assert read_bytes(ods(re.sub(r">\s+<", "><", TABLE), styles=STYLES)) == Workbook(
        format="ods",
        sheets=(
            Sheet(
                name="会员情况",
                is_hidden=False,
                rows=[
                    ["年份", blank, blank],
                    [blank] * 3,
                    [7, 7, blank],
                    [7, 7, blank],
                    [blank] * 3,
                    [blank] * 3,
                    [blank] * 3,
                    [blank] * 3,
                    [blank, "合计", blank],
                ],
                merges=((0, 0, 1, 1),),
                error_cells={(4, 0): "#DIV/0!", (4, 1): "Err:508"},
                uncalculated=frozenset({(2, 2), (3, 2)}),
            ),
            Sheet("隐藏表", True, [["甲"]], (), {}, frozenset()),
        ),
        has_merge_information=True,
    )


def test_without_spans_there_is_no_merge_information(read_bytes: Read) -> None:
    workbook = read_bytes(ods('<table:table table:name="表"><table:table-row/></table:table>'))
    assert workbook == Workbook("ods", (Sheet("表", False, [], (), {}, frozenset()),), False)


def test_repetition_of_a_value_is_a_far_cell(refusal: Refusal) -> None:
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="1000"/>'
    rows = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    data = ods(f'<table:table table:name="表">{rows}</table:table>')
    assert refusal(data) == ("file_far_cell", {"sheet": "表", "cell": "ALL1000000"})


def test_repetition_of_a_formula_is_a_far_cell(refusal: Refusal) -> None:
    cell = '<table:table-cell table:formula="of:=A1" table:number-columns-repeated="16384"/>'
    rows = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    data = ods(f'<table:table table:name="表">{rows}</table:table>')
    assert refusal(data) == ("file_far_cell", {"sheet": "表", "cell": "XFD1048576"})


def test_broken_content(refusal: Refusal) -> None:
    row = '<table:table-row table:number-rows-repeated="x"/>'
    assert refusal(ods("<table:table")) == ("file_damaged", {})
    assert refusal(ods(f'<table:table table:name="表">{row}</table:table>')) == ("file_damaged", {})
