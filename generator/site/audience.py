"""Whom a change concerns: everybody, a unit, a body, an area, each with a list and feeds."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.audit.names import unit_of
from generator.site.links import area_path, body_path, unit_path
from generator.site.news import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.audit import Piece
    from generator.resolve.model import Body, Unit
    from generator.site.news import News
    from generator.site.view import View

WHOLE = "changes"


class Scope(Struct, frozen=True):
    """Those whom changes concern, with a feed in ``folder``: everybody, a unit, a body, an area."""

    folder: str
    name: str
    about: str  # the page of the unit, body or area itself
    news: tuple[News, ...]  # newest first
    complete: bool  # False: there may be others, the history isn't whole


def unit_folder(view: View, unit: Unit) -> str:
    """Return the folder of a unit's changes; the root's are everybody's."""
    return WHOLE if unit.code == view.catalog.root else f"{WHOLE}/units/{unit.path}"


def body_folder(view: View, body: Body) -> str:
    """Return the folder of a body's changes; a town is its own body."""
    unit = view.catalog.units[body.unit]
    return f"{WHOLE}/bodies/{unit.path}/{body.slug}" if body.slug else unit_folder(view, unit)


def area_folder(area: str) -> str:
    """Return the folder of an area's changes."""
    return f"{WHOLE}/areas/{area}"


def scopes_of(view: View) -> dict[str, Scope]:
    """Return everybody, and every unit, body and area, with the changes that concern them.

    Those without any have a feed all the same: somebody may wait for the first.
    """
    concerned: defaultdict[str, list[Piece]] = defaultdict(list)
    for piece in view.pieces:
        for folder in dict.fromkeys(_concerned(view, piece)):
            concerned[folder].append(piece)
    return {
        folder: Scope(folder, name, about, fold(view, concerned[folder]), view.history.complete)
        for folder, name, about in _listeners(view)
    }


def _listeners(view: View) -> Iterator[tuple[str, str, str]]:
    catalog = view.catalog
    yield WHOLE, view.divisions.words.whole, "index.html"
    for unit in catalog.units.values():
        if unit.code != catalog.root:
            yield unit_folder(view, unit), unit.name, unit_path(unit)
    for area in catalog.areas.values():
        yield area_folder(area.slug), area.name, area_path(area.slug)
    for body in catalog.bodies.values():
        if body.slug:
            about = body_path(catalog.units[body.unit], body)
            yield body_folder(view, body), view.body_name(body), about


def _concerned(view: View, piece: Piece) -> Iterator[str]:
    """Yield the folders of all whom a piece concerns: also those a standard row reaches."""
    catalog = view.catalog
    yield WHOLE
    if piece.area:
        yield area_folder(piece.area)
    bodies = [piece.body] if piece.body else []
    units = [piece.unit] if piece.unit else []
    for key in piece.reached:
        units.append(unit_of(key))
        if item := catalog.items.get(key):
            bodies.append(item.body)
    for code in units:
        if unit := catalog.units.get(code):
            yield from (unit_folder(view, place) for place in (unit, *view.ancestors(unit)))
    for key in bodies:
        if body := catalog.bodies.get(key):
            yield body_folder(view, body)
