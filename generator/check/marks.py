"""Files told by their state on the disk, so that those that are as they were needn't be read.

A mark holds size, both times in nanoseconds, and number; the time of change can't be set by hand.
Clocks of disks have steps: a file touched in the last moments may be changed again within the same
step, so its mark tells nothing yet.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
from hashlib import sha256
from operator import attrgetter
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


def state_below(folder: str) -> str:
    """Return a digest of all files below: of their marks, of their bytes where marks tell nothing.

    "" where something is no file. Raises OSError where something can't be read.
    """
    before, digest, folders = now(), sha256(), [folder]
    while folders:
        inside = folders.pop()
        with os.scandir(inside) as listing:
            entries = sorted(listing, key=attrgetter("name"))
        told = [inside[len(folder) :]]
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
            elif one := _state(entry, before):
                told.append(f"{entry.name} {one}")
            else:
                return ""
        digest.update("\0".join(told).encode("utf-8", "surrogateescape") + b"\n")
    return digest.hexdigest()


def _state(entry: os.DirEntry[str], before: int) -> str:
    """Return what tells a file from what it was, "" for what is none."""
    if entry.is_symlink():
        return f"-> {os.readlink(entry.path)}"  # noqa: PTH115 - an entry is no Path
    if not entry.is_file():
        return ""
    found = entry.stat(follow_symlinks=False)
    if max(found.st_mtime_ns, found.st_ctime_ns) < before:
        return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"
    with open(entry.path, "rb") as file:  # noqa: PTH123
        return hashlib.file_digest(file, "sha256").hexdigest()
