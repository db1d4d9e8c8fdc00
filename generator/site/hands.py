"""Several processes at one pile of jobs: pages don't depend on each other, so every core writes.

Children are forked, so that nothing is copied or pickled; where that can't be done safely (no
fork, or threads are running) one process does everything. The result is the same files.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.site.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.context import ForkProcess
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Job:
    """A share of the work. ``pages``: how many pages it writes, for the progress bar."""

    run: Callable[[Writer], None]
    pages: int = 0


class _Tally:
    """Counters all hands share."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("fork")
        self.taken = context.Value("q", 0)
        self.pages = context.Value("q", 0)
        self.files = context.Value("q", 0)
        self.size = context.Value("q", 0)
        self.failures = context.SimpleQueue()

    def take(self) -> int:
        """Return the number of the next job; each is handed out once."""
        return _add(self.taken, 1) - 1

    def put(self, writer: Writer) -> None:
        """Add what one hand has written."""
        _add(self.files, writer.files)
        _add(self.size, writer.size)


def _add(value: Any, amount: int) -> int:
    with value.get_lock():
        value.value += amount
        return int(value.value)


def write_jobs(folder: Path, jobs: Sequence[Job], progress: Callable[[int], None]) -> Writer:
    """Do every job below ``folder``; return a writer with the counts of all hands.

    ``progress`` is told how many pages are done. Raises what a job raised, wherever it ran.
    """
    hands = min(_cores(), len(jobs))
    if hands < 2 or not _may_fork():  # noqa: PLR2004 - one hand needs no tally
        return _alone(folder, jobs, progress)
    tally = _Tally()
    context = multiprocessing.get_context("fork")
    others: list[ForkProcess] = [
        context.Process(target=_help, args=(folder, jobs, tally)) for _ in range(hands - 1)
    ]
    for other in others:
        other.start()
    failure = _work(folder, jobs, tally, progress)
    for other in others:
        other.join()
    if failure is None and not tally.failures.empty():
        failure = tally.failures.get()
    if failure is not None:
        raise failure
    if any(other.exitcode for other in others):
        raise RuntimeError("a process that wrote pages was stopped")
    progress(tally.pages.value)
    return Writer(folder, tally.files.value, tally.size.value)


def _alone(folder: Path, jobs: Sequence[Job], progress: Callable[[int], None]) -> Writer:
    writer, done = Writer(folder), 0
    for job in jobs:
        job.run(writer)
        done += job.pages
        progress(done)
    return writer


def _work(
    folder: Path,
    jobs: Sequence[Job],
    tally: _Tally,
    progress: Callable[[int], None],
) -> Exception | None:
    """Do jobs until none is left; return what went wrong, after which nobody takes another."""
    writer = Writer(folder)
    try:
        while (number := tally.take()) < len(jobs):
            jobs[number].run(writer)
            progress(_add(tally.pages, jobs[number].pages))
    except Exception as error:  # noqa: BLE001 - carried over to the process that waits
        _add(tally.taken, len(jobs))
        return error
    tally.put(writer)
    return None


def _help(folder: Path, jobs: Sequence[Job], tally: _Tally) -> None:
    """Be one of the other hands: work, and leave without the parent's own clearing up."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # the parent says that it was stopped
    parent = os.getppid()

    def stop_when_orphaned(_done: int) -> None:
        if os.getppid() != parent:  # killed: the next build clears the folder we write to
            os._exit(1)

    failure = _work(folder, jobs, tally, stop_when_orphaned)
    if failure is not None:
        tally.failures.put(failure)
    os._exit(0)


def _may_fork() -> bool:
    """Tell whether forking is safe: another thread's locks would stay locked in the child."""
    return "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1


def _cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
