"""Wrong use is told in a sentence, and what is in the data folder only its owner reads, whatever the umask."""

import datetime as dt
import errno
import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.archive.files import Archive
from etl.archive.locking import ArchiveError
from etl.archive.staging import scratch, sweep
from tests.etl import society
from tests.etl.conftest import Desk

A = "滨海市示例甲学会"


def run(desk: Desk, *arguments: str) -> int:
    return main([*arguments, "--data", str(desk.folder.root)])


@pytest.mark.skipif(os.name == "nt", reason="knows no such rights")
def test_only_the_owner_reads_the_data_folder(desk: Desk, tmp_path: Path) -> None:
    wrong = society.write(tmp_path / "甲.xlsx", form={"学会名称": A}, answers={"T01-1": "看不懂"})
    before = os.umask(0)
    try:
        assert run(desk, "init") == 0
        society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": A}])
        society.write(desk.folder.inbox / "乙.xlsx", form={"学会名称": A})
        assert run(desk, "load", str(desk.folder.inbox)) == 0
        assert run(desk, "load", str(wrong)) == 1
        assert run(desk, "return") == 0
        assert run(desk, "verify") == 0
        assert os.umask(0) == 0
    finally:
        os.umask(before)
    assert list(desk.folder.returned.iterdir())
    modes = {path: path.stat().st_mode & 0o777 for path in [desk.folder.root, *desk.folder.root.rglob("*")]}
    assert {str(path): oct(mode) for path, mode in modes.items() if mode & 0o077} == {}


def test_moments_without_a_state_are_told(desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": A}])
    desk.load(society.write(tmp_path / "甲.xlsx", form={"学会名称": A}))
    tomorrow = (dt.datetime.now() + dt.timedelta(days=1)).isoformat()
    assert run(desk, "build", "--as-of", tomorrow) == 2
    assert "还没有到" in capsys.readouterr().err
    assert run(desk, "build", "--as-of", "2018-01-01") == 2
    assert "还没有收到任何填报表" in capsys.readouterr().err
    now = dt.datetime.now().astimezone().isoformat()
    assert run(desk, "build", "--as-of", now) == 0


@pytest.mark.skipif(os.name == "nt", reason="locks otherwise")
@pytest.mark.parametrize("code", [errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP])
def test_a_disk_without_locks_is_told_at_once(code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def flock(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(fcntl, "flock", flock)
    with pytest.raises(ArchiveError, match="不支持文件锁"), Archive(tmp_path / "archive").locked():
        pass


def test_scratch_of_a_killed_program_is_swept_and_that_of_a_living_one_stays(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom etl.archive.staging import scratch\n"
        "with scratch(Path(sys.argv[1])) as own:\n"
        "    (own / '名册').write_text('x')\n    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    with scratch(tmp_path) as living:
        subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False)
        assert len([path for path in tmp_path.iterdir() if path.is_dir()]) == 2
        sweep(tmp_path)
        assert [path for path in tmp_path.iterdir() if path.is_dir()] == [living]
    assert [path.name for path in tmp_path.iterdir()] == [".lock"]
