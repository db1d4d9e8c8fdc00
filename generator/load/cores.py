"""Whether work can be shared out, and among how many."""

from __future__ import annotations

import multiprocessing
import os
import threading


def may_fork() -> bool:
    """Tell whether forking is safe: another thread's locks would stay locked in the child."""
    return "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
