"""What pages weigh, a kind of page at a time."""

from __future__ import annotations

import gzip
import os
import re
import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_KIND = re.compile(rb'<body class="k-([a-z_-]+)')
_PACKED = 200  # pages of a kind that are compressed, evenly chosen: all of a province take minutes


@dataclass(frozen=True, slots=True)
class Weight:
    """Pages of one kind: how many, and their bytes; ``packed`` is gzip's."""

    kind: str
    pages: int
    total: int
    median: float
    largest: int
    packed: float

    def __str__(self) -> str:
        """Return a line of the Markdown table."""
        return (
            f"| {self.kind} | {self.pages:,} | {self.total / 1e6:,.1f} | {self.median / 1024:.1f} "
            f"| {self.largest / 1024:.1f} | {self.packed / 1024:.1f} |"
        )


def weights(site: Path) -> list[Weight]:
    """Return the weight of each kind of page of a site, the kinds that weigh most in all first."""
    pages: dict[str, list[tuple[str, int]]] = {}
    for path in _pages(site):
        with open(path, "rb") as file:  # noqa: PTH123
            head = file.read(20_000)  # the class of <body> stands below <head>
        found = _KIND.search(head)
        kind = found[1].decode() if found else "without a kind"
        pages.setdefault(kind, []).append((path, os.path.getsize(path)))  # noqa: PTH202
    weighed = [_weight(kind, sorted(some)) for kind, some in pages.items()]
    return sorted(weighed, key=lambda weight: -weight.total)


def _pages(site: Path) -> Iterator[str]:
    for folder, _, names in os.walk(site):
        yield from (f"{folder}/{name}" for name in names if name.endswith(".html"))


def _weight(kind: str, pages: list[tuple[str, int]]) -> Weight:
    packed = []
    for path, _ in pages[:: -(-len(pages) // _PACKED)]:
        with open(path, "rb") as file:  # noqa: PTH123
            packed.append(len(gzip.compress(file.read(), 6)))
    sizes = [size for _, size in pages]
    return Weight(
        kind, len(pages), sum(sizes), statistics.median(sizes), max(sizes),
        statistics.median(packed),
    )  # fmt: skip
