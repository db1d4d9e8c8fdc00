"""Findings as data for other programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator.diagnostics.model import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.diagnostics.model import Diagnostic


def render_json(diagnostics: Sequence[Diagnostic]) -> str:
    """Return a JSON document: ``{"errors": n, "findings": [...]}``."""
    document = {
        "errors": sum(d.severity is Severity.ERROR for d in diagnostics),
        "findings": [_finding(d) for d in diagnostics],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _finding(diagnostic: Diagnostic) -> dict[str, Any]:
    span = diagnostic.span
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.name.lower(),
        "path": diagnostic.path,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "end_line": span.end_line if span else None,
        "end_column": span.end_column if span else None,
        "what": diagnostic.what,
        "why": diagnostic.why,
        "fix": diagnostic.fix,
        "paste": diagnostic.paste,
    }
