"""One command as a whole process: wall seconds, CPU seconds, peak memory."""

from __future__ import annotations

import os
import re
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Sequence

_STEP = 0.25  # seconds between two looks at the memory; a look at 2 GB takes 10 ms
_SHARE = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Usage:
    """What a command cost, in seconds and MiB.

    ``memory``: peak resident size of its largest process. ``tree``: peak over all its processes
    together, what they share counted once; seen four times a second, so 0 of very short ones.
    """

    wall: float
    cpu: float
    memory: float
    tree: float = 0


def measure(command: Sequence[str], cwd: Path) -> Usage:
    """Run a command to its end and return its cost; raises RuntimeError when it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=cwd, env=_as_a_user(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert process.stderr is not None
    with _Watch(process.pid) as watch:
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}: exit {process.returncode}\n{said.decode()}")
    cpu = usage.ru_utime + usage.ru_stime
    return Usage(wall, cpu, usage.ru_maxrss / 1024, watch.peak)


def _as_a_user() -> dict[str, str]:
    """Return the environment without what some test machines set: users' Pythons keep bytecode."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class _Watch:
    """Looks at the memory of a process and its descendants until the block ends."""

    def __init__(self, pid: int) -> None:
        self.peak = 0.0
        self._pid = pid
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(_STEP):
            self.peak = max(self.peak, sum(map(_held, _family(self._pid))))


def _family(pid: int) -> list[int]:
    """Return a process and all below it."""
    found = [pid]
    for parent in found:
        for children in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                found.extend(map(int, children.read_text("ascii").split()))
            except OSError:  # it has just ended
                continue
    return found


def _held(pid: int) -> float:
    """Return the MiB a process holds, of what is shared its part; 0 when it has ended."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
    except OSError:
        return 0
    share = _SHARE.search(rollup)
    return int(share[1]) / 1024 if share else 0
