"""What tests of the report share: its imprint, and Word and PowerPoint files read back as plain values."""

import datetime as dt
import io
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree
from openpyxl import load_workbook

from dashboard.database import ask
from dashboard.documents.imprint import Dispatch, Imprint

IMPRINT = Imprint(
    dt.date(2018, 12, 25), "演示数据 · 数据截至 2018-12-20 18:30 · 已报送 6/7 家", "2018 年度；学科：医科"
)
# The same as it goes out under a number.
DISPATCHED = replace(IMPRINT, dispatch=Dispatch("滨科协发〔2018〕12号", "市委组织部，各区科协", "滨海市科协<办公室>"))
CHART = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
SOFFICE = shutil.which("soffice")
with_office = pytest.mark.skipif(
    SOFFICE is None and os.environ.get("REFORM_REQUIRE_BROWSER") != "1", reason="LibreOffice is not installed"
)

Rows = list[tuple[str, ...]]


def opened(content: bytes) -> WordDocument:
    """Return a Word document."""
    return Document(io.BytesIO(content))


def texts(document: WordDocument) -> list[str]:
    """Return what stands in the paragraphs outside tables, without empty ones."""
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text]


def tables(document: WordDocument) -> dict[str, Rows]:
    """Return the rows of every table, headings first, by what stands above it (without its number)."""
    found: dict[str, Rows] = {}
    above = ""
    for block in document.iter_inner_content():
        match block:
            case Paragraph():
                above = block.text
            case Table():
                found[re.sub(r"^表\d+　", "", above)] = [
                    tuple("".join(cell.itertext("{*}t")) for cell in row.tc_lst) for row in block._tbl.tr_lst
                ]
    return found


def charts(content: bytes) -> Iterator[dict[str, list[tuple[str, int]]]]:
    """Yield of every chart in a Word or PowerPoint file the values of each series by category, as drawn.

    The workbook behind the chart holds the same, as text and numbers.
    """
    archive = zipfile.ZipFile(io.BytesIO(content))
    names = [name for name in archive.namelist() if re.search(r"/charts/chart\d+\.xml$", name)]
    for name in sorted(names, key=lambda one: int(re.findall(r"\d+", one)[-1])):
        space = etree.fromstring(archive.read(name))
        drawn = {
            series.xpath("string(c:tx//c:v)", namespaces=CHART): [
                (category, int(float(value)))
                for category, value in zip(
                    series.xpath("c:cat//c:v/text()", namespaces=CHART),
                    series.xpath("c:val//c:v/text()", namespaces=CHART),
                    strict=True,
                )
            ]
            for series in space.iterfind(".//c:ser", CHART)
        }
        relations = etree.fromstring(archive.read(name.replace("charts/", "charts/_rels/") + ".rels"))
        key = space.find("c:externalData", CHART).get(f"{{{CHART['r']}}}id")
        target = next(one.get("Target") for one in relations if one.get("Id") == key)
        sheet = load_workbook(io.BytesIO(archive.read("/".join([name.split("/")[0], *target.split("/")[1:]])))).active
        header, *lines = sheet.iter_rows()
        assert {cell.data_type for row in (header, *lines) for cell in row if cell.value is not None} <= {"s", "n"}
        held = {
            cell.value: [(line[0].value, line[column].value) for line in lines]
            for column, cell in enumerate(header[1:], 1)
        }
        assert held == drawn
        yield drawn


def foreign(content: bytes) -> list[str]:
    """Return the targets outside the file of all relationships in it."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    return [
        relation.get("Target", "")
        for name in archive.namelist()
        if name.endswith(".rels")
        for relation in etree.fromstring(archive.read(name))
        if relation.get("TargetMode") == "External"
    ]


def direct(build: str, where: str, sql: str) -> list[tuple[Any, ...]]:
    """What the contract answers about `expected`: the results of the societies that the condition leaves."""
    expected = f"""
        with expected as (
            select result.*, society.name, coalesce(nullif(society.category, ''), '未填') as category
            from society_result as result
            join society using (society_id)
            where {where}
        )
    """
    return list(ask(build, expected + sql).itertuples(index=False, name=None))


def pages(files: Mapping[str, bytes], kind: str, folder: Path) -> dict[str, int]:
    """Return how many pages LibreOffice prints of each file."""
    assert SOFFICE, "LibreOffice is not installed"
    paths = {name: folder / f"{number}.{kind}" for number, name in enumerate(files)}
    for name, path in paths.items():
        path.write_bytes(files[name])
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [SOFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *paths.values()],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return {
        name: len(re.findall(rb"/Type\s*/Page\b", path.with_suffix(".pdf").read_bytes()))
        for name, path in paths.items()
    }
