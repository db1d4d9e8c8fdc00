"""Findings as people read them in a terminal: the place, the line, the cause, the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics.model import Severity
from generator.diagnostics.shown import excerpt, paragraphs, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.diagnostics.model import Diagnostic

_COLUMNS = 100
_RULE = "    │ "
_BOLD, _DIM, _RESET = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_COLOURS = {Severity.ERROR: "\x1b[31m", Severity.WARNING: "\x1b[33m", Severity.NOTE: "\x1b[36m"}


def render_text(diagnostics: Sequence[Diagnostic], *, colour: bool = False) -> str:
    """Return all findings and a closing count, with a final newline.

    What blocks comes first: files with errors, then with warnings, then with notes; within a file
    likewise, each weight in the order of the lines. ``colour``: with ANSI colours, for a terminal.
    """
    blocks = [_block(diagnostic, colour=colour) for diagnostic in _gravest_first(diagnostics)]
    return "\n".join([*blocks, count_line(diagnostics)]) + "\n"


def _gravest_first(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    gravest: dict[str, int] = {}
    for found in diagnostics:
        rank = found.severity.rank
        gravest[found.path] = min(rank, gravest.get(found.path, rank))
    return sorted(diagnostics, key=lambda d: (gravest[d.path], d.path, d.severity.rank, d.order))


def count_line(diagnostics: Sequence[Diagnostic]) -> str:
    """Return how many findings there are of each severity, or that there are none."""
    counts = {s: sum(d.severity is s for d in diagnostics) for s in Severity}
    said = "，".join(f"{n} 个{s.value}" for s, n in counts.items() if n)
    return f"共发现 {said}。" if said else "没有发现问题。"


def place(diagnostic: Diagnostic) -> str:
    """Return ``path:line:column``, or the path alone."""
    span, path = diagnostic.span, visible(diagnostic.path)
    return f"{path}:{span.line}:{span.column}" if span else path


def block(diagnostic: Diagnostic) -> str:
    """Return one finding without colour and without the blank line after it."""
    return _block(diagnostic, colour=False).rstrip("\n")


def _block(diagnostic: Diagnostic, *, colour: bool) -> str:
    def painted(style: str, text: str) -> str:
        return f"{style}{text}{_RESET}" if colour else text

    weight = _COLOURS[diagnostic.severity]
    head = (
        f"{painted(_BOLD, place(diagnostic))} {painted(weight, diagnostic.severity.value)} "
        f"{painted(_DIM, visible(diagnostic.code))}"
    )
    lines = [head, *_said("", diagnostic.what)]
    if diagnostic.span and diagnostic.subject:
        shown, carets = _quoted(diagnostic)
        lines += [f"{_RULE}{shown}", f"{_RULE}{painted(weight, carets)}"]
    lines += _said("原因：", diagnostic.why) if diagnostic.why else []
    lines += _said("改法：", diagnostic.fix) if diagnostic.fix else []
    if diagnostic.paste:
        lines += [_RULE + line for line in paragraphs(diagnostic.paste.removesuffix("\n"))]
    return "\n".join(lines) + "\n"


def _said(label: str, text: str) -> list[str]:
    first, *rest = paragraphs(text)
    return [f"  {label}{first}", *(f"  {line}" for line in rest)]


def _quoted(diagnostic: Diagnostic) -> tuple[str, str]:
    """Return the line the span stands in, with carets under the span."""
    span, subject = diagnostic.span, diagnostic.subject.partition("\n")[0]
    assert span is not None
    start = min(span.column - 1, len(subject))
    end = span.end_column - 1 if span.end_line == span.line else len(subject)
    return excerpt(subject, start, max(start, min(end, len(subject))), _COLUMNS - len(_RULE))
