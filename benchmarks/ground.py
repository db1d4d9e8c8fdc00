"""Where one made-up catalog is built and checked, and its files edited."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from benchmarks.process import measure

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

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

    def forget(self) -> None:
        """Remove what is remembered of the catalog, and the site's workshop."""
        shutil.rmtree(self.catalog / ".gongkai", ignore_errors=True)
        for beside in self.folder.glob(".site.*"):
            shutil.rmtree(beside)

    def build(self, *options: str) -> Usage:
        """Build our site, or with ``--site-dir`` another."""
        return self.ours("build", "city", "--site-dir", "site", *self.day, *options)

    def build_anew(self) -> Usage:
        """Build our site without anything from before."""
        self.forget()
        shutil.rmtree(self.site, ignore_errors=True)
        return self.build()

    def check(self, *options: str, fresh: bool) -> Usage:
        """Check the catalog, ``fresh`` without memory."""
        if fresh:
            shutil.rmtree(self.catalog / ".gongkai", ignore_errors=True)
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
