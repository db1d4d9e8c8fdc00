"""Counts over items: how many, in what state, out of how many that count."""

from __future__ import annotations

from collections import Counter
from operator import attrgetter
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.resolve import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.resolve import Item


class Tally(Struct, frozen=True):
    """Counts of some items.

    ``total``: all of them. ``counted``: the denominator, without what is shown offline only,
    given out on request, ended, or not this level's. ``published``: of the counted, those with
    at least one record. ``elements``: the 要素 of the counted items; ``ticked``: of these, those
    a record says it publishes (要素完整率 is the one over the other). Nothing ticked means that
    nobody has marked elements, not that they are missing: show the two only where ``ticked``.
    """

    total: int
    counted: int
    published: int
    states: Mapping[State, int]
    elements: int
    ticked: int

    @property
    def present(self) -> tuple[tuple[State, int], ...]:
        """The states that occur, in the order of ``State``, with how many items are in each."""
        return tuple((state, self.states[state]) for state in State if state in self.states)


def tally(items: Iterable[Item]) -> Tally:
    """Return the counts of ``items``."""
    items = tuple(items)
    counted = [item for item in items if item.counted]
    return Tally(
        total=len(items),
        counted=len(counted),
        published=sum(item.state is State.PUBLISHED for item in counted),
        states=dict(Counter(map(attrgetter("state"), items))),
        elements=sum(len(item.elements) for item in counted),
        ticked=sum(len(item.ticked) for item in counted),
    )
