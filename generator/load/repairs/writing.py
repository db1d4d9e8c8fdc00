"""Repairs of how codes and dates are written, where the schema tells what they must be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.load.mending import quoted
from generator.load.nodes import fields
from generator.load.repairs.proposal import Proposal, Step
from generator.load.values import is_number, mended

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.load.nodes import Field, Scalar
    from generator.load.repairs.proposal import State

_CODE_PATTERN = "^[0-9]"  # how the patterns of codes begin


class _Edit(Struct, frozen=True):
    scalar: Scalar
    text: str
    step: Step


def keys_and_values(state: State) -> Iterator[Proposal]:
    """Write all of them; where they can't all be written, one after the other."""
    if state.node is None or "\r" in state.text or state.text.startswith("\ufeff"):
        return
    edits = [edit for field in fields(state.node, state.schema) if (edit := _edit(field, state))]
    if edits:
        yield _written(state, edits)
        for edit in edits:
            yield _written(state, [edit])


def _edit(field: Field, state: State) -> _Edit | None:
    scalar, schema = field.scalar, field.schema
    span = scalar.span
    if not isinstance(schema, dict) or span.line != span.end_line or scalar.null:
        return None
    text = _key(scalar, schema) if field.is_key else _value(scalar, schema)
    source = state.lines[span.line - 1][span.column - 1 : span.end_column - 1]
    if text is None or not source or source[0] in "|>":
        return None
    if text == scalar.text:
        what = f"给“{text}”加上英文双引号"
        return _Edit(scalar, quoted(text), Step(span.line, what))
    what = f"“{scalar.text}”改为“{text}”"
    sign = source[0] if not scalar.plain else '"' if field.is_key or is_number(text) else ""
    return _Edit(scalar, f"{sign}{text}{sign}", Step(span.line, what, changes_data=True))


def _key(key: Scalar, schema: dict[str, object]) -> str | None:
    """Return how a key of a mapping of codes must read, ``None`` when it is right already."""
    patterns, known = schema.get("patternProperties"), schema.get("properties") or {}
    if not isinstance(patterns, dict) or not isinstance(known, dict) or key.text in known:
        return None
    if any(re.search(pattern, key.text) for pattern in patterns):
        is_code = any(pattern.startswith(_CODE_PATTERN) for pattern in patterns)
        return key.text if key.plain and is_code else None
    return next((text for p in patterns if (text := mended(key.text, p)) is not None), None)


def _value(value: Scalar, schema: dict[str, object]) -> str | None:
    """Return how a value must read: with its pattern's signs, a number in quotes."""
    pattern = schema.get("pattern")
    if not isinstance(pattern, str):
        return None
    if re.search(pattern, value.text):
        return value.text if value.plain and is_number(value.text) else None
    return mended(value.text, pattern)


def _written(state: State, edits: list[_Edit]) -> Proposal:
    lines = list(state.lines)
    for edit in sorted(edits, key=lambda e: (e.scalar.span.line, -e.scalar.span.column)):
        span = edit.scalar.span
        line = lines[span.line - 1]
        lines[span.line - 1] = line[: span.column - 1] + edit.text + line[span.end_column - 1 :]
    return Proposal("\n".join(lines), tuple(edit.step for edit in edits))
