"""What pages look up again and again, computed once per build from the whole catalog.

The views of ``view.py`` hand these out table by table and note who looks up what.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.resolve.divisions import Divisions
from generator.resolve.record_table import Chosen, Records
from generator.site.links import year_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.resolve.model import Area, Body, Catalog, Item, Record


PER_PAGE = 200  # records of a year


class Sums(Struct, frozen=True, dict=True):
    """Groupings of the catalog by what pages are about."""

    catalog: Catalog

    @cached_property
    def divisions(self) -> Divisions:
        """How the catalog's places stand together, and what they are called."""
        return Divisions(self.catalog)

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
    def compared_rows(self) -> set[tuple[str, str]]:
        """The groups and standard codes of all items: what ``items_beside`` can be asked for."""
        return {
            (group.code, item.standard)
            for unit, items in self.items_by_unit.items()
            for group in self.divisions.groups_above(self.catalog.units[unit])
            for item in items
            if item.standard
        }

    def items_beside(self, row: tuple[str, str]) -> tuple[Item, ...]:
        """Return a standard row's items in a group's units, in their order.

        As one look-up: one for each unit, whether it has the item or not, were half of all.
        """
        group, code = row
        places = self.divisions.group(self.catalog.units[group])
        found = (self.catalog.items.get(f"{place.code}/{code}") for place in places)
        return tuple(item for item in found if item)

    @cached_property
    def items_by_place(self) -> Mapping[tuple[str, str], tuple[Item, ...]]:
        """(Unit, area) → the unit's items in the area, in the official order."""
        items = self.catalog.items
        return {place: tuple(items[i] for i in ids) for place, ids in self.catalog.items_of.items()}

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
    def records(self) -> Records:
        """The documents by what is known of all."""
        return Records.of(self.catalog.records)

    @cached_property
    def records_of_unit(self) -> Mapping[str, Sequence[Record]]:
        """Unit → the records of all its bodies, newest first."""
        bodies = self.catalog.bodies
        return self.records.by([bodies[body].unit for body in self.records.columns.bodies])

    @cached_property
    def _records_of_year(self) -> Mapping[str, Chosen]:
        """Year → its records, years and records newest first."""
        found = self.records.by([*map(year_of, self.records.columns.ids)])
        return {year: found[year] for year in sorted(found, reverse=True)}

    @cached_property
    def records_in(self) -> Mapping[str, int]:
        """Year → how many records it has, the newest year first."""
        return {year: len(records) for year, records in self._records_of_year.items()}

    @cached_property
    def records_on(self) -> Mapping[tuple[str, int], Sequence[Record]]:
        """Year and the number of a page → the records listed there, newest first."""
        return {
            (year, number): records[first : first + PER_PAGE]
            for year, records in self._records_of_year.items()
            for number, first in enumerate(range(0, len(records), PER_PAGE), start=1)
        }

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
