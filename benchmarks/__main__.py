"""All figures in one run; exit 1 when one misses its bound."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import face, history_cost, search_peers, search_quality, search_scale
from benchmarks.figures import Figure, show
from benchmarks.process import measure
from benchmarks.scores import Scores

PROJECT = Path(__file__).resolve().parent.parent
GONGKAI = str(Path(sys.executable).parent / "gongkai")


def costs(site: Path) -> list[Figure]:
    """Check and build the real catalog, each as a whole cold process."""
    shutil.rmtree(PROJECT / ".gongkai", ignore_errors=True)
    check = measure([GONGKAI, "check"], PROJECT)
    warm = measure([GONGKAI, "check"], PROJECT)
    build = measure([GONGKAI, "build", "--site-dir", str(site)], PROJECT)
    return [
        Figure("check, cold: wall", check.wall, 2, "s"),
        Figure("check, warm: wall", warm.wall, 0.5, "s"),
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


def main() -> int:
    """Print the figures beside their bounds; return 1 when one is missed."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        missed = (
            show(costs(site))
            | show(hostile())
            | show(history_cost.figures())
            | show(face.measure(site))
        )
        quality = search_quality.measure(site)
        search_quality.show(quality)
        own = Scores(quality.overall, quality.classes, quality.nonsense)
        missed |= show(search_peers.measure(site, own)) | show(search_scale.measure())
    return 1 if missed or quality.missed() else 0


if __name__ == "__main__":
    sys.exit(main())
