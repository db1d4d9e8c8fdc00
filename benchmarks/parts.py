"""A site built in parts and joined, beside the one that a single build made."""

from __future__ import annotations

import os
from filecmp import cmp
from typing import TYPE_CHECKING

from benchmarks.results import Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.ground import Ground
    from benchmarks.sizes import Size

_MOST = 4  # parts


def joined(ground: Ground, size: Size) -> tuple[list[Row], int]:
    """Build some parts one after another, join them; return the costs and how many files differ.

    ``ground``'s site is the single build's. What belongs to no part (the root's own pages, lists)
    is made while joining, as in the workflow.
    """
    counties = size.county_codes
    count = min(_MOST, len(counties))
    ground.forget()
    rows, names = [], []
    for number in range(count):
        only = [word for code in counties[number::count] for word in ("--only", code)]
        names.append(f"part-{number}")
        usage = ground.build("--site-dir", names[-1], *only)
        rows.append(Row(f"gongkai build --only, part {number + 1} of {count}", usage))
    usage = ground.ours("merge", *names, "--root", "city", "--site-dir", "joined", *ground.day)
    rows.append(Row("gongkai merge", usage, *ground.weight("joined")))
    differing = _differing(ground.site, ground.folder / "joined")
    ground.put_by(*(ground.folder / name for name in (*names, "joined")))
    return rows, differing


def _differing(one: Path, other: Path) -> int:
    """Return how many files two folders don't have alike."""
    paths, others = set(_files(one)), set(_files(other))
    unlike = sum(not cmp(one / path, other / path, shallow=False) for path in paths & others)
    return len(paths ^ others) + unlike


def _files(folder: Path) -> Iterator[str]:
    for base, _, names in os.walk(folder):
        yield from (os.path.relpath(f"{base}/{name}", folder) for name in names)
