"""The Catalog put together from a checked index: one function a noun, joined at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.check import waivers
from generator.resolve.declared import (
    read_areas,
    read_bases,
    read_site,
    read_standards,
    read_subjects,
    read_terms,
)
from generator.resolve.items import Books, resolve_items
from generator.resolve.model import Catalog, Waiver
from generator.resolve.places import read_bodies, read_units
from generator.resolve.records import read_records

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from generator.check import Index
    from generator.resolve.model import Item, Unit


def build_catalog(index: Index, as_of: dt.date) -> Catalog:
    """Return the frozen catalog; the index must be free of errors."""
    subjects = read_subjects(index)
    standards = read_standards(index)
    units = read_units(index)
    bodies = read_bodies(index, units, list(subjects))
    records = read_records(index, bodies)
    books = Books(index, as_of, standards, units, bodies, records)
    items = resolve_items(books)
    ids, published = records.columns.ids, records.by(records.columns.bodies)
    return Catalog(
        site=read_site(index),
        as_of=as_of,
        areas=read_areas(index),
        standards=standards,
        bases=read_bases(index),
        subjects=subjects,
        terms=read_terms(index),
        channels=tuple(index.table_list("terms", "渠道")),
        units=units,
        bodies=bodies,
        items=items,
        records=records,
        root=next(iter(units)),
        children=_children(units),
        items_of=_items_by_area(items.values()),
        records_of={body: tuple(some.pick(ids)) for body, some in published.items()},
        waivers=tuple(
            Waiver(w.entry.path, w.rule, w.reason, w.until)
            for w in index.once(waivers)
            if w.holds_on(as_of)
        ),
    )


def _children(units: Mapping[str, Unit]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {code: [] for code in units}
    for unit in units.values():
        if unit.parent:
            found[unit.parent].append(unit.code)
    return {code: tuple(below) for code, below in found.items()}


def _items_by_area(items: Iterable[Item]) -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], list[str]] = {}
    for item in items:
        found.setdefault((item.unit, item.area), []).append(item.id)
    return {key: tuple(ids) for key, ids in found.items()}
