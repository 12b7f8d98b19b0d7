"""The workbook part: which sheets there are, and the list of corrections put before them."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from etl.returns.correction_list import HEADER_ROW
from etl.returns.corrections_sheet import CONTENT_TYPE
from etl.returns.mark import CORRECTIONS_SHEET, CannotMark
from etl.returns.parts import Relationship, WorkbookParts, relationships_name
from etl.returns.splice import (
    MAIN,
    RELATIONSHIP_ID,
    Edits,
    Element,
    parse,
    prefix_of,
    prefixed,
    relationship_attribute,
)

BEFORE_DEFINED_NAMES = ("sheets", "functionGroups", "externalReferences")


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet as the workbook lists it; `number` is its sheetId, `kind` the kind of its part (worksheet …)."""

    name: str
    number: int
    identifier: str
    kind: str
    part: str
    element: Element


class WorkbookPart:
    """The workbook part of a package, read."""

    def __init__(self, package: WorkbookParts) -> None:
        relationship = package.related("", "officeDocument")
        if relationship is None:
            raise CannotMark("不是 .xlsx 文件")
        self.part = relationship.target
        self.data = package[self.part]
        self.root = parse(self.data)
        if self.root.namespace != MAIN or self.root.name != "workbook":
            raise CannotMark("是“严格开放 XML 电子表格”，或不是工作簿")
        if package.related(self.part, "revisionHeaders"):
            raise CannotMark("是共享工作簿")
        sheets = self.root.child("sheets")
        if sheets is None or not sheets.children:
            raise CannotMark("没有工作表")
        self._sheets = sheets
        relationships = package.relationships(self.part)
        self.sheets = [_entry(element, relationships) for element in sheets.children]

    @property
    def is_from_libreoffice(self) -> bool:
        """Whether LibreOffice saved it last."""
        version = self.root.child("fileVersion")
        return version is not None and version.attributes.get("appName") == "Calc"

    def put_list_first(self, package: WorkbookParts, content: Callable[[bool], bytes]) -> None:
        """Write the list of corrections as the first sheet, in place of the list of an earlier return.

        `content` makes the worksheet part; it is told whether the workbook opens on it. The workbook opens on the
        sheet on which it was saved.
        """
        old = next((index for index, entry in enumerate(self.sheets) if entry.name == CORRECTIONS_SHEET), None)
        edits = Edits(self.data)
        active = self._shift_views(edits, old)
        self._shift_names(edits, old)
        part_content = content(0 in active)
        if old is None:
            taken = {entry.number for entry in self.sheets}
            number = next(each for each in count(1) if each not in taken)
            part = package.new_name("xl/worksheets/sheet{}.xml")
            package.add(part, part_content, CONTENT_TYPE)
            identifier = package.relate(self.part, "worksheet", part)
        else:
            entry = self.sheets[old]
            number, identifier = entry.number, entry.identifier
            package[entry.part] = part_content
            package.discard(relationships_name(entry.part))
            edits.replace(entry.element.start, entry.element.end, b"")
        link = relationship_attribute(self.data, self.root, identifier)
        sheet = f'<sheet name="{CORRECTIONS_SHEET}" sheetId="{number}" {link}/>'
        edits.insert(self._sheets.open_end, prefixed(sheet, prefix_of(self.data, self.root)))
        package[self.part] = edits.result()

    def _shift_views(self, edits: Edits, old: int | None) -> set[int]:
        """Keep each window on its sheet; the indexes of the sheets that are open."""
        views = self.root.child("bookViews")
        if views is None or not views.children:
            view = '<bookViews><workbookView activeTab="1"/></bookViews>'
            edits.insert(self._sheets.start, prefixed(view, prefix_of(self.data, self.root)))
            return {1}
        active = set()
        for window in views.all("workbookView"):
            index = _shifted(window.number("activeTab", 0), old) or 0
            active.add(index)
            # firstSheet is how far the tabs are scrolled: the list's tab has to be seen.
            edits.change(window, {"activeTab": str(index), "firstSheet": None})
        return active

    def _shift_names(self, edits: Edits, old: int | None) -> None:
        """Keep each local name with its sheet, and repeat the list's header on every printed page."""
        titles = f"'{CORRECTIONS_SHEET}'!${HEADER_ROW}:${HEADER_ROW}"
        new = f'<definedName name="_xlnm.Print_Titles" localSheetId="0">{titles}</definedName>'
        prefix = prefix_of(self.data, self.root)
        names = self.root.child("definedNames")
        if names is None:
            at = max(element.end for element in self.root.children if element.name in BEFORE_DEFINED_NAMES)
            edits.insert(at, prefixed(f"<definedNames>{new}</definedNames>", prefix))
            return
        for name in names.children:
            if "localSheetId" not in name.attributes:
                continue
            index = _shifted(name.number("localSheetId"), old)
            if index is None:
                edits.replace(name.start, name.end, b"")
            else:
                edits.change(name, {"localSheetId": str(index)})
        edits.change(names, {}, prefixed(new, prefix))


def _shifted(index: int, old: int | None) -> int | None:
    """The sheet's index once the list is first; None for the list of an earlier return, at index `old`."""
    if index == old:
        return None
    return index + 1 if old is None or index < old else index


def _entry(element: Element, relationships: dict[str, Relationship]) -> SheetEntry:
    relationship = relationships.get(element.attribute(RELATIONSHIP_ID))
    if relationship is None:
        raise CannotMark("有工作表没有内容部件")
    return SheetEntry(
        element.attribute("name"),
        element.number("sheetId"),
        relationship.identifier,
        relationship.kind,
        relationship.target,
        element,
    )
