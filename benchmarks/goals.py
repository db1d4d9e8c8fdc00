"""What each command may cost at each size, and what it did cost beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.results import Row

OURS = "gongkai build"
_SHARES = {"Hugo": 1.0, "MkDocs + Material": 0.1}  # our wall time in theirs
_LINEAR = 1.05  # a file's time in a site ten times as large, in its time in the small one
# (command, what of it) → the most it may be, in seconds and MiB.
_GOALS: dict[str, dict[tuple[str, str], float]] = {
    "tongling": {
        (OURS, "memory"): 600,
        ("gongkai build, one document changed", "wall"): 0.7,
        ("gongkai check, cold", "wall"): 1.5,
        ("gongkai check, warm", "wall"): 0.3,
        ("gongkai check --changed-since, 5 files, cold", "wall"): 0.5,
        ("gongkai check --changed-since, 5 files, warm", "wall"): 0.5,
    },
    "province": {
        (OURS, "memory"): 1536,
        ("gongkai check, cold", "wall"): 60,
    },
    "documents": {
        ("gongkai build, one document changed", "wall"): 1,
        ("gongkai check, cold", "wall"): 15,
        ("gongkai check, warm", "wall"): 1.5,
    },
}


def held(size: str, rows: Sequence[Row]) -> Iterator[Figure]:
    """Yield what a size's commands cost beside what they may, and our build beside the peers'."""
    found = {row.name: row for row in rows}
    for (name, what), bound in _GOALS.get(size, {}).items():
        unit = "s" if what == "wall" else "MiB"
        told = "peak memory" if what == "memory" else what
        value = getattr(found[name].usage, what)
        yield Figure(f"{size}: {name}: {told}", value, bound, unit)
    own = found[OURS].usage.wall
    for name, bound in _SHARES.items():
        if name in found:
            share = own / found[name].usage.wall
            yield Figure(f"{size}: {OURS}: wall, in that of {name}", share, bound, "×")


def growth(small: Sequence[Row], large: Sequence[Row], names: tuple[str, str]) -> Iterator[Figure]:
    """Yield a file's time in the large site, in its time in the small one."""
    one, other = ({row.name: row for row in rows}[OURS] for rows in (small, large))
    for what in ("wall", "cpu"):
        times = [getattr(row.usage, what) / row.files for row in (one, other)]
        name = f"{names[1]}: a file's {what} in the build, in {names[0]}'s"
        yield Figure(name, times[1] / times[0], _LINEAR, "×")
