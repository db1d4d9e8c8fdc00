"""Writing the site: every path inside its folder, nothing written in place."""

from __future__ import annotations

import filecmp
import os
from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec import Struct, field

from generator.patterns import regex
from generator.site.ledger import Mark, mark_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

# A file that stands there may be the old site's too (a hard link), so it is never opened to write.
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_PAGE = "/index.html"
_HELD = 4_000_000  # bytes of a file that are held before they are written
_FORBIDDEN = regex(r'[\x00-\x1f<>:"|?*\\]')
_NOWHERE = frozenset(("", ".", ".."))  # names that a part of a path can't have


def is_inside(path: str) -> bool:
    """Tell whether a site path stays below the site's folder and is a name any server can hold."""
    return _NOWHERE.isdisjoint(path.split("/")) and _FORBIDDEN.search(path) is None


class Writer(Struct):
    """Writes files below ``folder``; ``marks`` has those that stand there now, with their marks."""

    folder: Path
    marks: dict[str, Mark] = field(default_factory=dict)
    written: dict[str, Mark] = field(default_factory=dict)

    def write(self, path: str, data: bytes) -> None:
        """Put one file in its place; a file that stands there and holds the same bytes stays.

        Raises ValueError when ``path`` leaves the folder, our own fault.
        """
        if not is_inside(path):
            raise ValueError(f"path outside the site: {path!r}")
        target = f"{self.folder}/{path}"
        standing = self.marks.get(path)
        if standing and standing[0] == len(data) and _holds(target, data):
            self.written[path] = standing
            return
        if standing:
            with suppress(FileNotFoundError):
                os.unlink(target)  # noqa: PTH108
        elif path.endswith(_PAGE):  # a new one's folder is new too, hardly ever any other file's
            make_folder(target[: -len(_PAGE)])
        try:
            handle = os.open(target, _FLAGS, 0o644)
        except FileNotFoundError:
            make_folder(os.path.dirname(target))  # noqa: PTH120
            handle = os.open(target, _FLAGS, 0o644)
        try:
            view = memoryview(data)
            while view:
                view = view[os.write(handle, view) :]
            self.written[path] = mark_of(os.fstat(handle))
        finally:
            os.close(handle)

    def write_pieces(self, path: str, pieces: Iterable[bytes]) -> None:
        """Put a file in its place that may be too long to hold; otherwise as ``write``."""
        rest, held, size = iter(pieces), [], 0
        for piece in rest:
            held.append(piece)
            size += len(piece)
            if size > _HELD:
                break
        else:
            self.write(path, b"".join(held))
            return
        # Written beside first: only at the end is it known whether the old file is the same.
        beside = f"{path}.new"
        self.write(beside, b"")
        target, new = f"{self.folder}/{path}", f"{self.folder}/{beside}"
        with open(new, "wb") as file:  # noqa: PTH123
            file.writelines(held)
            held.clear()
            file.writelines(rest)
        del self.written[beside]
        if path in self.marks and filecmp.cmp(new, target, shallow=False):
            os.unlink(new)  # noqa: PTH108
            self.written[path] = self.marks[path]
        else:
            os.replace(new, target)  # noqa: PTH105
            self.written[path] = mark_of(os.lstat(target))

    def write_all(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Write every file given."""
        for path, data in files:
            self.write(path, data)


def make_folder(folder: str) -> None:
    """Make a folder, and those above it where there are none: hardly ever, so that comes second."""
    try:
        os.mkdir(folder)  # noqa: PTH102
    except FileExistsError:  # another process's, by now
        pass
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103


def _holds(target: str, data: bytes) -> bool:
    try:
        with open(target, "rb") as file:  # noqa: PTH123
            return file.read() == data
    except OSError:
        return False
