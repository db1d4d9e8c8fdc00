"""The catalog's own files looked at as they are written, comments included."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.check.privacy.scanner import IN_LISTS, Hit, scan
from generator.diagnostics import Span
from generator.load import Scalar, Sequence

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from generator.load import Document, Node


class Passage(Struct, frozen=True):
    """One place to mend. ``count``: how many of the kind stand in the same field."""

    rule: str
    masked: str
    span: Span
    count: int = 1


def look(document: Document, today: dt.date) -> Iterator[Passage]:
    """Yield what is personal in a file; of telephones and homes one passage a field."""
    hits = [*scan("\n".join(document.lines), today)]
    begins = _begins(document.lines) if hits else []
    lists: dict[tuple[str, str], list[tuple[Hit, Span]]] = {}
    for hit in hits:
        span = _span(begins, hit)
        if hit.rule in IN_LISTS:
            lists.setdefault((hit.rule, _field_at(document.node, span)), []).append((hit, span))
        else:
            yield Passage(hit.rule, hit.masked, span)
    for (rule, _), found in lists.items():
        different = {hit.number.digits for hit, _ in found}
        told = next((pair for pair in found if pair[0].alone), found[0])
        if len(different) > 1 or told[0].alone:
            yield Passage(rule, told[0].masked, told[1], len(different))


def _begins(lines: tuple[str, ...]) -> list[int]:
    """Return where each line begins in the joined text."""
    begins, at = [], 0
    for line in lines:
        begins.append(at)
        at += len(line) + 1
    return begins


def _span(begins: list[int], hit: Hit) -> Span:
    # Nothing that is found crosses a line's end.
    line = bisect_right(begins, hit.number.start) - 1
    column = hit.number.start - begins[line] + 1
    return Span.at(line + 1, column, hit.number.end - hit.number.start)


def _field_at(node: Node, span: Span) -> str:
    """Return the field a place belongs to, as keys; items of one list are one field."""
    keys: list[str] = []
    at = (span.line, span.column)
    below: Node | None = node
    while below is not None and not isinstance(below, Scalar):
        if isinstance(below, Sequence):
            below = next((item for item in below.items if _holds(item, at)), None)
            continue
        pair = next((p for p in below.pairs if _holds(p[1], at)), None)
        if pair:
            keys.append(pair[0].text)
        below = pair[1] if pair else None
    return "/".join(keys)


def _holds(node: Node, at: tuple[int, int]) -> bool:
    span = node.span
    return (span.line, span.column) <= at < (span.end_line, span.end_column)
