"""``RESULTS.md``: what the last run of each size measured, on what machine, with what versions."""

from __future__ import annotations

import os
import platform
import re
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.process import Usage
    from benchmarks.sizes import Size

_HEAD = """\
# What a build costs

Written by `python -m benchmarks.build_peers`, a section a size. Every command is a whole process;
memory is that of its largest process. Hugo gets finished fragments and only copies what is no page;
MkDocs + Material gets the pages' text as Markdown, without navigation and search.
"""
_PACKAGES = ("hugo", "mkdocs", "mkdocs-material")


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
        used = f"{self.usage.wall:.2f} | {self.usage.cpu:.2f} | {self.usage.memory:,.0f}"
        return f"| {self.name} | {used} | {made} |"


def record(file: Path, size: Size, rows: Sequence[Row]) -> None:
    """Put a size's section in the place of its last one."""
    text = file.read_text("utf-8") if file.exists() else _HEAD
    section = _section(size, rows)
    found = re.search(rf"^## {size.name}\n.*?(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)
    text = text[: found.start()] + section + text[found.end() :] if found else text + section
    file.write_text(text, "utf-8")


def _section(size: Size, rows: Sequence[Row]) -> str:
    own = rows[0].usage
    shares = "".join(
        f"- wall, ours in {row.name}'s: {own.wall / row.usage.wall:.2f}\n"
        for row in rows[1:]
        if row.files
    )
    return (
        f"## {size.name}\n\n"
        f"1 root, {size.counties} counties, {size.towns:,} towns, {size.records:,} documents. "
        f"{_machine()}.\n\n"
        "| | wall s | CPU s | peak MiB | files | MB |\n|---|---|---|---|---|---|\n"
        + "".join(f"{row}\n" for row in rows)
        + f"\n{shares}\n"
    )


def _machine() -> str:
    memory = re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text("ascii"))
    size = f", {int(memory[1]) // 1_000_000} GB" if memory else ""
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    cores = len(os.sched_getaffinity(0))
    return f"{cores} cores{size}, Python {platform.python_version()}, {packages}"
