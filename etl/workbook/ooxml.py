"""Reads .xlsx and .xlsm."""

import io
from typing import NamedTuple
from xml.etree import ElementTree

from python_calamine import CalamineWorkbook

from etl.workbook.calamine_sheets import calamine_errors, take_sheets
from etl.workbook.contents import Unreadable, Workbook
from etl.workbook.gate import Package, own_name, parser_errors, stored, xml_part
from etl.workbook.scan import Scan
from etl.workbook.sheet_xml import merges_first, scan_sheet

_PACKAGE, _RELATIONS, _WORKBOOK = "_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/workbook.xml"
_STYLES = "xl/styles.xml"
_SHARED = ("xl/sharedstrings.xml", _STYLES)
"""What the sheets' numbers for texts and formats mean; calamine looks there, whatever the relations say."""


class _Target(NamedTuple):
    kind: str
    part: str


def read_xlsx(package: Package) -> Workbook:
    """Return the workbook of a package whose contents were checked.

    Calamine opens a package of those parts only that passed the gate, and finds them inflated: it would inflate every
    sheet once more than is needed.
    """
    targets = _targets(xml_part(package, _RELATIONS))
    tabs = _tabs(xml_part(package, _WORKBOOK), targets)
    shared = {part: xml_part(package, part) for part in _SHARED if part in package.entries}
    parts = {own_name(package, part): content for part, content in shared.items()}
    for part in (_PACKAGE, _RELATIONS, _WORKBOOK):
        content = xml_part(package, part)
        parts[own_name(package, part)] = content
    struck_styles = _struck_styles(shared.get(_STYLES, b""))
    scans: dict[str, Scan] = {}
    for name, target in tabs:
        if target.kind == "worksheet" and target.part not in scans:
            xml = xml_part(package, target.part)
            scans[target.part] = scan_sheet(xml, name, struck_styles)
            parts[own_name(package, target.part)] = merges_first(xml)
    passed = io.BytesIO(stored(parts))
    parts.clear()
    with calamine_errors():
        workbook = CalamineWorkbook.from_filelike(passed)
        sheets = take_sheets(workbook, lambda index: scans[tabs[index][1].part])
    return Workbook("xlsx", sheets, has_merge_information=True)


def _targets(relations: bytes) -> dict[str, _Target]:
    """Return kind and part of what the workbook refers to, by the id of the relation."""
    targets = {}
    for relation in _parse(relations):
        part = relation.get("Target", "").lower().lstrip("/")
        kind = relation.get("Type", "").rpartition("/")[2]
        targets[relation.get("Id", "")] = _Target(kind, part if part.startswith("xl/") else f"xl/{part}")
    return targets


def _tabs(workbook: bytes, targets: dict[str, _Target]) -> list[tuple[str, _Target]]:
    """Return the name of every sheet and where it lies, in the order of the tabs."""
    tabs = []
    for sheet in (sheet for element in _parse(workbook) if element.tag.endswith("}sheets") for sheet in element):
        # The namespace of r:id differs between the transitional and the strict form of the format.
        relation = next((value for key, value in sheet.items() if key.endswith("}id")), "")
        if relation not in targets:
            raise Unreadable("file_damaged")
        tabs.append((sheet.get("name", ""), targets[relation]))
    return tabs


def _struck_styles(styles: bytes) -> frozenset[str]:
    """Return the numbers of the cell styles whose font is struck out; hardly a workbook has one."""
    if b"strike" not in styles:
        return frozenset()
    root = _parse(styles)
    fonts = [font.find("{*}strike") for font in root.iterfind("{*}fonts/{*}font")]
    struck = {
        str(n) for n, strike in enumerate(fonts) if strike is not None and strike.get("val") not in ("0", "false")
    }
    formats = root.iterfind("{*}cellXfs/{*}xf")
    return frozenset(str(number) for number, cell in enumerate(formats) if cell.get("fontId") in struck)


def _parse(content: bytes) -> ElementTree.Element:
    with parser_errors():
        return ElementTree.fromstring(content)
