"""Files as somebody hands them in on the page, and what becomes of them."""

import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from etl.archive.files import Archive
from etl.archive.staging import scratch
from etl.desk.refusal import refusals
from etl.desk.workers import READER
from etl.loading import pipeline
from etl.loading.backlog import is_loading
from etl.loading.file_outcomes import Outcome, outcome_of
from etl.loading.material import Progress
from etl.paths import DataFolder

_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as somebody handed it in: the name it came with, and its bytes."""

    name: str
    content: bytes


def check_files(folder: DataFolder, uploads: Sequence[Upload], progress: Progress) -> Outcome:
    """What `receive_files` would say of these files; changes nothing. Raises Refused."""
    with refusals(), written(folder, uploads) as files:
        return outcome_of(folder, pipeline.check(folder, files, progress, READER))


def receive_files(folder: DataFolder, uploads: Sequence[Upload], progress: Progress) -> Outcome:
    """Archive the files, build and publish, as the command line does; says so while it waits for another load.

    Raises Refused; files that were already archived stay, and the next load takes them in.
    """
    with refusals(), written(folder, uploads) as files:
        if is_loading(Archive(folder.archive)):
            progress("等待另一次收取结束", 0, 1)
        return outcome_of(folder, pipeline.load(folder, files, "upload", progress, READER))


def plain_name(name: str) -> str:
    """The file's name without folders, control characters and direction marks, short enough for every file system."""
    last = PurePosixPath(name.replace("\\", "/")).name
    visible = "".join(ch for ch in last if unicodedata.category(ch)[0] != "C").strip(" .")
    return visible[-_LONGEST_NAME:] or "未命名"


@contextmanager
def written(folder: DataFolder, uploads: Sequence[Upload]) -> Iterator[list[tuple[Path, str]]]:
    """The uploads as files under names of our own, each with the name it came with."""
    with scratch(folder.staging) as own:
        files = []
        for number, upload in enumerate(uploads):
            path = own / f"{number:04d}"
            path.write_bytes(upload.content)
            files.append((path, plain_name(upload.name)))
        yield files
