"""Reads .xlsx and .xlsm.

Calamine opens a package written here, of the parts that passed the gate: it refuses a workbook for a state or a kind of
sheet that it does not know, reads two sheets of one name as the first twice, and would inflate every sheet once more.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple
from xml.etree import ElementTree

from python_calamine import CalamineWorkbook

from etl.workbook.contents import Unreadable, Workbook
from etl.workbook.gate import Package, check_well_formed, parser_errors, remembered, xml_part
from etl.workbook.sheets import calamine_errors, check_names, take_sheet, within_limits
from etl.workbook.xlsx_objects import objects
from etl.workbook.xlsx_sheet import SheetXml, scan_sheet

_RELATIONS, _WORKBOOK = "xl/_rels/workbook.xml.rels", "xl/workbook.xml"
_STRINGS, _STYLES = "xl/sharedstrings.xml", "xl/styles.xml"
_LONG_TEXT_BYTES = 131072
"""More than the longest text that Excel allows."""
_LONG_TEXT = re.compile(rb">[^<]{%d}" % _LONG_TEXT_BYTES)
_HIDDEN = ("hidden", "veryHidden")
_PACKAGE_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


class _Target(NamedTuple):
    kind: str
    part: str


class _Tab(NamedTuple):
    """A worksheet as the workbook lists it, and the part that holds it."""

    name: str
    is_hidden: bool
    part: str


def read_xlsx(package: Package) -> Workbook:
    """Return the worksheets of a package whose contents were checked; chart, dialog and macro sheets are left out.

    Raises:
        Unreadable: one of its parts is damaged or not safe, or there is no worksheet.
    """
    targets = _targets(xml_part(package, _RELATIONS))
    workbook = _parse(xml_part(package, _WORKBOOK))
    tabs = _worksheets(workbook, targets)
    check_names([tab.name for tab in tabs])
    strings = _shared_part(package, targets, "sharedStrings", _STRINGS)
    if len(strings) > _LONG_TEXT_BYTES and _LONG_TEXT.search(strings):
        # Any number of cells may refer to it, and each gets a text of its own.
        raise Unreadable("file_unsafe", {"limit": "有单元格的文字超过 32767 个字"})
    styles = _shared_part(package, targets, "styles", _STYLES)
    struck_styles = _struck_styles(styles)
    sheets: dict[str, SheetXml] = {}
    for tab in tabs:
        if tab.part not in sheets:
            scanned = scan_sheet(xml_part(package, tab.part), tab.name, struck_styles)
            scan = replace(scanned.scan, objects=objects(package, tab.part))
            sheets[tab.part] = scanned._replace(scan=scan)
    shared = {"sharedStrings": strings, "styles": styles}
    passed = _package_for_calamine([sheets[tab.part].xml for tab in tabs], shared, _is_1904(workbook))
    with calamine_errors():
        opened = CalamineWorkbook.from_filelike(passed)
        return Workbook(
            "xlsx",
            within_limits(
                take_sheet(opened, index, tab.name, tab.is_hidden, sheets[tab.part].scan)
                for index, tab in enumerate(tabs)
            ),
            has_merge_information=True,
        )


@remembered
def _targets(relations: bytes) -> Mapping[str, _Target]:
    """Return kind and part of what the workbook refers to, by the id of the relation."""
    return {
        relation.get("Id", ""): _Target(
            relation.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/").lower(),
        )
        for relation in _parse(relations)
    }


def _worksheets(workbook: ElementTree.Element, targets: Mapping[str, _Target]) -> list[_Tab]:
    """Return the worksheets in the order of their tabs."""
    tabs = []
    for sheet in workbook.iterfind("{*}sheets/{*}sheet"):
        # The namespace of r:id differs between the transitional and the strict form of the format.
        relation = next((value for key, value in sheet.items() if key.endswith("}id")), "")
        if relation not in targets:
            raise Unreadable("file_damaged")
        if targets[relation].kind == "worksheet":
            tabs.append(_Tab(sheet.get("name", ""), sheet.get("state") in _HIDDEN, targets[relation].part))
    return tabs


def _shared_part(package: Package, targets: Mapping[str, _Target], kind: str, usual: str) -> bytes:
    """Return the well-formed XML of the texts or of the styles that all sheets share; empty where there are none."""
    parts = [*(target.part for target in targets.values() if target.kind == kind), usual]
    content = next((xml_part(package, part) for part in parts if part in package.entries), b"")
    if content:
        check_well_formed(content)
    return content


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


def _is_1904(workbook: ElementTree.Element) -> bool:
    """Return whether days are counted from 1904, as old Macintosh programs did."""
    properties = workbook.find("{*}workbookPr")
    return properties is not None and properties.get("date1904") in ("1", "true")


def _package_for_calamine(sheets: list[bytes], shared: Mapping[str, bytes], is_1904: bool) -> io.BytesIO:
    numbers = range(1, len(sheets) + 1)
    tabs = "".join(f'<sheet name="{number}" sheetId="{number}" r:id="r{number}"/>' for number in numbers)
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in numbers
    )
    main = f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE_NAMESPACE}">{main}</Relationships>'.encode(),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr date1904="{int(is_1904)}"/>'
            f"<sheets>{tabs}</sheets></workbook>"
        ).encode(),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE_NAMESPACE}">{relations}</Relationships>'
        ).encode(),
        **{f"xl/{kind}.xml": content for kind, content in shared.items() if content},
        **{f"xl/worksheets/sheet{number}.xml": sheet for number, sheet in zip(numbers, sheets, strict=True)},
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    file.seek(0)
    return file


@remembered
def _parse(content: bytes) -> ElementTree.Element:
    """The tree of a part, which nobody changes."""
    with parser_errors():
        return ElementTree.fromstring(content)
