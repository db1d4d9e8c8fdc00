"""Writes what is known of characters in any catalog: ``make characters``. A test holds it to this.

Made by libraries that take 0.2 s to load and to ask: they say always the same, so they are asked
once.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from opencc import OpenCC
from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PHRASES_DICT

from generator.search.readings import HAN

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLE = Path(__file__).resolve().parents[1] / "generator" / "search" / "characters.json"
_BLOCK = "".join(map(chr, range(0x4E00, 0xA000)))


def table() -> str:
    """Return the file's text."""
    usual = {char: _sound(char) for char in _BLOCK}
    told = {
        "simple": simplified(),
        "common": common(),
        "sound": sounds(usual),
        "words": words(),
        "unusual": unusual(usual),
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def simplified() -> tuple[str, str]:
    """Return the basic traditional characters, and the simplified form of each."""
    forms = OpenCC("t2s").convert("\n".join(_BLOCK)).split("\n")
    pairs = [(a, b) for a, b in zip(_BLOCK, forms, strict=True) if a != b and len(b) == 1]
    return "".join(a for a, _ in pairs), "".join(b for _, b in pairs)


def common() -> str:
    """Return GB 2312's first level of characters."""
    rows = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    return "".join(sorted("".join(pair.decode("gb2312", "ignore") for pair in rows)))


def sounds(usual: Mapping[str, str]) -> dict[str, str]:
    """Return syllables with the characters usually read so; what has no reading is left out."""
    found: dict[str, list[str]] = {}
    for char, sound in usual.items():
        if sound.isascii():
            found.setdefault(sound, []).append(char)
    return {sound: "".join(chars) for sound, chars in sorted(found.items())}


def words() -> dict[str, str]:
    """Return all words of Chinese characters by the first of them."""
    found: dict[str, list[str]] = {}
    for word in _words():
        found.setdefault(word[0], []).append(word)
    return {head: " ".join(some) for head, some in found.items()}


def unusual(usual: Mapping[str, str]) -> dict[str, str]:
    """Return the words that aren't read as their characters usually are, with their syllables."""
    read = {word: list(map(_voiced, lazy_pinyin(word, style=Style.NORMAL))) for word in _words()}
    return {
        word: " ".join(syllables)
        for word, syllables in read.items()
        if syllables != [usual[char] for char in word]
    }


def _words() -> list[str]:
    return sorted(word for word in PHRASES_DICT if len(word) > 1 and HAN.fullmatch(word))


def _sound(char: str) -> str:
    (sound,) = lazy_pinyin(char, style=Style.NORMAL)
    return _voiced(sound)


def _voiced(sound: str) -> str:
    """Return a syllable as it is typed."""
    return sound.replace("ü", "v")


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
