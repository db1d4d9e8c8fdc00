"""Findings as annotations on a pull request (GitHub's workflow commands)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics.model import Severity
from generator.diagnostics.ranking import ranked
from generator.diagnostics.shown import paragraphs, visible
from generator.diagnostics.text import count_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.diagnostics.model import Diagnostic

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_SHOWN = 10  # GitHub shows ten annotations of each kind in a step; more are dropped silently


def render_github(diagnostics: Sequence[Diagnostic]) -> str:
    """Return the likeliest causes as annotations and, in plain words, how many there are in all."""
    lines: list[str] = []
    for severity in Severity:
        alike = ranked([d for d in diagnostics if d.severity is severity])
        lines += [_annotation(d) for d in alike[:_SHOWN]]
        if len(alike) > _SHOWN:
            lines.append(f"另有 {len(alike) - _SHOWN} 个{severity.value}没有标注，请看检查日志。")
    return "\n".join([*lines, count_line(diagnostics)]) + "\n"


def _annotation(diagnostic: Diagnostic) -> str:
    span = diagnostic.span
    properties = {"file": diagnostic.path}
    if span:
        properties |= {"line": str(span.line), "endLine": str(span.end_line)}
        # GitHub drops an annotation whose columns stand on different lines.
        if span.line == span.end_line:
            properties |= {"col": str(span.column), "endColumn": str(span.end_column)}
    properties["title"] = f"{diagnostic.severity.value} {diagnostic.code}"
    said = "\n".join(filter(None, (diagnostic.what, diagnostic.fix, diagnostic.paste)))
    written = ",".join(f"{k}={_escape_property(v)}" for k, v in properties.items())
    return f"::{_COMMANDS[diagnostic.severity]} {written}::{_escape(said)}"


def _escape(text: str) -> str:
    """Return a message as one line; GitHub turns %0A back into a line end."""
    return "\n".join(paragraphs(text)).replace("%", "%25").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    escaped = visible(text).replace("%", "%25")
    return escaped.replace(":", "%3A").replace(",", "%2C")
