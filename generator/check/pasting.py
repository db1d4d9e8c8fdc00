"""Where a text to paste goes, and how it must be written to stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics import Span
from generator.load import Mapping, Scalar, Sequence, is_number, locate, quoted
from generator.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Sequence as AbstractSequence

    from generator.check.registry import Finding
    from generator.load import Document, Node

_LINE = regex(r"[^\s:\"']+: ")  # a line of its own, such as 发布日期: 2024-01-31
_COLON = regex(r"\s*:")
_UNSAFE = regex(r"^[\s\-?:,\[\]{}#&*!|>'\"%@`]|: |:$| #|[,\[\]{}]|\s$|^(?:~|null)?$")


def settle(finding: Finding, document: Document) -> tuple[str, Span | None]:
    """Return the text to paste and the stretch it replaces, ``None`` when that can't be told."""
    paste, where = finding.paste, finding.where
    if (
        finding.target is not None
        or not paste
        or where is None
        or "\n" in paste
        or not finding.replaces
    ):
        return paste, finding.target
    if finding.key:
        return paste, _key_target(paste, where, document)
    node = find(document.node, where)
    if _LINE.match(paste) or not isinstance(node, Scalar):
        return paste, None
    return written(paste, node), node.span


def written(text: str, node: Scalar) -> str:
    """Return a text as a scalar: in quotes where the old one had them, or where it needs them."""
    needed = not node.plain or _UNSAFE.search(text) or is_number(text)
    return quoted(text) if needed else text


def find(node: Node, where: AbstractSequence[str | int]) -> Node | None:
    """Return the node at a path, ``None`` when the path leads nowhere."""
    at: Node | None = node
    for step in where:
        if isinstance(at, Mapping):
            at = at.get(str(step))
        elif isinstance(at, Sequence) and isinstance(step, int) and step < len(at.items):
            at = at.items[step]
        else:
            return None
    return at


def source(document: Document, span: Span) -> str:
    """Return what stands between a span's ends."""
    lines = document.lines[span.line - 1 : span.end_line]
    if len(lines) == 1:
        return lines[0][span.column - 1 : span.end_column - 1]
    first, last = lines[0][span.column - 1 :], lines[-1][: span.end_column - 1]
    return "\n".join((first, *lines[1:-1], last))


def _key_target(paste: str, where: AbstractSequence[str | int], document: Document) -> Span | None:
    """Return the key's stretch, with its colon when the text to paste has one."""
    if _LINE.match(paste) or find(document.node, where) is None:
        return None
    span = locate(document.node, where, key=True)
    if not paste.endswith(":"):
        return span
    colon = _COLON.match(document.lines[span.end_line - 1], span.end_column - 1)
    return Span(span.line, span.column, span.end_line, colon.end() + 1) if colon else None
