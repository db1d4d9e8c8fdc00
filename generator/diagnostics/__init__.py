"""What is wrong, where, why and how to mend it: errors as values, and their many renderings.

The leftmost room: everyone may import it, it imports nobody.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from generator.diagnostics.codequality import render_codequality
from generator.diagnostics.data import render_json
from generator.diagnostics.github import render_github
from generator.diagnostics.junit import render_junit
from generator.diagnostics.model import Diagnostic, Severity, Span
from generator.diagnostics.ranking import ranked
from generator.diagnostics.sarif import render_sarif
from generator.diagnostics.shown import visible, width
from generator.diagnostics.text import count_line, render_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

# --format NAME → how findings are written.
RENDERERS: Mapping[str, Callable[[Sequence[Diagnostic]], str]] = MappingProxyType(
    {
        "text": render_text,
        "github": render_github,
        "json": render_json,
        "sarif": render_sarif,
        "junit": render_junit,
        "codequality": render_codequality,
    }
)

__all__ = [
    "RENDERERS",
    "Diagnostic",
    "Severity",
    "Span",
    "count_line",
    "ranked",
    "render_github",
    "render_sarif",
    "render_text",
    "visible",
    "width",
]
