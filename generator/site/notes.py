"""What one process notes of the files it makes, made into lines of the ledger as it goes.

In a province each process notes 1.3 million look-ups. Kept as objects until the end and handed over
then, they were a third of the build's 2.1 GB; packed lines are 15 MB. Stamping, too, is shared out.
"""

from __future__ import annotations

import zlib
from array import array
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from generator.site.stamps import Stamp
    from generator.site.trace import LookUp

_FOLD = 4_096  # files that are noted before their look-ups become lines
_BLOCK = 20_000  # entries in a line
_QUICK = 1  # zlib's level


SIDES = ITEMS, OTHERS = "items", "others"
"""Look-ups of items and of what is made of items, and all others.

A process each stamps them: those of items are half of the work, and rest on the same stamps.
"""


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
    """What files were made from; ``made`` and ``lines`` are the ledger's, once it is finished.

    ``runs``: what is told of files besides: where in long tables their runs stand (``kept_runs``),
    which documents the search's shards were made of (``search_files``).
    """

    def __init__(self, stamp: Callable[[LookUp], Stamp], take: Callable[[int], int]) -> None:
        """``stamp``: what look-ups find; ``take``: hands out numbers no other process has."""
        self._tools: tuple[Callable[[LookUp], Stamp], Callable[[int], int]] | None = stamp, take
        self._pending: list[tuple[tuple[str, ...], Stamp]] = []
        self._users: dict[LookUp, array[int]] = {}
        self.made: dict[str, Made] = {}
        self.runs: dict[str, str] = {}
        self.lines: list[bytes] = []
        self.used = 0  # numbers up to here may be taken

    def note(self, paths: Iterable[str], recipe: Stamp, look_ups: Iterable[LookUp]) -> None:
        """Note what files were made from that stand and fall together."""
        number = len(self._pending)
        self._pending.append((tuple(paths), recipe))
        for look_up in look_ups:
            users = self._users.get(look_up)
            if users is None:
                users = self._users[look_up] = array("I")
            users.append(number)
        if number + 1 == _FOLD:
            self._fold()

    def finish(self) -> None:
        """Make lines of what is left; nothing is noted afterwards, and the notes can travel."""
        self._fold()
        self._tools = None

    def _fold(self) -> None:
        assert self._tools is not None
        stamp, take = self._tools
        first = take(len(self._pending))
        self.used = first + len(self._pending)
        for number, (paths, recipe) in enumerate(self._pending, first):
            self.made |= dict.fromkeys(paths, Made(recipe, number))
        text_of = [str(number) for number in range(first, self.used)].__getitem__
        rows = [
            (*look_up, stamp(look_up), " ".join(map(text_of, users)))
            for look_up, users in self._users.items()
        ]
        for side in SIDES:
            lines = lines_of(side, (row for row in rows if _is_of(side, row[0])))
            self.lines += [zlib.compress(line, _QUICK) for line in lines]
        self._pending, self._users = [], {}


def unpacked(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the lines of some notes, as the ledger keeps them."""
    return map(zlib.decompress, lines)


def _is_of(side: str, table: str) -> bool:
    return table.startswith("items") == (side == ITEMS)


def lines_of(side: str, rows: Iterable[tuple[Any, ...]]) -> Iterator[bytes]:
    """Yield lines of look-ups of a side: table, key, what was found, numbers of who rests on it."""
    rows = iter(rows)
    while block := list(islice(rows, _BLOCK)):
        yield as_line({side: columns(block)})


def side_of(line: bytes) -> str:
    """Return the side whose look-ups a line holds, "" for a line of something else."""
    return next((side for side in SIDES if line.startswith(b'{"%s":' % side.encode())), "")


def as_line(kept: dict[str, Any]) -> bytes:
    """Return plain data as a line of JSON."""
    return json.encode(kept) + b"\n"


def columns(rows: Sequence[tuple[Any, ...]]) -> list[Any]:
    """Return rows as columns, one of texts joined: row by row it took 0.09 s more of a rebuild."""
    return [_joined(column) for column in zip(*rows, strict=True)]


def _joined(column: Sequence[Any]) -> str | Sequence[Any]:
    """Return a column of texts as one, a line each; any other as it is."""
    try:
        text = "\n".join(column)
    except TypeError:
        return column
    return text if text.count("\n") == len(column) - 1 else column
