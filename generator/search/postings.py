"""Postings as text, spread over files of even size of which a question fetches few."""

from __future__ import annotations

import re
from collections import Counter
from itertools import accumulate
from operator import sub
from typing import TYPE_CHECKING, Any

from generator.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BUCKET = 1_200  # characters of postings a file aims at, about 0.8 KB compressed
ALONE = 2_500  # a pair with more has a file of its own
KILOBYTE = 2_048  # characters of postings that take 1 KB compressed

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"


class _Code(dict[int, str]):
    """Numbers in digits of five bits; the alphabet's upper half says that more digits follow."""

    def __missing__(self, number: int) -> str:
        digits = _ALPHABET[number & 31]
        rest = number >> 5
        while rest:
            digits = _ALPHABET[32 + (rest & 31)] + digits
            rest >>= 5
        self[number] = digits
        return digits


_CODE = _Code()


def join(numbers: Sequence[int]) -> str:
    """Return numbers as text."""
    return "".join(map(_CODE.__getitem__, numbers))


def gaps(ascending: Sequence[int]) -> str:
    """Return each number as its distance from the one before, the first from 0; "" for none."""
    if not ascending:
        return ""
    return _CODE[ascending[0]] + join([*map(sub, ascending[1:], ascending)])


_NUMBER = regex(f"[{re.escape(_ALPHABET[32:])}]*[{_ALPHABET[:32]}]")


class _Read(dict[str, int]):
    """What digits mean: see ``_Code``."""

    def __missing__(self, digits: str) -> int:
        number = 0
        for digit in digits:
            number = number << 5 | _ALPHABET.index(digit) & 31
        self[digits] = number
        return number


_READ = _Read()


def numbers_in(text: str) -> list[int]:
    """Return the numbers that ``join`` made text."""
    return [*map(_READ.__getitem__, _NUMBER.findall(text))]


_ENDS = bytes(chr(byte) in _ALPHABET[:32] for byte in range(256))
_VALUES = bytes(max(_ALPHABET.find(chr(byte)), 0) for byte in range(256))


def sums_in(text: str) -> list[int]:
    """Return the numbers whose ``gaps`` a text tells: nearly all of those are one digit."""
    digits = text.encode()
    if 0 in digits.translate(_ENDS):
        return [*accumulate(numbers_in(text))]
    return [*accumulate(digits.translate(_VALUES))]


def spliced(text: str, cut: slice, numbers: Sequence[int]) -> str:
    """Return what ``join`` made of numbers with others in place of some of them.

    To read 50,000 numbers and write them again took 10 ms. Raises ValueError where there are fewer.
    """
    ends = text.encode().translate(_ENDS)
    start = _after(ends, cut.start)
    stop = start + _after(ends[start:], cut.stop - cut.start)
    return text[:start] + join(numbers) + text[stop:]


def _after(ends: bytes, count: int) -> int:
    """Return the place behind so many ends: the search is halved, the counting C's."""
    low, high = 0, len(ends)
    while count:
        if low == high:
            raise ValueError("cut off or damaged")
        middle = (low + high + 1) // 2
        found = ends.count(1, low, middle)
        if found < count:
            low, count = middle, count - found
        elif high == middle:
            return middle
        else:
            high = middle
    return low


class Shards:
    """Keys spread over files of even size by their first character.

    A common first character has several files of its own, chosen by the second; a common pair has
    one to itself. So a single character's pairs are found in few files too. ``sizes``: the
    characters of each key's postings.
    """

    def __init__(self, sizes: dict[str, int]) -> None:
        self.sizes = sizes
        alone = [key for key in sorted(sizes) if sizes[key] > ALONE]
        self._alone = {key: f"a{n}" for n, key in enumerate(alone)}
        self._prices = [-(-sizes[key] // KILOBYTE) for key in alone]
        first: Counter[str] = Counter()
        for key, size in sizes.items():
            if key not in self._alone:
                first[key[0]] += size
        self._heavy = {
            char: (number, -(-first[char] // BUCKET))
            for number, char in enumerate(sorted(c for c, size in first.items() if size > BUCKET))
        }
        light = sum(size for char, size in first.items() if char not in self._heavy)
        self._buckets = max(1, -(-light // BUCKET))

    @property
    def table(self) -> list[Any]:
        """What tells a key's file: number of buckets, pairs alone, common first characters.

        And what each pair alone costs to fetch, in KB: the browser goes by the cheaper ones.
        """
        counts = [count for _, count in self._heavy.values()]
        prices = join(self._prices)
        return [self._buckets, "".join(self._alone), "".join(self._heavy), counts, prices]

    def spreads_as(self, other: Shards) -> bool:
        """Tell whether keys stand in the same files there."""
        return (self._buckets, self._alone, self._heavy) == (
            other._buckets, other._alone, other._heavy
        )  # fmt: skip

    @property
    def names(self) -> Iterator[str]:
        """The names of all files; one asked for in vain is there too."""
        yield from map(str, range(self._buckets))
        yield from self._alone.values()
        for number, count in self._heavy.values():
            yield from (f"h{number}.{n}" for n in range(count))

    def files(self) -> dict[str, list[str]]:
        """Return each file's keys, in their order."""
        found: dict[str, list[str]] = {name: [] for name in self.names}
        for key in sorted(self.sizes):
            found[self.file(key)].append(key)
        return found

    def file(self, key: str) -> str:
        """Return the name of a key's file."""
        if key in self._alone:
            return self._alone[key]
        if key[0] in self._heavy:
            number, count = self._heavy[key[0]]
            return f"h{number}.{ord(key[1]) % count}"
        return f"{ord(key[0]) % self._buckets}"
