"""Every kind of document that the program makes is valid by its schema: the order of elements, values, references.

openxml-audit checks as the validator of Microsoft's Open XML SDK does; what exceljs stumbles over is checked beside it.
"""

import io
import re
import zipfile
from pathlib import Path

import pytest

from dashboard import exports
from dashboard.documents.report import report_docx, report_pptx
from dashboard.documents.society_word import society_documents_zip
from dashboard.exports import About
from dashboard.queries import Filters
from dashboard.queries.ledger import ledger
from etl.knowledge import layout as layouts
from etl.knowledge import rubric as rubrics
from etl.returns import list_workbook, mark_workbook
from etl.template import TemplateOrder, write, write_registry
from tests.dashboard.reporting import IMPRINT
from tests.etl.returns.marked import mark
from tests.etl.template.cases import LAST, PERIOD, SOCIETY

audit = pytest.importorskip("openxml_audit")
FILTERS = Filters(2018)


@pytest.fixture
def made(build: str, tmp_path: Path) -> dict[str, bytes]:
    """Return a document of each kind."""
    layout = layouts.read()
    write_registry(tmp_path / "registry.xlsx", layout, [2016], is_demo=True)
    rubric = rubrics.in_force(rubrics.read_all(), PERIOD.period)
    write(tmp_path / "template.xlsx", TemplateOrder(rubric, layout, PERIOD, SOCIETY, LAST))
    template = (tmp_path / "template.xlsx").read_bytes()
    marks = [mark("E5", sheet=layout.tables["answers"].title), mark("B4", sheet=layout.form_title)]
    societies = zipfile.ZipFile(io.BytesIO(society_documents_zip(build, FILTERS, IMPRINT)))
    shown, about = ledger(build, FILTERS), About("2018 年度", {}, "演示")
    return {
        "registry.xlsx": (tmp_path / "registry.xlsx").read_bytes(),
        "template.xlsx": template,
        "returned.xlsx": mark_workbook(template, marks, "一"),
        "list.xlsx": list_workbook(marks, "一"),
        "table.xlsx": exports.page_xlsx({"学会": shown.societies}, about),
        "ledger.xlsx": exports.ledger_xlsx(shown.societies, shown.tasks, "台账", "2018年12月31日", about),
        "report.docx": report_docx(build, FILTERS, IMPRINT),
        "society.docx": societies.read(societies.namelist()[0]),
        "slides.pptx": report_pptx(build, FILTERS, IMPRINT),
    }


def _stumbles(package: zipfile.ZipFile) -> list[str]:
    """What a strict reader does not follow: comments by other names, references from the root, negative axes."""
    wrong = [name for name in package.namelist() if name.startswith(("xl/comments/", "xl/drawings/commentsDrawing"))]
    for name in package.namelist():
        text = package.read(name).decode("utf-8", "replace") if name.endswith((".rels", ".xml")) else ""
        wrong += [f"{name}: {target}" for target in re.findall(r'Target="/[^"]*"', text) if name.startswith("xl/")]
        wrong += [f"{name}: {axis}" for axis in re.findall(r'<c:(?:axId|crossAx) val="-[^>]*>', text)]
    return wrong


def test_every_document_is_valid(made: dict[str, bytes], tmp_path: Path) -> None:
    validator, wrong = audit.OpenXmlValidator(), {}
    for name, content in made.items():
        (tmp_path / f"made-{name}").write_bytes(content)
        errors = [str(error) for error in validator.validate(tmp_path / f"made-{name}").errors if _counts(error)]
        wrong[name] = errors + _stumbles(zipfile.ZipFile(io.BytesIO(content)))
    assert {name: faults for name, faults in wrong.items() if faults} == {}


def _counts(error: object) -> bool:
    return str(getattr(error, "severity", "")).lower().endswith("error")
