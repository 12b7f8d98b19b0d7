"""The pool: results in order, and a worker's death costs the job that killed it and no other."""

import os
import random
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from etl.workbook import Unreadable
from etl.workbook.limits import JobLimits
from etl.workbook.pool import Pool, each
from tests.etl.workbook.files import ods, xlsx, zipped
from tests.etl.workbook.jobs import act, kind_of, process_id, read_or_act

NOWHERE = Path("nowhere")
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="processes are limited on Linux only")


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(2) as kept:
        yield kept


def outcomes(pool: Pool, deeds: list[str]) -> list[str]:
    """Return what became of each deed: its name, or the kind of the finding."""
    results = pool.each(act, [(NOWHERE, deed) for deed in deeds])
    return [result.kind if isinstance(result, Unreadable) else result for result in results]


def test_results_come_in_the_order_of_the_jobs(pool: Pool) -> None:
    deeds = [f"deed {number}" for number in range(100)]
    assert outcomes(pool, deeds) == deeds


def test_deaths_cost_their_own_job_only(pool: Pool) -> None:
    deadly = ["abort", "be killed", "abort", "abort"]
    deeds = [deed for pair in zip(["a", "b", "c", "d"], deadly, strict=True) for deed in pair] + ["e"]
    crash = "file_crashed"
    assert outcomes(pool, deeds) == ["a", crash, "b", crash, "c", crash, "d", crash, "e"]


@linux_only
def test_memory_is_limited(pool: Pool) -> None:
    assert outcomes(pool, ["take memory", "a"]) == ["file_memory", "a"]


def test_every_way_to_be_out_of_memory_is_told_as_such(pool: Pool) -> None:
    assert outcomes(pool, ["find no memory", "a"]) == ["file_memory", "a"]


@linux_only
def test_processor_time_is_limited() -> None:
    with Pool(1, JobLimits(cpu_seconds=1)) as small:
        began = time.monotonic()
        assert outcomes(small, ["compute", "a"]) == ["file_slow", "a"]
        assert time.monotonic() - began < JobLimits().wall_seconds


def test_time_is_limited() -> None:
    with Pool(1, JobLimits(wall_seconds=0.5)) as small:
        assert outcomes(small, ["sleep", "a"]) == ["file_slow", "a"]


@linux_only
def test_nothing_can_be_written(pool: Pool, tmp_path: Path) -> None:
    path = tmp_path / "written"
    with pytest.raises(OSError, match="File too large"):
        list(pool.each(act, [(path, "write")]))
    assert path.read_bytes() == b""


def test_refusals_are_results(pool: Pool) -> None:
    (refusal,) = pool.each(act, [(NOWHERE, "refuse")])
    assert isinstance(refusal, Unreadable)
    assert (refusal.kind, refusal.detail) == ("file_far_cell", {"sheet": "表", "cell": "XFD1"})


def test_a_fault_of_ours_costs_its_file_only_and_is_told_without_its_words(
    pool: Pool, caplog: pytest.LogCaptureFixture
) -> None:
    assert outcomes(pool, ["a", "fail", "b"]) == ["a", "file_crashed", "b"]
    assert "ZeroDivisionError" in caplog.text
    assert "jobs.py" in caplog.text
    assert "张三" not in caplog.text


def test_a_worker_killed_between_jobs_is_replaced(pool: Pool) -> None:
    worker_id = next(iter(pool.each(process_id, [(NOWHERE, None)])))
    assert isinstance(worker_id, int)
    os.kill(worker_id, 9)
    time.sleep(0.3)
    assert outcomes(pool, ["a", "abort", "b"]) == ["a", "file_crashed", "b"]


def test_jobs_are_drawn_as_they_are_needed(pool: Pool) -> None:
    drawn = count()
    results = pool.each(act, ((NOWHERE, str(next(drawn))) for _ in count()))
    assert [next(results) for _ in range(50)] == [str(number) for number in range(50)]
    results.close()  # type: ignore[attr-defined]
    assert next(drawn) < 100


def test_many_threads_share_the_pool(pool: Pool) -> None:
    seen: dict[int, list[str]] = {}
    deeds = {number: [f"{number}", "abort", f"{number} again"] for number in range(4)}

    def hand_over(number: int) -> None:
        seen[number] = outcomes(pool, deeds[number])

    threads = [threading.Thread(target=hand_over, args=(number,)) for number in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == {number: [f"{number}", "file_crashed", f"{number} again"] for number in deeds}


def test_two_hundred_good_files_around_three_deadly_ones(tmp_path: Path) -> None:
    good = tmp_path / "good.xlsx"
    good.write_bytes(xlsx({"表": "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 31))}))
    deadly = {50: "abort", 100: "be killed", 150: "abort"}
    jobs = [(good, deadly.get(number, "read")) for number in range(203)]
    results = list(each(read_or_act, jobs, workers=2))
    kinds = [result.kind if isinstance(result, Unreadable) else result for result in results]
    assert kinds == ["file_crashed" if number in deadly else 30 for number in range(203)]


def test_whatever_is_damaged_there_is_a_reason(tmp_path: Path) -> None:
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c><c r="B1"><f>A1</f><v>2</v></c></row>'
    table = '<table:table table:name="表"><table:table-row><table:table-cell office:value-type="float"/>'
    originals = [
        xlsx({"表": row}),
        ods(f"{table}</table:table-row></table:table>"),
        "学会名称,年份\n示例学会,2018\n".encode("gbk"),
        zipped({"a": b"b"}),
    ]
    chance = random.Random(20181220)
    jobs = []
    for number in range(400):
        data = bytearray(chance.choice(originals))
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path = tmp_path / str(number)
        path.write_bytes(data[: chance.choice([None, chance.randrange(len(data))])])
        jobs.append((path, None))
    results = list(each(kind_of, jobs, workers=2))
    kinds = {result.kind if isinstance(result, Unreadable) else result for result in results}
    assert len(results) == 400
    assert {"xlsx", "csv", "file_damaged"} <= kinds


@linux_only
def test_workers_end_with_the_loader(root: Path) -> None:
    script = """
        from itertools import repeat
        from pathlib import Path
        from etl.workbook.pool import each
        from tests.etl.workbook.jobs import process_id

        if __name__ == "__main__":
            for worker in each(process_id, repeat((Path(), None)), workers=1):
                print(worker, flush=True)
    """
    command = [sys.executable, "-c", textwrap.dedent(script)]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as loader:
        assert loader.stdout is not None
        worker = Path("/proc") / loader.stdout.readline().strip()
        assert worker.exists()
        loader.kill()
    deadline = time.monotonic() + 20
    while worker.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not worker.exists()
