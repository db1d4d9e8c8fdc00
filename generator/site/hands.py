"""Several processes at one pile of jobs: pages don't depend on each other, so every core writes.

Children are forked, so that nothing is copied or pickled on the way there; where that can't be done
safely (no fork, or threads are running) one process does everything. The result is the same files.
"""

from __future__ import annotations

import multiprocessing
from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from generator.load.aside import Aside, each_of, end_when_orphaned
from generator.load.cores import cores, may_fork
from generator.site.notes import Notes, counting_from
from generator.site.soundness import Look
from generator.site.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from generator.site.ledger import Mark
    from generator.site.sheets import Stamps


class Hand(Struct):
    """One process at work: where it writes, what it notes of what it made and saw."""

    writer: Writer
    notes: Notes
    look: Look = field(default_factory=Look)


class Job(Struct, frozen=True):
    """A share of the work. ``pages``: how many pages it writes, for the progress bar."""

    run: Callable[[Hand], None]
    pages: int = 0


class Bench(Struct, frozen=True):
    """What the hands work at: ``marks`` are the files that stand below ``folder`` already.

    ``stamps``: what look-ups find; ``used``: numbers that were given to files so far.
    """

    folder: Path
    marks: dict[str, Mark]
    jobs: Sequence[Job]
    stamps: Stamps
    used: int = 0

    def hand(self, take: Callable[[int], int]) -> Hand:
        """Return a new hand; ``take`` gives it numbers for its files."""
        return Hand(Writer(self.folder, self.marks), Notes(self.stamps, take))


class _Counters:
    """Counters all hands share."""

    def __init__(self, used: int) -> None:
        context = multiprocessing.get_context("fork")
        self.taken = context.Value("q", 0)
        self.pages = context.Value("q", 0)
        self.numbers = context.Value("q", used)

    def take(self) -> int:
        """Return the number of the next job; each is handed out once."""
        return _add(self.taken, 1) - 1

    def take_numbers(self, count: int) -> int:
        """Return the first of so many numbers for files."""
        return _add(self.numbers, count) - count


def _add(value: Any, amount: int) -> int:
    with value.get_lock():
        value.value += amount
        return int(value.value)


def write_jobs(
    bench: Bench, progress: Callable[[int], None], busy: Aside[Hand] | None = None
) -> Iterator[Hand]:
    """Do every job; yield the hands that did, each with what it wrote and noted.

    ``progress`` is told how many pages are done. ``busy``: a process at other work, which has a
    core until it is done. Raises what a job raised, wherever it ran, when nobody writes any more.
    """
    hands = min(cores(), len(bench.jobs))
    if hands < 2 or not may_fork():  # noqa: PLR2004 - one hand needs no counters
        yield _alone(bench, progress)
        return
    counters = _Counters(bench.used)
    help_out = partial(_help_out, bench, counters)
    # More processes than cores turn each other's memory out of the caches: 2 % of a full build.
    taken = 1 if busy and busy.at_work else 0
    others = [Aside(help_out) for _ in range(min(hands, cores() - taken) - 1)]

    def tell(done: int) -> None:
        if busy and len(others) + 1 < hands and not busy.at_work:
            others.append(Aside(help_out))
        progress(done)

    yield from each_of(partial(_work, bench, counters, tell), others)
    progress(counters.pages.value)


def begin_jobs(bench: Bench) -> Aside[Hand]:
    """Start on jobs in a process beside; where that can't be, they are done when it is asked for.

    Nobody else may take its numbers, of which it needs one for each note.
    """
    return Aside(partial(_alone, bench, lambda _done: end_when_orphaned()))


def _alone(bench: Bench, progress: Callable[[int], None]) -> Hand:
    hand, done = bench.hand(counting_from(bench.used)), 0
    for job in bench.jobs:
        job.run(hand)
        done += job.pages
        progress(done)
    hand.notes.finish()
    return hand


def _work(bench: Bench, counters: _Counters, progress: Callable[[int], None]) -> Hand:
    """Do jobs until none is left; when one fails, nobody takes another."""
    hand = bench.hand(counters.take_numbers)
    try:
        while (number := counters.take()) < len(bench.jobs):
            bench.jobs[number].run(hand)
            progress(_add(counters.pages, bench.jobs[number].pages))
        hand.notes.finish()
    except Exception:
        _add(counters.taken, len(bench.jobs))
        raise
    return hand


def _help_out(bench: Bench, counters: _Counters) -> Hand:
    """Work in another process, whose parent knows already what stood there."""
    hand = _work(bench, counters, lambda _done: end_when_orphaned())
    hand.writer.marks = {}
    return hand
