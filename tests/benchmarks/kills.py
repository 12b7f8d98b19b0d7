"""Kill -9 at random moments over load, review, note, withdrawal, assignment and backup: `python -m
tests.benchmarks.kills 100`. Prints what was looked at after each kill, and ends with 1 where anything is amiss.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from etl.archive.backup import check_backup
from etl.archive.files import Archive
from etl.loading import pipeline
from etl.paths import DataFolder
from etl.warehouse import current_build
from etl.warehouse.differences import differences
from tests.etl import society

SOCIETIES = 8
LONGEST = 6  # seconds until a command is killed: most are done by then on a busy machine
NAMES = [f"滨海市示例第{number:02d}学会" for number in range(1, SOCIETIES + 1)]
DECIDE = """
import sys
from etl import desk
from etl.paths import DataFolder
from pathlib import Path
if __name__ == "__main__":
    folder, what, submission, society_id = DataFolder(Path(sys.argv[1])), *sys.argv[2:]
    decision = {
        "note": lambda: desk.Note(2018, "已核实", "示例甲"),
        "review": lambda: desk.Review(society_id, 2018, "T01-1", submission, "approved", "", "示例甲"),
        "withdrawal": lambda: desk.Withdrawal(submission, "发错了"),
    }[what]()
    desk.record(folder, decision, lambda *_: None)
    print("done")
"""


def main(kills: int) -> int:
    """Kill as often as told, and look after each kill and after the next whole load."""
    chance = random.Random(kills)
    with tempfile.TemporaryDirectory() as scratch:
        folder = DataFolder(Path(scratch) / "data")
        lines = [{"编号": f"S{number:02d}", "学会名称": name} for number, name in enumerate(NAMES, 1)]
        society.write_registry(folder.registry, lines)
        for name in NAMES:
            society.write(folder.inbox / f"{name}.xlsx", form={"学会名称": name})
        subprocess.run([*_etl(folder, "load"), str(folder.inbox)], check=True, capture_output=True)
        for number in range(kills):
            before = Archive(folder.archive).journal.read().content
            command = _command(folder, chance, number)
            started = subprocess.Popen(
                command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
            )
            time.sleep(chance.uniform(0, LONGEST))
            os.killpg(started.pid, signal.SIGKILL)
            started.wait()
            problems = list(_amiss(folder, before))
            grown = Archive(folder.archive).journal.read().line_count - before.count(b"\n")
            print(f"{number + 1}/{kills}  {grown} lines more  {'; '.join(problems) or 'ok'}", flush=True)
            if problems:
                return 1
        return _amiss_at_the_end(folder)


def _etl(folder: DataFolder, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "etl", *arguments, "--data", str(folder.root)]


def _command(folder: DataFolder, chance: random.Random, number: int) -> list[str]:
    what = chance.choice(["load", "load", "review", "note", "withdrawal", "backup"])
    if what == "load":
        name = chance.choice(NAMES)
        file = society.write(folder.inbox / f"{name}.xlsx", form={"学会名称": name, "会员代表人数": 300 + number})
        return [*_etl(folder, "load"), str(file)]
    if what == "backup":
        return _etl(folder, "backup", str(folder.root.parent / f"{number}.zip"))
    build = current_build(folder)
    with duckdb.connect(str(build), read_only=True) as connection:
        rows = connection.execute("select submission_id, society_id from submission where is_current").fetchall()
    submission_id, society_id = chance.choice(rows)
    return [sys.executable, "-c", DECIDE, str(folder.root), what, submission_id, society_id]


def _amiss(folder: DataFolder, before: bytes) -> list[str]:
    """What is wrong right after a kill: lines lost, a journal, a file or a backup not proved, half a build."""
    archive = Archive(folder.archive)
    journal = archive.journal.read()
    problems = [] if journal.content.startswith(before) else ["lines of the journal are gone"]
    problems += [str(fault) for fault in journal.faults]
    problems += [one.name for one in archive.receipts() if not archive.is_intact(one.sha256)]
    with duckdb.connect(str(current_build(folder)), read_only=True) as connection:
        if connection.execute("select count(*) from society_result").fetchall() != [(SOCIETIES,)]:
            problems.append("the build is not whole")
    for backup in folder.root.parent.glob("*.zip"):
        check_backup(backup)
        backup.unlink()
    return problems


def _amiss_at_the_end(folder: DataFolder) -> int:
    """After the next start there is no litter, and the build that has followed is that of a build from nothing."""
    pipeline.catch_up(folder, lambda *_: None)
    followed = current_build(folder)
    pipeline.rebuild(folder, None, lambda *_: None)
    clean = current_build(folder)
    different = differences(followed, clean) if followed and clean else ["no build"]
    litter = [path.name for path in folder.warehouse.iterdir() if path.suffix not in (".duckdb", "")]
    litter += [path.name for path in folder.staging.iterdir() if path.name != ".lock"]
    litter += [path.name for path in (folder.archive / "staging").glob("*")]
    print(f"differences {different}, litter {litter}")
    return 1 if different or litter else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
