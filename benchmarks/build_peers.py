"""Building and checking one made-up catalog: we, Hugo, MkDocs with Material, in turn.

    python -m benchmarks.build_peers [--size tongling|nanjing|province|documents|small] [--runs N]
                                     [--without mkdocs] [--in FOLDER]

Each command is a whole process; of several runs the fastest counts. What is measured is written
into ``RESULTS.md``, a section a size. ``--in``: on the disk of that folder.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import Figure, show
from benchmarks.peers.hugo import hugo
from benchmarks.peers.mkdocs import mkdocs
from benchmarks.process import Usage, measure
from benchmarks.results import Row, record
from benchmarks.sizes import SIZES, TRIAL

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from benchmarks.sizes import Size

PROJECT = Path(__file__).resolve().parent.parent
GONGKAI = (sys.executable, "-m", "generator")
DAY = "2026-01-05"
PEERS: dict[str, Callable[[Path, Path], tuple[Path, Usage]]] = {
    "Hugo": hugo,
    "MkDocs + Material": mkdocs,
}
BOUNDS = {"Hugo": 1.0, "MkDocs + Material": 0.1}  # our wall time in theirs


@dataclass(frozen=True, slots=True)
class Ground:
    """Where one catalog is built. ``runs``: how often; the fastest counts."""

    folder: Path
    runs: int

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

    def build(self, *, fresh: bool) -> Usage:
        """Build our site, ``fresh`` without anything from before."""
        if fresh:
            shutil.rmtree(self.catalog / ".gongkai", ignore_errors=True)
            for beside in self.folder.glob(".site.*"):
                shutil.rmtree(beside)
            shutil.rmtree(self.site, ignore_errors=True)
        return self.ours("build", "city", "--site-dir", "site", "--as-of", DAY)

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

    def commit(self) -> None:
        """Commit the catalog."""
        nobody = ("-c", "user.name=x", "-c", "user.email=x@example.invalid")
        for command in (("init", "-q"), ("add", "catalog"), (*nobody, "commit", "-q", "-m", "x")):
            subprocess.run(["git", *command], cwd=self.catalog, check=True)


def weight(site: Path) -> tuple[int, int]:
    """Return how many files a folder holds, and their bytes."""
    sizes = [file.stat().st_size for file in site.rglob("*") if file.is_file()]
    return len(sizes), sum(sizes)


def rows(ground: Ground, without: Collection[str]) -> Iterator[Row]:
    """Build in turn; yield a row a builder, ours first."""
    usage = ground.fastest(lambda: ground.build(fresh=True))
    yield Row("gongkai build", usage, *weight(ground.site))
    for name, peer in PEERS.items():
        if name.split(maxsplit=1)[0].lower() not in without:
            yield _peer(ground, name, peer)
    ground.build(fresh=False)
    yield Row("gongkai build, nothing changed", ground.fastest(lambda: ground.build(fresh=False)))
    ground.edit()
    yield Row("gongkai build, one document changed", ground.build(fresh=False))
    yield Row("gongkai check, cold", ground.fastest(lambda: ground.check(fresh=True)))
    yield Row("gongkai check, warm", ground.fastest(lambda: ground.check(fresh=False)))
    ground.edit()
    yield Row("gongkai check, one document changed", ground.check(fresh=False))
    ground.commit()
    ground.edit(5)
    for fresh, how in ((True, "cold"), (False, "warm")):
        usage = ground.check("--changed-since", "HEAD", fresh=fresh)
        yield Row(f"gongkai check --changed-since, 5 files, {how}", usage)


def _peer(ground: Ground, name: str, peer: Callable[[Path, Path], tuple[Path, Usage]]) -> Row:
    best: Usage | None = None
    for number in range(ground.runs):
        folder = ground.folder / f"peer-{number}"
        built, usage = peer(ground.site, folder)
        files, size = weight(built)
        best = usage if best is None or usage.wall < best.wall else best
        shutil.rmtree(folder)
    assert best is not None
    return Row(name, best, files, size)


def compared(found: list[Row]) -> Iterator[Figure]:
    """Yield our build's time in each peer's."""
    own = found[0].usage.wall
    walls = {row.name: row.usage.wall for row in found}
    for name, bound in BOUNDS.items():
        if name in walls:
            yield Figure(f"full build: wall, share of {name}", own / walls[name], bound, "×")


def growth(small: list[Row], large: list[Row]) -> Figure:
    """Return a file's time in the large site, in its time in the small one."""
    times = [rows[0].usage.wall / rows[0].files for rows in (small, large)]
    return Figure("full build: a file's time, large in small", times[1] / times[0], 1.05, "×")


def measured(
    size: Size, runs: int, without: Collection[str] = (), home: Path | None = None
) -> list[Row]:
    """Make a catalog of a size, measure everything, write the section of ``RESULTS.md``."""
    with tempfile.TemporaryDirectory(dir=home) as name:
        ground = Ground(Path(name), runs)
        ground.make(size)
        found = []
        for row in rows(ground, without):
            print(row, flush=True)
            found.append(row)
    if size.name != TRIAL:
        record(PROJECT / "benchmarks" / "RESULTS.md", size, found)
    return found


def main() -> int:
    """Print the rows; return 1 when a bound is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=list(SIZES), default="tongling")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--without", action="append", default=[], choices=["hugo", "mkdocs"])
    parser.add_argument("--in", dest="home", type=Path)
    asked = parser.parse_args()
    return show(compared(measured(SIZES[asked.size], asked.runs, asked.without, asked.home)))


if __name__ == "__main__":
    sys.exit(main())
