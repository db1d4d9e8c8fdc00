"""Where a site has the page of a changed thing, with its history on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.audit.diff.model import Thing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.resolve import Catalog


def page_of(thing: Thing, key: str, *catalogs: Catalog) -> str:
    """Return the address within a site, by the first catalog that has the thing; "" without one.

    The page of what is gone is that it had: a site answers there for ever.
    """
    find = _PAGES.get(thing)
    return next(filter(None, (find(catalog, key) for catalog in catalogs)), "") if find else ""


def _item(catalog: Catalog, key: str) -> str:
    item = catalog.items.get(key)
    return f"{catalog.units[item.unit].path}/{item.area}/{item.code}/" if item else ""


def _row(catalog: Catalog, key: str) -> str:
    row = catalog.standards.get(key)
    return f"areas/{row.area}/{key}/" if row else ""


def _record(catalog: Catalog, key: str) -> str:
    return f"records/{key[:4]}/{key}.html" if key in catalog.records else ""


def _unit(catalog: Catalog, key: str) -> str:
    unit = catalog.units.get(key)
    return f"{unit.path}/" if unit else ""


def _body(catalog: Catalog, key: str) -> str:
    body = catalog.bodies.get(key)
    return f"{catalog.units[body.unit].path}/bumen/{body.slug}/" if body and body.slug else ""


_PAGES: Mapping[Thing, Callable[[Catalog, str], str]] = {
    Thing.ITEM: _item,
    Thing.ROW: _row,
    Thing.RECORD: _record,
    Thing.UNIT: _unit,
    Thing.BODY: _body,
    Thing.AREA: lambda catalog, key: f"areas/{key}/" if key in catalog.areas else "",
    Thing.BASIS: lambda catalog, key: f"bases/{key}/" if key in catalog.bases else "",
}
