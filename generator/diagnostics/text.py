"""Findings as people read them in a terminal: the place, the line, the cause, the way out."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from generator.diagnostics.model import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.diagnostics.model import Diagnostic, Span


def render_text(diagnostics: Sequence[Diagnostic]) -> str:
    """Return all findings and a closing count, with a final newline."""
    blocks = [_block(diagnostic) for diagnostic in diagnostics]
    return "\n".join([*blocks, count_line(diagnostics)]) + "\n"


def count_line(diagnostics: Sequence[Diagnostic]) -> str:
    """Return how many findings there are of each severity, or that there are none."""
    counts = {s: sum(d.severity is s for d in diagnostics) for s in Severity}
    said = "，".join(f"{n} 个{s.value}" for s, n in counts.items() if n)
    return f"共发现 {said}。" if said else "没有发现问题。"


def place(diagnostic: Diagnostic) -> str:
    """Return ``path:line:column``, or the path alone."""
    span = diagnostic.span
    return f"{diagnostic.path}:{span.line}:{span.column}" if span else diagnostic.path


def _block(diagnostic: Diagnostic) -> str:
    head = f"{place(diagnostic)} {diagnostic.severity.value} {diagnostic.code}"
    lines = [head, f"  {diagnostic.what}"]
    if diagnostic.span and diagnostic.subject:
        lines += [f"    │ {diagnostic.subject}", f"    │ {_pointer(diagnostic)}"]
    if diagnostic.why:
        lines.append(f"  原因：{diagnostic.why}")
    if diagnostic.fix:
        lines.append(f"  改法：{diagnostic.fix}")
    lines += [f"    │ {line}" for line in diagnostic.paste.splitlines()]
    return "\n".join(lines) + "\n"


def _pointer(diagnostic: Diagnostic) -> str:
    """Return carets under the span; a Chinese character is two columns wide in a terminal."""
    span: Span | None = diagnostic.span
    assert span is not None
    before = diagnostic.subject[: span.column - 1]
    end = span.end_column - 1 if span.end_line == span.line else len(diagnostic.subject)
    marked = diagnostic.subject[span.column - 1 : end] or " "
    return " " * _width(before) + "^" * _width(marked)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
