"""What the readers of published documents hand on: texts with their places, and what they missed.

All limits stand here. No file, however made, takes more than seconds or 200 MB.
"""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

MAX_UNPACKED = 32_000_000  # bytes a file may unpack to; 2 MB tables unpack to a tenth of each
MAX_ELEMENTS = 2_000_000  # XML elements of a file
MAX_STRINGS = 500_000  # shared strings of a workbook
MAX_SUSPECT = 1_000_000  # characters with long numbers in them that are looked at closely
PICTURE = 50_000  # bytes from which a picture may be a photographed list; seals are smaller


class Piece(Struct, frozen=True):
    """One text of a document.

    ``place``: where it stands, in words. ``group``: what makes a list with it, such as its column.
    ``context``: words that describe it from outside, such as its column's head.
    """

    text: str
    place: str
    group: str = ""
    context: str = ""


class Unread(Struct, frozen=True):
    """Something in a document that could not be looked at, in words that end a sentence."""

    reason: str


Found: TypeAlias = Piece | Unread


class UnreadableError(Exception):
    """A document can't be read (further); the message says why, in words that end a sentence.

    Raised by readers only, and turned into ``Unread`` at their one way in.
    """
