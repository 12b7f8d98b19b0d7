"""What stands in the template: the rubric's and the layout's words, and how to fill in."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from etl.knowledge.layout import Layout
from etl.knowledge.rubric import Rubric
from etl.registry import Period
from etl.template import TemplateOrder, build, hints, places, write
from etl.text import heading_key
from tests.etl.template.cases import LAST, PERIOD, SOCIETY


def test_sheets_and_headings_are_the_layouts(book: Workbook, layout: Layout) -> None:
    assert book.sheetnames == ["填报说明", layout.form_title, *(table.title for table in layout.tables.values())]
    for name, sheet in hints.read().sheets.items():
        header = [cell.value for cell in book[layout.tables[name].title][places.HEADER_ROW]]
        assert header == [layout.tables[name].columns[key].label for key in sheet.columns]
    labels = [book[layout.form_title][cell.replace("C", "B")].value for cell in places.form_cells(layout).values()]
    assert labels == [field.label for field in layout.fields.values()]


def test_every_field_has_a_hint_and_every_table_its_required_columns(layout: Layout) -> None:
    assert list(hints.read().fields) == list(layout.fields)
    for name, sheet in hints.read().sheets.items():
        columns = layout.tables[name].columns
        assert sheet.columns.keys() <= columns.keys()
        assert {key for key in columns if columns[key].is_required} <= sheet.columns.keys()


def test_the_56_standards_stand_word_for_word_under_three_headings(answers: Worksheet, rubric: Rubric) -> None:
    notes = {"basic": "", "renewal": "（应换届和本年度换届的学会填写）", "optional": "（至少选 5 项）"}
    expected: list[tuple[object, object, object]] = []
    for numeral, (group, heading) in zip("一二三", rubric.groups.items(), strict=True):
        expected.append((numeral, heading.title + notes[group], None))
        for task in rubric.tasks:
            if task.group == group:
                first, *others = (criterion.text for criterion in task.standards)
                expected.append((task.number, task.title, first))
                expected.extend((None, None, text) for text in others)
    found = list(answers.iter_rows(min_row=places.FIRST_ROW, max_col=3, values_only=True))
    assert found == expected
    assert len(found) == 56 + 3


def test_headers_carry_examples(book: Workbook, layout: Layout) -> None:
    for name, sheet in hints.read().sheets.items():
        header = book[layout.tables[name].title][places.HEADER_ROW]
        found = [cell.comment.text if cell.comment else "" for cell in header]
        assert found == [column.example for column in sheet.columns.values()]
        assert sum(bool(text) for text in found) >= 3


def test_the_guide_names_deadline_statuses_counts_and_version(book: Workbook, rubric: Rubric, layout: Layout) -> None:
    cells = [str(cell.value) for row in book["填报说明"].iter_rows() for cell in row if cell.value is not None]
    text = "\n".join(cells)
    assert "2019 年 1 月 15 日" in text and "共 56 条" in text and layout.template_version in text
    assert {words[0] for words in layout.written["status"].values()} <= set(cells)
    assert [cell for cell in cells if "（次）" in cell or "（个）" in cell or "（项）" in cell or "（名）" in cell] == [
        f"{rubric.measures[one.count].label}（{rubric.measures[one.count].unit}）"
        for one in rubric.criteria
        if one.count
    ]
    assert not layout.labels.keys() & {heading_key(cell) for cell in cells}


def test_without_a_deadline_the_guide_refers_to_the_notice(rubric: Rubric, layout: Layout) -> None:
    book = build(TemplateOrder(rubric, layout, Period(2018, None)))
    assert "按通知规定的时间" in str(book["填报说明"]["B6"].value)


def test_the_version_is_a_property_of_the_document(book: Workbook, layout: Layout) -> None:
    assert {one.name: one.value for one in book.custom_doc_props.props} == {"模板版本": layout.template_version}


def test_a_demonstration_says_so_in_the_title_and_on_the_first_sheet(rubric: Rubric, layout: Layout) -> None:
    book = build(TemplateOrder(rubric, layout, PERIOD, SOCIETY, is_demo=True))
    assert all("演示数据" in sheet["A1"].value for sheet in book)
    assert "虚构" in book["填报说明"]["A2"].value


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+1学会", "滨海市示例&P\x0b学会", "滨海市示例<b>学会"])
def test_a_name_is_text_whatever_it_looks_like(tmp_path: Path, rubric: Rubric, layout: Layout, name: str) -> None:
    path = tmp_path / "odd.xlsx"
    write(path, TemplateOrder(rubric, layout, PERIOD, replace(SOCIETY, name=name), LAST))
    cell = openpyxl.load_workbook(path)[layout.form_title][places.form_cells(layout)["society_name"]]
    assert (cell.value, cell.data_type) == (name.replace("\x0b", ""), "s")


def test_it_prints_on_a4_one_page_wide_with_the_header_repeated(book: Workbook) -> None:
    for sheet in book:
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (9, 1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "&P" in sheet.oddFooter.center.text and "2018" in sheet.oddFooter.center.text
        if sheet.title != "填报说明":
            assert sheet.print_title_rows == "$4:$4"
            assert str(sheet.freeze_panes).endswith("5")


def test_pages_break_between_tasks(answers: Worksheet, rubric: Rubric) -> None:
    breaks = {one.id for one in answers.row_breaks.brk}
    inside = {row for merge in answers.merged_cells.ranges for row in range(merge.min_row, merge.max_row)}
    assert breaks and not breaks & inside
