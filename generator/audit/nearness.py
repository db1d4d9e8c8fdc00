"""Which things somebody may have meant by a number or a name that isn't there."""

from __future__ import annotations

import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING

from generator.patterns import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping, Sequence

_BETWEEN = r"[^0-9A-Za-z]*"
_NUMBER = regex(rf"(?P<unit>\d{{3,12}})?{_BETWEEN}(?P<area>\d\d){_BETWEEN}(?P<row>[A-Z]?\d+)")
_DIGITS, _LETTERS = "0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BESIDE = 3  # neighbours of a number in its own unit, before the same number elsewhere
_SLIP = 0.8  # of a name's letters, in their order: a slip of the hand
_ALIKE = 0.3  # of the pairs of characters in two titles; fewer in common is chance
_MARKS = regex(r"[\W_]+")


def near(things: Mapping[str, str], asked: Sequence[str], most: int) -> list[str]:
    """Return the keys of things that may have been meant, the likeliest first.

    ``things``: key → title; the keys of items are ``340706/20-04``. ``asked``: what was typed, and
    other words for it. A number leads to its neighbours in its own unit and to the same number in
    the units written most alike; a name to things called alike, each title once.
    """
    names = [unicodedata.normalize("NFKC", name).strip() for name in asked]
    number = _NUMBER.fullmatch(names[0].upper())
    found = [
        *(_by_number(things, number) if number else ()),
        *get_close_matches(names[0], (key for key in things if "/" not in key), cutoff=_SLIP),
        *(key for name in names for key in _by_title(things, name)),
    ]
    return list(dict.fromkeys(found))[:most]


def _by_number(things: Mapping[str, str], asked: re.Match[str]) -> Iterator[str]:
    """Yield the same number elsewhere and the next ones; these first where the unit is known."""
    unit, code = asked["unit"] or "", f"{asked['area']}-{asked['row']}"
    items = [(*key.split("/"), key) for key in things if "/" in key]
    homes = sorted({home for home, _, _ in items}, key=lambda home: (_unlikeness(home, unit), home))
    place = {home: at for at, home in enumerate(homes)}
    elsewhere = sorted((place[home], key) for home, name, key in items if name == code)
    beside = sorted((_apart(name, code), key) for home, name, key in items if home == homes[0])
    found = elsewhere, beside[:_BESIDE]
    yield from (key for part in (found[::-1] if unit in place else found) for _, key in part)


def _unlikeness(one: str, other: str) -> float:
    """Return in what part of their places two 区划代码 differ."""
    alike = sum(a == b for a, b in zip(one, other, strict=False))
    return 1 - alike / max(len(one), len(other), 1)


def _apart(one: str, other: str) -> tuple[bool, int, int]:
    """Return how far two item codes are from each other: series, areas, rows."""
    (area, row), (field, line) = (code.split("-", 1) for code in (one, other))
    numbers = (int(row.lstrip(_LETTERS)), int(line.lstrip(_LETTERS)))
    other_series = row.rstrip(_DIGITS) != line.rstrip(_DIGITS)
    return other_series, abs(int(area) - int(field)), abs(numbers[0] - numbers[1])


def _by_title(things: Mapping[str, str], asked: str) -> Iterator[str]:
    """Yield the keys of the titles most alike, one key a title."""
    wanted = _pairs(asked)
    first: dict[str, str] = {}
    for key, title in things.items():
        first.setdefault(title, key)
    scored = sorted((-_likeness(wanted, _pairs(title)), key) for title, key in first.items())
    yield from (key for score, key in scored if -score >= _ALIKE)


def _pairs(text: str) -> frozenset[str]:
    plain = _MARKS.sub("", text)
    return frozenset(plain[at : at + 2] for at in range(max(1, len(plain) - 1)) if plain)


def _likeness(wanted: frozenset[str], pairs: frozenset[str]) -> float:
    """Return how alike two names are, 0 to 1: most of all, how much of what was asked is there."""
    shared = len(wanted & pairs)
    if not shared:
        return 0.0
    return 0.75 * shared / len(wanted) + 0.25 * 2 * shared / (len(wanted) + len(pairs))
