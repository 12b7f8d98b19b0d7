"""退回修改: the workbooks that go back, one as it is, many in a zip with a folder for each society."""

import io
import zipfile
from collections.abc import Iterable

from dashboard.exports.files import name_part

_NAMELESS = "未命名"


def returned_zip(workbooks: Iterable[tuple[str, str, bytes]]) -> bytes:
    """Workbooks (society, file name, content) as a zip; two of one name in one folder are numbered."""
    file = io.BytesIO()
    taken: set[str] = set()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:  # workbooks are compressed already
        for society, name, content in workbooks:
            stem, _, extension = name.rpartition(".")
            path = first = f"{name_part(society) or _NAMELESS}/{name_part(stem, 80) or _NAMELESS}"
            number = 1
            while path.casefold() in taken:  # Windows knows no other difference
                number += 1
                path = f"{first}-{number}"
            taken.add(path.casefold())
            archive.writestr(f"{path}.{extension}", content)
    return file.getvalue()
