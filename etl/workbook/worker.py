"""What happens inside a worker process: its limits, one job after another, and what its death means."""

import errno
import gc
import os
import pickle
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from etl.workbook.contents import Unreadable
from etl.workbook.limits import MIB, JobLimits

if sys.platform == "linux":
    import resource
if sys.platform == "win32":
    from etl.workbook import job_object

_KEPT_BYTES = 16 * MIB
_HANDED_OVER_BYTES = 16 * MIB
"""The process that asked keeps all results in memory; an ordinary one has 10 KB."""


def prepare(limits: JobLimits) -> None:
    """Make this process one that may read hostile files: it takes only so much memory, and on Linux writes none."""
    # Rust reports its panics there, in the middle of somebody's progress bar.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
    # glibc gives freed memory back to the system, and the next job asks for it again: unless so large a block was
    # allocated and freed once.
    block = bytes(_KEPT_BYTES)
    del block
    gc.freeze()  # what is imported stays: to look for garbage in it again and again takes long
    gc.set_threshold(20_000, 20, 100)  # the rows of a sheet are thousands of lists, and none of them is garbage
    if sys.platform == "linux":
        address_space = _address_space() + limits.memory_bytes
        resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "win32":
        job_object.limit_memory(limits.memory_bytes)


def _address_space() -> int:
    """Bytes of address space that this process holds: the interpreter, and what the main module imported."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    return pages * resource.getpagesize()


def run(job: bytes, argument: bytes, cpu_seconds: int) -> bytes:
    """Return the pickled result of a pickled job (function, path) with its argument, or the Unreadable it raised."""
    with _processor_time(cpu_seconds):
        try:
            function, path = pickle.loads(job)
            result = pickle.dumps(function(path, pickle.loads(argument)))
            return result if len(result) <= _HANDED_OVER_BYTES else pickle.dumps(Unreadable("file_memory"))
        except Unreadable as reason:
            return pickle.dumps(reason)
        except MemoryError:
            return pickle.dumps(Unreadable("file_memory"))
        except OSError as error:
            if error.errno != errno.ENOMEM:
                raise
            return pickle.dumps(Unreadable("file_memory"))


def cause_of_death(exit_code: int) -> Unreadable:
    """Return the finding for a file whose worker ended with that code."""
    is_out_of_time = sys.platform == "linux" and exit_code == -signal.SIGXCPU
    return Unreadable("file_slow" if is_out_of_time else "file_crashed")


@contextmanager
def _processor_time(seconds: int) -> Iterator[None]:
    """Let the process be killed when the block takes longer; the limit counts from the start of the process."""
    if sys.platform != "linux":
        yield
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime)
    resource.setrlimit(resource.RLIMIT_CPU, (used + seconds + 1, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        # A worker killed while it sends its result would leave half of it in the pipe all workers share.
        resource.setrlimit(resource.RLIMIT_CPU, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
