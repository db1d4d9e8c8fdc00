"""One command as a whole process: wall seconds, CPU seconds, peak memory."""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Usage:
    """What a command cost. ``memory``: peak resident size in MiB, of its largest process."""

    wall: float
    cpu: float
    memory: float


def measure(command: Sequence[str], cwd: Path) -> Usage:
    """Run a command to its end and return its cost; raises RuntimeError when it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}: exit {process.returncode}\n{said.decode()}")
    wall = time.perf_counter() - started
    return Usage(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
