"""Counts over items: how many, in what state, out of how many that count."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.resolve import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.resolve import Item


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of some items.

    ``total``: all of them. ``counted``: the denominator, without what is shown offline only,
    given out on request, ended, or not this level's. ``published``: of the counted, those with
    at least one record.
    """

    total: int
    counted: int
    published: int
    states: Mapping[State, int]

    def of(self, state: State) -> int:
        """Return how many items are in a state."""
        return self.states.get(state, 0)


def tally(items: Iterable[Item]) -> Tally:
    """Return the counts of ``items``."""
    states: Counter[State] = Counter()
    counted = published = 0
    for item in items:
        states[item.state] += 1
        if item.counted:
            counted += 1
            published += item.state is State.PUBLISHED
    return Tally(sum(states.values()), counted, published, dict(states))
