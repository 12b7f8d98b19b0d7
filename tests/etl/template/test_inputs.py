"""What can be written into the template and what is refused."""

import datetime as dt
import re
from pathlib import Path

import openpyxl
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from etl.knowledge.layout import Layout
from etl.knowledge.rubric import Rubric
from etl.submission.cells import values
from etl.submission.roster.posts import post as read_post
from etl.template import hints, look, places, validation
from tests.etl.template.cases import PERIOD
from tests.etl.template.opened import options_at, rule_at, unlocked


def test_only_empty_cells_can_be_written_into_and_no_password_is_needed(book: Workbook) -> None:
    for sheet in book:
        assert sheet.protection.sheet and not sheet.protection.password
        assert [cell for cell in unlocked(sheet) if sheet[cell].value is not None] == []
    assert unlocked(book["填报说明"]) == set()
    assert book.security.lockStructure and not book.security.workbookPassword


def test_who_reports_is_locked_where_the_registry_knows_it(book: Workbook, known: Path, layout: Layout) -> None:
    cells = places.form_cells(layout)
    notes = {cell.replace(places.VALUE, places.NOTE) for cell in cells.values()}
    assert unlocked(book[layout.form_title]) == (set(cells.values()) - {cells["period"]}) | notes
    decided = {cells[key] for key in ("society_name", "credit_code", "period")}
    assert unlocked(openpyxl.load_workbook(known)[layout.form_title]) == (set(cells.values()) - decided) | notes


def test_status_offers_not_applicable_only_where_the_rubric_does(
    answers: Worksheet, rubric: Rubric, layout: Layout
) -> None:
    letter = places.columns("answers")["status"]
    offered = {
        criterion_id: [values.word(word, "status", layout) for word in options_at(answers, f"{letter}{row}")]
        for criterion_id, row in places.standard_rows(rubric).items()
    }
    usual = ["done", "partial", "not_done"]
    assert offered == {
        criterion.criterion_id: [*usual, "not_applicable"] if criterion.may_be_not_applicable else usual
        for task in rubric.tasks
        for criterion in task.standards
    }
    allowed = {criterion_id for criterion_id, words in offered.items() if len(words) == 4}
    assert allowed == {"T04-1", "T04-2", "T04-3", "T13-4", "T16-3"}


def test_quantity_is_open_only_where_something_is_counted_and_says_what(
    answers: Worksheet, rubric: Rubric, layout: Layout
) -> None:
    letter = places.columns("answers")["quantity"]
    opened = unlocked(answers)
    for criterion_id, row in places.standard_rows(rubric).items():
        (criterion,) = (one for one in rubric.criteria if one.criterion_id == criterion_id)
        cell, rule = answers[f"{letter}{row}"], rule_at(answers, f"{letter}{row}")
        assert (cell.coordinate in opened) == (criterion.count is not None)
        if criterion.count:
            assert rule is not None and (rule.type, rule.formula1, rule.formula2) == (
                "whole",
                "0",
                str(layout.count_limit),
            )
            for text in (str(rule.prompt), cell.comment.text):
                assert rubric.measures[criterion.count].label in text
        else:
            assert rule is None and cell.comment is None


def test_a_choice_is_asked_once_for_each_optional_task(answers: Worksheet, rubric: Rubric) -> None:
    letter, rows = places.columns("answers")["chosen"], places.standard_rows(rubric)
    asked = {cell for cell in unlocked(answers) if cell.startswith(letter)}
    assert asked == {
        f"{letter}{rows[task.standards[0].criterion_id]}" for task in rubric.tasks if task.group == "optional"
    }
    assert {tuple(options_at(answers, cell)) for cell in asked} == {("是", "否")}


def test_every_word_of_a_dropdown_is_understood(book: Workbook, layout: Layout) -> None:
    for name in ("council", "supervisors"):
        sheet, letter = book[layout.tables[name].title], places.columns(name)
        for row in (places.roster_rows(name)[0], places.roster_rows(name)[-1]):
            assert {values.word(one, "gender", layout) for one in options_at(sheet, f"{letter['gender']}{row}")} == {
                "male",
                "female",
            }
            assert {values.word(one, "party", layout) for one in options_at(sheet, f"{letter['party']}{row}")} == {
                "party",
                "other",
            }
    council, letter = book[layout.tables["council"].title], places.columns("council")
    posts = options_at(council, f"{letter['post']}{places.FIRST_ROW}")
    assert [read_post(post, layout) for post in posts] == [
        "chair",
        "vice_chair",
        "secretary",
        "hired_secretary",
        "standing",
        "member",
    ]
    assert [values.yes_no(one, layout) for one in options_at(council, f"{letter['frontline']}{places.FIRST_ROW}")] == [
        True,
        False,
    ]


def test_the_form_refuses_what_the_reader_would(book: Workbook, layout: Layout) -> None:
    sheet = book[layout.form_title]
    found = {}
    for key, cell in places.form_cells(layout).items():
        rule = rule_at(sheet, cell)
        found[key] = (rule.type, rule.formula1) if rule else None
    kinds = {
        "date": ("date", "DATE(1906,1,1)"),
        "yes_no": ("list", '"是,否"'),
        "code": ("textLength", "18"),
    }
    for key, field in layout.fields.items():
        expected = kinds.get(field.type)
        if field.type == "count":
            expected = ("whole", "1" if field.zero_is_blank else "0")
        assert found[key] == expected, key


def test_a_date_typed_with_a_point_is_refused(book: Workbook, layout: Layout) -> None:
    # 1975.03 and 2018.12 are numbers to Excel: days of 1905.
    slip = dt.date(1899, 12, 30) + dt.timedelta(days=2099)
    assert slip < validation.EARLIEST < validation.EARLIEST_BIRTH
    for name in ("council", "supervisors"):
        sheet, letter = book[layout.tables[name].title], places.columns(name)["birth"]
        rule = rule_at(sheet, f"{letter}{places.roster_rows(name)[-1]}")
        assert rule is not None and (rule.type, rule.formula1) == ("date", "DATE(1910,1,1)")


def test_the_total_must_be_the_sum_and_is_no_formula(book: Workbook, layout: Layout, rubric: Rubric) -> None:
    sheet, letter = book[layout.tables["membership"].title], places.columns("membership")
    rows = places.year_rows(rubric, PERIOD.period)
    assert {year: sheet[f"{letter['year']}{row}"].value for year, row in rows.items()} == {
        2016: 2016,
        2017: 2017,
        2018: 2018,
    }
    rule = rule_at(sheet, f"{letter['total']}{rows[2018]}")
    assert rule is not None and (rule.type, rule.formula1) == ("custom", "D5=SUM(B5:C5)")
    assert all(cell.data_type != "f" for one in book for row in one.iter_rows() for cell in row)


def test_messages_are_chinese_and_fit_into_excels_limits(book: Workbook) -> None:
    rules = [rule for sheet in book for rule in sheet.data_validations.dataValidation]
    assert len(rules) > 50
    for rule in rules:
        assert rule.showErrorMessage and rule.errorStyle == "stop"
        for text, limit in (
            (rule.error, 225),
            (rule.errorTitle, 32),
            (rule.prompt or "无", 255),
            (rule.promptTitle or "无", 32),
            (rule.formula1, 255),
        ):
            assert 0 < len(str(text)) <= limit
        assert re.search("[\u4e00-\u9fff]", str(rule.error))


def test_required_cells_have_the_tint_the_legend_names(book: Workbook, layout: Layout) -> None:
    legend = {
        row[2].value: row[1].fill.start_color.rgb for row in book["填报说明"].iter_rows() if row[1].fill.fill_type
    }
    assert legend["必填"] == f"00{look.FILLS['required']}"
    form, fields = book[layout.form_title], hints.read().fields
    tinted = {
        key for key, cell in places.form_cells(layout).items() if form[cell].fill.start_color.rgb == legend["必填"]
    }
    assert tinted == {key for key, hint in fields.items() if hint.need == "required"} - {"period"}
    for name in ("council", "supervisors"):
        sheet, columns = book[layout.tables[name].title], layout.tables[name].columns
        row = places.roster_rows(name)[-1]
        found = {
            key
            for key, letter in places.columns(name).items()
            if sheet[f"{letter}{row}"].fill.start_color.rgb == legend["必填"]
        }
        assert found == {key for key in columns if columns[key].is_required}
