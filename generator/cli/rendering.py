"""How a verb's findings are written: the format asked for, with what only the verbs know."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from generator.check import RULES, SCHEMA_RULES, VANISHED_RULES
from generator.cli.options import wants_colour
from generator.diagnostics import render
from generator.load import RULES as READING_RULES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.diagnostics import Diagnostic


def write_findings(style: str, found: Sequence[Diagnostic]) -> None:
    """Write findings to stdout: in colour to a terminal, with rules' titles in SARIF."""
    options: dict[str, Any] = {}
    if style == "text":
        options["colour"] = wants_colour()
    elif style == "sarif":
        rules = {code: rule.title for code, rule in RULES.items()}
        rules |= {code: title for code, (_, title) in VANISHED_RULES.items()}
        options["titles"] = {**READING_RULES, **SCHEMA_RULES, **rules}
    sys.stdout.write(render(found, style, **options))
