"""What an item's own page tells of its past: its latest versions since the catalog was founded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.audit import item_life
from generator.site.links import pull_address
from generator.site.news import Alteration, alterations

if TYPE_CHECKING:
    import datetime as dt

    from generator.resolve.model import Item
    from generator.site.view import View

_SHOWN = 3  # versions; a page of thousands must stay light
_LONG = 80  # characters of a value


@dataclass(frozen=True, slots=True)
class Past:
    """One version of an item on its own page."""

    date: dt.date
    event: str
    changes: tuple[Alteration, ...]
    basis: str
    number: str
    pull: str


def past_of(view: View, item: Item) -> tuple[tuple[Past, ...], int]:
    """Return an item's latest versions since the catalog was founded, and how many others."""
    life = item_life(view.history, item.id)
    found = [entry for entry in life if entry.commit.id not in view.history.founding]
    pasts = tuple(
        Past(
            entry.commit.date, entry.event,
            alterations(entry.changes if entry.event != "列入" else (), _LONG),
            entry.commit.basis, entry.commit.pull,
            pull_address(view.catalog.site.repository, entry.commit.pull),
        )
        for entry in reversed(found[-_SHOWN:])
    )  # fmt: skip
    return pasts, len(found) - len(pasts)
