"""Work in a process beside this one, forked so that it has all this one has."""

from __future__ import annotations

import multiprocessing
import os
import signal
from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING, Generic, TypeVar

from generator.load.cores import cores, may_fork

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

T = TypeVar("T")

_parent = 0  # of a process that helps


def end_when_orphaned() -> None:
    """End this process when it helps another that was killed."""
    if _parent and os.getppid() != _parent:
        os._exit(1)


class Aside(Generic[T]):
    """Work done in a process beside this one; where that isn't safe, here, when it is asked for.

    Here, too, where it isn't ``worth`` a process: forking one of a city's build takes 10 ms.
    """

    def __init__(self, work: Callable[[], T], *, worth: bool = True) -> None:
        self._work = work
        self._process: ForkProcess | None = None
        if worth and cores() > 1 and may_fork():
            context = multiprocessing.get_context("fork")
            self._answer, to = context.Pipe(duplex=False)
            self._process = context.Process(target=_help, args=(work, to, self._answer))
            self._process.start()
            to.close()  # so that a child that vanishes ends the pipe

    def result(self) -> T:
        """Wait for the work and return what it returned; raises what it raised.

        And KeyboardInterrupt where Ctrl+C has stopped the process before it did this one.
        """
        if self._process is None:
            return self._work()
        try:
            value: T | Exception = self._answer.recv()
        except EOFError:
            value = RuntimeError("a process that helped was stopped")
        self._process.join()
        if self._process.exitcode == -signal.SIGINT:
            raise KeyboardInterrupt
        if isinstance(value, Exception):
            raise value
        return value

    @property
    def at_work(self) -> bool:
        """Tell whether a process beside still works."""
        return self._process is not None and not self._answer.poll()


def each_of(mine: Callable[[], T], others: Sequence[Aside[T]]) -> Iterator[T]:
    """Yield what this process's part of some work returns, then what the others' do.

    This process's part may add others. Raises what one raised when none works any more: nobody
    beside is left waiting to be heard.
    """
    failures: list[Exception] = []
    for work in chain((mine,), (other.result for other in others)):
        try:
            value = work()
        except Exception as failure:  # noqa: BLE001 - raised below
            failures.append(failure)
        else:
            yield value
            del value  # so that the next one has its room
    if failures:
        raise failures[0]


def _help(work: Callable[[], object], to: Connection, answer: Connection) -> None:
    """Be the process beside: work, answer, and leave without the parent's own clearing up."""
    global _parent  # noqa: PLW0603 - of this process alone
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # the parent says that it was stopped
    answer.close()  # so that nobody waits for ever to be read when the parent is gone
    _parent = os.getppid()
    try:
        value = work()
    except Exception as error:  # noqa: BLE001 - carried over to the process that waits
        value = error
    with suppress(BrokenPipeError):  # the parent is gone
        try:
            to.send(value)
        except BrokenPipeError:
            raise
        except Exception as error:  # noqa: BLE001 - what can't travel is told in words
            to.send(RuntimeError(f"{error}: {value}"))
    os._exit(0)
