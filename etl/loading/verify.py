"""Proving a data folder: the journal, every archived file, the versions of registry and rubric, the build in force."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl import registry as registries
from etl.archive import damaged_files
from etl.archive.files import Archive
from etl.archive.locking import ArchiveError
from etl.archive.staging import scratch
from etl.knowledge import layout as layouts
from etl.knowledge import rubric as rubrics
from etl.loading import pipeline
from etl.loading.material import Moments, Progress
from etl.loading.reading import Reader
from etl.paths import COMMAND, DataFolder
from etl.warehouse import PROGRAM, counted_journal, current_build, made, opened_to_write
from etl.warehouse.differences import differences
from etl.workbook import AlteredCopy


@dataclass(frozen=True, slots=True)
class Proof:
    """What was proved of one thing, in a sentence, and whether it is as it should be."""

    sentence: str
    is_sound: bool = True


def verify(folder: DataFolder, progress: Progress) -> Iterator[Proof]:
    """Prove one thing after another; changes nothing but the list of damaged files."""
    archive = Archive(folder.archive)
    counted = counted_journal(folder)
    try:
        journal = archive.journal.proved(counted)
    except ArchiveError as error:
        yield Proof(str(error), is_sound=False)
        return
    torn = "；末尾有一行没有写完，下次收取时记入日志" if journal.torn else ""
    yield Proof(f"日志：{journal.line_count} 行，逐行相接{torn}")
    try:
        damaged_files.require_intact(archive)
    except damaged_files.Damaged as error:
        yield Proof(str(error), is_sound=False)
        return
    standing = archive.standing()
    lost = f"；已接受损失的 {len(standing.lost)} 份" if standing.lost else ""
    yield Proof(f"文件：{len({one.sha256 for one in standing.receipts})} 份，逐份与收到时相同{lost}")
    yield from _strays(archive)
    yield from _versions(archive)
    yield _build(folder, counted.line_count, progress)


def _strays(archive: Archive) -> Iterator[Proof]:
    """Files that no line of the journal names: a load was killed before it wrote the line, or the line was lost."""
    named = {entry.detail.get("sha256") for entry in archive.entries()}
    strays = [path for path in archive.folder.glob("files/*/*") if path.name not in named]
    if strays:
        yield Proof(f"另有 {len(strays)} 份文件日志里没有记载（收取中断时留下的），不计入，例如 {strays[0]}")


def _versions(archive: Archive) -> Iterator[Proof]:
    for what, word in (("registry", "名录"), ("rubric", "评价细则")):
        entries = [entry for entry in archive.entries() if entry.what == what]
        try:
            for entry in entries:
                _read_version(archive, what, entry.detail["sha256"])
        except (registries.RegistryError, rubrics.RubricError, AlteredCopy) as error:
            yield Proof(f"{word}：日志第 {entry.number} 行的版本读不了：{error}", is_sound=False)
        else:
            yield Proof(f"{word}：{len(entries)} 个版本，都能读")


def _read_version(archive: Archive, what: str, sha256: str) -> None:
    if what == "registry":
        registries.read(archive.file(sha256), layouts.read())
    else:
        archive.read(sha256)


def _build(folder: DataFolder, line_count: int, progress: Progress) -> Proof:
    """Whether the build in force has the content of a build from nothing out of the same lines of the journal."""
    build = current_build(folder)
    said = made(build.name) if build else None
    if build is None or not build.is_file():
        return Proof(f"数据：还没有生成，请运行 {COMMAND} build")
    if said is None or said.program != PROGRAM:
        return Proof(f"数据：由另一个版本的程序生成，没有比较，请运行 {COMMAND} build")
    if said.as_of:
        return Proof(f"数据：显示的是 {said.as_of:%Y-%m-%d %H:%M} 那一刻的状态，没有比较，请运行 {COMMAND} build")
    with scratch(folder.staging) as own, Reader() as reader:
        clean = own / "clean.duckdb"
        try:
            with opened_to_write(clean) as connection:
                pipeline.build_clean(folder, connection, Moments(line_count=line_count), (progress, reader))
            different = differences(build, clean)
        except duckdb.Error:
            return _unlike(build, "打不开")
    if different:
        return _unlike(build, f"与重新生成的不同：{'、'.join(different[:5])}")
    return Proof("数据：与由档案重新生成的内容相同")


def _unlike(build: Path, how: str) -> Proof:
    return Proof(f"数据：{build.name} {how}。请运行 {COMMAND} build，由档案重新生成。", is_sound=False)
