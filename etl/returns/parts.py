"""The zip package of a workbook: its parts, what they say of each other, and writing it with the others unchanged."""

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from itertools import count
from typing import Self

from etl.returns.mark import CannotMark
from etl.returns.splice import RELATIONSHIPS, Edits, escape, parse, prefix_of, prefixed
from etl.workbook import limits

CONTENT_TYPES = "[Content_Types].xml"
MOST_BYTES = 60 * limits.MIB  # all of it is in the memory of the process that returns it
UTF8_NAME = 0x800
NEW_PART_DATE = (1980, 1, 1, 0, 0, 0)
EMPTY_RELATIONSHIPS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)


@dataclass(frozen=True, slots=True)
class Relationship:
    """A part's pointer to another part; `target` is that part's name in the package."""

    identifier: str
    kind: str  # the last word of the type's address: worksheet, comments …
    target: str


class WorkbookParts:
    """The parts of one workbook by name, in the order of the zip."""

    def __init__(self, entries: dict[str, zipfile.ZipInfo], parts: dict[str, bytes]) -> None:
        self._entries = entries
        self._parts = parts
        self._names = {name.casefold(): name for name in parts}

    @classmethod
    def read(cls, data: bytes) -> Self:
        """The package in these bytes. Raises CannotMark if it is no sound, plain zip within the limits."""
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                entries = archive.infolist()
                if len(entries) >= limits.ENTRIES or sum(entry.file_size for entry in entries) > MOST_BYTES:
                    raise CannotMark("部件过多或过大")
                if len({entry.filename.casefold() for entry in entries}) < len(entries):
                    raise CannotMark("有同名的部件")
                if any(not entry.filename.isascii() and not entry.flag_bits & UTF8_NAME for entry in entries):
                    raise CannotMark("部件名的编码不明")
                return cls(
                    {entry.filename: entry for entry in entries},
                    {entry.filename: archive.read(entry) for entry in entries},
                )
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            # RuntimeError is zipfile's word for an encrypted entry, OSError for an offset before the file's start.
            raise CannotMark("不是完好的 .xlsx 文件") from error

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._names

    def __getitem__(self, name: str) -> bytes:
        """The part's content; case is ignored in names, as Excel does. Raises CannotMark if there is no such part."""
        if name not in self:
            raise CannotMark(f"缺少部件 {name}")
        return self._parts[self._names[name.casefold()]]

    def __setitem__(self, name: str, content: bytes) -> None:
        self._parts[self._names.setdefault(name.casefold(), name)] = content

    def discard(self, name: str) -> None:
        """Leave the part out, if there is one of that name."""
        stored = self._names.pop(name.casefold(), None)
        if stored is not None:
            del self._parts[stored]

    def new_name(self, pattern: str) -> str:
        """The first name not taken, with a number in place of `{}`."""
        return next(name for name in map(pattern.format, count(1)) if name not in self)

    def relationships(self, part: str) -> dict[str, Relationship]:
        """The part's relationships to other parts of the package by their identifiers."""
        return {
            element.attribute("Id"): Relationship(
                element.attribute("Id"),
                element.attribute("Type").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", posixpath.dirname(part), element.attribute("Target")))[1:],
            )
            for element in parse(self._relationships(part)).all("Relationship")
            if element.attributes.get("TargetMode") != "External"
        }

    def related(self, part: str, kind: str) -> Relationship | None:
        """The part's relationship of that kind, or None. Raises CannotMark if there are several."""
        of_kind = [each for each in self.relationships(part).values() if each.kind == kind]
        if len(of_kind) > 1:
            raise CannotMark(f"{part} 有多个 {kind}")
        return of_kind[0] if of_kind else None

    def relate(self, part: str, kind: str, target: str) -> str:
        """The identifier of a new relationship of the part to `target`."""
        data = self._relationships(part)
        root = parse(data)
        taken = {element.attribute("Id") for element in root.children}
        identifier = next(each for each in map("rId{}".format, count(1)) if each not in taken)
        relative = posixpath.relpath("/" + target, "/" + posixpath.dirname(part))
        xml = f'<Relationship Id="{identifier}" Type="{RELATIONSHIPS}/{kind}" Target="{escape(relative)}"/>'
        edits = Edits(data)
        edits.change(root, {}, prefixed(xml, prefix_of(data, root)))
        self[relationships_name(part)] = edits.result()
        return identifier

    def _relationships(self, part: str) -> bytes:
        stored = self._names.get(relationships_name(part).casefold(), "")
        return self._parts.get(stored, EMPTY_RELATIONSHIPS)

    def add(self, name: str, content: bytes, content_type: str) -> None:
        """Add a part. A .vml part is declared by its extension where none is yet, as Excel does; others by name."""
        self[name] = content
        data = self[CONTENT_TYPES]
        root = parse(data)
        defaults = {each.attribute("Extension"): each.attribute("ContentType") for each in root.all("Default")}
        if any(each.attribute("PartName").casefold() == f"/{name}".casefold() for each in root.all("Override")):
            raise CannotMark(f"{name} 已有声明而没有内容")
        extension = name.rpartition(".")[2]
        if defaults.get(extension) == content_type:
            return
        declaration = (
            f'<Default Extension="vml" ContentType="{content_type}"/>'
            if extension == "vml" and "vml" not in defaults
            else f'<Override PartName="/{name}" ContentType="{content_type}"/>'
        )
        edits = Edits(data)
        edits.change(root, {}, prefixed(declaration, prefix_of(data, root)))
        self[CONTENT_TYPES] = edits.result()

    def to_bytes(self) -> bytes:
        """The zip: the parts in their old order, with their old dates and compression, then the new ones."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self._parts.items():
                old = self._entries.get(name)
                entry = zipfile.ZipInfo(name, old.date_time if old else NEW_PART_DATE)
                entry.compress_type = old.compress_type if old else zipfile.ZIP_DEFLATED
                entry.external_attr = old.external_attr if old else 0
                archive.writestr(entry, content)
        return target.getvalue()


def relationships_name(part: str) -> str:
    """The name of the part that holds this part's relationships."""
    return re.sub(r"([^/]*)$", r"_rels/\1.rels", part, count=1)
