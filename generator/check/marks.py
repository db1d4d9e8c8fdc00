"""Files told by their state on the disk, so that those that are as they were needn't be read.

A mark holds size, both times in nanoseconds, and number; the time of change can't be set by hand.
Clocks of disks have steps: a file touched in the last moments may be changed again within the same
step, so its mark tells nothing yet.
"""

from __future__ import annotations

import os
import stat
import time
from hashlib import sha256
from typing import TypeAlias

_STEP = 2_000_000_000  # nanoseconds, that of FAT; others have 1 s or less

Mark: TypeAlias = "list[int]"


def now() -> int:
    """Return the time to hold marks against that are taken afterwards."""
    return time.time_ns() - _STEP


def mark_of(file: str, before: int) -> Mark | None:
    """Return a regular file's mark, None for anything else, or where it was touched just ``now``.

    ``before``: what ``now`` told, before the file is read.
    """
    try:
        found = os.lstat(file)
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode) or max(found.st_mtime_ns, found.st_ctime_ns) >= before:
        return None
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]


def marks_below(folder: str) -> str:
    """Return a digest of the names and marks of all files below; "" where one has none.

    Raises OSError where a folder can't be listed.
    """
    before, digest, folders = now(), sha256(), [folder]
    while folders:
        inside = folders.pop()
        with os.scandir(inside) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
                continue
            mark = mark_of(entry.path, before)
            if mark is None:
                return ""
            told = f"{entry.path[len(folder) :]}\0{mark}\n"
            digest.update(told.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()
