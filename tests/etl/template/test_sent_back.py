"""A template sent back as it was handed out."""

from pathlib import Path

import openpyxl
import pytest

from etl.knowledge.layout import Layout
from etl.knowledge.rubric import Rubric
from etl.template import places
from tests.etl.template.cases import SOCIETY
from tests.etl.template.opened import read_back


@pytest.mark.parametrize("path", ["blank", "known"])
def test_a_template_sent_back_untouched_reads_as_blank(
    path: str, request: pytest.FixtureRequest, rubric: Rubric
) -> None:
    part = read_back(request.getfixturevalue(path))
    assert part.findings == []
    said = [
        *((one.criterion_id, one.declared, one.chosen, one.quantity) for one in part.answers),
        *((one.field, one.value, one.text) for one in part.form),
    ]
    assert {values for _, *rest in said for values in rest} == {None}
    assert len(part.answers) == 56 and part.council == []
    empty = {held.table_name for held in part.held if held.is_empty}
    assert empty >= {"form", "answers", "council", "supervisors"}


def test_what_is_known_is_filled_in_and_the_periods_own_figures_are_not(known: Path, layout: Layout) -> None:
    part = read_back(known)
    assert {name for name, _ in part.identity.names} == {SOCIETY.name}
    assert [code for code, _ in part.identity.codes] == [SOCIETY.credit_code]
    assert [year for year, _ in part.identity.years] == [2018]
    figures = {(one.year, one.series): one.value for one in part.members if one.value is not None}
    # The registry's 核定 figure of the base year goes before the stated one.
    assert figures == {
        (2016, "individual"): 412,
        (2016, "unit"): 12,
        (2016, "total"): 424,
        (2017, "individual"): 455,
        (2017, "unit"): 14,
        (2017, "total"): 469,
    }
    form = openpyxl.load_workbook(known)[layout.form_title]
    beside = {key: form[cell.replace("C", "F")].value for key, cell in places.form_cells(layout).items()}
    assert {key: value for key, value in beside.items() if value is not None} == {
        "category": "理科",
        "supporting_unit": "滨海示例大学",
        "founded_date": "1986-05-20",
        "is_renewal": "否",
        "delegates": 186,
    }
    assert "2018、2023" in str(form[places.form_cells(layout)["is_renewal"].replace("C", "G")].value)
