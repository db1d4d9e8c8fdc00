"""Loaded by Python itself at the start of a child: another day, or folders listed in disorder.

``GONGKAI_SHIM`` says what: ``day`` or ``order``.
"""

import ctypes
import datetime as dt
import gc
import os
import random
import time
from typing import Self

AHEAD = 500 * 86_400  # seconds


def _another_day() -> None:
    now, local, utc, text = time.time, time.localtime, time.gmtime, time.strftime
    time.time = lambda: now() + AHEAD
    time.localtime = lambda seconds=None: local(time.time() if seconds is None else seconds)
    time.gmtime = lambda seconds=None: utc(time.time() if seconds is None else seconds)

    time.strftime = lambda form, day=None: text(form, day or time.localtime())

    # ``today`` asks ``time.time``; ``now`` asks the system. A class of our own in the place of
    # ``datetime`` would be another type than what C code makes, so its method itself is replaced.
    def later(_: type, tz: dt.tzinfo | None = None) -> dt.datetime:
        return dt.datetime.fromtimestamp(time.time(), tz)

    methods = gc.get_referents(vars(dt.datetime))[0]
    methods["now"] = classmethod(later)
    ctypes.pythonapi.PyType_Modified(ctypes.py_object(dt.datetime))


class _Shuffled:
    """What ``os.scandir`` returns, in another order at every call."""

    def __init__(self, path: object = ".") -> None:
        with _scandir(path) as listing:
            self._entries = list(listing)
        random.shuffle(self._entries)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> os.DirEntry:
        if not self._entries:
            raise StopIteration
        return self._entries.pop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._entries.clear()


def _listdir(path: object = ".") -> list:
    return random.sample(found := _names(path), len(found))


_scandir, _names = os.scandir, os.listdir
if os.environ.get("GONGKAI_SHIM") == "day":
    _another_day()
elif os.environ.get("GONGKAI_SHIM") == "order":
    os.scandir, os.listdir = _Shuffled, _listdir
