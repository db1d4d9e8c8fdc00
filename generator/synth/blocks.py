"""Entries of a made-up catalog's tables changed in their text, as an editor changes them.

Only for files that ``gongkai synth`` has written itself: their shape is known, a code a block.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.exchange.yamltext import entry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.exchange.yamltext import Value

_FIELDS = 4  # spaces before a field of an entry, two fewer before its code


def set_fields(text: str, code: str, fields: Mapping[str, Value]) -> str:
    """Return a table's text with fields of one entry written anew; None takes a field away."""
    lines = text.splitlines(keepends=True)
    start, end = _span(lines, code)
    block = "".join(lines[start + 1 : end])
    for field, value in fields.items():
        block = re.sub(rf"^ {{{_FIELDS}}}{field}:.*\n(?: {{{_FIELDS + 1},}}.*\n)*", "", block,
                       flags=re.MULTILINE)  # fmt: skip
        if value is not None:
            block += entry(field, value, indent=_FIELDS)
    return "".join((*lines[: start + 1], block, *lines[end:]))


def added(text: str, code: str, fields: Mapping[str, Value] | None) -> str:
    """Return a table's text with one more entry at its end."""
    return text + (entry(code, dict(fields), indent=2) if fields else f'  "{code}":\n')


def removed(text: str, code: str) -> tuple[str, str]:
    """Return a table's text without an entry, and the entry's own lines."""
    lines = text.splitlines(keepends=True)
    start, end = _span(lines, code)
    return "".join((*lines[:start], *lines[end:])), "".join(lines[start:end])


def _span(lines: list[str], code: str) -> tuple[int, int]:
    """Return where an entry begins and where it is over."""
    start = next(at for at, line in enumerate(lines) if line.startswith(f'  "{code}":'))
    inside = " " * _FIELDS
    after = (at for at in range(start + 1, len(lines)) if not lines[at].startswith(inside))
    return start, next(after, len(lines))
