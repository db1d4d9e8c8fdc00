"""What the browser must know of single characters: simplified forms and readings.

Readings are those of GB 2312's 3,755 common characters (a typo is a common character) and of every
character the catalog uses; of several readings only the usual one and those the catalog's own
words call for, or else 行政 would also be heard as *hang*.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, TypedDict

from generator.search.readings import HAN, dictionary, unusual_in, usual

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.resolve.model import Catalog, Item, StandardItem


class Characters(TypedDict):
    """The table the browser reads."""

    simple: tuple[str, str]  # traditional characters, and the simplified form of each
    sound: dict[str, str]  # syllable → the characters read so


def read_phrases(catalog: Catalog) -> list[str]:
    """Return every run of characters whose readings count: all that the table is made from."""
    texts = dict.fromkeys(_texts(catalog))
    return sorted({run for text in texts for run in HAN.findall(text)})


def character_table(phrases: Sequence[str]) -> Characters:
    """Return ``simple`` (traditional string, simplified string) and ``sound`` (syllable → 字)."""
    known, sounds = set("".join(phrases)), usual()
    readings: dict[str, set[str]] = {}
    for char in known.union(dictionary().common) & sounds.keys():
        readings.setdefault(sounds[char], set()).add(char)
    for char, sound in chain.from_iterable(map(unusual_in, phrases)):
        readings.setdefault(sound, set()).add(char)
    forms = zip(*dictionary().simple, strict=True)
    pairs = [(old, new) for old, new in forms if new in known and old not in known]
    return {
        "simple": ("".join(old for old, _ in pairs), "".join(new for _, new in pairs)),
        "sound": {sound: "".join(sorted(readings[sound])) for sound in sorted(readings)},
    }


def _texts(catalog: Catalog) -> Iterable[str]:
    """Yield every text whose readings in context count."""
    for area in catalog.areas.values():
        yield from (area.name, *area.aliases)
    rows: tuple[StandardItem | Item, ...] = (*catalog.standards.values(), *catalog.items.values())
    for row in rows:
        yield from (row.level1, row.level2, *row.elements)
    for base in catalog.bases.values():
        yield base.title
    for unit in catalog.units.values():
        yield unit.name
    for term in catalog.terms:
        yield from (term.word, *term.official)
