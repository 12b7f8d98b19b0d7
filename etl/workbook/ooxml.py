"""Reads .xlsx and .xlsm."""

import io
from typing import NamedTuple
from xml.etree import ElementTree

from python_calamine import CalamineWorkbook

from etl.workbook.cells import calamine_errors, take_sheets
from etl.workbook.model import Unreadable, Workbook
from etl.workbook.package import Package, xml_part
from etl.workbook.scan import Scan
from etl.workbook.sheet_xml import scan_sheet


class _Target(NamedTuple):
    kind: str
    part: str


def read_xlsx(package: Package) -> Workbook:
    """Return the workbook of a package whose contents were checked; what calamine opens passes the gate first."""
    targets = _targets(xml_part(package, "xl/_rels/workbook.xml.rels"))
    tabs = _tabs(xml_part(package, "xl/workbook.xml"), targets)
    for target in targets.values():
        if target.kind in ("sharedStrings", "styles") and target.part in package.entries:
            xml_part(package, target.part)

    def scan(index: int) -> Scan:
        name, part = tabs[index]
        return scan_sheet(xml_part(package, part), name)

    with calamine_errors():
        sheets = take_sheets(CalamineWorkbook.from_filelike(io.BytesIO(package.data)), scan)
    return Workbook("xlsx", sheets, has_merge_information=True)


def _targets(relations: bytes) -> dict[str, _Target]:
    """Return kind and part of what the workbook refers to, by the id of the relation."""
    targets = {}
    for relation in _parse(relations):
        part = relation.get("Target", "").lower().lstrip("/")
        kind = relation.get("Type", "").rpartition("/")[2]
        targets[relation.get("Id", "")] = _Target(kind, part if part.startswith("xl/") else f"xl/{part}")
    return targets


def _tabs(workbook: bytes, targets: dict[str, _Target]) -> list[tuple[str, str]]:
    """Return name and part of every sheet, in the order of the tabs."""
    tabs = []
    for sheet in (sheet for element in _parse(workbook) if element.tag.endswith("}sheets") for sheet in element):
        # The namespace of r:id differs between the transitional and the strict form of the format.
        relation = next((value for key, value in sheet.items() if key.endswith("}id")), "")
        if relation not in targets:
            raise Unreadable("file_damaged")
        tabs.append((sheet.get("name", ""), targets[relation].part))
    return tabs


def _parse(content: bytes) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(content)
    except (ElementTree.ParseError, LookupError, ValueError):
        raise Unreadable("file_damaged") from None
