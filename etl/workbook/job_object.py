"""How Windows limits the memory of a process: by a job object that the process puts itself into."""

import ctypes
import sys
from ctypes import wintypes

_EXTENDED_LIMITS, _PROCESS_MEMORY = 9, 0x100  # JobObjectExtendedLimitInformation, JOB_OBJECT_LIMIT_PROCESS_MEMORY
_job: object = None  # as long as the process lives


class _BasicLimits(ctypes.Structure):
    _fields_ = [
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", wintypes.DWORD),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("most_processes", wintypes.DWORD),
        ("affinity", ctypes.c_size_t),
        ("priority", wintypes.DWORD),
        ("scheduling", wintypes.DWORD),
    ]


class _Limits(ctypes.Structure):
    _fields_ = [
        ("basic", _BasicLimits),
        ("io_counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("most_process_memory_used", ctypes.c_size_t),
        ("most_job_memory_used", ctypes.c_size_t),
    ]


class _MemoryCounters(ctypes.Structure):
    _fields_ = [("size", wintypes.DWORD), ("page_faults", wintypes.DWORD), ("bytes", ctypes.c_size_t * 8)]


if sys.platform == "win32":

    def limit_memory(more: int) -> bool:
        """Let this process commit only so many bytes more than it has now; returns whether Windows agreed."""
        global _job
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        for function in (kernel.GetCurrentProcess, kernel.CreateJobObjectW):
            function.restype = wintypes.HANDLE
        myself = wintypes.HANDLE(kernel.GetCurrentProcess())
        counters = _MemoryCounters(size=ctypes.sizeof(_MemoryCounters))
        if not kernel.K32GetProcessMemoryInfo(myself, ctypes.byref(counters), counters.size):
            return False
        limits = _Limits(process_memory=counters.bytes[6] + more)  # PagefileUsage: what is committed
        limits.basic.flags = _PROCESS_MEMORY
        _job = job = wintypes.HANDLE(kernel.CreateJobObjectW(None, None))
        return bool(
            kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
            and kernel.AssignProcessToJobObject(job, myself)
        )
