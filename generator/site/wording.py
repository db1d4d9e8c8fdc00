"""Where two wordings of one thing differ, in pieces a person would point at."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Numbers and words of letters are read whole: 10 and 15 have no 1 in common.
_PIECE = re.compile(r"[0-9]+|[A-Za-z]+|.", re.DOTALL)
_LONGEST = 600  # characters compared one by one; longer texts are shown as exchanged whole
_SHORTEST = 2  # pieces in common that are worth keeping, unless they stand at an end


def compared(before: str, after: str) -> Iterator[tuple[bool, tuple[str, str]]]:
    """Yield (is it the same, (the piece before, the piece after)); together they are both texts."""
    if max(len(before), len(after)) > _LONGEST or not (before and after):
        yield before == after, (before, after)
        return
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    was = now = 0
    for block in difflib.SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        at_start = block.a == block.b == 0
        at_end = (block.a + block.size, block.b + block.size) == (len(old), len(new))
        if block.size < _SHORTEST and not (at_start or at_end):
            continue
        if (was, now) != (block.a, block.b):
            yield False, ("".join(old[was : block.a]), "".join(new[now : block.b]))
        was, now = block.a + block.size, block.b + block.size
        if block.size:
            same = "".join(old[block.a : was])
            yield True, (same, same)
