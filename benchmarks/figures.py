"""A measured figure beside the bound it must keep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured figure and the most, or with ``least`` the least, it may be.

    ``peers``: the same of others, by their name, told whether better or worse.
    """

    name: str
    value: float
    bound: float
    unit: str
    least: bool = False
    peers: tuple[tuple[str, float], ...] = ()

    @property
    def met(self) -> bool:
        """Tell whether the bound holds."""
        return self.value >= self.bound if self.least else self.value <= self.bound

    def __str__(self) -> str:
        """Return one line of the table."""
        mark = "" if self.met else "  没有达到"
        sign = "≥" if self.least else "≤"
        line = f"{self.name:<44}{self.value:>9.2f} {self.unit:<4}{sign} {self.bound:<6.4g}"
        others = "".join(f"  {name} {value:.2f}" for name, value in self.peers)
        return f"{line}{others}{mark}".rstrip()

    @property
    def row(self) -> str:
        """A line of a Markdown table."""
        sign = "≥" if self.least else "≤"
        others = ", ".join(f"{name} {value:.2f}" for name, value in self.peers)
        kept = "yes" if self.met else "**no**"
        bound = f"{sign} {self.bound:.4g}"
        return f"| {self.name} | {self.value:.2f} {self.unit} | {bound} | {kept} | {others} |"


def show(figures: Iterable[Figure]) -> int:
    """Print each figure as it comes; return 1 when a bound is missed, else 0."""
    missed = 0
    for figure in figures:
        print(figure, flush=True)
        missed |= not figure.met
    return int(missed)
