"""What is wrong, where, why and how to mend it: errors as values, and their many renderings.

The leftmost room: everyone may import it, it imports nobody.
"""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from generator.diagnostics.model import Diagnostic, Severity, Span
from generator.diagnostics.shown import visible, width
from generator.diagnostics.text import count_line, render_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = [
    "RENDERERS",
    "Diagnostic",
    "Severity",
    "Span",
    "count_line",
    "render",
    "render_text",
    "visible",
    "width",
]

RENDERERS: Mapping[str, str] = MappingProxyType(
    {
        "text": "text:render_text",
        "github": "github:render_github",
        "json": "data:render_json",
        "sarif": "sarif:render_sarif",
        "junit": "junit:render_junit",
        "codequality": "codequality:render_codequality",
    }
)
"""--format NAME → what writes findings so, imported when it is asked for."""


def render(found: Sequence[Diagnostic], style: str, **options: Any) -> str:
    """Return findings in one of the forms, with that form's own options."""
    module, _, name = RENDERERS[style].partition(":")
    write: Callable[..., str] = getattr(import_module(f"{__name__}.{module}"), name)
    return write(found, **options)
