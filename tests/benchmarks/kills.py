"""Kill -9 at random moments over load, upload, review, note, withdrawal and backup: `python -m tests.benchmarks.kills
100`. Prints what was looked at after each kill, and ends with 1 where anything is amiss.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import duckdb

from etl.archive.backup import check_backup
from etl.archive.files import Archive
from etl.loading import pipeline
from etl.loading.litter import sweep_at_start
from etl.paths import DataFolder
from etl.warehouse import current_build
from etl.warehouse.differences import differences
from tests.etl import society

SOCIETIES = 8
KINDS = ("load", "upload", "review", "note", "withdrawal", "backup")
WHEN = 0.3, 1.2
"""Shares of the time that a command takes: before, Python starts and has written nothing; later, most have ended."""
NAMES = [f"滨海市示例第{number:02d}学会" for number in range(1, SOCIETIES + 1)]
DECIDE = """
import sys
from etl import desk
from etl.desk import reviewing
from etl.paths import DataFolder
from pathlib import Path
if __name__ == "__main__":
    folder, what, submission, society_id, file = DataFolder(Path(sys.argv[1])), *sys.argv[2:]
    if what == "upload":
        desk.receive_files(folder, [desk.Upload(Path(file).name, Path(file).read_bytes())], lambda *_: None)
        desk.close()
        sys.exit()
    answer = society_id, 2018, "T01-1", submission
    seen = reviewing.standing_reviews(folder).get(answer, {}).get("reviewed_at")
    decision = {
        "note": lambda: desk.Note(2018, "已核实", "示例甲"),
        "review": lambda: desk.Review(*answer, "approved", "", "示例甲", seen),
        "withdrawal": lambda: desk.Withdrawal(submission, "发错了"),
    }[what]()
    desk.record(folder, decision, lambda *_: None)
    desk.close()
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
        seconds = {what: _duration(_command(folder, chance, (what, number))) for number, what in enumerate(KINDS)}
        ended: Counter[str] = Counter()
        for number in range(kills):
            before = Archive(folder.archive).journal.read().content
            what = KINDS[number % len(KINDS)]
            is_killed = _killed(
                _command(folder, chance, (what, number + len(KINDS))), seconds[what] * chance.uniform(*WHEN)
            )
            ended[what] += is_killed
            problems = list(_amiss(folder, before))
            grown = Archive(folder.archive).journal.read().line_count - before.count(b"\n")
            how = "killed" if is_killed else "had ended"
            print(f"{number + 1}/{kills}  {what} {how}, {grown} lines more  {'; '.join(problems) or 'ok'}", flush=True)
            if problems:
                return 1
        print(f"killed before their end: {dict(ended)}, together {ended.total()} of {kills}")
        return _amiss_at_the_end(folder)


def _etl(folder: DataFolder, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "etl", *arguments, "--data", str(folder.root)]


def _duration(command: list[str]) -> float:
    """Seconds that the command takes when nobody kills it."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def _killed(command: list[str], after: float) -> bool:
    """Whether the command, with all its processes, was still running after so many seconds, when it was killed."""
    started = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    time.sleep(after)
    with suppress(ProcessLookupError):  # it had ended, and its workers with it
        os.killpg(started.pid, signal.SIGKILL)
    return started.wait() == -signal.SIGKILL


def _command(folder: DataFolder, chance: random.Random, what_and_number: tuple[str, int]) -> list[str]:
    """A command of the kind; the number makes it another one than all before."""
    what, number = what_and_number
    name = chance.choice(NAMES)
    file = society.write(folder.inbox / f"{name}.xlsx", form={"学会名称": name, "会员代表人数": 300 + number})
    if what == "load":
        return [*_etl(folder, "load"), str(file)]
    if what == "backup":
        return _etl(folder, "backup", str(folder.root.parent / f"{number}.zip"))
    build = current_build(folder)
    with duckdb.connect(str(build), read_only=True) as connection:
        rows = connection.execute("select submission_id, society_id from submission where is_current").fetchall()
    submission_id, society_id = chance.choice(rows)
    return [sys.executable, "-c", DECIDE, str(folder.root), what, submission_id, society_id, str(file)]


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
    sweep_at_start(folder)
    litter = [path.name for path in folder.root.parent.iterdir() if path != folder.root]
    pipeline.catch_up(folder, lambda *_: None)
    followed = current_build(folder)
    pipeline.rebuild(folder, None, lambda *_: None)
    clean = current_build(folder)
    different = differences(followed, clean) if followed and clean else ["no build"]
    litter += [path.name for path in folder.warehouse.iterdir() if path.suffix not in (".duckdb", "")]
    litter += [path.name for path in folder.staging.iterdir() if path.name != ".lock"]
    litter += [path.name for path in (folder.archive / "staging").glob("*")]
    print(f"differences {different}, litter {litter}")
    return 1 if different or litter else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
