"""What one process notes of the files it makes, made into lines of the ledger as it goes.

In a province each process notes 1.3 million look-ups. Kept as objects until the end and handed over
then, they were a third of the build's 2.1 GB; packed lines are 15 MB. Stamping, too, is shared out.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, NamedTuple

from generator.site.sheets import FULL, Sheet, Uses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from generator.site.sheets import Stamps
    from generator.site.stamps import Stamp
    from generator.site.trace import LookUp

_LOOSE = 2  # sheets of a process that aren't packed: to pack a city's took 2 % of its build
_QUICK = 1  # zlib's level


class Made(NamedTuple):
    """How a file was made: its recipe, and the number its look-ups know it by.

    Files that were made together share it: the search's 11,000 rest on 4,000 look-ups each.
    """

    recipe: Stamp
    number: int


def counting_from(first: int) -> Callable[[int], int]:
    """Return what hands out so many numbers at a time, telling the first of them."""
    used = first

    def take(count: int) -> int:
        nonlocal used
        used += count
        return used - count

    return take


class Notes:
    """What files were made from; ``made`` and ``sheets`` are the ledger's, once it is finished.

    ``runs``: what is told of files besides: where in long tables their runs stand (``kept_runs``),
    which documents the search's shards were made of (``search_files``).
    """

    def __init__(self, stamps: Stamps, take: Callable[[int], int]) -> None:
        """``stamps``: what look-ups find; ``take``: hands out numbers no other process has."""
        self._tools: tuple[Stamps, Callable[[int], int]] | None = stamps, take
        self._pending: list[tuple[tuple[str, ...], Stamp]] = []
        self._uses = Uses()
        self._loose: list[Sheet] = []
        self._packed: list[tuple[bytes, ...]] = []
        self.made: dict[str, Made] = {}
        self.runs: dict[str, str] = {}
        self.used = 0  # numbers up to here may be taken

    def note(self, paths: Iterable[str], recipe: Stamp, look_ups: Iterable[LookUp]) -> None:
        """Note what files were made from that stand and fall together."""
        self._uses.note(look_ups)
        self._pending.append((tuple(paths), recipe))
        if len(self._uses) >= FULL:
            self._fold()

    def finish(self) -> None:
        """Make a sheet of what is left; nothing is noted afterwards, and the notes can travel."""
        if self._pending:
            self._fold()
        self._tools = None

    @property
    def sheets(self) -> Iterator[Sheet]:
        """What was noted, in sheets, each to be looked at and let go."""
        yield from self._loose
        for lines in self._packed:
            yield Sheet(*map(zlib.decompress, lines))

    def _fold(self) -> None:
        assert self._tools is not None
        stamps, take = self._tools
        first = take(len(self._pending))
        self.used = first + len(self._pending)
        for number, (paths, recipe) in enumerate(self._pending, first):
            self.made |= dict.fromkeys(paths, Made(recipe, number))
        files = [*range(first, self.used)]
        sheet = self._uses.sheet(files, lambda table, keys: (keys, stamps(table, keys)))
        if len(self._loose) < _LOOSE:
            self._loose.append(sheet)
        else:
            self._packed.append(tuple(zlib.compress(line, _QUICK) for line in sheet))
        self._pending, self._uses = [], Uses()
