"""The catalog with what pages look up again and again, computed once per build."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from generator.audit import news_of
from generator.audit.proof.manifest import manifest_of
from generator.resolve.divisions import Divisions
from generator.site.links import dialable, record_year
from generator.site.news import scopes_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.audit import History, Piece
    from generator.audit.proof.head import Head
    from generator.resolve.model import Area, Body, Catalog, Item, Record, Unit
    from generator.site.news import Scope

HOTLINE = "12345"


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone and whose it really is; ``own`` only when it is the body's."""

    number: str
    owner: str
    own: bool
    hotline: bool = False


@dataclass(frozen=True)
class View:
    """What every page renderer is given."""

    catalog: Catalog
    history: History

    @cached_property
    def divisions(self) -> Divisions:
        """How the catalog's places stand together, and what they are called."""
        return Divisions(self.catalog)

    @property
    def districts(self) -> tuple[Unit, ...]:
        """The units readers choose first: districts, cities of a province, a county alone."""
        return self.divisions.heads

    @property
    def district_of(self) -> Mapping[str, str]:
        """Unit → the district it lies in; the root lies in itself."""
        return self.divisions.head_of

    @cached_property
    def areas_of(self) -> Mapping[str, tuple[Area, ...]]:
        """Unit → the areas it has items in, in number order."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for unit, area in self.catalog.items_of:
            found[unit].add(area)
        areas = self.catalog.areas.values()
        return {unit: tuple(a for a in areas if a.slug in slugs) for unit, slugs in found.items()}

    @cached_property
    def items_by_code(self) -> Mapping[str, tuple[Item, ...]]:
        """Standard code → the item of each unit that adopted it, in the units' order."""
        found: defaultdict[str, dict[str, Item]] = defaultdict(dict)
        for item in self.catalog.items.values():
            if item.standard:
                found[item.standard][item.unit] = item
        order = self.catalog.units
        return {
            code: tuple(items[unit] for unit in order if unit in items)
            for code, items in found.items()
        }

    @cached_property
    def items_by_area(self) -> Mapping[str, tuple[Item, ...]]:
        """Area → all its items in all units."""
        found: defaultdict[str, list[Item]] = defaultdict(list)
        for item in self.catalog.items.values():
            found[item.area].append(item)
        return {area: tuple(items) for area, items in found.items()}

    @cached_property
    def compared(self) -> Mapping[str, Mapping[str, None]]:
        """Area → the units whose groups a table compares: those of its items, and above."""
        found: dict[str, dict[str, None]] = {area: {} for area in self.catalog.areas}
        for code, area in self.catalog.items_of:
            above = self.divisions.groups_above(self.catalog.units[code])
            found[area].update((group.code, None) for group in above)
        return found

    @cached_property
    def items_by_unit(self) -> Mapping[str, tuple[Item, ...]]:
        """Unit → all its items."""
        found: defaultdict[str, list[Item]] = defaultdict(list)
        for item in self.catalog.items.values():
            found[item.unit].append(item)
        return {unit: tuple(items) for unit, items in found.items()}

    @cached_property
    def items_by_body(self) -> Mapping[str, tuple[Item, ...]]:
        """Body → the items it answers for."""
        found: defaultdict[str, list[Item]] = defaultdict(list)
        for item in self.catalog.items.values():
            found[item.body].append(item)
        return {body: tuple(items) for body, items in found.items()}

    @cached_property
    def bodies_of(self) -> Mapping[str, tuple[Body, ...]]:
        """Unit → its bodies with a page of their own; towns have none."""
        found: defaultdict[str, list[Body]] = defaultdict(list)
        for body in self.catalog.bodies.values():
            if body.slug:
                found[body.unit].append(body)
        return {unit: tuple(bodies) for unit, bodies in found.items()}

    @cached_property
    def records_of_unit(self) -> Mapping[str, tuple[Record, ...]]:
        """Unit → the records of all its bodies, newest first."""
        found: defaultdict[str, list[Record]] = defaultdict(list)
        for record in self.catalog.records.values():
            found[self.catalog.bodies[record.body].unit].append(record)
        return {unit: tuple(records) for unit, records in found.items()}

    @cached_property
    def records_of_year(self) -> Mapping[str, tuple[Record, ...]]:
        """Year → its records, years and records newest first."""
        found: defaultdict[str, list[Record]] = defaultdict(list)
        for record in self.catalog.records.values():
            found[record_year(record)].append(record)
        return {year: tuple(found[year]) for year in sorted(found, reverse=True)}

    @cached_property
    def codes_by_base(self) -> Mapping[str, tuple[str, ...]]:
        """Basis → the codes of the standard items that cite it."""
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for standard in self.catalog.standards.values():
            for citation in standard.citations:
                found[citation.basis][standard.code] = None
        return {basis: tuple(codes) for basis, codes in found.items()}

    @cached_property
    def uses_by_base(self) -> Mapping[str, int]:
        """Basis → how many items of units cite it."""
        found: Counter[str] = Counter()
        for item in self.catalog.items.values():
            found.update({citation.basis for citation in item.citations})
        return found

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """What changed since the catalog was founded, the newest first."""
        commits = groupby(news_of(self.history), key=attrgetter("commit"))
        return tuple(chain.from_iterable([list(pieces) for _, pieces in commits][::-1]))

    @cached_property
    def head(self) -> Head | None:
        """The head of the tree over all versions, None where the history isn't whole."""
        return manifest_of(self.history).head if self.history.complete else None

    @cached_property
    def scopes(self) -> Mapping[str, Scope]:
        """Folder → whom changes concern, with what changed (see ``news``)."""
        return scopes_of(self)

    def ancestors(self, unit: Unit) -> Iterator[Unit]:
        """Yield the units above ``unit``, the nearest first."""
        while unit.parent:
            unit = self.catalog.units[unit.parent]
            yield unit

    def area_items(self, unit: Unit, area: str) -> tuple[Item, ...]:
        """Return the unit's items in ``area``, in the official order."""
        ids = self.catalog.items_of.get((unit.code, area), ())
        return tuple(self.catalog.items[item_id] for item_id in ids)

    def body_name(self, body: Body) -> str:
        """Return the body's name with its unit's before it, unless the name has it already."""
        unit = self.catalog.units[body.unit]
        if not body.slug:
            return body.name or unit.name
        return body.name if body.name.startswith(unit.name) else f"{unit.name}{body.name}"

    def phone_of(self, body: Body) -> Phone:
        """Return the body's telephone, else the nearest above it, or 12345, named as such."""
        if number := dialable(body.contact.phone):
            return Phone(number, self.body_name(body), own=True)
        unit = self.catalog.units[body.unit]
        return self.phone_above(unit, own=not body.slug)

    def phone_above(self, unit: Unit, *, own: bool = False) -> Phone:
        """Return the telephone of ``unit`` or the nearest unit above, else 12345."""
        for place in (unit, *self.ancestors(unit)):
            if number := dialable(place.contact.phone):
                return Phone(number, place.name, own=own and place is unit)
        return Phone(HOTLINE, "政务服务便民热线", own=False, hotline=True)
