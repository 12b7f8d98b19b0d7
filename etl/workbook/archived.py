"""The bytes of a file; of an archived one only where they are what its name says, the SHA-256 of what was received
(docs/architecture.md, The house).
"""

import hashlib
from pathlib import Path


class AlteredCopy(Exception):
    """An archived file is missing or is not what was received."""

    def __init__(self, sha256: str) -> None:
        self.sha256 = sha256
        super().__init__(sha256)


def is_archived(path: Path) -> bool:
    """Whether the path is that of an archived file: files/ab/abcd… with 64 digits."""
    return len(path.name) == 64 and path.parent.name == path.name[:2] and path.parent.parent.name == "files"


def read_bytes(path: Path) -> bytes:
    """All bytes of a file. Raises AlteredCopy; for a file that is not archived OSError where it cannot be read."""
    if not is_archived(path):
        return path.read_bytes()
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise AlteredCopy(path.name) from error
    if hashlib.sha256(data).hexdigest() != path.name:
        raise AlteredCopy(path.name)
    return data
