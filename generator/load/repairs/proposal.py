"""A file under repair, a change proposed to it, and whether the change is safe."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jsonschema_rs
from msgspec import Struct

from generator.diagnostics import Severity
from generator.load.nodes import Mapping, Scalar, Sequence, plain_typed
from generator.load.reader import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.diagnostics import Diagnostic
    from generator.load.nodes import Node


class Step(Struct, frozen=True):
    """One thing done: the line, what, and whether the data of that line are others now."""

    line: int
    what: str
    changes_data: bool = False


class Proposal(Struct, frozen=True):
    """The whole text as it would be, and what would have been done."""

    text: str
    steps: tuple[Step, ...]


class State(Struct, frozen=True):
    """A text and what is known of it. ``errors``: the reader's; ``faults``: the schema's."""

    text: str
    path: str
    schema: Any
    node: Node | None
    lines: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    errors: int
    faults: int

    def allows(self, after: State, proposal: Proposal) -> bool:
        """Tell whether the change makes nothing worse and changes only the data it says."""
        if after.errors > self.errors:
            return False
        if self.node is None:
            return True
        if after.node is None or after.faults > self.faults:
            return False
        mine, theirs = list(_scalars(self.node)), list(_scalars(after.node))
        changed = {step.line for step in proposal.steps if step.changes_data}
        return len(mine) == len(theirs) and all(
            _value(old) == _value(new) or old.span.line in changed
            for old, new in zip(mine, theirs, strict=True)
        )

    @property
    def starts(self) -> list[int]:
        """Return where each line begins in the text; only for texts with LF alone."""
        starts = [0]
        for line in self.lines:
            starts.append(starts[-1] + len(line) + 1)
        return starts


def examine(text: str, path: str, schema: Any) -> State:
    """Return what is known of a text."""
    result = read_text(text.encode(), path)
    errors = sum(found.severity is Severity.ERROR for found in result.diagnostics)
    faults = 0
    if result.node is not None:
        validator = jsonschema_rs.Draft202012Validator(schema)
        faults = sum(1 for _ in validator.iter_errors(plain_typed(result.node, schema)))
    # The reader's lines are empty when it could not decode, which text here never is.
    return State(text, path, schema, result.node, result.lines, result.diagnostics, errors, faults)


def _scalars(node: Node) -> Iterator[Scalar]:
    """Yield keys and values in the order written; depth is bounded by the reader."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _scalars(item)
    elif isinstance(node, Mapping):
        for key, value in node.pairs:
            yield key
            yield from _scalars(value)


def _value(scalar: Scalar) -> str | None:
    return None if scalar.null else scalar.text
