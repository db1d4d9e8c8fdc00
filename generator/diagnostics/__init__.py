"""What is wrong, where, why and how to mend it: errors as values, and their many renderings.

The leftmost room: everyone may import it, it imports nobody.
"""

from generator.diagnostics.data import render_json
from generator.diagnostics.github import render_github
from generator.diagnostics.model import Diagnostic, Severity, Span
from generator.diagnostics.text import count_line, render_text

# --format NAME → how findings are written.
RENDERERS = {"text": render_text, "github": render_github, "json": render_json}

__all__ = ["RENDERERS", "Diagnostic", "Severity", "Span", "count_line", "render_text"]
