"""Writing the site: every path inside its folder, nothing written in place."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.site.ledger import Mark, mark_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

# A file that stands there may be the old site's too (a hard link), so it is never opened to write.
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_FORBIDDEN = frozenset('<>:"|?*\\')


def is_inside(path: str) -> bool:
    """Tell whether a site path stays below the site's folder and is a name any server can hold."""
    parts = path.split("/")
    plain = all(part not in ("", ".", "..") for part in parts)
    return plain and not any(ch in _FORBIDDEN or ch < " " for ch in path)


@dataclass
class Writer:
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
        target = os.path.join(self.folder, path)  # noqa: PTH118 - nine thousand of them
        standing = self.marks.get(path)
        if standing and standing[0] == len(data) and _holds(target, data):
            self.written[path] = standing
            return
        if standing:
            with suppress(FileNotFoundError):
                os.unlink(target)  # noqa: PTH108
        try:
            handle = os.open(target, _FLAGS, 0o644)
        except FileNotFoundError:  # the folder is new
            os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120
            handle = os.open(target, _FLAGS, 0o644)
        try:
            view = memoryview(data)
            while view:
                view = view[os.write(handle, view) :]
            self.written[path] = mark_of(os.fstat(handle))
        finally:
            os.close(handle)

    def write_all(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Write every file given."""
        for path, data in files:
            self.write(path, data)


def _holds(target: str, data: bytes) -> bool:
    try:
        with open(target, "rb") as file:  # noqa: PTH123
            return file.read() == data
    except OSError:
        return False
