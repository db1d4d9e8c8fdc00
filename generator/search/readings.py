"""How Chinese characters are read: each one's usual reading, and the words that call for another.

What pypinyin knows, asked once (``make characters``): it takes 0.2 s to load and ask for a city's
catalog, this 0.01. A test holds both to the same readings of any text.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, json

from generator.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

HAN = regex("[\u4e00-\u9fff]+")


class Dictionary(Struct, frozen=True):
    """What is known of characters in any catalog.

    ``simple``: every basic traditional character, and the simplified form of each. ``common``:
    GB 2312's 3,755 common characters. ``sound``: syllable → the characters usually read so.
    ``words``: first character → all words, with blanks between. ``unusual``: word → its syllables,
    where one isn't its character's usual one.
    """

    simple: tuple[str, str]
    common: str
    sound: dict[str, str]
    words: dict[str, str]
    unusual: dict[str, str]


@cache
def dictionary() -> Dictionary:
    """Return what ``make characters`` wrote."""
    text = Path(__file__).with_name("characters.json").read_bytes()
    return json.decode(text, type=Dictionary)


@cache
def usual() -> dict[str, str]:
    """Return each character's usual reading."""
    return {char: sound for sound, chars in dictionary().sound.items() for char in chars}


def unusual_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield (character, reading) of what isn't read as usual in a run of Chinese characters.

    The text is cut into words from its start, each time the longest there is: 执行长期规划 speaks
    of 执行 and 长期, not of 行长.
    """
    heads = _heads()
    if not any(text[at : at + 2] in heads for at in range(len(text))):
        return
    unusual, at = dictionary().unusual, 0
    while at < len(text):
        word = _word_at(text, at)
        if word in unusual:
            yield from zip(word, unusual[word].split(), strict=True)
        at += len(word)


def _word_at(text: str, at: int) -> str:
    """Return the longest word that stands at a place, the character there where there is none."""
    return next((word for word in _words(text[at]) if text.startswith(word, at)), text[at])


@cache
def _words(char: str) -> list[str]:
    """Return the words that begin with a character, the longest first."""
    return sorted(dictionary().words.get(char, "").split(), key=len, reverse=True)


@cache
def _heads() -> frozenset[str]:
    """Return how the words begin that aren't read as usual; most text has none of them."""
    return frozenset(word[:2] for word in dictionary().unusual)
