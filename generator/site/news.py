"""What changed in the catalog, as pages and feeds tell it: folded, sorted by whom it concerns.

Everything here is plain text, made from the history once, so that a page's inputs can be compared.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.audit import KIND_NAMES
from generator.audit.names import unit_of
from generator.site.links import (
    area_path,
    body_path,
    item_path,
    pull_address,
    record_path,
    standard_path,
    unit_path,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from generator.audit import Piece
    from generator.audit.diff.model import FieldChange, Value
    from generator.resolve.model import Body, Unit
    from generator.site.view import View

WHOLE = "changes"
_NAMED = 12  # things named in a folded entry; the others are counted


@dataclass(frozen=True, slots=True)
class Alteration:
    """One field in words, "" where nothing was or is said, and what it means for the public."""

    name: str
    before: str
    after: str
    meaning: str  # 收窄, 扩大 …
    note: str  # why, in a few words


@dataclass(frozen=True, slots=True)
class Thing:
    """What an entry is about; ``path``: its page, "" where it has none now."""

    key: str
    title: str
    place: str
    path: str


@dataclass(frozen=True, slots=True)
class News:
    """One change as readers see it: alike changes of one commit are one.

    ``things``: the first of what changed, ``more`` the number of the others. ``reach``: how many
    items follow a row of the standard. ``pull``: the pull request's address, "" if it has none.
    """

    id: str  # commit and first key: names it for ever
    time: dt.datetime
    kind: str
    event: str
    things: tuple[Thing, ...]
    more: int
    changes: tuple[Alteration, ...]
    reach: int
    basis: str
    number: str
    pull: str

    @property
    def date(self) -> dt.date:
        """The day in China."""
        return self.time.date()

    @property
    def count(self) -> int:
        """How many things changed alike."""
        return len(self.things) + self.more


@dataclass(frozen=True, slots=True)
class Scope:
    """Those whom changes concern, with a feed in ``folder``: everybody, a unit, a body, an area."""

    folder: str
    name: str
    about: str  # the page of the unit, body or area itself
    news: tuple[News, ...]  # newest first


def fold(view: View, pieces: Iterable[Piece]) -> tuple[News, ...]:
    """Return pieces, newest first, with what one commit changed alike as one."""
    groups: defaultdict[tuple[object, ...], list[Piece]] = defaultdict(list)
    for piece in pieces:
        groups[piece.commit.id, piece.kind, piece.event, piece.changes].append(piece)
    return tuple(_news(view, group) for group in groups.values())


def _news(view: View, group: list[Piece]) -> News:
    first = group[0]
    commit = first.commit
    return News(
        id=f"{commit.id}/{first.kind}/{first.key}/{first.event}",
        time=commit.time,
        kind=KIND_NAMES[first.kind],
        event=first.event,
        things=tuple(_thing(view, piece) for piece in group[:_NAMED]),
        more=max(0, len(group) - _NAMED),
        changes=alterations(first.changes),
        reach=len(first.reached),
        basis=commit.basis,
        number=commit.pull,
        pull=pull_address(view.catalog.site.repository, commit.pull),
    )


def alterations(changes: Iterable[FieldChange], longest: int = 0) -> tuple[Alteration, ...]:
    """Return field changes in words; values longer than ``longest``, if given, are cut."""
    return tuple(
        Alteration(
            c.name,
            _words(c.old, longest),
            _words(c.new, longest),
            c.meanings[0].value,
            c.note,
        )
        for c in changes
    )


def _words(value: Value, longest: int) -> str:
    text = "；".join(value) if isinstance(value, tuple) else value
    return f"{text[:longest]}……" if longest and len(text) > longest else text


def _thing(view: View, piece: Piece) -> Thing:
    title = "" if piece.title == piece.key else piece.title
    return Thing(piece.key, title, piece.owner, _path(view, piece))


def _path(view: View, piece: Piece) -> str:
    """Return the page of what a piece is about, as far as the catalog still has it."""
    catalog = view.catalog
    if item := catalog.items.get(piece.key):
        return item_path(catalog.units[item.unit], item)
    if record := catalog.records.get(piece.key):
        return record_path(record)
    if row := catalog.standards.get(piece.key):
        return standard_path(row.area, row.code)
    if body := catalog.bodies.get(piece.key):
        return body_path(catalog.units[body.unit], body)
    return ""


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
        folder: Scope(folder, name, about, fold(view, concerned[folder]))
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
