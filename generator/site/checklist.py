"""What a page says of an item's elements: which are there, and of the others no more than is known.

A record ticks the elements it names (要素). Without any tick nothing is known element by element:
records about the item as a whole may hold them all, so none is called missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.resolve.model import State

if TYPE_CHECKING:
    from generator.resolve.model import Item, Unit

_SILENT = frozenset({State.NOT_OURS, State.STOPPED, State.OFFLINE})
_NONE_SO_FAR = frozenset({State.NONE_YET, State.OVERDUE})


class Checklist(Struct, frozen=True):
    """``note``: what stands behind the heading; ``rest``: how elements without a tick are marked.

    ``rest`` is the state whose shape and word they get, None for no mark at all.
    """

    note: str
    rest: State | None


def checklist_of(item: Item, unit: Unit) -> Checklist:
    """Return how the item's elements are shown.

    暂无 takes an owner who vouches: he wrote it, or marked the unit 收录: 完整. Else it is 未收录.
    """
    if item.ticked:
        absent = State.NONE_YET if unit.complete else State.NOT_ENTERED
        return Checklist(f"已有 {len(item.ticked)} 个", None if item.state in _SILENT else absent)
    if item.state in _SILENT:
        return Checklist("", None)
    if item.state in _NONE_SO_FAR and not item.records:
        return Checklist("已有 0 个", State.NONE_YET)
    return Checklist("没有逐项标明" if item.records else "都未收录", None)
