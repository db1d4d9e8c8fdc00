"""What an item's page says where nothing is published: the same for all items of a unit, mostly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.resolve.model import State
from generator.site.links import item_path, unit_path

if TYPE_CHECKING:
    import datetime as dt

    from generator.resolve.model import Item, Unit
    from generator.site.view import View


class Way(Struct, frozen=True):
    """Where readers are sent on: to a unit's own item, or, where it has none, to the unit."""

    name: str
    path: str
    has_item: bool = True


class Absence(Struct, frozen=True):
    """All that is said of it: who knows this knows the words, whatever item they are about.

    ``phone``: the number to ask at; ``website``: the unit's. ``upper``: whose duty the item is;
    ``heir``: the unit that took this one's place. What a state doesn't speak of is left empty.
    """

    state: State
    unit: str
    phone: str
    website: str = ""
    date: dt.date | None = None
    due: dt.date | None = None
    reason: str = ""
    basis: str = ""
    channels: tuple[str, ...] = ()
    upper: Way | None = None
    heir: Way | None = None


def absence_of(view: View, item: Item, unit: Unit, phone: str) -> Absence | None:
    """Return what there is to say; None where the item has public information."""
    state = item.state
    if state is State.PUBLISHED:
        return None
    if state is State.NOT_ENTERED:
        return Absence(state, unit.name, phone, unit.contact.website)
    if state is State.OVERDUE:
        return Absence(state, unit.name, phone, due=item.due)
    if state is State.OFFLINE:
        return Absence(state, unit.name, phone, channels=item.channels)
    return Absence(
        state,
        unit.name,
        phone,
        date=item.state_date,
        reason=item.state_reason,
        basis=item.state_basis,
        upper=_upper(view, item, unit) if state is State.NOT_OURS else None,
        heir=_heir(view, item, unit) if state is State.STOPPED else None,
    )


def _upper(view: View, item: Item, unit: Unit) -> Way | None:
    """Return the same item in the nearest unit above whose duty it is."""
    for place in view.ancestors(unit):
        found = view.catalog.items.get(f"{place.code}/{item.code}")
        if found and found.state is not State.NOT_OURS:
            return Way(place.name, item_path(place, found))
    return None


def _heir(view: View, item: Item, unit: Unit) -> Way | None:
    """Return the same item in the unit that took this one's place, or that unit alone."""
    place = view.catalog.units.get(unit.successor)
    if place is None:
        return None
    found = view.catalog.items.get(f"{place.code}/{item.code}")
    if found and found.state is not State.STOPPED:
        return Way(place.name, item_path(place, found))
    return Way(place.name, unit_path(place), has_item=False)
