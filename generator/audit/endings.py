"""Items of units that have ended: stopped with their unit, though nothing is written of them.

A line in ``unit.yml`` (撤销) stops all of a unit's items, as it does where the catalog is resolved.
It counts from its day on: by the commit that says it, or the first one that is not before that day.
"""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from generator.audit.entities import ITEM, UNIT
from generator.audit.fields import STATE, STOPPED
from generator.audit.names import unit_of
from generator.audit.state import Standing
from generator.audit.steps import Step

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.audit.commits import Commit

ENDED = "撤销"


class _End(NamedTuple):
    """On which day a unit ended, as it is written, and what the unit was called."""

    day: str
    name: str


def with_ends(steps: Sequence[Step], commits: Sequence[Commit]) -> Iterator[Step]:
    """Yield the steps of things, with those of items that stop or are resumed with their unit."""
    ending = {s.key for s in steps if s.kind == UNIT and s.now and s.now.data.get(ENDED)}
    if not ending:
        yield from steps
        return
    units = _Units(ending)
    by_commit = {at: list(group) for at, group in groupby(steps, key=attrgetter("at"))}
    for at, commit in enumerate(commits):
        yield from units.told(at, commit, by_commit.get(at, []))


class _Units:
    """The units that end at some time, as of one commit after the other, and their items."""

    def __init__(self, ending: Iterable[str]) -> None:
        self._items: dict[str, dict[str, Standing]] = {unit: {} for unit in ending}
        self._said: dict[str, _End] = {}
        self._since: dict[str, _End] = {}

    def told(self, at: int, commit: Commit, steps: Sequence[Step]) -> Iterable[Step]:
        """Return a commit's steps as they are told."""
        before = self._since
        self._since = after = self._ended(steps, commit.date)
        written = {step.key for step in steps if step.kind == ITEM}
        turned = [unit for unit in self._items if before.get(unit) != after.get(unit)]
        silent = (
            Step(at, commit, ITEM, key, standing, standing)
            for unit in turned
            for key, standing in self._items[unit].items()
            if key not in written
        )
        found = [_told(step, before, after) for step in (*steps, *silent)]
        self._keep(steps)
        kept = (step for step in found if step.kind != ITEM or step.was != step.now)
        return sorted(kept, key=attrgetter("kind", "key"))

    def _ended(self, steps: Iterable[Step], date: dt.date) -> dict[str, _End]:
        """Return the units that have ended by a commit: once they have, that stays so."""
        for step in steps:
            if step.kind == UNIT and step.key in self._items:
                data = step.now.data if step.now else {}
                self._said.pop(step.key, None)
                if day := data.get(ENDED):
                    self._said[step.key] = _End(str(day), str(data.get("名称") or ""))
        return {
            unit: end
            for unit, end in self._said.items()
            if self._since.get(unit) == end or end.day <= date.isoformat()
        }

    def _keep(self, steps: Iterable[Step]) -> None:
        for step in steps:
            items = self._items.get(unit_of(step.key)) if step.kind == ITEM else None
            if items is not None:
                items.pop(step.key, None)
                if step.now:
                    items[step.key] = step.now


def _told(step: Step, before: Mapping[str, _End], after: Mapping[str, _End]) -> Step:
    if step.kind != ITEM:
        return step
    unit = unit_of(step.key)
    sides = _stopped(step.was, before.get(unit)), _stopped(step.now, after.get(unit))
    return Step(step.at, step.commit, step.kind, step.key, *sides)


def _stopped(standing: Standing | None, end: _End | None) -> Standing | None:
    """Return how an item stands when its unit has ended; its own tombstone stays."""
    if standing is None or end is None or standing.data.get(STATE) == STOPPED:
        return standing
    said = {name: written for name, written in standing.data.items() if name != "依据"}
    stone = {STATE: STOPPED, "日期": end.day, "理由": f"{end.name}已经撤销"}
    return Standing(standing.path, {**said, **stone})
