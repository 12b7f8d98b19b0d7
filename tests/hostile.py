"""An association whose every word does harm wherever it is taken for more than a word, and what finds it alive."""

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import duckdb
from lxml import etree
from openpyxl import load_workbook

from etl import desk
from etl.paths import DataFolder
from tests import association
from tests.association import Filled

LIVE = (
    "![x](http://example.invalid/x.png)<img src=//example.invalid/y.png onerror=alert(1)><script>alert(1)</script>"
    "[点](javascript:alert(1)) http://example.invalid/ <a href=javascript:alert(1)>点</a>"
)
FORMULA = "=cmd|' /C calc'!A0"
UPWARDS = "../../"
UNSEEN = "\N{ZERO WIDTH SPACE}\N{RIGHT-TO-LEFT OVERRIDE}"
WORDS = f"{FORMULA}{UNSEEN}{UPWARDS}{LIVE}"
NAMES = {
    "S01": f"{FORMULA}滨海市示例数学学会",
    "S02": f"滨海市示例{LIVE}物理学会",
    "S03": f"{UPWARDS}滨海市示例内科学会",
    "S04": f"滨海市示例{UNSEEN}护理学会",
    "S05": f"@SUM(1){UNSEEN}{UPWARDS}滨海市示例[农](javascript:alert(1))学会",
}
_FILE = f"{UPWARDS}=1+1![x](javascript:alert(1))<b onclick=alert(1)>{UNSEEN}"
_SHEET = "=1+1<img src=x onerror=a()>"
# Of Word's fields what a page is numbered with; `HYPERLINK` or `INCLUDEPICTURE` would lead out.
_FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES"}
_NO_NAME = re.compile(r'(^|/)\.\.(/|$)|[\\:*?"<>|]|^/')
_CALCULATED = re.compile(r"\s*[=+\-@\t\r]")


def build(root: Path) -> Path:
    """Fill a data folder at `root`: five societies, six workbooks, a file that is none, a review and notes."""
    folder = DataFolder(root)
    root.mkdir(parents=True, exist_ok=True)
    years = {"S01": "2018", "S02": "2018", "S03": "2018", "S04": "2021", "S05": ""}
    rows = [(one, name, WORDS, f"{UPWARDS}{WORDS}", years[one], "正常") for one, name in NAMES.items()]
    association.write_registry(folder.registry, rows)
    _spoil_registry(folder.registry)
    sent = (
        Filled("S01", councillors=21, frontline=20, answers={"T02-1": WORDS}, quantities={"T12-1": WORDS}),
        Filled("S02", answers={"T01-1": "未完成"}, members={2016: (300, 5), 2017: (305, 5), 2018: (290, 6)}),
        Filled("S03", answers={"T03-1": WORDS}),
        Filled("S03", answers={"T03-1": FORMULA}, quantities={"T12-1": f"约3{WORDS}"}),
        Filled("S04", chosen=(12, 18, 20), answers={"T12-1": WORDS}),
    )
    uploads = []
    for number, filled in enumerate(sent, 1):
        path = root / "sent.xlsx"
        association.write_submission(path, filled)
        _spoil_submission(path, filled)
        uploads.append(desk.Upload(f"{_FILE}{number}.xlsx", path.read_bytes()))
        path.unlink()
    desk.receive_files(folder, [*uploads, desk.Upload(f"{_FILE}.xlsx", b"no workbook")], _silent)
    for decision in (
        desk.Review("S02", 2018, "T01-1", _submission(folder, "S02"), "rejected", WORDS, WORDS),
        desk.Note(2018, WORDS, WORDS, society_id="S01"),
        desk.Note(2018, WORDS, WORDS, task_id="T01"),
        desk.Note(2018, WORDS, WORDS, figure="reported"),
    ):
        desk.record(folder, decision, _silent)
    return root


def _silent(*_: object) -> None:
    """Say nothing of how far the work is."""


def _submission(folder: DataFolder, society_id: str) -> str:
    current = (folder.warehouse / "CURRENT").read_text("utf-8").strip()
    with duckdb.connect(str(folder.warehouse / current), read_only=True) as built:
        asked = built.execute("select submission_id from submission where society_id = ?", [society_id])
        return str(asked.fetchall()[0][0])


def _spoil_registry(path: Path) -> None:
    """Make every text of the registry a text, and the contacts hostile."""
    book = load_workbook(path)
    for row in book["名录"].iter_rows(min_row=2):
        for cell in row[1:4]:
            cell.data_type = "s"
        for cell in row[6:8]:
            cell.value = WORDS
            cell.data_type = "s"
    book.save(path)


def _spoil_submission(path: Path, filled: Filled) -> None:
    """Give a workbook its hostile name, evidence, notes, persons and sheet, all of them as texts."""
    book = load_workbook(path)
    book["基本情况"]["B1"] = NAMES[filled.society]
    for name, columns in (("任务完成情况", ("佐证材料", "备注")), ("会员情况", ("备注",)), ("理事会名册", ("备注",))):
        sheet = book[name]
        for heading in columns:
            column = sheet.max_column + 1
            sheet.cell(1, column, heading)
            for row in range(2, sheet.max_row + 1):
                sheet.cell(row, column, WORDS)
    book["理事会名册"]["B2"] = WORDS
    book["理事会名册"].title = _SHEET
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.data_type = "s"
    book.save(path)


def alive(name: str, content: bytes) -> Iterator[str]:
    """Yield what in a file to take along is more than words: formulas, links, fields, parts and names that lead out."""
    if unseen := [one for one in name if unicodedata.category(one)[0] == "C"]:
        yield f"{name!r}: {unseen} in its name"
    if _NO_NAME.search(name):
        yield f"{name!r}: no name for a file"
    match PurePosixPath(name).suffix:
        case ".csv":
            yield from (f"{name}: {text!r}" for text in _calculated(content))
        case ".zip":
            yield from _inside(name, content)
        case ".xlsx":
            yield from _leads_out(name, content)
            yield from (f"{name}: {cell}" for cell in _live_cells(content))
        case ".docx" | ".pptx":
            yield from _leads_out(name, content)
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                for part in package.namelist():
                    if part.endswith(".xlsx"):
                        yield from (f"{name}/{part}: {cell}" for cell in _live_cells(package.read(part)))
        case ".html":
            yield from (f"{name}: {found}" for found in _live_elements(content))
        case other:
            yield f"{name}: nobody looks into {other}"


def _live_elements(content: bytes) -> Iterator[str]:
    """Elements with a deed or a way out, and data that is no block of data any more."""
    root = etree.HTML(content)
    for element in root.iter(etree.Element):
        ways = [value for key, value in element.attrib.items() if key in ("src", "href", "action", "data")]
        if any(key.startswith("on") for key in element.attrib) or any(not way.startswith("#") for way in ways):
            yield str(element.tag)
    blocks = [script.text or "" for script in root.iter("script")]
    if len(blocks) != 2 or "alert(1)" not in blocks[0] or "alert(1)" in blocks[1]:
        yield f"{len(blocks)} scripts"


def _inside(name: str, content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for one in archive.namelist():
            yield from (f"{name}/{found}" for found in alive(one, archive.read(one)))


def _calculated(content: bytes) -> Iterator[str]:
    """The fields that a spreadsheet program would calculate."""
    for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))):
        for field in row:
            seen = "".join(one for one in field if unicodedata.category(one) != "Cf")
            if _CALCULATED.match(seen) and not re.fullmatch(r"-?[\d.]+%?", seen):
                yield field


def _live_cells(content: bytes) -> Iterator[str]:
    for sheet in load_workbook(io.BytesIO(content)):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type in "fe" or (cell.hyperlink and cell.hyperlink.target):
                    yield f"{sheet.title}!{cell.coordinate}: {cell.value!r}"


def _leads_out(name: str, content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for part in package.namelist():
            if part.endswith((".xml", ".rels")):
                root = etree.fromstring(package.read(part))
                if root.xpath("//@TargetMode[. = 'External']") or "externalLink" in part:
                    yield f"{name}/{part} leads out"
                for field in root.iter("{*}instrText", "{*}fldSimple"):
                    told = field.text or next(iter(field.attrib.values()), "")
                    if told.split()[0] not in _FIELDS:
                        yield f"{name}/{part}: field {told}"
                yield from (f"{name}/{part}: {one.tag}" for one in root.iter("{*}hlinkClick"))
