"""Building and checking one made-up catalog: we, Hugo, MkDocs with Material, in turn.

    python -m benchmarks.build_peers [--size tongling|nanjing|tenfold|province|documents|small]
                                     [--runs N] [--without hugo|mkdocs|parts] [--in FOLDER]

Each command is a whole process; of several runs the fastest counts. What is measured is written
into ``RESULTS.md``, a section a size. ``--in``: on the disk of that folder.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import Figure, show
from benchmarks.goals import OURS, held
from benchmarks.ground import Ground, weight
from benchmarks.parts import joined
from benchmarks.peers.hugo import hugo
from benchmarks.peers.mkdocs import mkdocs
from benchmarks.results import Row, record
from benchmarks.sizes import SIZES, TRIAL
from benchmarks.weights import weights

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from benchmarks.process import Usage
    from benchmarks.sizes import Size
    from benchmarks.weights import Weight

PEERS: dict[str, Callable[[Path, Path], tuple[Path, Usage]]] = {
    "Hugo": hugo,
    "MkDocs + Material": mkdocs,
}
PARTS = "parts"
WITHOUT = ("hugo", "mkdocs", PARTS)


class Trial:
    """One catalog of a size, built and checked in every way.

    ``rows``: what each command cost. ``weights``: what our site's pages weigh, by kind.
    ``figures``: whether that is within its bounds.
    """

    def __init__(self, size: Size, ground: Ground, without: Collection[str]) -> None:
        self.rows: list[Row] = []
        self.weights: list[Weight] = []
        self.figures: list[Figure] = []
        self._size = size
        self._ground = ground
        self._without = without

    def run(self) -> None:
        """Make the catalog and measure everything, the rows printed as they come."""
        self._ground.make(self._size)
        for row in self._all():
            print(row, flush=True)
            self.rows.append(row)
        self.figures[:0] = held(self._size.name, self.rows)

    def _all(self) -> Iterator[Row]:
        yield from self._builds()
        self.weights = weights(self._ground.site)
        if PARTS not in self._without:
            rows, differing = joined(self._ground, self._size)
            yield from rows
            name = f"{self._size.name}: files that joined parts and a single build have unlike"
            self.figures.append(Figure(name, differing, 0, ""))
        yield from self._again()
        yield from self._checks()

    def _builds(self) -> Iterator[Row]:
        """Build in turn, we and the peers, so that all meet the same machine."""
        ground = self._ground
        engines = {OURS: _ours} | {
            name: partial(_peer, name, peer)
            for name, peer in PEERS.items()
            if _word(name) not in self._without
        }
        rows: dict[str, list[Row]] = {name: [] for name in engines}
        for number in range(ground.runs):
            for name, build in engines.items():
                rows[name].append(build(ground, number))
        yield from (min(of_one, key=lambda row: row.usage.wall) for of_one in rows.values())

    def _again(self) -> Iterator[Row]:
        ground = self._ground
        ground.build_anew()
        yield Row(f"{OURS}, one document changed, the first time", ground.edit_and_build())
        yield Row(f"{OURS}, nothing changed", ground.fastest(ground.build))
        yield Row(f"{OURS}, one document changed", ground.fastest(ground.edit_and_build))

    def _checks(self) -> Iterator[Row]:
        ground = self._ground
        yield Row("gongkai check, cold", ground.fastest(lambda: ground.check(fresh=True)))
        yield Row("gongkai check, warm", ground.fastest(lambda: ground.check(fresh=False)))
        ground.edit()
        yield Row("gongkai check, one document changed", ground.check(fresh=False))
        ground.commit()
        ground.edit(5)
        since = ("--changed-since", "HEAD")
        for fresh, how in ((True, "cold"), (False, "warm")):
            usage = ground.fastest(partial(ground.check, *since, fresh=fresh))
            yield Row(f"gongkai check --changed-since, 5 files, {how}", usage)


def _ours(ground: Ground, _number: int) -> Row:
    return Row(OURS, ground.build_anew(), *ground.weight())


def _peer(
    name: str, peer: Callable[[Path, Path], tuple[Path, Usage]], ground: Ground, number: int
) -> Row:
    built, usage = peer(ground.site, ground.folder / f"{_word(name)}-{number}")
    return Row(name, usage, *weight(built))


def _word(name: str) -> str:
    return name.split(maxsplit=1)[0].lower()


def measured(size: Size, runs: int, home: Path, without: Collection[str] = ()) -> Trial:
    """Make a catalog of a size below ``home``, measure, write the section of ``RESULTS.md``.

    What was made is left there: see ``ground`` for why nothing is removed between.
    """
    trial = Trial(size, Ground(Path(tempfile.mkdtemp(dir=home)), runs), without)
    trial.run()
    if size.name != TRIAL:
        record(size, home, trial.rows, trial.weights, trial.figures)
    return trial


def main() -> int:
    """Print the rows and figures; return 1 when a bound is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=list(SIZES), default="tongling")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--without", action="append", default=[], choices=WITHOUT)
    parser.add_argument("--in", dest="home", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.home) as name:
        trial = measured(SIZES[asked.size], asked.runs, Path(name), asked.without)
    return show(trial.figures)


if __name__ == "__main__":
    sys.exit(main())
