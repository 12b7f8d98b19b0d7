"""What tests of the reader share: one call from bytes to what is read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from etl.workbook import Unreadable, Workbook, read

Read = Callable[[bytes], Workbook]
Refusal = Callable[[bytes], tuple[str, dict[str, str]]]


@pytest.fixture
def read_bytes(tmp_path: Path) -> Read:
    """Return a function that reads bytes as a file whose name tells nothing."""

    def read_file(data: bytes) -> Workbook:
        path = tmp_path / "收到的文件"
        path.write_bytes(data)
        return read(path)

    return read_file


@pytest.fixture
def refusal(read_bytes: Read) -> Refusal:
    """Return a function that reads bytes and gives the kind and the detail of the refusal."""

    def refused(data: bytes) -> tuple[str, dict[str, str]]:
        with pytest.raises(Unreadable) as caught:
            read_bytes(data)
        return caught.value.kind, caught.value.detail

    return refused
