"""All figures in one run; exit 1 when one misses its bound or a part of the run fails.

    python -m benchmarks [--only PART …] [--province]

Parts run in turn; what each measured goes to ``RESULTS.md`` when it ends, so that a run which is
stopped keeps what it has. ``--province`` adds a province of 245,000 items, an hour with its peers.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import (
    build_peers,
    diff_cost,
    face,
    history_cost,
    search_peers,
    search_quality,
    search_scale,
)
from benchmarks.figures import Figure, show
from benchmarks.goals import growth
from benchmarks.process import measure
from benchmarks.results import record_figures
from benchmarks.scores import Scores
from benchmarks.sizes import SIZES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

PROJECT = Path(__file__).resolve().parent.parent
GONGKAI = str(Path(sys.executable).parent / "gongkai")


def costs(site: Path) -> Iterator[Figure]:
    """Check and build the real catalog, each as a whole cold process."""
    shutil.rmtree(PROJECT / ".gongkai", ignore_errors=True)
    check = measure([GONGKAI, "check"], PROJECT)
    yield Figure("check, cold: wall", check.wall, 1.5, "s")
    warm = measure([GONGKAI, "check"], PROJECT)
    yield Figure("check, warm: wall", warm.wall, 0.3, "s")
    build = measure([GONGKAI, "build", "--site-dir", str(site)], PROJECT)
    yield Figure("full build: wall", build.wall, 15, "s")
    yield Figure("full build: peak memory", build.memory, 500, "MiB")
    yield Figure("full build: peak memory, all processes", build.tree, 800, "MiB")


def hostile() -> Iterator[Figure]:
    """Read the worst files of up to 1 MB that are known, each in a process of its own."""
    for room, name in (("yaml", "worst YAML of 1 MB: CPU"), ("tables", "worst table of 1 MB: CPU")):
        run = subprocess.run(
            [sys.executable, PROJECT / "tests" / "fuzz" / "shapes.py", room],
            capture_output=True, check=True, cwd=PROJECT, text=True,
        )  # fmt: skip
        seconds = [json.loads(line)["seconds"] for line in run.stdout.splitlines()]
        yield Figure(name, max(seconds), 1, "s")


def search(site: Path) -> Iterator[Figure]:
    """Ask the judged queries, and the peers the same."""
    quality = search_quality.measure(site)
    search_quality.show(quality)
    yield Figure("search, bounds of quality that are missed", len(quality.missed()), 0, "")
    own = Scores(quality.overall, quality.classes, quality.nonsense)
    yield from search_peers.measure(site, own)


def builds(home: Path, *, province: bool) -> Iterator[Figure]:
    """Build made-up catalogs of several sizes beside our peers, all below ``home``."""
    small = build_peers.measured(SIZES["tongling"], 3, home)
    yield from small.figures
    yield from build_peers.measured(SIZES["nanjing"], 1, home).figures
    alone = ("hugo", "mkdocs")
    large = build_peers.measured(SIZES["tenfold"], 1, home, alone)
    yield from large.figures
    yield from growth(small.rows, large.rows, ("tongling", "tenfold"))
    without = (*alone, build_peers.PARTS)
    yield from build_peers.measured(SIZES["documents"], 1, home, without).figures
    if province:
        yield from build_peers.measured(SIZES["province"], 1, home).figures


def run(parts: dict[str, Callable[[], Iterable[Figure]]]) -> int:
    """Measure each part and record it; one that fails stops no other. Return 1 when any missed."""
    missed = 0
    for name, measured in parts.items():
        print(f"— {name}", flush=True)
        started, figures = time.monotonic(), []
        try:
            for figure in measured():
                figures.append(figure)
                missed |= show([figure])
        except Exception:  # noqa: BLE001 - whatever it is, the other parts are still worth having
            traceback.print_exc()
            missed = 1
        seconds = time.monotonic() - started
        print(f"— {name}: {seconds:,.0f} s", flush=True)
        record_figures(name, figures, seconds)
    return missed


def main() -> int:
    """Print the figures beside their bounds; return 1 when one is missed."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        site = home / "site"
        parts: dict[str, Callable[[], Iterable[Figure]]] = {
            "catalog": partial(costs, site),
            "diff": diff_cost.figures,
            "history": history_cost.figures,
            "hostile": hostile,
            "face": partial(face.measure, site),
            "search": partial(search, site),
            "search-scale": search_scale.measure,
        }
        parser = argparse.ArgumentParser(description=__doc__)
        parser.add_argument("--province", action="store_true")
        parser.add_argument("--only", action="append", choices=[*parts, "builds"])
        asked = parser.parse_args()
        # First: what the others remove makes writing dearer, see ``ground``.
        parts = {"builds": partial(builds, home, province=asked.province), **parts}
        chosen = {name: part for name, part in parts.items() if name in (asked.only or parts)}
        if {"face", "search"} & chosen.keys():  # they look at the site that this one builds
            chosen = {"catalog": parts["catalog"], **chosen}
        return run(chosen)


if __name__ == "__main__":
    sys.exit(main())
