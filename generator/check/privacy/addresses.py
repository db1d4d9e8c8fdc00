"""Home addresses down to the door. Offices have no 单元, so only addresses with one count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.check.privacy.text import Number
from generator.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A text without this holds no home address.
MARK = "单元"

_DOOR = regex(
    r"[0-9０-９一二三四五六七八九十A-Za-z]{1,4}\s?(?:号楼|号|栋|幢|座|#楼|#)\s?"
    r"[0-9０-９一二三四五六七八九十东西中]{1,3}\s?单元\s?"
    r"[0-9０-９]{2,4}(?:室|户|号)?"
)


def doors(text: str) -> Iterator[Number]:
    """Yield the part of each home address that tells the house from its neighbours."""
    for found in _DOOR.finditer(text):
        yield Number(found[0], found.start(), found.end(), ())
