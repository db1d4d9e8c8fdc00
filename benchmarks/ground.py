"""Where one made-up catalog is built and checked, and its files edited.

Nothing is removed before everything is measured, only moved aside: ext4 without a journal searches
past each file removed in the last minutes whenever it makes one, so that making 10,000 pages after
10,000 were removed takes 0.4 to 0.6 ms a page, not 0.1. Who removes last would pay for it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.process import measure

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.process import Usage
    from benchmarks.sizes import Size

GONGKAI = (sys.executable, "-m", "generator")
DAY = "2026-01-05"


@dataclass(frozen=True, slots=True)
class Ground:
    """Where one catalog is built. ``runs``: how often; the fastest counts."""

    folder: Path
    runs: int
    day = ("--as-of", DAY)

    @property
    def catalog(self) -> Path:
        """Where the catalog is."""
        return self.folder / "city"

    @property
    def site(self) -> Path:
        """Where our site is."""
        return self.folder / "site"

    def make(self, size: Size) -> None:
        """Make the catalog."""
        units = self.folder / "units.csv"
        size.write(units)
        self.ours("synth", "city", "--units", str(units), "--records", str(size.records))

    def ours(self, *arguments: str) -> Usage:
        """Run one of our commands."""
        return measure([*GONGKAI, *arguments], self.folder)

    def fastest(self, run: Callable[[], Usage]) -> Usage:
        """Return the cost of the fastest of the runs."""
        return min((run() for _ in range(self.runs)), key=lambda usage: usage.wall)

    def put_by(self, *places: Path) -> None:
        """Move files and folders out of the way, those that are there."""
        for place in filter(Path.exists, places):
            place.rename(Path(tempfile.mkdtemp(prefix="old-", dir=self.folder)) / place.name)

    def forget(self) -> None:
        """Leave nothing that is remembered of the catalog, nor the site's workshop."""
        self.put_by(self.catalog / ".gongkai", *self.folder.glob(".site.*"))

    def build(self, *options: str) -> Usage:
        """Build our site, or with ``--site-dir`` another."""
        return self.ours("build", "city", "--site-dir", "site", *self.day, *options)

    def build_anew(self) -> Usage:
        """Build our site without anything from before."""
        self.forget()
        self.put_by(self.site)
        return self.build()

    def check(self, *options: str, fresh: bool) -> Usage:
        """Check the catalog, ``fresh`` without memory."""
        if fresh:
            self.put_by(self.catalog / ".gongkai")
        return self.ours("check", "--root", "city", *options)

    def edit(self, count: int = 1) -> None:
        """Change published documents."""
        for file in islice(sorted(self.catalog.glob("catalog/**/records/*/*.yml")), count):
            text = file.read_text("utf-8")
            file.write_text(text.replace("【虚构】", "【虚构】又", 1), "utf-8")

    def edit_and_build(self) -> Usage:
        """Change one published document and build our site."""
        self.edit()
        return self.build()

    def commit(self) -> None:
        """Commit the catalog."""
        nobody = ("-c", "user.name=x", "-c", "user.email=x@example.invalid")
        for command in (("init", "-q"), ("add", "catalog"), (*nobody, "commit", "-q", "-m", "x")):
            subprocess.run(["git", *command], cwd=self.catalog, check=True)

    def weight(self, name: str = "site") -> tuple[int, int]:
        """Return how many files a folder holds, and their bytes."""
        return weight(self.folder / name)


def weight(folder: Path) -> tuple[int, int]:
    """Return how many files a folder holds, and their bytes."""
    sizes = [file.stat().st_size for file in folder.rglob("*") if file.is_file()]
    return len(sizes), sum(sizes)
