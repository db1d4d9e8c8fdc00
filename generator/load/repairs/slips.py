"""Repairs of colons and quotes, as the reader would write them, where the key is a known one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from generator.load.repairs.proposal import Proposal, State, Step, examine
from generator.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.diagnostics import Diagnostic

_SAID = {
    "yaml-fullwidth-colon": "全角冒号改为英文冒号加空格",
    "yaml-colon-space": "冒号后面补上空格",
    "yaml-fullwidth-quote": "中文引号改为英文引号",
}
_KEY = regex(r"\s*(?:- +)*[\"']?(?P<key>[^\"':]+?)[\"']?:(?: |$)")
_MOST = 200  # slips of one file


def colons_and_quotes(state: State) -> Iterator[Proposal]:
    """Write what the reader proposes, slip after slip: one hides the next."""
    now, steps = state, []
    for _ in range(_MOST):
        found = next((d for d in now.diagnostics if _is_sure(d, state.schema)), None)
        if found is None or found.target is None:
            break
        line = found.target.line
        lines = list(now.lines)
        lines[line - 1] = found.paste
        steps.append(Step(line, _SAID[found.code], changes_data=True))
        now = examine("\n".join(lines), state.path, state.schema)
    if steps:
        yield Proposal(now.text, tuple(steps))


def _is_sure(found: Diagnostic, schema: Any) -> bool:
    """Tell whether a slip has one way to be mended: its line is then that of a known key."""
    if found.code not in _SAID or found.target is None or not found.paste:
        return False
    match = _KEY.match(found.paste)
    return match is not None and _is_known(match["key"], schema)


def _is_known(key: str, schema: Any) -> bool:
    """Tell whether some mapping of the schema has the key, by name or by pattern."""
    if isinstance(schema, list):
        return any(_is_known(key, below) for below in schema)
    if not isinstance(schema, dict):
        return False
    properties, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
    if isinstance(properties, dict) and key in properties:
        return True
    if isinstance(patterns, dict) and any(re.search(pattern, key) for pattern in patterns):
        return True
    return any(_is_known(key, below) for below in schema.values())
