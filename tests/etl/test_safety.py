"""What must never happen: a lost file, a half build, a person's data where it does not belong, two different
answers.
"""

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from etl.archive.files import Archive
from etl.archive.locking import Busy
from etl.loading import pipeline
from etl.warehouse import current_build
from tests.etl import society
from tests.etl.conftest import Desk, silent

NAMES = [f"滨海市示例第{number:02d}学会" for number in range(1, 25)]
KILLS = 24  # once for each society; a hundred of every kind of change: `python -m tests.benchmarks.kills 100`
# A loader that cannot write a file of more than 60,000 bytes, as on a disk that is nearly full.
SMALL_DISK = """
import resource, signal, sys
from etl.__main__ import main
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
sys.exit(main(sys.argv[1:]))
"""


def furnish(desk: Desk, names: list[str] = NAMES) -> None:
    society.write_registry(
        desk.folder.registry, [{"编号": f"S{n:02d}", "学会名称": name} for n, name in enumerate(names, 1)]
    )
    for number, name in enumerate(names, 1):
        society.write(desk.folder.inbox / f"{number:02d}.xlsx", form={"学会名称": name}, roster=society.council(40, 13))


WITH_SCHEMA = "table_schema || '.' || table_name"


def content_hash(build: Path) -> str:
    """A hash over every table and view, ordered, without times of receipt."""
    digest = hashlib.sha256()
    with duckdb.connect(str(build), read_only=True) as connection:
        names = connection.execute(
            "select table_schema || '.' || table_name from information_schema.tables order by 1"
        ).fetchall()
        for (name,) in names:
            columns = [
                column
                for (column, kind) in connection.execute(
                    f"select column_name, data_type from information_schema.columns where {WITH_SCHEMA} = ? order by 1",
                    [name],
                ).fetchall()
                if kind != "TIMESTAMP"
            ]
            digest.update(f"{name}:{columns}".encode())
            listed = ", ".join(f'"{column}"' for column in columns)
            for row in connection.execute(f"select {listed} from {name} order by all").fetchall():
                digest.update(repr(row).encode())
    return digest.hexdigest()


def test_two_loads_of_a_folder_give_the_same_content(desk: Desk, tmp_path: Path) -> None:
    furnish(desk, NAMES[:6])
    desk.load(desk.folder.inbox)
    first = current_build(desk.folder)
    assert first is not None
    before = content_hash(first)
    desk.load(desk.folder.inbox)
    other = Desk(tmp_path / "other")
    furnish(other, NAMES[:6])
    other.load(other.folder.inbox)
    builds = [current_build(desk.folder), current_build(other.folder)]
    hashes = [content_hash(build) for build in builds if build]
    assert hashes[0] == before
    assert len(before) == 64


def test_a_moment_of_the_past_can_be_built_again(desk: Desk) -> None:
    furnish(desk, NAMES[:2])
    desk.load(desk.folder.inbox / "01.xlsx")
    moment = Archive(desk.folder.archive).receipts()[-1].at
    then = current_build(desk.folder)
    assert then is not None
    before = content_hash(then)
    society.write_registry(desk.folder.registry, [{"编号": "S01", "学会名称": NAMES[0], "应换届年份": 2019}])
    desk.load(desk.folder.inbox / "02.xlsx")
    pipeline.rebuild(desk.folder, moment, silent)
    again = current_build(desk.folder)
    assert again is not None
    assert again != then
    assert content_hash(again) == before


def test_check_changes_nothing(desk: Desk) -> None:
    furnish(desk, NAMES[:2])
    desk.load(desk.folder.inbox / "01.xlsx")

    def everything() -> dict[str, tuple[int, int]]:
        return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in desk.folder.root.rglob("*")}

    before = everything()
    report = desk.check(desk.folder.inbox)
    assert report.summary.received == 2
    assert everything() == before


def test_killing_the_loader_at_any_moment_loses_nothing(desk: Desk) -> None:
    furnish(desk)
    inbox = desk.folder.inbox
    desk.load(inbox / "01.xlsx")
    command = [sys.executable, "-m", "etl", "load", str(inbox), "--data", str(desk.folder.root)]
    started = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    whole = time.monotonic() - started
    moments = random.Random(7)
    for number in range(KILLS):
        society.write(
            inbox / f"{number % 24 + 1:02d}.xlsx", form={"学会名称": NAMES[number % 24], "会员代表人数": 300 + number}
        )
        loader = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        time.sleep(moments.uniform(0, whole))
        os.killpg(loader.pid, signal.SIGKILL)
        loader.wait()
        assert desk.ask("select count(*) from society_result")[0] == (24,)  # the build in force is whole
        archive = Archive(desk.folder.archive)
        assert all(archive.file(receipt.sha256).stat().st_size == receipt.size for receipt in archive.receipts())
    desk.load(inbox)
    sent = {hashlib.sha256(path.read_bytes()).hexdigest() for path in inbox.iterdir()}
    assert sent <= {receipt.sha256 for receipt in archive.receipts()}
    assert desk.ask("select max(delegates) from council") == [(300 + KILLS - 1,)]
    assert desk.ask("select distinct overall from society_result") == [("met",)]
    litter = [path.name for path in desk.folder.warehouse.iterdir() if path.suffix not in (".duckdb", "")]
    assert litter == []
    assert len(list(desk.folder.warehouse.glob("*.duckdb"))) <= 3
    assert not (desk.folder.archive / "staging").exists() or not any((desk.folder.archive / "staging").iterdir())


def test_a_full_disk_leaves_the_old_build_in_force(desk: Desk) -> None:
    furnish(desk, NAMES[:2])
    desk.load(desk.folder.inbox / "01.xlsx")
    before = current_build(desk.folder)
    command = [sys.executable, "-c", SMALL_DISK, "load", str(desk.folder.inbox), "--data", str(desk.folder.root)]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 2
    assert "看板仍显示原来的" in run.stderr
    assert "Traceback" not in run.stderr
    assert current_build(desk.folder) == before
    desk.load(desk.folder.inbox)
    assert desk.ask("select count(*) from submission") == [(2,)]


def test_no_personal_data_leaves_the_archive(desk: Desk, tmp_path: Path) -> None:
    person, birth, employer, contact, phone = (
        "欧阳示例某",
        "1969.07",
        "示例研究院 工程师",
        "司徒示例某",
        "000-13812345678",
    )
    roster = [
        *society.council(30, 10),
        society.person(31, "召集人", 姓名=person, 出生年月=birth, 工作单位及职务=employer, 性别=None),
    ]
    path = society.write(
        tmp_path / "一份.xlsx",
        form={"学会名称": NAMES[0], "联系人": contact, "联系电话": phone, "会员代表人数": f"见{contact}"},
        answers={"T01-1": f"问{person}"},
        roster=roster,
    )
    society.write_registry(
        desk.folder.registry, [{"编号": "S01", "学会名称": NAMES[0], "联系人": contact, "联系电话": phone}]
    )
    environment = os.environ | {"REFORM_DATA": str(desk.folder.root)}
    command = [sys.executable, "-m", "etl"]
    checked = subprocess.run([*command, "check", "--json", str(path)], capture_output=True, text=True, env=environment)
    loaded = subprocess.run([*command, "load", str(path)], capture_output=True, text=True, env=environment)
    assert (checked.returncode, loaded.returncode) == (1, 1)
    kinds = {one["kind"] for one in json.loads(checked.stdout)["files"][0]["submissions"][0]["findings"]}
    assert {"post_unreadable", "roster_gap", "count_unreadable", "status_unreadable"} <= kinds
    build = current_build(desk.folder)
    assert build is not None
    dumped = []
    with duckdb.connect(str(build), read_only=True) as connection:
        for (name,) in connection.execute(
            "select table_schema || '.' || table_name from information_schema.tables"
        ).fetchall():
            dumped.append(repr(connection.execute(f"select * from {name}").fetchall()))
    journal = (desk.folder.archive / "journal.jsonl").read_text("utf-8")
    for secret in (person, birth, employer, contact, phone):
        for place in (checked.stdout, checked.stderr, loaded.stdout, loaded.stderr, journal, *dumped):
            assert secret not in place
        assert secret.encode() not in build.read_bytes()


def test_a_second_loader_waits_or_says_so(desk: Desk) -> None:
    furnish(desk, NAMES[:1])
    archive = Archive(desk.folder.archive)
    with (
        archive.locked(),
        pytest.raises(Busy, match="另一个装载正在进行"),
        Archive(desk.folder.archive).locked(timeout=0.1),
    ):
        pass
    loaders = [
        subprocess.Popen(
            [sys.executable, "-m", "etl", "load", str(desk.folder.inbox), "--data", str(desk.folder.root)],
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    said = sorted(loader.communicate()[0] for loader in loaders)
    assert [loader.returncode for loader in loaders] == [0, 0]
    assert "收到 1 份：受理 1，须更正 0，退回 0\n" in said
    assert desk.ask("select count(*) from submission") == [(1,)]


def test_a_torn_line_of_the_journal_is_mended(desk: Desk) -> None:
    furnish(desk, NAMES[:2])
    desk.load(desk.folder.inbox / "01.xlsx")
    journal = desk.folder.archive / "journal.jsonl"
    whole = journal.read_bytes()
    journal.write_bytes(whole + b'{"at": "2018-12-01T09:00:00", "what": "fi')
    assert len(Archive(desk.folder.archive).receipts()) == 1
    desk.load(desk.folder.inbox / "02.xlsx")
    assert journal.read_bytes().startswith(whole)
    assert len(Archive(desk.folder.archive).receipts()) == 2
