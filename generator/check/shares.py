"""Files dealt out in shares, to every core."""

from __future__ import annotations

import os
from functools import partial
from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from generator.load.aside import Aside, each_of
from generator.load.cores import cores, may_fork

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from generator.load import Tree

T = TypeVar("T")

_SHARE = 128  # files; small enough that one changed file costs little to remember
_WORTH_A_PROCESS = 512  # files; starting another process costs as much as reading some 100
_DIGITS = 2  # bytes of a share's number: a pipe holds 32,000 of them, shares of 8 million files


class Share(NamedTuple):
    """Files with their kinds, and folders with their documents; ``name``: what keeps them."""

    name: str
    files: list[tuple[str, str]]
    folders: list[tuple[str, Sequence[str]]]


def shares_of(tree: Tree, count: int) -> list[Share]:
    """Return ``count`` files in shares, each with the name it is remembered by.

    There are a power of two of them, so that their number hardly ever changes.
    """
    bits = (count // _SHARE).bit_length()
    shares = [Share(f"{number:x}-{bits}.json", [], []) for number in range(1 << bits)]
    for path, kind in tree.kinds.items():
        shares[_number(path, bits)].files.append((path, kind))
    for folder, names in tree.records.items():
        shares[_number(folder, bits)].folders.append((folder, names))
    return shares


def _number(path: str, bits: int) -> int:
    digest = sha256(path.encode("utf-8", "surrogateescape")).digest()
    return int.from_bytes(digest[:4]) >> (32 - bits)


def spread(
    work: Callable[[Share], T], shares: Sequence[Share], files: int
) -> Callable[[], Iterator[T]] | None:
    """Start on shares beside, where forking is safe; return what does the rest and yields them all.

    None where one process had better do it. ``files``: how many, by what reading them costs.
    """
    hands = min(cores(), files // _WORTH_A_PROCESS)
    if hands < 2 or not may_fork():  # noqa: PLR2004 - one hand is this process
        return None
    pile = _pile(len(shares))
    each = partial(_each, work, shares, pile)
    others: list[Aside[Iterable[T]]] = [Aside(each) for _ in range(hands - 1)]

    def found() -> Iterator[T]:
        yield from chain.from_iterable(each_of(each, others))
        os.close(pile)

    return found


def _pile(count: int) -> int:
    """Return the reading end of a pipe with the numbers of all shares: who reads one does it.

    What multiprocessing has for that takes 10 ms to import.
    """
    source, to = os.pipe()
    os.write(to, b"".join(number.to_bytes(_DIGITS) for number in range(count)))
    os.close(to)
    return source


def _each(work: Callable[[Share], T], shares: Sequence[Share], pile: int) -> Iterable[T]:
    found = []
    while number := os.read(pile, _DIGITS):
        found.append(work(shares[int.from_bytes(number)]))
    return found
