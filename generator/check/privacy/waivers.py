"""豁免: what an editor has decided to publish all the same, with reason and end."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.check.cards import WAIVED

if TYPE_CHECKING:
    from generator.check.entry import Entry
    from generator.check.index import Index


class Waiver(Struct, frozen=True):
    """One decision. ``until``: the last day it holds, None when there is no such day."""

    entry: Entry
    position: int
    rule: str
    reason: str
    until: dt.date | None

    def holds_on(self, day: dt.date) -> bool:
        """Tell whether the decision still stands."""
        return self.until is not None and day <= self.until


def waivers(index: Index) -> tuple[Waiver, ...]:
    """Return all waivers of the catalog, ended ones too, by file: the list auditors read."""
    return tuple(
        Waiver(entry, position, written["规则"], written["理由"], _day(written["至"]))
        for entry in (*index.of("items"), *index.shelf.flagged(WAIVED))
        for position, written in enumerate(entry.data.get("豁免", ()))
    )


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
