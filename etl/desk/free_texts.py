"""What a society has written in its own words, read from its file when somebody looks: the warehouse keeps at most
where it stands (docs/judging.md, Answered checks).
"""

from collections.abc import Sequence

from etl.archive.files import Archive
from etl.desk.workers import READER
from etl.paths import DataFolder
from etl.submission import excerpts
from etl.submission.excerpts import FreeTexts, Place
from etl.workbook import Unreadable


def free_texts(folder: DataFolder, places: Sequence[tuple[str, Place]]) -> list[FreeTexts]:
    """佐证材料 and 备注 in the row of each cell of a file (SHA-256), every file read once; hidden in a roster and where
    somebody is named, nothing where the file cannot be read.
    """
    archive = Archive(folder.archive)
    by_file: dict[str, list[Place]] = {}
    for sha256, place in places:
        by_file.setdefault(sha256, []).append(place)
    jobs = [(archive.file(sha256), tuple(of_file)) for sha256, of_file in by_file.items()]
    said: dict[tuple[str, Place], FreeTexts] = {}
    for (sha256, of_file), read in zip(by_file.items(), READER.pool.each(excerpts.free_texts, jobs), strict=True):
        texts = [FreeTexts()] * len(of_file) if isinstance(read, Unreadable) else read
        said |= {(sha256, place): text for place, text in zip(of_file, texts, strict=True)}
    return [said[one] for one in places]
