"""What a marked workbook may differ in from the one that was sent, and nothing else."""

import io
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Collection, Mapping

from openpyxl import load_workbook

from etl.returns import CORRECTIONS_SHEET
from etl.returns.parts import WorkbookParts
from etl.returns.workbook_part import WorkbookPart
from tests.etl.returns.workbooks import parts

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OF_THE_WORKBOOK = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
ASPECTS = ("value", "font", "border", "alignment", "number_format", "protection")


def canonical(xml: bytes) -> str:
    return ElementTree.canonicalize(xml.decode())


def without_marks(part: bytes, old: bytes, marked: Collection[str]) -> tuple[str, str]:
    """A marked worksheet part and the one that was sent, both without what marks change; equal if nothing else is."""
    before, after = ElementTree.fromstring(old), ElementTree.fromstring(part)
    existing = {cell.get("r") for cell in before.iter(f"{MAIN}c")}
    numbers = {row.get("r") for row in before.iter(f"{MAIN}row")}
    for row in list(after.iter(f"{MAIN}row")):
        for cell in list(row):
            if cell.get("r") in set(marked) - existing:
                row.remove(cell)
        if len(row) == 0 and row.get("r") not in numbers:
            rows = after.find(f"{MAIN}sheetData")
            assert rows is not None
            rows.remove(row)
    for root in (before, after):
        for row in root.iter(f"{MAIN}row"):
            row.attrib.pop("spans", None)
        for cell in root.iter(f"{MAIN}c"):
            if cell.get("r") in marked:
                cell.attrib.pop("s", None)
        for link in root.findall(f"{MAIN}legacyDrawing"):
            root.remove(link)
        dimension = root.find(f"{MAIN}dimension")
        assert dimension is not None
        dimension.attrib.pop("ref")
    return canonical(ElementTree.tostring(after)), canonical(ElementTree.tostring(before))


def assert_only_marked(sent: bytes, returned: bytes, marked: Mapping[str, Collection[str]]) -> None:
    """Fail unless the two differ only in what marks at these cells (addresses by sheet) and the list need."""
    before, after = parts(sent), parts(returned)
    places = {one.name: one.part for one in WorkbookPart(WorkbookParts.read(sent)).sheets}
    touched = {places[sheet] for sheet in marked}
    relations = {re.sub(r"([^/]+)$", r"_rels/\1.rels", part) for part in touched}
    assert list(after)[: len(before)] == list(before)
    assert {name for name in before if before[name] != after[name]} <= OF_THE_WORKBOOK | touched | relations
    for sheet, addresses in marked.items():
        new, old = without_marks(after[places[sheet]], before[places[sheet]], addresses)
        assert new == old
    new_styles, old_styles = (ElementTree.fromstring(each["xl/styles.xml"]) for each in (after, before))
    for new_list, old_list in zip(new_styles, old_styles, strict=True):
        kept = [ElementTree.tostring(each) for each in new_list][: len(old_list)]
        assert kept == [ElementTree.tostring(each) for each in old_list]
    new_book, old_book = (load_workbook(io.BytesIO(each), rich_text=True) for each in (returned, sent))
    assert new_book.sheetnames == [CORRECTIONS_SHEET, *old_book.sheetnames]
    for sheet, addresses in marked.items():
        for address in addresses:
            new, old = new_book[sheet][address], old_book[sheet][address]
            assert [repr(getattr(new, one)) for one in ASPECTS] == [repr(getattr(old, one)) for one in ASPECTS]
