"""Text as the browser compares it: what ``text.squash`` does there, done here beforehand.

Both must agree on every character, or a document is filed under letters nobody asks for; a test
holds them together over the whole of Unicode's first plane.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Left out of what is compared; the same set stands in browser/text.js.
DROPPED = frozenset(" \t\n\r\u3000“”‘’\"'《》〈〉「」()[]〔〕【】{}")
# The browser sees characters beyond the first plane as two halves and reads each as this.
HALVES = "\ufffd\ufffd"
_FIRST_PLANE = 0xFFFF
_SURROGATES = range(0xD800, 0xE000)


def squasher(simple: Sequence[str]) -> Callable[[str], str]:
    """Return the folding for a catalog's traditional characters: two strings, old and new."""
    table = _Folded(zip(*simple, strict=True))

    def squash(text: str) -> str:
        return text.translate(table)

    return squash


class _Folded(dict[int, str]):
    """What becomes of each character, found out when it is first met."""

    def __init__(self, simple: zip[tuple[str, str]]) -> None:
        super().__init__()
        self._simple = dict(simple)

    def __missing__(self, code: int) -> str:
        self[code] = made = self._fold(chr(code), code)
        return made

    def _fold(self, char: str, code: int) -> str:
        if code > _FIRST_PLANE:
            return HALVES
        if code in _SURROGATES:
            return HALVES[0]
        folded = unicodedata.normalize("NFKC", char).lower()
        # As long as one unit of the browser's text, or else positions would move.
        if len(folded) != 1 or ord(folded) > _FIRST_PLANE:
            folded = char
        folded = self._simple.get(folded, folded)
        return "" if folded in DROPPED else folded
