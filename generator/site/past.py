"""What an item's own page tells of its past: its latest versions since the catalog was founded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.audit import item_life
from generator.audit.diff.model import Kind
from generator.audit.lives import LISTED, has_news
from generator.site.links import pull_address
from generator.site.news import Alteration, tell

if TYPE_CHECKING:
    import datetime as dt

    from generator.audit.lives import Entry
    from generator.site.view import View

_SHOWN = 3  # versions; a page of thousands must stay light
_LONG = 80  # characters of a value
_WHOLE = (LISTED, Kind.VANISHED.value)  # all came, all went: the fields say nothing more


class Past(Struct, frozen=True):
    """One version of an item on its own page."""

    date: dt.date
    event: str
    changes: tuple[Alteration, ...]
    stone: tuple[tuple[str, str], ...]
    basis: str
    number: str
    pull: str


class Life(Struct, frozen=True):
    """What the history tells of an item, as far as its page shows it.

    ``adopted``: the day it came into the catalog. ``pasts``: its latest versions since the catalog
    was founded; ``older``: how many others there are.
    """

    adopted: dt.date | None = None
    pasts: tuple[Past, ...] = ()
    older: int = 0


def life_of(view: View, key: str) -> Life | None:
    """Return an item's life, None where the history knows nothing of it.

    Whoever looks it up rests on it, and on nothing it was told from.
    """
    steps = view.lived.of("item", key)
    adopted = steps[0].commit.date if steps else None
    if not has_news(view.lived, key):
        return Life(adopted) if adopted else None
    life = item_life(view.lived, key)
    found = [entry for entry in life if entry.commit.id not in view.lived.founding]
    with view.trace.apart():
        pasts = tuple(_past(view, entry) for entry in reversed(found[-_SHOWN:]))
    return Life(adopted, pasts, len(found) - len(pasts))


def _past(view: View, entry: Entry) -> Past:
    changes = () if entry.event in _WHOLE else entry.changes
    told = tell(entry.event, changes, entry.commit.basis, _LONG)
    return Past(
        entry.commit.date, told.event, told.changes, told.stone, told.basis, entry.commit.pull,
        pull_address(view.catalog.site.repository, entry.commit.pull),
    )  # fmt: skip
