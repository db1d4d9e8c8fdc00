"""A report as annotations on a pull request (GitHub's workflow commands)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.audit.report import words
from generator.diagnostics import Diagnostic, Severity, Span, render

if TYPE_CHECKING:
    from generator.audit.verdict import Judged, Report


def render_github(report: Report) -> str:
    """Return what weighs something as annotations, each where the change stands."""
    told = [_diagnostic(one) for one in report.judged if one.severity and not one.acceptance]
    problems = [
        Diagnostic("audit-accept", Severity.ERROR, "catalog/audit.yml", None, problem)
        for problem in report.problems
    ]
    missed = [
        Diagnostic("audit-left-behind", Severity.WARNING, "catalog", None, words.missed(left))
        for left in report.comparison.left_behind
    ]
    return render([*problems, *told, *missed], "github")


def _diagnostic(one: Judged) -> Diagnostic:
    change = one.change
    assert one.severity is not None
    fields = [
        f"{f.name}：{words.one_line(f.old) or words.EMPTY} → {words.one_line(f.new) or words.EMPTY}"
        for f in change.fields
    ]
    meaning = "、".join(meaning.value for meaning in change.meanings)
    whose = words.whose((one,))
    what = (
        f"{change.kind.value}（{meaning}）：{words.heading(change)}{f'，{whose}' if whose else ''}"
    )
    return Diagnostic(
        one.codes[-1],
        one.severity,
        change.path,
        Span.at(change.line) if change.line else None,
        what,
        fix="\n".join(filter(None, (words.lineage(change), *fields[:5]))),
        paste="",
    )
