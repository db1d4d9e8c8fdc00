"""All figures in one run; exit 1 when one misses its bound."""

from __future__ import annotations

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
    """A measured figure and its bound; at most the bound is wanted, or at least."""

    name: str
    value: float
    bound: float
    unit: str
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Tell whether the bound holds."""
        return self.value >= self.bound if self.at_least else self.value <= self.bound

    def __str__(self) -> str:
        """Return one line of the table."""
        sign, mark = ("≥" if self.at_least else "≤"), ("达到" if self.met else "没有达到")
        return f"{self.name:<28}{self.value:>10.2f} {self.unit:<4}{sign} {self.bound:<8g}{mark}"


def run() -> list[Figure]:
    """Measure everything and return the figures."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        check = measure([GONGKAI, "check"], PROJECT)
        build = measure([GONGKAI, "build", "--site-dir", str(site)], PROJECT)
        figures = [
            Figure("check, cold: wall", check.wall, 3, "s"),
            Figure("full build: wall", build.wall, 15, "s"),
            Figure("full build: peak memory", build.memory, 500, "MiB"),
        ]
        quality = search_quality.measure(site)
    return figures + [
        Figure(f"search: {name}", value, bound, "", at_least=at_least)
        for name, value, bound, at_least in quality.bounds()
    ]


def main() -> int:
    """Print the table; return 1 when a bound is missed."""
    figures = run()
    for figure in figures:
        print(figure)
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
