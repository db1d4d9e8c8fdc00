"""Findings as SARIF 2.1.0, which code hosts and editors show beside the lines."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from generator import __version__
from generator.diagnostics.model import Severity
from generator.diagnostics.ranking import fingerprints
from generator.diagnostics.shown import paragraphs
from generator.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.diagnostics.model import Diagnostic, Span

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LINK = regex(r"\[(?=[^\]]*\]\()")
_PLACEHOLDER = regex(r"\{([0-9]+)\}")
_NO_TITLES: Mapping[str, str] = MappingProxyType({})


def render_sarif(diagnostics: Sequence[Diagnostic], titles: Mapping[str, str] = _NO_TITLES) -> str:
    """Return a SARIF log of one run.

    ``titles``: a rule's title by its code; a rule without one is called by its code.
    """
    named = list(fingerprints(diagnostics))
    rules: dict[str, Diagnostic] = {}
    for found in diagnostics:
        rules.setdefault(found.code, found)
    order = {code: index for index, code in enumerate(rules)}
    driver = {
        "name": "gongkai",
        "version": __version__,
        "language": "zh-CN",
        "rules": [_rule(found, titles) for found in rules.values()],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(found, order[found.code], known) for found, known in named],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(found: Diagnostic, titles: Mapping[str, str]) -> dict[str, Any]:
    title = titles.get(found.code, found.code)
    return {
        "id": found.code,
        "shortDescription": {"text": title},
        "fullDescription": {"text": _text(found.why or title)},
        "help": {"text": f"{title}（{found.code}）。全部规则见网站“检查规则”一页。"},
        "defaultConfiguration": {"level": _LEVELS[found.severity]},
    }


def _result(found: Diagnostic, rule_index: int, fingerprint: str) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": _artifact(found.path)}
    if found.span:
        location["region"] = _region(found.span)
    message = "\n".join(filter(None, (found.what, found.why, found.fix)))
    result: dict[str, Any] = {
        "ruleId": found.code,
        "ruleIndex": rule_index,
        "level": _LEVELS[found.severity],
        "message": {"text": _message(message)},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {"gongkai/v1": fingerprint},
    }
    if found.target and found.paste:
        result["fixes"] = [_fix(found, found.target)]
    return result


def _fix(found: Diagnostic, target: Span) -> dict[str, Any]:
    replacement = {
        "deletedRegion": _region(target),
        "insertedContent": {"text": found.paste},
    }
    return {
        "description": {"text": _message(found.fix or found.what)},
        "artifactChanges": [
            {"artifactLocation": _artifact(found.path), "replacements": [replacement]}
        ],
    }


def _artifact(path: str) -> dict[str, str]:
    return {"uri": quote(path, errors="replace"), "uriBaseId": "%SRCROOT%"}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _message(text: str) -> str:
    """Return words that viewers take for words, not for links or placeholders (SARIF 3.11)."""
    return _PLACEHOLDER.sub(r"{{\1}}", _LINK.sub(r"\\[", _text(text)))


def _text(text: str) -> str:
    return "\n".join(paragraphs(text))
