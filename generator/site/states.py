"""The seven states of an item as pages show them: own word, own shape, own class, own next step."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.resolve.model import Item, State

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Face:
    """How a state looks: class of its colours, icon for its shape, word for tables."""

    css: str
    icon: str
    short: str


FACES = {
    State.PUBLISHED: Face("published", "check-circle", "已公开"),
    State.OVERDUE: Face("overdue", "alert", "应公开未公开"),
    State.NONE_YET: Face("none", "circle-outline", "暂无"),
    State.NOT_OURS: Face("not-ours", "minus", "无此职责"),
    State.OFFLINE: Face("offline", "", "线下"),
    State.STOPPED: Face("stopped", "minus-circle-outline", "已停止"),
    State.NOT_ENTERED: Face("not-entered", "dots", "未收录"),
}

# Outside every denominator: not this level's duty, not for the web, or no longer disclosed.
UNCOUNTED = frozenset({State.NOT_OURS, State.OFFLINE, State.STOPPED})


@dataclass(frozen=True, slots=True)
class Tally:
    """Items counted by state."""

    counts: Counter[State]

    @property
    def total(self) -> int:
        """All items, whatever their state."""
        return self.counts.total()

    @property
    def published(self) -> int:
        """Items with at least one record."""
        return self.counts[State.PUBLISHED]

    @property
    def due(self) -> int:
        """The denominator: items that belong on the web at this level."""
        return self.total - sum(self.counts[state] for state in UNCOUNTED)

    @property
    def present(self) -> tuple[tuple[State, int], ...]:
        """The states that occur, in the order of ``State``, with how many items are in each."""
        return tuple((state, self.counts[state]) for state in State if self.counts[state])


def tally(items: Iterable[Item]) -> Tally:
    """Count ``items`` by state."""
    return Tally(Counter(item.state for item in items))
