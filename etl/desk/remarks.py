"""What a society has written in 备注, read from its file when somebody looks: the warehouse keeps only where it stands
(docs/judging.md, Answered checks).
"""

from collections.abc import Sequence

from etl.archive.files import Archive
from etl.desk.workers import READER
from etl.paths import DataFolder
from etl.submission import excerpts
from etl.submission.excerpts import Place
from etl.workbook import Unreadable


def remarks(folder: DataFolder, places: Sequence[tuple[str, Place]]) -> list[str]:
    """For each file (SHA-256) and cell of 备注 its text; hidden in a roster and where it names somebody, empty where
    the file cannot be read.
    """
    archive = Archive(folder.archive)
    texts = READER.pool.each(excerpts.remark, [(archive.file(sha256), place) for sha256, place in places])
    return ["" if isinstance(one, Unreadable) else one for one in texts]
