"""The gate for zipped formats: nothing opens a package that has not passed here, and each part is inflated once."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar
from xml.etree import ElementTree
from xml.parsers import expat

from etl.workbook import limits
from etl.workbook.contents import Unreadable

T = TypeVar("T")

_LOCAL_HEADER = struct.Struct("<26x2H")
_IS_ENCRYPTED = 0x1
_ENCODING = re.compile(rb"""[^<]{0,3}<\?xml\s[^>]*?\sencoding\s*=\s*["'](?P<encoding>[A-Za-z0-9._-]+)["']""")
_DECLARATION_BYTES = 400
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UTF8 = ("utf-8", "utf8", "us-ascii", "ascii")
_OTHER_ENCODINGS = ("gb18030", "gbk", "gb2312", "big5", "iso-8859-1", "windows-1252")
_REMEMBERED_BYTES = 128 * 1024
_OUT_OF_MEMORY = expat.errors.codes[expat.errors.XML_ERROR_NO_MEMORY]


@dataclass(frozen=True, slots=True)
class Package:
    """A zip file and its entries by name, in lower case because names of parts are compared without case."""

    data: bytes
    entries: dict[str, zipfile.ZipInfo]
    has_duplicates: bool


def open_package(data: bytes) -> Package:
    """Return the table of contents of a zip file, nothing of which is inflated or trusted yet.

    Raises:
        Unreadable: `file_damaged`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            contents = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error):
        raise Unreadable("file_damaged") from None
    entries = {entry.filename.replace("\\", "/").lower(): entry for entry in contents}
    return Package(data, entries, has_duplicates=len(entries) < len(contents))


def check_contents(package: Package) -> None:
    """Refuse a package that says of itself that it is larger than any workbook.

    Raises:
        Unreadable: `file_unsafe` or `file_password`.
    """
    entries = package.entries.values()
    if any(entry.flag_bits & _IS_ENCRYPTED for entry in entries):
        raise Unreadable("file_password")
    if len(entries) > limits.ENTRIES:
        raise _unsafe(f"压缩包内超过 {limits.ENTRIES} 个条目")
    if package.has_duplicates:
        raise _unsafe("压缩包内有重名的部件")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.UNPACKED_BYTES:
        raise _unsafe(f"解压后超过 {limits.UNPACKED_BYTES // limits.MIB} MiB")
    if any(entry.file_size > limits.PART_BYTES for entry in entries):
        raise _unsafe(f"有部件解压后超过 {limits.PART_BYTES // limits.MIB} MiB")
    if unpacked > limits.RATIO_FROM_BYTES and unpacked > limits.RATIO * len(package.data):
        raise _unsafe(f"压缩比超过 {limits.RATIO} 倍")


def xml_part(package: Package, name: str) -> bytes:
    """Return one XML part, by its lower-case name, of a package whose contents were checked.

    Raises:
        Unreadable: `file_unsafe` or `file_damaged`.
    """
    if name not in package.entries:
        raise Unreadable("file_damaged")
    content = _as_utf8(inflate(package, package.entries[name]))
    if b"!" in content and b"<!DOCTYPE" in content:  # the single byte, mostly absent, is found much faster
        raise _unsafe("含有 DOCTYPE 声明")
    return content


def _as_utf8(content: bytes) -> bytes:
    """Return the XML in UTF-8: calamine reads UTF-16 as an empty sheet, without a word."""
    declared = _ENCODING.match(content[:_DECLARATION_BYTES].replace(b"\0", b""))
    encoding = declared["encoding"].decode("ascii").lower() if declared else "utf-8"
    if encoding in _UTF8 and b"\0" not in content[:4] and not content.startswith(_UTF16_MARKS):
        return content
    if encoding in _UTF8 or encoding.startswith("utf-16"):
        has_mark = content.startswith(_UTF16_MARKS)
        encoding = "utf-16" if has_mark else "utf-16-be" if content.startswith(b"\0") else "utf-16-le"
    elif encoding not in _OTHER_ENCODINGS:
        raise Unreadable("file_unsupported")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable("file_damaged") from None
    declaration = text[: text.find("?>") + 2] if text.startswith("<?xml") else ""
    return text.removeprefix(declaration).encode()


def check_well_formed(xml: bytes) -> None:
    """Refuse XML in which calamine, which does not look at the names of end tags, may lose what stands between them.

    Raises:
        Unreadable: `file_damaged`.
    """
    _parse(xml)


def remembered(read: Callable[[bytes], T]) -> Callable[[bytes], T]:
    """The same function, which gives the same answer again for one of the last small parts. Many societies fill in one
    template: their styles, relations, comments and what stands around the rows are the same, byte for byte.
    """
    kept = lru_cache(maxsize=32)(read)
    return lambda content: kept(content) if len(content) <= _REMEMBERED_BYTES else read(content)


@remembered
def _parse(xml: bytes) -> None:
    with parser_errors():
        expat.ParserCreate().Parse(xml, True)


def inflate(package: Package, entry: zipfile.ZipInfo) -> bytes:
    """Return the content of one entry, which must be exactly as long as the table of contents says.

    `zipfile` would refuse entries that other programs name differently in the two places where a name stands; it takes
    a third longer (0.39 ms a file against 0.30).

    Raises:
        Unreadable: `file_damaged`.
    """
    try:
        name_length, extra_length = _LOCAL_HEADER.unpack_from(package.data, entry.header_offset)
        start = entry.header_offset + _LOCAL_HEADER.size + name_length + extra_length
        content = package.data[start : start + entry.compress_size]
        if entry.compress_type == zipfile.ZIP_DEFLATED:
            content = zlib.decompressobj(-zlib.MAX_WBITS).decompress(content, entry.file_size + 1)
    except zlib.error as error:
        if "Error -4 " in str(error):  # Z_MEM_ERROR
            raise MemoryError from None
        raise Unreadable("file_damaged") from None
    except struct.error:
        raise Unreadable("file_damaged") from None
    if len(content) != entry.file_size or zlib.crc32(content) != entry.CRC:
        raise Unreadable("file_damaged")
    return content


@contextmanager
def parser_errors() -> Iterator[None]:
    """Turn what an XML parser raises inside the block into Unreadable, or MemoryError where it ran out of memory."""
    try:
        yield
    except (expat.ExpatError, ElementTree.ParseError) as error:
        if error.code == _OUT_OF_MEMORY:
            raise MemoryError from None
        raise Unreadable("file_damaged") from None
    except (LookupError, ValueError):
        raise Unreadable("file_damaged") from None


def _unsafe(limit: str) -> Unreadable:
    return Unreadable("file_unsafe", {"limit": limit})
