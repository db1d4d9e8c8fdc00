"""Several processes at one pile of jobs: pages don't depend on each other, so every core writes.

Children are forked, so that nothing is copied or pickled on the way there; where that can't be done
safely (no fork, or threads are running) one process does everything. The result is the same files.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from generator.site.ledger import Notes
from generator.site.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess
    from pathlib import Path

    from generator.site.ledger import Mark


@dataclass
class Hand:
    """One process at work: where it writes, and what it notes of what it made."""

    writer: Writer
    notes: Notes = field(default_factory=Notes)


@dataclass(frozen=True, slots=True)
class Job:
    """A share of the work. ``pages``: how many pages it writes, for the progress bar."""

    run: Callable[[Hand], None]
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Bench:
    """What the hands work at: ``marks`` are the files that stand below ``folder`` already."""

    folder: Path
    marks: dict[str, Mark]
    jobs: Sequence[Job]

    def hand(self) -> Hand:
        """Return a new hand."""
        return Hand(Writer(self.folder, self.marks))


class _Counters:
    """Counters all hands share."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("fork")
        self.taken = context.Value("q", 0)
        self.pages = context.Value("q", 0)

    def take(self) -> int:
        """Return the number of the next job; each is handed out once."""
        return _add(self.taken, 1) - 1


def _add(value: Any, amount: int) -> int:
    with value.get_lock():
        value.value += amount
        return int(value.value)


def write_jobs(bench: Bench, progress: Callable[[int], None]) -> list[Hand]:
    """Do every job; return the hands that did, each with what it wrote and noted.

    ``progress`` is told how many pages are done. Raises what a job raised, wherever it ran.
    """
    hands = min(_cores(), len(bench.jobs))
    if hands < 2 or not _may_fork():  # noqa: PLR2004 - one hand needs no counters
        return [_alone(bench, progress)]
    counters = _Counters()
    others = [_Other(bench, counters) for _ in range(hands - 1)]
    done = _work(bench, counters, progress)
    results = [done, *(other.result() for other in others)]
    for result in results:
        if isinstance(result, BaseException):
            raise result
    progress(counters.pages.value)
    return [result for result in results if isinstance(result, Hand)]


def _alone(bench: Bench, progress: Callable[[int], None]) -> Hand:
    hand, done = bench.hand(), 0
    for job in bench.jobs:
        job.run(hand)
        done += job.pages
        progress(done)
    return hand


def _work(bench: Bench, counters: _Counters, progress: Callable[[int], None]) -> Hand | Exception:
    """Do jobs until none is left; return what went wrong, after which nobody takes another."""
    hand = bench.hand()
    try:
        while (number := counters.take()) < len(bench.jobs):
            bench.jobs[number].run(hand)
            progress(_add(counters.pages, bench.jobs[number].pages))
    except Exception as error:  # noqa: BLE001 - carried over to the process that waits
        _add(counters.taken, len(bench.jobs))
        return error
    return hand


class _Other:
    """Another process at the same jobs."""

    def __init__(self, bench: Bench, counters: _Counters) -> None:
        context = multiprocessing.get_context("fork")
        self._from, to = context.Pipe(duplex=False)
        self._process: ForkProcess = context.Process(target=_help, args=(bench, counters, to))
        self._process.start()
        to.close()  # so that a child that vanishes ends the pipe

    def result(self) -> Hand | BaseException:
        """Wait for the process; return its hand, or what it failed of."""
        try:
            done: Hand | Exception = self._from.recv()
        except EOFError:
            done = RuntimeError("a process that wrote pages was stopped")
        self._process.join()
        return done


def _help(bench: Bench, counters: _Counters, to: Connection) -> None:
    """Be one of the other hands: work, and leave without the parent's own clearing up."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # the parent says that it was stopped
    parent = os.getppid()

    def stop_when_orphaned(_done: int) -> None:
        if os.getppid() != parent:  # killed: the next build clears the folder we write to
            os._exit(1)

    done = _work(bench, counters, stop_when_orphaned)
    if isinstance(done, Hand):
        done.writer.marks = {}  # the parent has them
    try:
        to.send(done)
    except Exception as error:  # noqa: BLE001 - a failure that can't travel is told in words
        to.send(RuntimeError(f"{error}: {done}"))
    os._exit(0)


def _may_fork() -> bool:
    """Tell whether forking is safe: another thread's locks would stay locked in the child."""
    return "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1


def _cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
