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
    was, now = 0, 0
    blocks = difflib.SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    for block in blocks:
        end = block.a + block.size
        edge = block.a == block.b == 0 or (
            end == len(before) and block.b + block.size == len(after)
        )
        if block.size < _SHORTEST and not (edge and block.size):
            continue
        if (was, now) != (block.a, block.b):
            yield False, (before[was : block.a], after[now : block.b])
        yield True, (before[block.a : end], before[block.a : end])
        was, now = end, block.b + block.size
    if was < len(before) or now < len(after):
        yield False, (before[was:], after[now:])
