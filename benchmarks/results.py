"""``RESULTS.md``: what the last run of each part measured, on what machine, with what versions."""

from __future__ import annotations

import os
import platform
import re
import timeit
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.figures import Figure
    from benchmarks.process import Usage
    from benchmarks.sizes import Size
    from benchmarks.weights import Weight

_FILE = Path(__file__).parent / "RESULTS.md"
_HEAD = """\
# What it costs

Written by `python -m benchmarks` (`make bench`), a section a part; a part run by itself replaces
its section alone. Every command is a whole process; of several runs the fastest counts. Peak memory
is that of its largest process, and of all its processes together, what they share counted once.
Hugo gets finished fragments and only copies what is no page; MkDocs + Material gets the pages' text
as Markdown, without navigation and search.

Seconds hang on the machine, and on how Python was compiled: what Debian, python.org and GitHub's
runners give was compiled with profiles, what pyenv compiles by itself wasn't and takes 1.2 to 1.4
times as long. So each section tells how long writing and joining 100,000 numbers took.

"""
_PACKAGES = ("hugo", "mkdocs", "mkdocs-material", "pagefind")


@dataclass(frozen=True, slots=True)
class Row:
    """What one command cost, and how many files and bytes it made (0: it makes none)."""

    name: str
    usage: Usage
    files: int = 0
    size: int = 0

    def __str__(self) -> str:
        """Return a line of the Markdown table."""
        made = f"{self.files:,} | {self.size / 1e6:,.1f}" if self.files else " | "
        one = self.usage
        used = f"{one.wall:.2f} | {one.cpu:.2f} | {one.memory:,.0f}"
        together = f"{one.tree:,.0f}" if one.tree else ""
        return f"| {self.name} | {used} | {together} | {made} |"


def record(
    size: Size,
    home: Path,
    rows: Sequence[Row],
    weights: Iterable[Weight],
    figures: Iterable[Figure],
) -> None:
    """Put a size's section, measured below the folder ``home``, in the place of its last one."""
    _replace(
        size.name,
        f"1 root, {size.counties} counties, {size.towns:,} towns, {size.records:,} documents. "
        f"On {_disk(home)}. {_machine()}.\n\n"
        + _table("| | wall s | CPU s | peak MiB | all, MiB | files | MB |", rows)
        + _table("| pages | how many | MB | median KB | largest KB | gzip, median KB |", weights)
        + _figures(figures),
    )


def record_figures(name: str, figures: Iterable[Figure], seconds: float) -> None:
    """Put the figures of a part that took so long in the place of its last ones."""
    _replace(name, f"{seconds:,.0f} s. {_machine()}.\n\n{_figures(figures)}")


def _replace(name: str, content: str) -> None:
    text = _FILE.read_text("utf-8") if _FILE.exists() else _HEAD
    section = f"## {name}\n\n{content}"
    found = re.search(rf"^## {re.escape(name)}\n.*?(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)
    text = text[: found.start()] + section + text[found.end() :] if found else text + section
    _FILE.write_text(text, "utf-8")


def _figures(figures: Iterable[Figure]) -> str:
    return _table("| figure | | bound | kept | others |", (figure.row for figure in figures))


def _table(head: str, lines: Iterable[object]) -> str:
    rule = "|---" * (head.count("|") - 1)
    return "\n".join((head, f"{rule}|", *map(str, lines))) + "\n\n"


def _disk(folder: Path) -> str:
    """Return what kind of file system a folder lies on, as Linux names it."""
    mounts = (line.split()[1:3] for line in Path("/proc/mounts").read_text("utf-8").splitlines())
    around = [(len(point), kind) for point, kind in mounts if folder.is_relative_to(point)]
    return max(around)[1]


def _machine() -> str:
    memory = re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text("ascii"))
    size = f", {int(memory[1]) // 1_000_000} GB" if memory else ""
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    cores = len(os.sched_getaffinity(0))
    # Far above the cores, others were at work, and wall times say little.
    load = f"load {os.getloadavg()[0]:.1f} at the end"
    python = f"Python {platform.python_version()} (100,000 numbers: {_numbers():.1f} ms)"
    return f"{cores} cores{size}, {load}, {python}, {packages}"


def _numbers() -> float:
    """Return the milliseconds that writing and joining numbers takes: the fastest of some tries."""
    return 1000 * min(timeit.repeat("''.join(str(n) for n in range(100_000))", number=1, repeat=50))
