"""Safe repairs of one file, made on its text by span: whatever is not repaired stays as it was.

A repair is taken only when the file has no more errors after it, and when its data stay as they
were except where the repair says otherwise. Faults that could not be seen because the file could
not be read count as there before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generator.load.encoding import exact_gb18030
from generator.load.repairs import layout, slips, writing
from generator.load.repairs.proposal import Proposal, State, Step, examine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Repaired", "Step", "repair"]

_MOST_ROUNDS = 30  # each round repairs what the one before brought to light; real files take three

# In this order: what must be right before the next can be seen.
_PASSES: tuple[Callable[[State], Iterator[Proposal]], ...] = (
    layout.byte_order_mark,
    layout.line_ends,
    layout.trailing_invisible,
    layout.indentation,
    slips.colons_and_quotes,
    layout.trailing_spaces,
    layout.final_newline,
    writing.keys_and_values,
)


class Repaired(Struct, frozen=True):
    """The file's bytes after repair (the same as before when nothing was safe), and what was done.

    ``steps`` are empty exactly when ``data`` did not change.
    """

    data: bytes
    steps: tuple[Step, ...]


def repair(data: bytes, path: str, schema: Any) -> Repaired:
    """Repair one file; ``schema``: the JSON Schema of its kind.

    Repairing what was repaired changes nothing.
    """
    steps: list[Step] = []
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        converted = exact_gb18030(data)
        if converted is None:
            return Repaired(data, ())
        text = converted
        steps.append(Step(1, "文件从 GBK 编码转成 UTF-8"))
    state = examine(text, path, schema)
    is_converted = bool(steps)
    for _ in range(_MOST_ROUNDS):
        before = state
        for make in _PASSES:
            state = _taken(state, make, steps)
        if state is before:
            break
    else:
        return Repaired(data, ())
    if is_converted and (state.node is None or state.errors):
        return Repaired(data, ())
    return Repaired(state.text.encode(), tuple(sorted(steps, key=lambda step: step.line)))


def _taken(state: State, make: Callable[[State], Iterator[Proposal]], steps: list[Step]) -> State:
    """Return the state after the first of a pass's proposals that is safe, if any is."""
    for proposal in make(state):
        if proposal.text == state.text:
            continue
        after = examine(proposal.text, state.path, state.schema)
        if state.allows(after, proposal):
            steps += proposal.steps
            return after
    return state
