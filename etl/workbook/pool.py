"""Worker processes that read one file after another, may die of any of them, and are replaced when they do."""

import logging
import multiprocessing
import os
import pickle
import re
import signal
import threading
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import forkserver, resource_tracker
from pathlib import Path
from typing import Self, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from etl.workbook import worker
from etl.workbook.archived import AlteredCopy
from etl.workbook.contents import Unreadable
from etl.workbook.limits import JobLimits

A = TypeVar("A", bound=Hashable)
R = TypeVar("R")
Job = tuple[bytes, bytes]
"""Function and path, pickled, and its argument, which thousands of jobs may share."""

_AHEAD = 8
"""Jobs handed over per worker: enough to keep it busy, few enough that memory does not grow with the folder."""
_PLACE = re.compile(r'^  File ".*", line \d+, in \w+$', re.MULTILINE)
"""A line of a traceback that says where in the program, and nothing of the file."""
_ATTEMPTS = 3
"""How often a job is handed over when the whole pool breaks, before its file is held to be the cause."""


def each(
    function: Callable[[Path, A], R], jobs: Iterable[tuple[Path, A]], workers: int | None = None
) -> Iterator[R | Unreadable]:
    """Yield `function(path, argument)` of every job in the order of the jobs, computed in worker processes.

    The function is one of a module, not one within another. What it raises as Unreadable is yielded, and so is
    `file_crashed`, `file_slow` or `file_memory` for a job that its worker did not survive. Any other exception is a
    fault of ours that this file brings to light: it is logged, and the file is `file_crashed`, so that no file stops
    the others. Only what is not its doing is raised: OSError, AlteredCopy. Without `workers` there is one for each
    processor.
    """
    with Pool(workers) as pool:
        yield from pool.each(function, jobs)


@dataclass(frozen=True, slots=True)
class HandedJob:
    """A job in the hands of the processes that were in service when it came."""

    job: Job
    processes: ProcessPool
    future: ProcessFuture[bytes]


class Pool:
    """Worker processes for a server to keep: started once, and any number of threads may hand jobs to them.

    `module` is the one whose functions they are going to call.
    """

    def __init__(
        self, workers: int | None = None, limits: JobLimits | None = None, module: str = "etl.workbook"
    ) -> None:
        self._module = module
        self._workers = workers or os.cpu_count() or 1
        self._limits = limits or JobLimits()
        self._processes = self._start()
        self._renewal = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Have the processes get ready before the first job."""
        _ = self._processes.active

    def close(self) -> None:
        """End the worker processes; jobs that are not finished are dropped."""
        _end(self._processes)

    def each(self, function: Callable[[Path, A], R], jobs: Iterable[tuple[Path, A]]) -> Iterator[R | Unreadable]:
        """Yield the result of every job in the order of the jobs, as `each` of this module does."""
        yield from map(pickle.loads, self.each_pickled(function, jobs))

    def each_pickled(self, function: Callable[[Path, A], R], jobs: Iterable[tuple[Path, A]]) -> Iterator[bytes]:
        """Yield the results as they come from the workers, for those who keep them so."""
        waiting: deque[HandedJob] = deque()
        try:
            for path, argument in jobs:
                waiting.append(self.begin(function, path, argument))
                if len(waiting) >= self._workers * _AHEAD:
                    yield self.outcome(waiting.popleft())
            while waiting:
                yield self.outcome(waiting.popleft())
        finally:
            for task in waiting:
                task.future.cancel()  # type: ignore[no-untyped-call]

    def begin(self, function: Callable[[Path, A], R], path: Path, argument: A) -> HandedJob:
        """Hand over one job, for `outcome` to ask for later."""
        return self._hand_over((pickle.dumps((function, path)), _pickled(argument)))

    def outcome(self, task: HandedJob) -> bytes:
        """Wait for the pickled result of a job."""
        for _ in range(_ATTEMPTS):
            with suppress(TimeoutError):
                match task.future.exception(3 * self._limits.wall_seconds):
                    case None:
                        return task.future.result()
                    case ProcessExpired() as death:
                        return pickle.dumps(worker.cause_of_death(death.exitcode))
                    case TimeoutError():
                        return pickle.dumps(Unreadable("file_slow"))
                    case BrokenProcessPool():
                        # A worker that is killed between two jobs takes the whole of pebble's pool with it.
                        pass
                    case OSError() | AlteredCopy() as refused:
                        raise refused
                    case fault:
                        _log(fault)
                        return pickle.dumps(Unreadable("file_crashed"))
            task = self._hand_over(task.job, broken=task.processes)
        return pickle.dumps(Unreadable("file_crashed"))

    def _start(self) -> ProcessPool:
        methods = multiprocessing.get_all_start_methods()
        context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
        if context.get_start_method() == "forkserver":
            # Imported once, while the caller prepares; a worker that replaces a dead one is ready in milliseconds.
            context.set_forkserver_preload([self._module, "pebble.pool.process"])
            _start_forkserver()
        return ProcessPool(self._workers, initializer=worker.prepare, initargs=(self._limits,), context=context)

    def _hand_over(self, job: Job, broken: ProcessPool | None = None) -> HandedJob:
        with self._renewal:
            if self._processes is broken or not self._processes.active:
                _end(self._processes)
                self._processes = self._start()
            arguments = (*job, self._limits.cpu_seconds)
            future = self._processes.schedule(worker.run, arguments, timeout=self._limits.wall_seconds)
            return HandedJob(job, self._processes, future)


@lru_cache(maxsize=8)
def _pickled(argument: Hashable) -> bytes:
    return pickle.dumps(argument)


def _start_forkserver() -> None:
    """Start the process that the workers are forked from, so that it says nothing when Ctrl+C is pressed.

    Ctrl+C goes to every process of the terminal; it is ours that ends the others. A worker that is just being made when
    ours ends would print a trace.
    """
    resource_tracker.ensure_running()  # it would unblock the signal below
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    errors, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        forkserver.ensure_running()
    finally:
        os.dup2(errors, 2)
        os.close(errors)
        os.close(nowhere)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def _log(fault: BaseException) -> None:
    """Say where the program failed, for its maintainers. What an exception says may name a person, and stays out."""
    places = "\n".join(_PLACE.findall(str(fault.__cause__)))
    logging.getLogger(__name__).error("读取一个文件时出错（%s），已跳过它：\n%s", type(fault).__name__, places)


def _end(processes: ProcessPool) -> None:
    processes.stop()  # type: ignore[no-untyped-call]
    processes.join()
