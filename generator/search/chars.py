"""What the browser must know of single characters: simplified forms and readings.

Readings are those of GB 2312's 3,755 common characters (a typo is a common character) and of every
character the catalog uses; of several readings only the usual one and those the catalog's own
words call for, or else 行政 would also be heard as *hang*.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.resolve.model import Catalog, Item, StandardItem

HAN = re.compile("[\u4e00-\u9fff]+")


class Characters(TypedDict):
    """The table the browser reads."""

    simple: tuple[str, str]  # traditional characters, and the simplified form of each
    sound: dict[str, str]  # syllable → the characters read so


def read_phrases(catalog: Catalog) -> list[str]:
    """Return every run of characters whose readings count: all that the table is made from."""
    texts = dict.fromkeys(_texts(catalog))
    return sorted({run for text in texts for run in HAN.findall(text)})


def load_dictionary() -> None:
    """Load what ``character_table`` looks readings up in; it would when it needs it, in 0.1 s."""
    import pypinyin  # noqa: F401, PLC0415 - see there


def character_table(phrases: Sequence[str]) -> Characters:
    """Return ``simple`` (traditional string, simplified string) and ``sound`` (syllable → 字)."""
    # Imported when needed: the dictionary takes 0.1 s, a sixth of a small rebuild.
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415

    common = _common()
    known = {char for phrase in phrases for char in phrase}
    readings = {sound: set(chars) for sound, chars in common["sound"].items()}
    # In one text, each phrase a line: asked one by one it took 0.06 s more.
    text = "\n".join([*phrases, *sorted(known.difference(*readings.values()))])
    # What has no reading is told as it is, each character by itself; its types don't know of lists.
    sounds = lazy_pinyin(text, style=Style.NORMAL, errors=list)  # type: ignore[arg-type]
    for char, sound in zip(text, sounds, strict=True):
        readings.setdefault(sound.replace("ü", "v"), set()).add(char)
    forms = zip(*common["simple"], strict=True)
    pairs = [(old, new) for old, new in forms if new in known and old not in known]
    return {
        "simple": ("".join(old for old, _ in pairs), "".join(new for _, new in pairs)),
        "sound": {
            sound: "".join(sorted(chars))
            for sound, chars in sorted(readings.items())
            if sound.isascii() and sound.isalpha()
        },
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


@cache
def _common() -> Characters:
    """Return what is known of characters in any catalog: ``make characters`` writes it.

    Every basic traditional character; the usual readings of the common ones.
    """
    text = Path(__file__).with_name("characters.json").read_text(encoding="utf-8")
    common: Characters = json.loads(text)
    return common
