"""Templates written once for all tests of this room: one for any society, one for a society that is known."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from etl.knowledge import layout as layouts
from etl.knowledge import rubric as rubrics
from etl.knowledge.layout import Layout
from etl.knowledge.rubric import Rubric
from etl.template import TemplateOrder, write
from tests.etl.template.cases import LAST, PERIOD, SOCIETY


@pytest.fixture(scope="package")
def layout() -> Layout:
    return layouts.read()


@pytest.fixture(scope="package")
def rubric() -> Rubric:
    return rubrics.in_force(rubrics.read_all(), PERIOD.period)


@pytest.fixture(scope="package")
def blank(tmp_path_factory: pytest.TempPathFactory, rubric: Rubric, layout: Layout) -> Path:
    path = tmp_path_factory.mktemp("template") / "blank.xlsx"
    write(path, TemplateOrder(rubric, layout, PERIOD))
    return path


@pytest.fixture(scope="package")
def known(tmp_path_factory: pytest.TempPathFactory, rubric: Rubric, layout: Layout) -> Path:
    path = tmp_path_factory.mktemp("template") / "known.xlsx"
    write(path, TemplateOrder(rubric, layout, PERIOD, SOCIETY, LAST))
    return path


@pytest.fixture(scope="package")
def book(blank: Path) -> Workbook:
    return openpyxl.load_workbook(blank)


@pytest.fixture(scope="package")
def answers(book: Workbook, layout: Layout) -> Worksheet:
    return book[layout.tables["answers"].title]
