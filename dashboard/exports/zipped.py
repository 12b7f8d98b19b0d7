"""Several files as one zip."""

import io
import zipfile
from collections.abc import Iterable


def files_zip(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Files (name, content) side by side in a zip; each name stands there once."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:  # workbooks are compressed already
        for name, content in files:
            archive.writestr(name, content)
    return target.getvalue()
