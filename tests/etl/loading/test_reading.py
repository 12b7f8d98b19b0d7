"""What a server remembers of the files it has read: everything that counts, nothing about a person, nothing twice."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.archive.files import Archive
from etl.command import collecting
from etl.loading import pipeline
from etl.loading.reading import PASSING, Reader, Understood
from etl.paths import RUBRICS, DataFolder
from etl.submission import Understanding
from etl.warehouse import current_build
from etl.workbook import Unreadable
from etl.workbook.limits import JobLimits
from etl.workbook.pool import Pool
from tests.etl import society
from tests.etl.conftest import silent

RUBRIC_FILES = tuple(sorted(RUBRICS.glob("*.toml")))


@pytest.fixture
def reader() -> Iterator[Reader]:
    with Reader() as workers:
        yield workers


@pytest.fixture
def files(tmp_path: Path) -> list[tuple[str, Path]]:
    """Two workbooks and a file that is none, under names that stand for their SHA-256."""
    (tmp_path / "none").write_text("这不是工作簿", "utf-8")
    first = society.write(tmp_path / "first.xlsx")
    second = society.write(tmp_path / "second.xlsx", answers={"T01-1": "未完成"})
    return [("a" * 64, first), ("b" * 64, tmp_path / "none"), ("c" * 64, second)]


def _read(reader: Reader, files: list[tuple[str, Path]]) -> list[tuple[str, Understood]]:
    return list(reader.understood(files, RUBRIC_FILES))


def test_what_was_read_is_known_without_the_file(reader: Reader, files: list[tuple[str, Path]]) -> None:
    first = _read(reader, files)
    for _, path in files:
        path.unlink()
    assert repr(_read(reader, files)) == repr(first)
    assert [type(result) for _, result in first] == [Understanding, Unreadable, Understanding]


def test_new_files_are_read_between_known_ones(reader: Reader, files: list[tuple[str, Path]]) -> None:
    _read(reader, files[1:2])
    files[1][1].unlink()
    found = _read(reader, files)
    assert [sha256 for sha256, _ in found] == [sha256 for sha256, _ in files]
    assert repr(found) == repr([_read(reader, [file])[0] for file in files])


def test_other_rubrics_read_anew(reader: Reader, files: list[tuple[str, Path]], tmp_path: Path) -> None:
    _read(reader, files)
    other = tmp_path / RUBRIC_FILES[0].name
    other.write_bytes(RUBRIC_FILES[0].read_bytes() + b"\n")
    files[0][1].unlink()
    with pytest.raises(FileNotFoundError):
        list(reader.understood(files[:1], (other,)))


def test_file_that_took_its_worker_along_is_read_again(reader: Reader, tmp_path: Path) -> None:
    long = tmp_path / "long.csv"
    long.write_text("序号,内容\n" + "1,甲\n" * 190_000, "utf-8")
    reader.pool = Pool(limits=JobLimits(wall_seconds=0.1))
    [(_, failed)] = _read(reader, [("d" * 64, long)])
    reader.pool.close()
    reader.pool = Pool()
    [(_, read)] = _read(reader, [("d" * 64, long)])
    assert isinstance(failed, Unreadable) and failed.kind in PASSING
    assert type(read) is Understanding


def test_nobody_of_a_roster_is_remembered(reader: Reader, files: list[tuple[str, Path]]) -> None:
    roster_row = society.person(1)
    _read(reader, files)
    kept = b"".join(value for value in reader._known.values() if isinstance(value, bytes))
    assert len(kept) > 1000
    assert [value for value in roster_row if isinstance(value, str) and len(value) > 4 and value.encode() in kept] == []


def test_build_from_memory_is_the_build_from_the_files(reader: Reader, tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    society.write_registry(folder.registry, [{"编号": "S1", "学会名称": "滨海市示例甲学会"}])
    files = collecting.collect([society.write(tmp_path / "甲.xlsx")])
    pipeline.load(folder, files, "command", silent, reader)
    kept = Path(shutil.copy(str(current_build(folder)), tmp_path / "first"))
    pipeline.load(folder, [], "command", silent, reader)
    assert _rows(kept) == _rows(Path(str(current_build(folder))))


def test_every_file_is_kept_although_nobody_can_read(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = DataFolder(tmp_path / "data")
    society.write_registry(folder.registry, [{"编号": "S1", "学会名称": "滨海市示例甲学会"}])
    written = [society.write(tmp_path / "甲.xlsx"), society.write(tmp_path / "乙.xlsx", tables=["form"])]
    files = collecting.collect(written)
    monkeypatch.setattr(reader.pool, "begin", _refuse)
    with pytest.raises(OSError):
        pipeline.load(folder, files, "command", silent, reader)
    assert [receipt.name for receipt in Archive(folder.archive).receipts()] == ["甲.xlsx", "乙.xlsx"]


def _refuse(*_: object) -> None:
    raise OSError("no more processes")


def _rows(build: Path) -> list[tuple[object, ...]]:
    with duckdb.connect(str(build), read_only=True) as connection:
        return connection.execute("from criterion_result order by all").fetchall()
