"""The versions readers may compare: the catalog as it was founded, and after each month."""

from __future__ import annotations

from collections import Counter, deque
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.audit.entities import ITEM
from generator.audit.fields import STATE
from generator.audit.fields import STOPPED as HALTED
from generator.site.audience import WHOLE

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from generator.audit import History, Piece
    from generator.audit.state import Standing

COMPARE = f"{WHOLE}/compare"
START = "start"  # the foundation's name in the address of a comparison
ABSENT, OPEN, STOPPED = range(3)  # how an item stands


class Version(Struct, frozen=True):
    """The catalog after a month's last change; the first is its foundation.

    ``month``: ``2026-11``, "" for the foundation. ``items``: those not stopped; ``stopped``: those
    that are. ``changed``: how many things the month changed.
    """

    month: str
    day: dt.date
    items: int
    stopped: int
    changed: int


def versions_of(history: History, pieces: Iterable[Piece]) -> tuple[Version, ...]:
    """Return the versions, the newest first; none where the history isn't whole.

    ``pieces``: what changed. A month whose commits changed nothing readers see is no version.
    """
    if not history.complete or not history.commits:
        return ()
    months = months_of(history)
    counts: Counter[int] = Counter()
    changed = Counter(months[piece.commit.id] for piece in pieces)
    steps = deque(history.steps)
    found: dict[str, Version] = {}
    for at, commit in enumerate(history.commits):
        while steps and steps[0].at == at:
            step = steps.popleft()
            if step.kind == ITEM:
                counts.subtract([standing(step.was)])
                counts.update([standing(step.now)])
        month = months[commit.id]
        version = Version(month, commit.date, counts[OPEN], counts[STOPPED], changed[month])
        found[month] = version
    return tuple(one for one in found.values() if one.changed or not one.month)[::-1]


def months_of(history: History) -> dict[str, str]:
    """Return the month in whose version a commit is; commits may be dated before earlier ones."""
    found: dict[str, str] = {}
    latest = ""
    for at, commit in enumerate(history.commits):
        if at >= max(1, history.founded):
            latest = max(latest, f"{commit.date:%Y-%m}")
        found[commit.id] = latest
    return found


def standing(what: Standing | None) -> int:
    """Return how an item stands: not there, open, or stopped."""
    if what is None:
        return ABSENT
    return STOPPED if what.data.get(STATE) == HALTED else OPEN
