"""Tables made of runs of rows: where one row changed, its run is made anew, the others are taken.

A run ends where the id of a row says so, not after so many rows: a row that is added or removed
changes its own run and leaves the others what they were.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SHORT = 2_048  # rows; a table of so many or fewer is one run
MEAN = 128  # rows of a run, a power of two


class Run(bytes):
    """The bytes of some rows, as a file holds them.

    ``first``: how many rows of the table stand before, where the bytes tell; else 0. ``crc`` and
    ``size``: the sum and the length of what is packed in them, where they are packed; else 0.
    """

    first: int
    crc: int
    size: int

    @classmethod
    def of(cls, data: bytes, first: int = 0, crc: int = 0, size: int = 0) -> Self:
        """Return a run with its bytes and what is known of them."""
        run = cls(data)
        run.first, run.crc, run.size = first, crc, size
        return run


class Stock(Protocol):
    """Runs that were made before, by file, by their number in it, and by ``Run.first``."""

    def has(self, path: str, number: int, first: int) -> bool:
        """Tell whether a run can be taken."""
        ...

    def take(self, path: str, number: int, first: int) -> Run:
        """Return a run that can be taken."""
        ...


class NoStock:
    """Where nothing was made before."""

    def has(self, path: str, number: int, first: int) -> bool:  # noqa: ARG002
        """Tell that no run can be taken."""
        return False

    def take(self, path: str, number: int, first: int) -> Run:
        """Raise KeyError."""
        raise KeyError(path, number, first)


def runs_of(rows: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the ids of a table's rows, run by run; none of an empty table."""
    start = 0
    if len(rows) > SHORT:
        for end, key in enumerate(rows):
            if end > start and zlib.crc32(key.encode()) % MEAN == 0:
                yield rows[start:end]
                start = end
    if len(rows) > start:
        yield rows[start:]


_POLYNOMIAL = 0xEDB88320  # of CRC-32, its bits in reverse as everywhere in here
_ONE = 1 << 31
_ALL = 0xFFFFFFFF  # zlib turns a sum's bits over before and after
_ZEROS = bytes(16_384)


def _product(a: int, b: int) -> int:
    """Return the product of two polynomials modulo CRC-32's."""
    product = 0
    while a:
        if a & _ONE:
            product ^= b
        a = a << 1 & _ALL
        b = b >> 1 ^ _POLYNOMIAL if b & 1 else b >> 1
    return product


def _squares() -> Iterator[int]:
    """Yield what moves a sum by 1, 2, 4, … bytes."""
    power = _ONE >> 8
    for _ in range(40):  # a terabyte
        yield power
        power = _product(power, power)


_MOVES = tuple(_squares())


def joined_crc(before: int, after: int, size: int) -> int:
    """Return the CRC-32 of two pieces from their own; ``size``: bytes of the second one."""
    if size <= len(_ZEROS):  # so few are gone over faster than reckoned with
        return zlib.crc32(_ZEROS[:size], before ^ _ALL) ^ _ALL ^ after
    for move in _MOVES:
        if not size or not before:  # nothing stays nothing, however far it is moved
            break
        if size & 1:
            before = _product(move, before)
        size >>= 1
    return before ^ after
