"""All figures in one run; exit 1 when one misses its bound.

    python -m benchmarks [--province]

``--province`` also builds a province of 245,000 items, which takes half an hour with its peers.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
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
from benchmarks.process import measure
from benchmarks.scores import Scores
from benchmarks.sizes import SIZES

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).resolve().parent.parent
GONGKAI = str(Path(sys.executable).parent / "gongkai")


def costs(site: Path) -> list[Figure]:
    """Check and build the real catalog, each as a whole cold process."""
    shutil.rmtree(PROJECT / ".gongkai", ignore_errors=True)
    check = measure([GONGKAI, "check"], PROJECT)
    warm = measure([GONGKAI, "check"], PROJECT)
    build = measure([GONGKAI, "build", "--site-dir", str(site)], PROJECT)
    return [
        Figure("check, cold: wall", check.wall, 1.5, "s"),
        Figure("check, warm: wall", warm.wall, 0.3, "s"),
        Figure("full build: wall", build.wall, 15, "s"),
        Figure("full build: peak memory", build.memory, 500, "MiB"),
    ]


def hostile() -> list[Figure]:
    """Read the worst files of up to 1 MB that are known, each in a process of its own."""
    figures = []
    for room, name in (("yaml", "worst YAML of 1 MB: CPU"), ("tables", "worst table of 1 MB: CPU")):
        run = subprocess.run(
            [sys.executable, PROJECT / "tests" / "fuzz" / "shapes.py", room],
            capture_output=True, check=True, cwd=PROJECT, text=True,
        )  # fmt: skip
        seconds = [json.loads(line)["seconds"] for line in run.stdout.splitlines()]
        figures.append(Figure(name, max(seconds), 1, "s"))
    return figures


def builds(*, province: bool) -> Iterator[Figure]:
    """Build made-up catalogs of several sizes beside our peers."""
    small = build_peers.measured(SIZES["tongling"], runs=3)
    yield from build_peers.compared(small)
    for name in ("nanjing", "province") if province else ("nanjing",):
        large = build_peers.measured(SIZES[name], runs=1)
        yield from build_peers.compared(large)
        yield build_peers.growth(small, large)
    documents = build_peers.measured(SIZES["documents"], runs=1, without=("hugo", "mkdocs"))
    walls = {row.name: row.usage.wall for row in documents}
    yield Figure("check, 50,000 documents, cold: wall", walls["gongkai check, cold"], 15, "s")
    yield Figure("check, 50,000 documents, warm: wall", walls["gongkai check, warm"], 1.5, "s")


def main() -> int:
    """Print the figures beside their bounds; return 1 when one is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--province", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        missed = show(costs(site)) | show(diff_cost.figures()) | show(history_cost.figures())
        missed |= show(hostile()) | show(face.measure(site))
        quality = search_quality.measure(site)
        search_quality.show(quality)
        own = Scores(quality.overall, quality.classes, quality.nonsense)
        missed |= show(search_peers.measure(site, own)) | show(search_scale.measure())
    missed |= show(builds(province=asked.province))
    return 1 if missed or quality.missed() else 0


if __name__ == "__main__":
    sys.exit(main())
