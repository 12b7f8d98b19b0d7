"""Runs tests in forks of a process that has imported the packages already, which takes longer than most tests.

`python -m tests.mutation.server`, started in a copy of the program, reads lines of JSON (files of tests, in their
order) and answers each with `[passed, first file that failed]`.
"""

import contextlib
import importlib
import json
import os
import pickle
import re
import resource
import signal
import sys
import tempfile
from typing import Any

LONGEST = 900  # seconds; a change that makes the tests run for ever is noticed
PACKAGES = "duckdb openpyxl pandas plotly.graph_objects streamlit.testing.v1 hypothesis openxml_audit.helpers".split()
OF_WORKERS = "tests/etl/loading/test_last_build.py::test_a_file_that_ran_out_of_its_limits_is_tried_twice_and_on_demand"
"""Left out: what it is about happens in a worker process alone."""
MOST_WORK = 240  # seconds of processor time


def main() -> None:
    """Answers until the input ends."""
    for name in PACKAGES:
        importlib.import_module(name)
    for line in sys.stdin:
        print(json.dumps(_run(json.loads(line))), flush=True)


def _run(tests: list[str]) -> tuple[bool, str]:
    with tempfile.TemporaryFile() as output:
        child = os.fork()
        if child == 0:
            _be_tests(tests, output.fileno())
        status = os.waitpid(child, 0)[1]
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)  # what the tests started, after a time-out
        output.seek(0)
        failed = re.search(r"^(?:FAILED|ERROR) ([^:\s]+)", output.read().decode(errors="replace"), re.M)
    return status == 0, failed[1] if failed else ""


def _be_tests(tests: list[str], output: int) -> None:
    os.setsid()
    signal.alarm(LONGEST)
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_WORK, resource.RLIM_INFINITY))
    for stream in (sys.stdout, sys.stderr):
        os.dup2(output, stream.fileno())
    import pytest

    _read_here()
    words = ["-x", "-n", "0", "-p", "no:cacheprovider", "-m", "not browser"]
    words += ["--deselect", OF_WORKERS]
    words += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # of packages that are imported already
    code = int(pytest.main([*words, *tests]))
    sys.stdout.flush()
    os._exit(code)


def _read_here() -> None:
    """Read workbooks in this process: workers, started anew by every load, take longer to start than to read a few."""
    from concurrent.futures import Future

    from etl.workbook import Unreadable
    from etl.workbook.pool import HandedJob, Job, Pool

    def read(_: Pool, job: Job, broken: object = None) -> HandedJob:
        future: Any = Future()
        try:
            (function, path), argument = map(pickle.loads, job)
            future.set_result(pickle.dumps(function(path, argument)))
        except Unreadable as reason:
            future.set_result(pickle.dumps(reason))
        except Exception as fault:  # noqa: BLE001 the one who asked raises it, or says what it means
            future.set_exception(fault)
        return HandedJob(job, None, future)  # type: ignore[arg-type]

    def without_workers(_: Pool) -> None:
        return None

    instead = {"_hand_over": read, **dict.fromkeys(("_start", "start", "close"), without_workers)}
    for name, method in instead.items():
        setattr(Pool, name, method)


if __name__ == "__main__":
    main()
