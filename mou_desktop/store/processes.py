"""Which process is which: a number is given again, a number with its time of start is not.

It asks the system and starts nothing that it could ask without. Where the system does not tell, a
process counts as running: what belongs to it is left alone.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

UNKNOWN = "unknown"


@cache
def own_start() -> str:
    """Return when this process started, as `started` tells it."""
    return started(os.getpid())


def is_running(pid: int, start: str) -> bool:
    """Return whether the process `pid` that started at `start` is still at work."""
    now = started(pid)
    return bool(now) and (now == start or UNKNOWN in (now, start))


def started(pid: int) -> str:
    """Return what tells the process `pid` from all before and after it; empty: there is none."""
    return _started(pid) if pid > 0 else ""


if sys.platform == "win32":

    def _started(pid: int) -> str:
        import ctypes
        from ctypes import wintypes

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = wintypes.HANDLE
        handle = kernel.OpenProcess(0x1000, False, pid)  # it may be asked about
        if not handle:
            return UNKNOWN if ctypes.get_last_error() == 5 else ""  # another user's
        try:
            times = [wintypes.FILETIME() for _ in range(4)]
            code = wintypes.DWORD()
            kernel.GetExitCodeProcess(wintypes.HANDLE(handle), ctypes.byref(code))
            if code.value != 259:  # it has ended, and somebody still holds it
                return ""
            found = kernel.GetProcessTimes(
                wintypes.HANDLE(handle), *(ctypes.byref(one) for one in times)
            )
        finally:
            kernel.CloseHandle(wintypes.HANDLE(handle))
        start = times[0]
        return f"{start.dwHighDateTime:x}{start.dwLowDateTime:08x}" if found else UNKNOWN

else:

    def _started(pid: int) -> str:
        linux = Path("/proc/self/stat").exists()
        return _started_linux(pid) if linux else _started_elsewhere(pid)

    def _started_linux(pid: int) -> str:
        try:
            text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
            boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii")
        except (FileNotFoundError, ProcessLookupError):
            return ""
        except OSError:
            return UNKNOWN
        # The name of a program, in brackets, may hold blanks and brackets of its own.
        state, *rest = text.rpartition(")")[2].split()
        return "" if state in {"Z", "X"} else f"{boot[:8]}{int(rest[18]):x}"

    def _started_elsewhere(pid: int) -> str:
        import subprocess

        try:
            ran = subprocess.run(
                ["/bin/ps", "-o", "lstart=", "-p", str(pid)],
                capture_output=True, text=True, timeout=5, check=False, env={"LC_ALL": "C"},
            )  # fmt: skip
        except (OSError, subprocess.SubprocessError):
            return UNKNOWN
        return "".join(ran.stdout.split())
