"""Changes of the registry from the page: tried first, then written, kept with who made them, and counted
(docs/architecture.md, Changes of the registry).
"""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from etl import registry as registries
from etl.archive.files import Archive
from etl.archive.staging import scratch
from etl.disk import write_private
from etl.knowledge import layout as layouts
from etl.knowledge import rubric as rubrics
from etl.loading import pipeline
from etl.loading.decide import Outdated
from etl.loading.material import Progress
from etl.loading.reading import Reader
from etl.paths import RUBRICS, DataFolder
from etl.registry import Registry, RegistryError
from etl.registry.registry_edit import RegistryEdit, edited
from etl.registry.registry_text import changes, heading, period_text, society_text

_MOST_TOLD = 5
_UNREADABLE = "registry-有误.xlsx"
"""What a registry that cannot be read is kept as when an earlier version takes its place."""


@dataclass(frozen=True, slots=True)
class RegistryState:
    """registry.xlsx as it lies there: its SHA-256 (empty where there is none), and what is wrong with it, in a sentence
    that is empty where nothing is.
    """

    sha256: str
    trouble: str


@dataclass(frozen=True, slots=True)
class RegistryTrial:
    """What an edit would make of the registry: the workbook, what it changes, and what then had better be looked at."""

    content: bytes
    changes: tuple[str, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegistryVersion:
    """A version of the registry in the archive: its line in the journal, who made it, what it changed, as was told."""

    number: int
    at: dt.datetime
    sha256: str
    author: str
    why: str


@dataclass(frozen=True, slots=True)
class RegistryChange:
    """An edit of the registry whose SHA-256 was `seen`. `author` is who made it, `account` theirs, empty where there
    are none.
    """

    edit: RegistryEdit
    seen: str
    author: str
    account: str = ""


@dataclass(frozen=True, slots=True)
class RegistryRestoration:
    """An earlier version, named by its line in the journal, is put back. The rest as in RegistryChange."""

    number: int
    author: str
    account: str = ""


@dataclass(frozen=True, slots=True)
class RegistryCount:
    """What was changed in the workbook outside the dashboard is to count. The rest as in RegistryChange."""

    author: str
    account: str = ""


def registry_state(folder: DataFolder) -> RegistryState:
    """How the registry in the data folder is; it is read again only when the file has changed."""
    try:
        state = folder.registry.stat()
    except FileNotFoundError:
        return RegistryState("", "还没有名录。")
    return _state(folder.registry, (state.st_size, state.st_mtime_ns))


@lru_cache(maxsize=4)  # every run of every page asks; kept is no word of what the registry says, since it names people
def _state(path: Path, _size_and_time: tuple[int, int]) -> RegistryState:
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    try:
        registries.read(path, layouts.read())
    except RegistryError as error:
        return RegistryState(sha256, str(error))
    return RegistryState(sha256, "")


def registry_in_force(folder: DataFolder) -> Registry | None:
    """The registry in the data folder; None where it is not there or wrong, as `registry_state` tells."""
    try:
        return registries.read(folder.registry, layouts.read())
    except RegistryError:
        return None


def registry_without_contacts(folder: DataFolder) -> Registry | None:
    """The registry as `registry_in_force` tells it, but nobody's contact; it is read again only when the file has
    changed.
    """
    try:
        state = folder.registry.stat()
    except FileNotFoundError:
        return None
    return _without_contacts(folder.registry, (state.st_size, state.st_mtime_ns))


@lru_cache(maxsize=4)  # every run of 名录 asks; persons are left out of what is kept
def _without_contacts(path: Path, _size_and_time: tuple[int, int]) -> Registry | None:
    try:
        registry = registries.read(path, layouts.read())
    except RegistryError:
        return None
    return replace(registry, societies=tuple(replace(one, contact="", phone="") for one in registry.societies))


def try_edit(folder: DataFolder, edit: RegistryEdit) -> RegistryTrial:
    """What the edit would make of the registry as it is now; writes nothing. Raises RegistryError or RubricError
    with what is wrong: the checks of every load, run over the very workbook that would be saved.
    """
    before, layout = registry_in_force(folder), layouts.read()
    content = edited(folder.registry, edit, layout)
    with scratch(folder.staging) as own:
        path = own / folder.registry.name
        path.write_bytes(content)
        after = registries.read(path, layout)
    for period in after.periods:
        rubrics.in_force(rubrics.read_all(RUBRICS), period.period)
    if before:
        _require_the_rest(before, after, edit)
    known = before.doubts() if before else []
    doubts = [one for one in after.doubts() if one not in known]
    return RegistryTrial(content, tuple(changes(before, after)), tuple(doubts))


def _require_the_rest(before: Registry, after: Registry, edit: RegistryEdit) -> None:
    """Raise RegistryError where a cell that nobody edited has not survived, as the result of a formula does not."""
    for society in before.societies:
        asked = edit.societies.get(society.society_id, {})
        kept = {**asked, "former_names": ""} if "name" in asked else asked
        then = after.by_id.get(society.society_id)
        _require_same(society.society_id, society_text(society), society_text(then) if then else {}, kept)
    periods = {one.period: period_text(one) for one in after.periods}
    for period in before.periods:
        asked = edit.periods.get(str(period.period), {})
        _require_same(f"{period.period} 年度", period_text(period), periods.get(period.period, {}), asked)


def _require_same(line: str, before: dict[str, str], after: dict[str, str], asked: Any) -> None:
    for key, word in before.items():
        if key not in asked and after.get(key, "") != word:
            raise RegistryError(
                f"没有保存：名录中 {line} 的{heading(key)}“{word}”会丢失，它多半是公式算出来的。"
                "请在 Excel 或 WPS 中把它改成数值，再在这里改。"
            )


def registry_versions(archive: Archive) -> list[RegistryVersion]:
    """The versions that the archive has, in order. Raises JournalDamaged."""
    return [
        RegistryVersion(
            one.number, one.at, one.detail["sha256"], one.detail.get("author", ""), one.detail.get("why", "")
        )
        for one in archive.entries()
        if one.what == "registry"
    ]


def difference(folder: DataFolder, number: int) -> list[str]:
    """What would change if the version of that line of the journal came back. Raises RegistryError, ArchiveError."""
    return changes(registry_in_force(folder), _archived(Archive(folder.archive), number)[1])


def _archived(archive: Archive, number: int) -> tuple[bytes, Registry]:
    version = next((one for one in registry_versions(archive) if one.number == number), None)
    if version is None:
        raise RegistryError(f"日志第 {number} 行不是名录的一个版本。")
    return archive.read(version.sha256), registries.read(archive.file(version.sha256), layouts.read())


def record_registry(
    folder: DataFolder,
    change: RegistryChange | RegistryRestoration | RegistryCount,
    progress: Progress,
    reader: Reader | None = None,
) -> None:
    """Write the registry, keep it in the archive with who changed what, and publish a build that counts it.

    The version before is in the archive by then. Raises RegistryError, Outdated where the registry has been changed
    since it was seen, else as `load` does.
    """

    def wanted(archive: Archive) -> tuple[bytes, dict[str, Any]]:
        now = registry_in_force(folder)
        match change:
            case RegistryChange(edit, seen):
                if seen != registry_state(folder).sha256:
                    raise Outdated("没有保存：您打开之后，名录又有了改动。请看过现在的内容，再保存一次。")
                trial = try_edit(folder, edit)
                content, sentences = trial.content, list(trial.changes)
            case RegistryRestoration(number):
                content, registry = _archived(archive, number)
                sentences = [f"恢复日志第 {number} 行的版本", *changes(now, registry)]
                if now is None and folder.registry.exists():
                    write_private(folder.root / _UNREADABLE, folder.registry.read_bytes())
            case RegistryCount():
                if now is None:
                    raise RegistryError(registry_state(folder).trouble)
                content = folder.registry.read_bytes()
                sentences = ["在 Excel 或 WPS 中改动", *_since_the_last(archive, now)]
        return content, {"author": change.author, "account": change.account, "why": _in_short(sentences)}

    pipeline.replace_registry(folder, wanted, progress, reader)


def _since_the_last(archive: Archive, registry: Registry) -> list[str]:
    versions = registry_versions(archive)
    return changes(_archived(archive, versions[-1].number)[1] if versions else None, registry)


def _in_short(sentences: Sequence[str]) -> str:
    more = f"等 {len(sentences)} 处" if len(sentences) > _MOST_TOLD else ""
    return "；".join(sentences[:_MOST_TOLD]) + more
