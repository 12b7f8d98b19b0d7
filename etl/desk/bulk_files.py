"""Many files at once for the staff: templates of chosen societies, the whole archive; and where a ready file waits."""

import datetime as dt
import io
import secrets
import threading
import zipfile
from collections.abc import Callable, Collection
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from etl import registry as registries
from etl.archive.backup import back_up
from etl.archive.staging import scratch
from etl.desk.refusal import Refused, refusals
from etl.desk.workers import READER
from etl.knowledge import layout as layouts
from etl.knowledge import rubric as rubrics
from etl.loading.material import Progress
from etl.paths import DataFolder
from etl.template import TemplateOrder, build
from etl.template.last_year import last_stated
from etl.text import file_name
from etl.workbook.saving import save

KEPT = dt.timedelta(hours=1)
"""For so long a file that was made can be taken."""
_MOST_KEPT = 12


@dataclass(frozen=True, slots=True)
class ReadyFile:
    """A file that waits to be taken under the `key` that its maker was told, and the name it is taken with."""

    key: str
    path: Path
    name: str
    size: int
    made_at: dt.datetime
    folder: ExitStack


_ready: dict[str, ReadyFile] = {}
_lock = threading.Lock()


def make_ready(folder: DataFolder, name: str, write: Callable[[Path], None]) -> ReadyFile:
    """Have a file written into the staging area, where it waits for an hour, or until a dozen later ones have come.

    Raises what `write` raises, and Refused where the disk does.
    """
    with refusals(), ExitStack() as held:
        path = held.enter_context(scratch(folder.staging)) / "file"
        write(path)
        key = secrets.token_hex(16)
        file = ReadyFile(key, path, name, path.stat().st_size, dt.datetime.now(), held.pop_all())
    with _lock:
        _ready[key] = file
    _forget(_MOST_KEPT)
    return file


def ready_file(key: str) -> ReadyFile | None:
    """The file that waits under this key; None where there is none, or none any more."""
    _forget(_MOST_KEPT)
    return _ready.get(key)


def drop_ready_files() -> None:
    """Remove all files that wait; the server calls it when it ends."""
    _forget(0)


def _forget(most: int) -> None:
    with _lock:
        late = [file for file in _ready.values() if file.made_at < dt.datetime.now() - KEPT]
        for file in [*late, *list(_ready.values())[: max(len(_ready) - most, 0)]]:
            if _ready.pop(file.key, None):
                file.folder.close()


def write_templates(
    folder: DataFolder, target: Path, period: int, society_ids: Collection[str], progress: Progress
) -> None:
    """Write a zip with the workbook to fill in of each of these societies. Raises Refused."""
    with refusals():
        layout = layouts.read()
        registry = registries.read(folder.registry, layout)
        of_year = next((one for one in registry.periods if one.period == period), None)
        if of_year is None:
            raise Refused(f"名录的“{layout.period_sheet}”中没有 {period} 年度。")
        rubric = rubrics.in_force(rubrics.read_all(), period)
        wanted = [one for one in registry.societies if one.society_id in society_ids]
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:  # workbooks are compressed already
            for done, society in enumerate(wanted, 1):
                last = last_stated(folder, society.society_id, period, READER.pool)
                book = io.BytesIO()
                save(build(TemplateOrder(rubric, layout, of_year, society, last, is_demo=registry.is_demo)), book)
                name = file_name(f"{society.society_id}-{society.name}-{period}填报表.xlsx")
                archive.writestr(name, book.getvalue())
                progress("生成填报表", done, len(wanted))


def write_backup(folder: DataFolder, target: Path, progress: Progress) -> None:
    """Write the whole archive, registry and accounts as a backup, proved before and after. Raises Refused."""
    with refusals():
        back_up(folder, target, progress)
