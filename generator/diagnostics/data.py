"""Findings as data for other programs; the shape is ``schema/findings.schema.json``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator.diagnostics.model import Severity
from generator.diagnostics.ranking import fingerprints

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.diagnostics.model import Diagnostic, Span

_FORMAT = 1  # grows when a field changes its meaning or goes; new fields leave it


def render_json(diagnostics: Sequence[Diagnostic]) -> str:
    """Return a JSON document: how many findings of each weight, and the findings."""
    document = {
        "format": _FORMAT,
        "errors": _count(diagnostics, Severity.ERROR),
        "warnings": _count(diagnostics, Severity.WARNING),
        "notes": _count(diagnostics, Severity.NOTE),
        "findings": [_finding(d, known) for d, known in fingerprints(diagnostics)],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _count(diagnostics: Sequence[Diagnostic], severity: Severity) -> int:
    return sum(d.severity is severity for d in diagnostics)


def _finding(diagnostic: Diagnostic, fingerprint: str) -> dict[str, Any]:
    span, target = diagnostic.span, diagnostic.target
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.name.lower(),
        "path": diagnostic.path,
        **(_span(span) if span else dict.fromkeys(_PLACE)),
        "what": diagnostic.what,
        "why": diagnostic.why,
        "fix": diagnostic.fix,
        "paste": diagnostic.paste,
        "target": _span(target) if target else None,
        "fingerprint": fingerprint,
    }


_PLACE = ("line", "column", "end_line", "end_column")


def _span(span: Span) -> dict[str, int]:
    return {name: getattr(span, name) for name in _PLACE}
