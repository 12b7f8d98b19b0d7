"""What a file really is, told by its content and never by its name."""

import re
from typing import Literal

from etl.workbook.contents import Kind, Unreadable
from etl.workbook.gate import Package, inflate

_FOREIGN: tuple[tuple[re.Pattern[bytes], Kind], ...] = (
    (re.compile(rb"\s*%PDF-"), "file_pdf"),
    (re.compile(rb"\{\\rtf"), "file_word"),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|II\*\0|MM\0\*"), "file_image"),
    (re.compile(rb"BM.{4}\0{4}|RIFF.{4}WEBP|.{4}ftyp(hei|mif|avi)", re.DOTALL), "file_image"),
)
_MARKUP: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(r"\s*<.*urn:schemas-microsoft-com:office:spreadsheet", re.DOTALL), "file_xml2003"),
    (re.compile(r"\s*<.*(schemas\.microsoft\.com/office/word/2003|progid=\"Word)", re.DOTALL), "file_word"),
    (re.compile(r"\s*<.*urn:oasis:names:tc:opendocument:xmlns:office", re.DOTALL), "file_flat_ods"),
    (re.compile(r"\s*<(.*<)?(!doctype\s+html|html|head|body|meta|table|div|style)\b", re.DOTALL | re.I), "file_html"),
    (re.compile(r"MIME-Version:", re.I), "file_html"),
    (re.compile(r"\s*<\?xml\b"), "file_unknown"),
    (re.compile(r"\s*\Z"), "file_empty"),
)
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_BINARY = re.compile(r"[\0-\x08\x0e-\x19\x1b-\x1f]")
_HEAD = 4096


def container(data: bytes) -> Literal["zip", "ole", "text"]:
    """Return which family of formats the bytes belong to.

    Raises:
        Unreadable: they are surely no spreadsheet, and its kind says what they are.
    """
    for pattern, kind in _FOREIGN:
        if pattern.match(data):
            raise Unreadable(kind)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "ole"
    return "text"


def package_format(package: Package) -> Literal["xlsx", "ods"]:
    """Return which kind of workbook a zip file holds.

    Raises:
        Unreadable: it holds none; `file_word` for documents and slides, else `file_unknown`.
    """
    if "xl/workbook.xml" in package.entries:
        return "xlsx"
    declaration = package.entries.get("mimetype")
    media_type = inflate(package, declaration) if declaration and declaration.file_size < _HEAD else b""
    if media_type.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return "ods"
    if b"opendocument" in media_type or any(name.startswith(("word/", "ppt/")) for name in package.entries):
        raise Unreadable("file_word")
    raise Unreadable("file_unknown")


def decode(data: bytes) -> str:
    """Return the text of a file that is neither zip nor OLE.

    The encoding is the one its byte order mark names, else UTF-8, else GB18030 (which contains GBK), each strictly.

    Raises:
        Unreadable: it is no text, or it is markup such as HTML.
    """
    encodings = [name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)] or ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        break
    else:
        raise Unreadable("file_unknown")
    if _BINARY.search(text):
        raise Unreadable("file_unknown")
    head = text[:_HEAD]
    for pattern, kind in _MARKUP:
        if pattern.match(head):
            raise Unreadable(kind)
    return text
