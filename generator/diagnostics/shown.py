"""Text made fit to be shown: nothing invisible, nothing that could leave its place, no overlength.

Every renderer passes what came out of a catalog through here.
"""

from __future__ import annotations

import unicodedata

_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_STACKED = frozenset({"Mn", "Me"})  # set above or below the character before
_WIDE_SPACE = "\u3000"  # ordinary in Chinese prose, odd where a finding points at it


def visible(text: str, *, keep: str = "", mark: str = "") -> str:
    """Return the text with characters nobody sees written as ‹U+200B›.

    ``keep``: characters left as they are; ``mark``: further ones to write out.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if c in keep or not (_unseen(c) or c in mark) else _named(c) for c in text)


def paragraphs(text: str) -> list[str]:
    """Return a text's lines, each fit to be shown."""
    return [visible(line, keep="\t") for line in text.split("\n")]


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(_columns(c) for c in text)


def excerpt(line: str, start: int, end: int, most: int) -> tuple[str, str]:
    """Return a line cut to ``most`` columns around ``[start, end)``, and carets to set below it.

    What is cut away is shown as …; a span too long for the room is cut at its end.
    """
    cells = [visible(c, mark=_WIDE_SPACE if start <= i < end else "") for i, c in enumerate(line)]
    first, last = _window([width(cell) for cell in cells], start, max(end, start + 1), most)
    head, tail = "…" if first else "", "…" if last < len(cells) else ""
    before = head + "".join(cells[first:start])
    marked = "".join(cells[start : min(end, last)]) or " "
    return head + "".join(cells[first:last]) + tail, " " * width(before) + "^" * width(marked)


def _window(widths: list[int], start: int, end: int, most: int) -> tuple[int, int]:
    """Return the stretch to show: the span first, then as much on both sides as there is room."""
    if sum(widths) <= most:
        return 0, len(widths)
    room = most - 2  # for … on both sides
    first = last = min(start, len(widths))
    while last < min(end, len(widths)) and sum(widths[first : last + 1]) <= room:
        last += 1
    used = sum(widths[first:last])
    grew = True
    while grew:
        grew = False
        if first > 0 and used + widths[first - 1] <= room:
            first, used, grew = first - 1, used + widths[first - 1], True
        if last < len(widths) and used + widths[last] <= room:
            last, used, grew = last + 1, used + widths[last], True
    return first, last


def _unseen(character: str) -> bool:
    category = unicodedata.category(character)
    return category in _UNSEEN or (category == "Zs" and character not in f" {_WIDE_SPACE}")


def _named(character: str) -> str:
    return f"‹U+{ord(character):04X}›"


def _columns(character: str) -> int:
    if unicodedata.category(character) in _STACKED:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
