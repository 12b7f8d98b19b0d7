"""Reads one file of whatever format into cells with addresses, or says in one finding why it cannot."""

from pathlib import Path

from etl.workbook import limits
from etl.workbook.archived import read_bytes
from etl.workbook.contents import Unreadable, Workbook
from etl.workbook.delimited import read_text
from etl.workbook.gate import check_contents, open_package
from etl.workbook.ods import read_ods
from etl.workbook.signature import container, decode, package_format
from etl.workbook.xls import read_ole
from etl.workbook.xlsx import read_xlsx


def read(path: Path) -> Workbook:
    """Return what the file holds; the format is the one of its content, whatever its name says.

    Hostile files may still kill the process: run it through `etl.workbook.pool` on anything received.

    Raises:
        Unreadable: the file cannot be read, and why.
        AlteredCopy: it is archived, and not what was received.
        OSError: there is no such file.
    """
    if path.exists() and (size := path.stat().st_size) > limits.FILE_BYTES:
        raise Unreadable("file_too_large", {"size": f"{size / limits.MIB:.1f} MiB"})
    data = read_bytes(path)
    if not data:
        raise Unreadable("file_empty")
    match container(data):
        case "zip":
            package = open_package(data)
            family = package_format(package)
            check_contents(package)
            return read_xlsx(package) if family == "xlsx" else read_ods(package)
        case "ole":
            return read_ole(data)
        case "text":
            return read_text(decode(data))
