"""Runs of long tables, taken from the old site's own files: where they stand there is remembered.

A run counts while the file is the one that was written, what its rows look up elsewhere finds the
same, and the rows are those the run was made of.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any, BinaryIO

from generator.exchange import DESCRIBED, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.site.ledger import Ledger
    from generator.site.stamps import Stamp

_Key = tuple["Stamp", int]  # of the rows, and ``Run.first``


class KeptRuns:
    """The runs of the old site's tables below ``folder``; ``stamps``: the new ones', by table."""

    def __init__(self, ledger: Ledger, folder: Path, stamps: Mapping[str, Sequence[Stamp]]) -> None:
        self._ledger, self._folder, self._stamps = ledger, folder, stamps
        self._known: dict[str, dict[_Key, Sequence[int]]] = {}
        self._files: dict[str, BinaryIO] = {}

    def _of(self, path: str) -> dict[_Key, Sequence[int]]:
        if path not in self._known:
            ledger, known = self._ledger, {}
            if path in ledger.made and path in ledger.files and path in ledger.runs:
                known = dict(_read(ledger.runs[path], ledger.files[path][0]))
            self._known[path] = known
        return self._known[path]

    def _key(self, path: str, number: int, first: int) -> _Key:
        return self._stamps[path.rpartition(".")[0]][number], first

    def has(self, path: str, number: int, first: int) -> bool:
        """Tell whether a run stands in the old file."""
        return self._key(path, number, first) in self._of(path)

    def take(self, path: str, number: int, first: int) -> Run:
        """Return a run from the old file. Raises OSError when that has been touched meanwhile."""
        place, length, crc, size = self._of(path)[self._key(path, number, first)]
        file = self._opened(path)
        file.seek(place)
        data = file.read(length)
        if len(data) != length:
            raise OSError(f"somebody else writes to {path}")
        return Run.of(data, first, crc, size)

    def _opened(self, path: str) -> BinaryIO:
        """Return an old file, open until all of the new one is made."""
        if path not in self._files:
            self._files[path] = (self._folder / path).open("rb")
        return self._files[path]

    def noting(self, path: str, pieces: Iterable[bytes], runs: dict[str, str]) -> Iterator[bytes]:
        """Yield a file's pieces; afterwards ``runs`` tells where its runs stand, if it has many.

        And the sum of one that is described, whether it has many or not.
        """
        digest = sha256() if path in DESCRIBED else None
        stamps = self._stamps[path.rpartition(".")[0]]
        found: list[tuple[Any, ...]] = []
        place = 0
        for piece in pieces:
            if isinstance(piece, Run):
                stamp = stamps[len(found)]
                found.append((stamp, piece.first, place, len(piece), piece.crc, piece.size))
            place += len(piece)
            if digest:
                digest.update(piece)
            yield piece
        if path in self._files:  # before another takes its place
            self._files.pop(path).close()
        if digest or len(found) > 1:
            told = place, found, digest.hexdigest() if digest else ""
            runs[path] = json.dumps(told, separators=(",", ":"))


def sum_of(kept: str) -> tuple[int, str]:
    """Return the size and the SHA-256 that ``noting`` told of a file that is described."""
    size, _, digest = json.loads(kept)
    return size, digest


def _read(kept: str, size: int) -> Iterator[tuple[_Key, Sequence[int]]]:
    """Yield what ``noting`` told of a file; nothing of one of another size."""
    whole, runs, _ = json.loads(kept)
    if whole == size:
        for stamp, first, *where in runs:
            yield (stamp, first), where
