"""A report as data for programs; its shape is published in ``schema/diff.schema.json``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from msgspec import to_builtins

from generator.audit.report import words

if TYPE_CHECKING:
    from generator.audit.diff.model import LeftBehind
    from generator.audit.verdict import Judged, Report

FORMAT = 1
"""Raised when a field changes its meaning or goes; a new one doesn't count."""


def render_json(report: Report) -> str:
    """Return the report as JSON, in the same order and with the same words every time."""
    compared = report.comparison
    proof = compared.proof
    data = {
        "format": FORMAT,
        "old": to_builtins(compared.old),
        "new": to_builtins(compared.new),
        "identical": proof is None,
        "failed": report.failed,
        "proof": to_builtins(proof) | {"holds": proof.holds} if proof else None,
        "counts": dict(words.counts(compared.changes)),
        "units": [
            {"name": unit, "bodies": [{"name": b, "changes": n} for b, n in bodies.items()]}
            for unit, bodies in words.touched(compared.changes).items()
        ],
        "changes": [_change(one) for one in report.judged],
        "left_behind": [_missed(left) for left in compared.left_behind],
        "problems": list(report.problems),
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _change(one: Judged) -> dict[str, Any]:
    change, accepted = one.change, one.acceptance
    return {
        "id": change.id,
        "kind": change.kind.name.lower(),
        "thing": change.thing.name.lower(),
        "key": change.key,
        "title": change.title,
        "unit": change.place,
        "body": change.body,
        "path": change.path,
        "page": change.page,
        "meanings": [meaning.name.lower() for meaning in change.meanings],
        "rules": list(one.codes),
        "severity": one.severity.name.lower() if one.severity else None,
        "fields": [
            {
                "name": field.name,
                "old": _value(field.old),
                "new": _value(field.new),
                "meanings": [meaning.name.lower() for meaning in field.meanings],
                "note": field.note,
            }
            for field in change.fields
        ],
        "sources": list(change.sources),
        "targets": list(change.targets),
        "ways": [list(way) for way in change.ways],
        "reach": list(change.reach),
        "spared": list(change.spared),
        "reason": change.reason,
        "basis": change.basis,
        "date": change.date.isoformat() if change.date else None,
        "accepted": to_builtins(accepted),
    }


def _missed(left: LeftBehind) -> dict[str, Any]:
    return {
        "code": left.code,
        "title": left.title,
        "field": left.field,
        "old": _value(left.old),
        "new": _value(left.new),
        "changed": list(left.changed),
        "left": list(left.left),
    }


def _value(value: str | tuple[str, ...]) -> str | list[str]:
    return list(value) if isinstance(value, tuple) else value
