"""Who committed: read for a terminal alone, on request, and never kept or published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.audit.git import read_objects

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def people_of(root: Path, commits: Sequence[str]) -> dict[str, str]:
    """Return commit → its author's name and e-mail address; raises GitError."""
    return {
        name: _author(data) for name, data in zip(commits, read_objects(root, commits), strict=True)
    }


def _author(data: bytes) -> str:
    head = data.partition(b"\n\n")[0]
    line = next(line for line in head.split(b"\n") if line.startswith(b"author "))
    return line.removeprefix(b"author ").rsplit(b" ", 2)[0].decode("utf-8", "replace")
