"""Findings as Code Climate issues, which GitLab shows in a merge request."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator.diagnostics.model import Severity
from generator.diagnostics.ranking import fingerprints
from generator.diagnostics.shown import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.diagnostics.model import Diagnostic

_WEIGHTS = {Severity.ERROR: "blocker", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render_codequality(diagnostics: Sequence[Diagnostic]) -> str:
    """Return a JSON list, one issue a finding; a fingerprint stays when lines move."""
    issues = [_issue(found, known) for found, known in fingerprints(diagnostics)]
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"


def _issue(found: Diagnostic, fingerprint: str) -> dict[str, Any]:
    span = found.span
    said = " ".join(filter(None, (found.what, found.fix and f"改法：{found.fix}", found.paste)))
    return {
        "description": visible(said.replace("\n", " ")),
        "check_name": found.code,
        "fingerprint": fingerprint,
        "severity": _WEIGHTS[found.severity],
        "location": {
            "path": found.path,
            "lines": {"begin": span.line if span else 1, "end": span.end_line if span else 1},
        },
    }
