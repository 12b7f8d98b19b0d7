"""Files made by hand, byte for byte, for what no library can write."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

from xlwt.CompoundDoc import XlsDoc

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
ODS_MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
ODS_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {prefix: prefix for prefix in ("office", "table", "text", "style", "draw")}.items()
)


def zipped(parts: Mapping[str, str | bytes] | Sequence[tuple[str, str | bytes]]) -> bytes:
    """Return a zip file of these parts; given as a sequence, names may occur twice."""
    pairs = parts.items() if isinstance(parts, Mapping) else parts
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in pairs:
            archive.writestr(name, content)
    return file.getvalue()


def worksheet(data: str, after: str = "", main: str = MAIN) -> str:
    """Return the XML of a worksheet with this content of its sheetData."""
    return f'<worksheet xmlns="{main}"><sheetData>{data}</sheetData>{after}</worksheet>'


def xlsx_parts(
    sheets: Mapping[str, str],
    *,
    states: Mapping[str, str] | None = None,
    kinds: Mapping[str, str] | None = None,
    strings: Sequence[str] = (),
    formats: Sequence[int] = (0,),
    is_strict: bool = False,
) -> dict[str, str | bytes]:
    """Return the parts of a workbook: the XML of its sheets by name, and what else is asked for.

    `states` are of sheets (`hidden`), `kinds` too (`chartsheet`); `strings` are the inner XML of shared strings and
    `formats` the number formats of the cell styles.
    """
    main, relations = (STRICT_MAIN, STRICT_RELATIONS) if is_strict else (MAIN, RELATIONS)
    tabs = targets = ""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": (
            f'<Relationships xmlns="{PACKAGE}">'
            f'<Relationship Id="rId1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
    }
    for number, (name, xml) in enumerate(sheets.items(), start=1):
        state = f' state="{states[name]}"' if states and name in states else ""
        kind = kinds.get(name, "worksheet") if kinds else "worksheet"
        tabs += f'<sheet name="{name}" sheetId="{number}"{state} r:id="rId{number}"/>'
        target = f"{kind}s/sheet{number}.xml"
        targets += f'<Relationship Id="rId{number}" Type="{relations}/{kind}" Target="{target}"/>'
        parts[f"xl/{target}"] = xml
    parts["xl/workbook.xml"] = f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>{tabs}</sheets></workbook>'
    parts["xl/_rels/workbook.xml.rels"] = (
        f'<Relationships xmlns="{PACKAGE}">{targets}'
        f'<Relationship Id="strings" Type="{relations}/sharedStrings" Target="sharedStrings.xml"/>'
        f'<Relationship Id="styles" Type="{relations}/styles" Target="styles.xml"/></Relationships>'
    )
    items = "".join(f"<si>{string}</si>" for string in strings)
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{items}</sst>'
    styles = "".join(f'<xf numFmtId="{number}"/>' for number in formats)
    parts["xl/styles.xml"] = f'<styleSheet xmlns="{main}"><cellXfs>{styles}</cellXfs></styleSheet>'
    return parts


def xlsx(sheets: Mapping[str, str], **options: object) -> bytes:
    """Return a workbook whose sheets have this sheetData, by name; options as in `xlsx_parts`."""
    main = STRICT_MAIN if options.get("is_strict") else MAIN
    return zipped(xlsx_parts({name: worksheet(data, main=main) for name, data in sheets.items()}, **options))  # type: ignore[arg-type]


def ods(tables: str, *, styles: str = "", manifest: str = "") -> bytes:
    """Return an .ods with these `table:table` elements."""
    return zipped(
        {
            "mimetype": ODS_MEDIA_TYPE,
            "META-INF/manifest.xml": f"<manifest:manifest xmlns:manifest='urn:m'>{manifest}</manifest:manifest>",
            "content.xml": (
                f"<office:document-content {ODS_NAMESPACES} xmlns:calcext='urn:c'>"
                f"<office:automatic-styles>{styles}</office:automatic-styles>"
                f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
            ),
        }
    )


def ole(stream_name: str, content: bytes = bytes(4096)) -> bytes:
    """Return an OLE file with one stream of that name."""
    file = io.BytesIO()
    XlsDoc().save(file, content)
    written = "Workbook\0".encode("utf-16-le")
    wanted = f"{stream_name}\0".encode("utf-16-le")
    data = bytearray(file.getvalue())
    entry = data.index(written)
    data[entry : entry + 64] = wanted.ljust(64, b"\0")
    struct.pack_into("<H", data, entry + 64, len(wanted))
    return bytes(data)


def claiming(data: bytes, name: str, size: int) -> bytes:
    """Return the zip file with another unpacked size for that entry in its table of contents."""
    changed = bytearray(data)
    header = data.index(b"PK\x01\x02")
    while data[header + 46 : header + 46 + len(name)] != name.encode():
        header = data.index(b"PK\x01\x02", header + 1)
    struct.pack_into("<I", changed, header + 24, size)
    return bytes(changed)
