"""All figures in one run; exit 1 when one misses its bound."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks import search_quality
from benchmarks.process import measure

PROJECT = Path(__file__).resolve().parent.parent
GONGKAI = str(Path(sys.executable).parent / "gongkai")


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured cost and the most it may be."""

    name: str
    value: float
    bound: float
    unit: str

    @property
    def met(self) -> bool:
        """Tell whether the bound holds."""
        return self.value <= self.bound

    def __str__(self) -> str:
        """Return one line of the table."""
        mark = "" if self.met else "  没有达到"
        return f"{self.name:<26}{self.value:>9.2f} {self.unit:<4}≤ {self.bound:g}{mark}"


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
        figures = [*costs(site), *hostile()]
        for figure in figures:
            print(figure, flush=True)
        quality = search_quality.measure(site)
    search_quality.show(quality)
    return 0 if all(f.met for f in figures) and not quality.missed() else 1


if __name__ == "__main__":
    sys.exit(main())
