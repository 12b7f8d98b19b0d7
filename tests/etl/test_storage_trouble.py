"""A disk that is full or can only be read, a clock that was set back, several programs on one folder: a sentence,
nothing that was kept is lost, nothing half written stays (docs/operation.md, Disk and clock).
"""

import datetime as dt
import importlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest

from etl import desk as staff
from etl.archive import journal as journals
from etl.archive.files import Archive
from etl.desk import reviewing
from etl.desk.workers import READER
from etl.loading import pipeline
from etl.loading.material import Moments
from etl.warehouse import current_build
from etl.warehouse.differences import differences
from tests.etl import society
from tests.etl.conftest import Desk, silent

A, B = "滨海市示例甲学会", "滨海市示例乙学会"
MOST_WRITES = 20
publishing = importlib.import_module("etl.warehouse.publish")  # the package has a function of that name


@pytest.fixture(scope="module", autouse=True)
def workers() -> Iterator[None]:
    """Those of the server live as long as the tests of this file."""
    yield
    staff.close()


@pytest.fixture
def loaded(desk: Desk, tmp_path: Path) -> Desk:
    lines = [{"编号": "S1", "学会名称": A}, {"编号": "S2", "学会名称": B}]
    society.write_registry(desk.folder.registry, lines)
    received(desk, society.write(tmp_path / "甲.xlsx", form={"学会名称": A}))
    return desk


def received(desk: Desk, file: Path) -> None:
    staff.receive_files(desk.folder, [staff.Upload(file.name, file.read_bytes())], silent)


def upload(desk: Desk, tmp_path: Path) -> None:
    received(desk, society.write(tmp_path / "乙.xlsx", form={"学会名称": B}))


def note(desk: Desk, _: Path) -> None:
    staff.record(desk.folder, staff.Note(2018, "已核实", "示例甲"), silent)


def review(desk: Desk, _: Path) -> None:
    [(submission_id,)] = desk.ask("select submission_id from submission where society_id = 'S1'")
    reviewing.keep_reviews(desk.folder, [staff.Review("S1", 2018, "T01-1", submission_id, "approved", "", "示例甲")])


def withdrawal(desk: Desk, _: Path) -> None:
    staff.record(desk.folder, staff.Withdrawal("甲.xlsx", "发错了"), silent)


def backup(desk: Desk, tmp_path: Path) -> None:
    staff.write_backup(desk.folder, tmp_path / "备份.zip", silent)


def test_a_disk_that_is_full_at_any_write(loaded: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is kept ends with fsync: the disk is full at the first of them, at the second …"""
    journal, sync = Archive(loaded.folder.archive).journal, os.fsync
    for deed in (upload, note, review, backup, withdrawal):
        for room in range(MOST_WRITES):
            before, build, left = journal.read().content, current_build(loaded.folder), [room]

            def full(file: int, left: list[int] = left) -> None:
                left[0] -= 1
                if left[0] < 0:
                    raise OSError(28, "No space left on device")
                sync(file)

            monkeypatch.setattr(os, "fsync", full)
            try:
                deed(loaded, tmp_path)
                break
            except staff.Refused as refusal:
                assert "磁盘已满" in str(refusal) and "看板仍显示原来的" in str(refusal)
            finally:
                monkeypatch.setattr(os, "fsync", sync)
            assert journal.proved().content.startswith(before)
            assert current_build(loaded.folder) == build
            assert litter(loaded, tmp_path) == ["备份.zip"] * (deed is withdrawal)
        assert room > 0, deed
    assert is_built_from_the_archive(loaded, tmp_path)


def litter(desk: Desk, tmp_path: Path) -> list[str]:
    """What is neither data nor a workbook of the test."""
    beside = [one.name for one in tmp_path.iterdir() if one.suffix != ".xlsx" and one != desk.folder.root]
    unfinished = [one.name for one in desk.folder.warehouse.iterdir() if one.suffix not in (".duckdb", "")]
    staged = [one.name for one in desk.folder.staging.iterdir() if one.name != ".lock"]
    return [*beside, *unfinished, *staged, *(one.name for one in (desk.folder.archive / "staging").glob("*"))]


def is_built_from_the_archive(desk: Desk, tmp_path: Path) -> bool:
    """Whether the build in force is what a build from nothing is."""
    build, clean = current_build(desk.folder), tmp_path / "clean.duckdb"
    with duckdb.connect(str(clean)) as connection:
        pipeline.build_clean(desk.folder, connection, Moments(), (silent, READER))
    assert build
    different = differences(build, clean)
    clean.unlink()
    return different == []


READ_ONLY = """
import sys
from etl.__main__ import main
data, file = sys.argv[1:]
for words in (["load", file], ["build"], ["withdraw", "甲.xlsx", "--why", "发错了"], ["backup", data + "/备份.zip"]):
    print(main([*words, "--data", data]), flush=True)
"""


def test_a_folder_that_can_only_be_read(loaded: Desk, tmp_path: Path) -> None:
    """Mounted so for one process and its children; rights of files are nothing to the administrator who runs tests."""
    file = society.write(tmp_path / "乙.xlsx", form={"学会名称": B})
    mount = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0"'
    alone = ["unshare", "--mount", "sh", "-c"]
    try:
        subprocess.run([*alone, mount, str(loaded.folder.root)], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("nothing can be mounted here")
    before = {path: path.stat().st_mtime_ns for path in loaded.folder.root.rglob("*")}
    script = [sys.executable, "-c", READ_ONLY, str(loaded.folder.root), str(file)]
    run = subprocess.run(
        [*alone, f'{mount} && exec "$@"', str(loaded.folder.root), *script],
        env={**os.environ, "PYTHONPATH": "."}, capture_output=True, text=True,
    )  # fmt: skip
    assert run.stdout.split() == ["2"] * 4
    assert "Traceback" not in run.stderr and run.stderr.count("所在的磁盘只能读，不能写。请换一个位置。") == 4
    assert {path: path.stat().st_mtime_ns for path in loaded.folder.root.rglob("*")} == before


def clock(moment: dt.datetime) -> SimpleNamespace:
    """The module `datetime` of a computer whose clock stands."""

    class Standing(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:  # type: ignore[override]
            return moment

    return SimpleNamespace(datetime=Standing, timedelta=dt.timedelta)


def test_a_clock_that_was_set_back_orders_nothing(
    loaded: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The order of the lines counts, and --as-of what was dated until then."""
    back = dt.datetime.now() - dt.timedelta(days=400)
    with monkeypatch.context() as context:
        for module in (journals, publishing):
            context.setattr(module, "dt", clock(back))
        loaded.load(society.write(tmp_path / "甲改.xlsx", form={"学会名称": A, "会员代表人数": 310}))
        note(loaded, tmp_path)
    assert [one for one in caplog.messages if "早。请核对电脑的时钟。" in one] == caplog.messages != []
    assert loaded.ask("select delegates from council where society_id = 'S1'") == [(310,)]
    assert loaded.ask("select file_name, version from submission order by receipt") == [
        ("甲.xlsx", 1),
        ("甲改.xlsx", 2),
    ]
    assert is_built_from_the_archive(loaded, tmp_path)
    upload(loaded, tmp_path)  # the clock is right again
    assert is_built_from_the_archive(loaded, tmp_path)
    assert len(list(loaded.folder.warehouse.glob("*.duckdb"))) == 3
    with duckdb.connect() as connection:
        pipeline.build_as_of(loaded.folder, connection, Moments(data=back), READER)
        then = connection.execute("select file_name from submission").fetchall()
    assert then == [("甲改.xlsx",)]


SERVER = """
import sys
from pathlib import Path
from etl import desk
from etl.paths import DataFolder
if __name__ == "__main__":
    folder, name = DataFolder(Path(sys.argv[1])), sys.argv[2]
    for number in range(2):
        desk.record(folder, desk.Note(2018, f"{name} {number}", name), lambda *_: None)
"""


def test_two_servers_and_a_command_line_on_one_folder(loaded: Desk, tmp_path: Path) -> None:
    file = society.write(tmp_path / "乙.xlsx", form={"学会名称": B})
    load = ["-m", "etl", "load", str(file), "--data", str(loaded.folder.root)]
    servers = [["-c", SERVER, str(loaded.folder.root), name] for name in ("示例甲", "示例乙")]
    programs = [subprocess.Popen([sys.executable, *one], stderr=subprocess.PIPE, text=True) for one in (*servers, load)]
    note(loaded, tmp_path)
    said = [program.communicate()[1] for program in programs]
    assert [program.returncode for program in programs] == [0, 0, 0] and "Traceback" not in "".join(said)
    pipeline.catch_up(loaded.folder, silent, READER)
    notes = loaded.ask("select text from note order by note_id")
    assert sorted(text for (text,) in notes) == ["已核实", "示例乙 0", "示例乙 1", "示例甲 0", "示例甲 1"]
    assert loaded.ask("select count(*) from submission") == [(2,)]
    assert Archive(loaded.folder.archive).journal.proved().faults == ()
    assert is_built_from_the_archive(loaded, tmp_path)
