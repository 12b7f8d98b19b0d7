"""`verify` proves a data folder, `backup` and `restore` carry it (docs/access.md, Operation)."""

import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import duckdb
import pytest

from etl.__main__ import main
from etl.archive.files import Archive
from etl.loading.decide import Note, record_note
from etl.loading.litter import sweep_at_start
from etl.warehouse import current_build
from etl.warehouse.differences import differences
from tests.etl import society
from tests.etl.conftest import Desk, silent
from tests.etl.test_safety import content_hash

A = "滨海市示例甲学会"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A society that has reported, a note on it and an accounts file."""
    files = tmp_path_factory.mktemp("original")
    desk = Desk(files / "data")
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": A}])
    desk.load(society.write(files / "甲.xlsx", form={"学会名称": A}))
    record_note(desk.folder, Note(2018, "已核实", "示例甲"), silent)
    desk.folder.accounts.write_text("{}", "utf-8")
    return desk


@pytest.fixture
def loaded(original: Desk, desk: Desk) -> Desk:
    """A copy of it to change, and of its workbooks."""
    return original.copied_to(desk)


def run(desk: Desk, *arguments: str) -> int:
    return main([*arguments, "--data", str(desk.folder.root)])


def build_of(desk: Desk) -> Path:
    build = current_build(desk.folder)
    assert build is not None
    return build


def copy_of(desk: Desk) -> Path:
    archive = Archive(desk.folder.archive)
    return archive.file(archive.receipts()[0].sha256)


def test_a_sound_folder_is_proved_and_nothing_changed(loaded: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    build = build_of(loaded)
    assert run(loaded, "verify") == 0
    said = capsys.readouterr().out
    assert "文件：1 份，逐份与收到时相同" in said and "与由档案重新生成的内容相同" in said and "全部完好。" in said
    assert build_of(loaded) == build and not [path for path in loaded.folder.staging.iterdir() if path.is_dir()]


def test_what_is_damaged_is_told(loaded: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    whole = copy_of(loaded).read_bytes()
    copy_of(loaded).write_bytes(whole[:-1])
    assert run(loaded, "verify") == 1
    assert "“甲.xlsx”" in capsys.readouterr().out
    copy_of(loaded).write_bytes(whole)
    with duckdb.connect(str(build_of(loaded))) as connection:
        connection.execute("update main.task_result set verdict = 'unmet' where task_id = 'T01'")
    assert run(loaded, "verify") == 1
    assert "与重新生成的不同：main.task_result" in capsys.readouterr().out
    build_of(loaded).write_bytes(b"no database")
    assert run(loaded, "verify") == 1
    assert "打不开" in capsys.readouterr().out
    assert run(loaded, "build") == 0
    assert run(loaded, "verify") == 0
    journal = loaded.folder.archive / "journal.jsonl"
    journal.write_bytes(journal.read_bytes().replace("已核实".encode(), "未核实".encode()))
    assert run(loaded, "verify") == 1
    assert "行损坏" in capsys.readouterr().out


def test_a_backup_is_restored_with_the_same_content(
    loaded: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "备份.zip"
    assert run(loaded, "backup", str(target)) == 0
    assert target.stat().st_mode & 0o777 == 0o600
    assert run(loaded, "backup", str(target)) == 2
    assert "已经存在" in capsys.readouterr().err
    assert run(loaded, "restore", str(target)) == 2
    assert "不是空的" in capsys.readouterr().err

    other = Desk(tmp_path / "新")
    assert run(other, "restore", str(target)) == 0
    assert content_hash(build_of(other)) == content_hash(build_of(loaded))
    assert differences(build_of(other), build_of(loaded)) == []
    assert other.folder.accounts.read_text("utf-8") == "{}"
    assert other.folder.registry.read_bytes() == loaded.folder.registry.read_bytes()
    assert run(other, "verify") == 0


def test_the_archive_alone_is_enough(loaded: Desk, tmp_path: Path) -> None:
    other = Desk(tmp_path / "新")
    shutil.copytree(loaded.folder.archive, other.folder.archive)
    assert run(other, "build") == 0
    assert content_hash(build_of(other)) == content_hash(build_of(loaded))
    assert other.folder.registry.read_bytes() == loaded.folder.registry.read_bytes()


KILLED = """
import os, signal, sys
from pathlib import Path
from etl.archive import backup
from etl.paths import DataFolder
backup.check_backup = lambda _: os.kill(os.getpid(), signal.SIGKILL)
backup.back_up(DataFolder(Path(sys.argv[1])), Path(sys.argv[2]))
"""


def test_of_a_killed_backup_nothing_stays(loaded: Desk, tmp_path: Path) -> None:
    elsewhere = tmp_path / "U盘"
    elsewhere.mkdir()
    (elsewhere / "备份.zip.part").write_bytes(b"of somebody else")
    for again in (lambda: sweep_at_start(loaded.folder), lambda: run(loaded, "backup", str(elsewhere / "二.zip"))):
        killed = [sys.executable, "-c", KILLED, str(loaded.folder.root), str(elsewhere / "备份.zip")]
        assert subprocess.run(killed, env={"PYTHONPATH": "."}).returncode == -signal.SIGKILL
        assert len(list(elsewhere.iterdir())) == 2
        again()
        assert not [one for one in loaded.folder.staging.iterdir() if one.is_dir()]
    assert sorted(one.name for one in elsewhere.iterdir()) == ["二.zip", "备份.zip.part"]


def test_a_damaged_archive_is_not_backed_up(loaded: Desk, tmp_path: Path) -> None:
    copy_of(loaded).write_bytes(b"")
    assert run(loaded, "backup", str(tmp_path / "备份.zip")) == 2
    assert list(tmp_path.glob("备份.zip*")) == []


def test_a_damaged_backup_is_not_restored(loaded: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target, other = tmp_path / "备份.zip", Desk(tmp_path / "新")
    assert run(loaded, "backup", str(target)) == 0
    whole = target.read_bytes()
    with zipfile.ZipFile(target) as backup:
        name = next(name for name in backup.namelist() if name.endswith(copy_of(loaded).name))
        place = backup.getinfo(name).header_offset + 500
    flipped = bytearray(whole)
    flipped[place] ^= 1
    for damaged in (bytes(flipped), whole[: len(whole) // 2], b"", b"PK"):
        target.write_bytes(damaged)
        assert run(other, "restore", str(target)) == 2
        assert "不能用" in capsys.readouterr().err
    with zipfile.ZipFile(target, "w") as backup:
        backup.writestr("archive/journal.jsonl", "")
        backup.writestr("../外面.txt", "")
    assert run(other, "restore", str(target)) == 2
    assert not other.folder.root.exists() and not (tmp_path / "外面.txt").exists()
