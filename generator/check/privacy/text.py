"""Numbers in text, however they are spelled, with their exact places in the original.

Digits may be full-width or of another script, with spaces, dashes, dots or invisible characters
between them. What is read as one number always begins and ends where a run of digits does, so that
eighteen digits out of a longer run are never taken for a number of their own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from generator.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_INVISIBLE = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_SPACES = " \t\u00a0\u2000-\u200a\u202f\u205f\u3000"
_DASHES = "_\u2010-\u2015\u2212\ufe58\ufe63\uff0d\uff3f\u2500\u30fc\\-"
_DOTS = ".\u00b7\u2022\u2027\u30fb\u3002\uff0e\uff61"
_BETWEEN = f"[{_INVISIBLE}{_SPACES}{_DASHES}{_DOTS}]"
_MAX_BETWEEN = 3  # separators between two digits of one number
_X = "xX×ⅹⅩХхΧχＸｘ✕✖"  # what people type for the check character 10

#: A text without this holds no number of eleven digits or more, however spelled.
SUSPECT = regex(rf"\d(?:{_BETWEEN}{{0,{_MAX_BETWEEN}}}\d){{10}}")

_GLUE = regex(rf"[{_INVISIBLE}]*")
_RUN = regex(r"\d+")
_STRETCH = regex(rf"\d++(?:[{_INVISIBLE}]++\d++|{_BETWEEN}{{1,{_MAX_BETWEEN}}}\d++)*+")
_CHECK = regex(rf"({_BETWEEN}{{0,{_MAX_BETWEEN}}})([{_X}])(?![A-Za-z])")
_SHORTEST = 11  # digits of the shortest number looked for, a mobile telephone's
_LONGEST = 19  # digits of the longest number looked for, a bank card's
_MAX_CHAIN, _OVERLAP = 2000, 20  # runs looked at together; no number is made of more than 19
_LATIN = regex(r"[A-Za-z]")
_URL = regex(r"https?://[^\s，。；、）》”\"']+")
_STAR = "*"


class Number(Struct, frozen=True):
    """One number as read: its digits (perhaps with a last X), its place, how it was grouped."""

    digits: str
    start: int
    end: int
    shape: tuple[int, ...]

    def overlaps(self, other: Number) -> bool:
        """Tell whether the two share a character."""
        return self.start < other.end and other.start < self.end


class Wanted(Struct, frozen=True):
    """Which digits are worth a closer look, and how many of them the first group must have."""

    accepts: Callable[[str], bool]
    first: int = 1


Plan: TypeAlias = Sequence[Sequence[tuple[int, Sequence[Wanted]]]]


def numbers(text: str, plan: Plan) -> Iterator[Number]:
    """Yield the ways to read neighbouring runs of digits as one number that is wanted."""
    for chain in _chains(text):
        digits = "".join(run.digits for run in chain)
        begins = list(accumulate((len(run.digits) for run in chain), initial=0))
        ends = {end: index for index, end in enumerate(begins)}
        for first, run in enumerate(chain):
            begin = begins[first]
            for length, kinds in plan[min(len(run.digits), _LONGEST)]:
                last = ends.get(begin + length)
                if last is None:
                    continue
                taken = digits[begin : begin + length]
                if any(kind.accepts(taken) for kind in kinds):
                    yield _joined(chain[first:last])


def plan_of(
    wanted: Mapping[int, Sequence[Wanted]],
) -> Plan:
    """Return, by the size of a first group, the lengths it can begin and what they may be.

    ``wanted``: what a number may be, by how many digits it has.
    """
    found = []
    for size in range(_LONGEST + 1):
        fitting = (
            (n, [kind for kind in kinds if kind.first <= size]) for n, kinds in wanted.items()
        )
        found.append([(n, kinds) for n, kinds in fitting if kinds])
    return found


def touches_letter(text: str, number: Number) -> bool:
    """Tell whether a Latin letter stands right before or after: part of a code, not a number."""
    return bool(
        _LATIN.fullmatch(text[number.start - 1 : number.start])
        or _LATIN.fullmatch(text[number.end : number.end + 1])
    )


def in_address(text: str, number: Number) -> bool:
    """Tell whether the number is part of a web address."""
    line = text.rfind("\n", 0, number.start) + 1
    return any(
        found.start() < number.start < found.end()
        for found in _URL.finditer(text, line, number.end + 1)
    )


def veil(digits: str, head: int, tail: int) -> str:
    """Return the digits with all but the first ``head`` and the last ``tail`` as stars."""
    return digits[:head] + _STAR * (len(digits) - head - tail) + digits[len(digits) - tail :]


def veil_at(text: str, number: Number, head: int, tail: int) -> str:
    """Return the text with the number masked in place; its length and the rest stay."""
    kept = list(text[number.start : number.end])
    places = [i for i, char in enumerate(kept) if char.isdecimal() or char in _X]
    for place in places[head : len(places) - tail]:
        kept[place] = _STAR
    return text[: number.start] + "".join(kept) + text[number.end :]


def _chains(text: str) -> Iterator[list[Number]]:
    """Yield the runs of digits that only separators part, neighbours in one list.

    Where fewer than eleven characters stand together no number can be, and none is read: dates
    and amounts are most of a catalog's digits, and were a fifth of the time of a check. Nor are
    the lines that are above suspicion, nine of ten in a file: no number crosses a line's end.
    """
    end = 0
    while found := SUSPECT.search(text, end):
        start = text.rfind("\n", 0, found.start()) + 1
        end = text.find("\n", found.end())
        end = len(text) if end < 0 else end
        for stretch in _STRETCH.finditer(text, start, end):
            if stretch.end() - stretch.start() >= _SHORTEST:
                yield from _chains_in(text, stretch.start(), stretch.end())


def _chains_in(text: str, start: int, end: int) -> Iterator[list[Number]]:
    chain: list[Number] = []
    for found in _RUN.finditer(text, start, end):
        run = Number(_ascii(found[0]), found.start(), found.end(), (len(found[0]),))
        if chain and _GLUE.fullmatch(text, chain[-1].end, run.start):
            run = _glued(chain.pop(), run)
        elif len(chain) == _MAX_CHAIN:
            yield chain
            chain = chain[-_OVERLAP:]
        chain.append(run)
    yield _closed(text, chain)


def _closed(text: str, chain: list[Number]) -> list[Number]:
    """Return the chain with the check character X that follows it, if one does."""
    found = _CHECK.match(text, chain[-1].end)
    if found:
        chain.append(Number("X", found.start(2), found.end(2), (1,) if found[1] else ()))
    return chain


def _joined(runs: Sequence[Number]) -> Number:
    shape = tuple(size for run in runs for size in run.shape)
    return Number("".join(run.digits for run in runs), runs[0].start, runs[-1].end, shape)


def _glued(left: Number, right: Number) -> Number:
    digits = left.digits + right.digits
    return Number(digits, left.start, right.end, (len(digits),))


def _ascii(digits: str) -> str:
    if digits.isascii():
        return digits
    return "".join(str(unicodedata.decimal(char)) for char in digits)
