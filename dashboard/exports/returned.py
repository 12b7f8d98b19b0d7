"""退回修改: the workbooks that go back, one as it is, many in a zip with a folder for each society."""

import io
import zipfile
from collections.abc import Iterable
from pathlib import PurePosixPath

from dashboard.exports.file_names import untaken
from etl.text import NAMELESS, file_name, file_name_part


def returned_zip(workbooks: Iterable[tuple[str, str, bytes]]) -> bytes:
    """Workbooks (society, file name, content) as a zip; two of one name in one folder are numbered."""
    file = io.BytesIO()
    taken: set[str] = set()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:  # workbooks are compressed already
        for society, name, content in workbooks:
            path = PurePosixPath(file_name_part(society, 24) or NAMELESS) / file_name(name)
            archive.writestr(str(untaken(path, taken)), content)
    return file.getvalue()
