"""Addresses that once were pages: each leads on to where its thing is now, or says what became.

Static servers know no redirects, so each is a page of its own: a small one that leads on at once,
or one in the site's frame for people to read.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any

from generator.audit.addresses import MATRIX, UNIT_AREA, addresses, beside
from generator.audit.entities import AREA, BASIS, BODY, ITEM, RECORD, ROW, UNIT
from generator.audit.names import KIND_NAMES, title_of
from generator.site.audience import WHOLE as CHANGES
from generator.site.lasting import lasting_files
from generator.site.links import (
    area_path,
    base_path,
    body_path,
    item_path,
    matrix_path,
    record_path,
    standard_path,
    unit_area_path,
    unit_path,
)
from generator.site.page import Crumb, Page, root_from
from generator.site.shell import Setting

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from generator.audit.state import Name
    from generator.site.shell import Binder
    from generator.site.templates import Templates
    from generator.site.view import View


GONE = Setting("gone")
_IN_AREA = {UNIT_AREA: "公开事项", MATRIX: "对照表"}
_MONTH = 7  # characters of a day that name its month


def gone_files(
    view: View, templates: Templates, binder: Binder, pages: Collection[str]
) -> Iterator[tuple[str, bytes]]:
    """Yield a page, as (path, content), for each address of any revision that is none any more."""
    ways = Ways(view, pages)
    for path, name in sorted(addresses(view.lived).items()):
        if path in pages:
            continue
        target = ways.onward(name)
        for former in (path, _list_beside(path, name)):
            if former and former not in pages:
                yield former, _answer(ways, templates, binder, former, name)
        yield from lasting_files(view, path, name[0], target, ways.words(name)["title"])


def _list_beside(path: str, name: Name) -> str:
    """Return the page that lists the changes of what a page is about, "" where there is none."""
    folder = beside(path, name[0]).changes
    return f"{folder}/index.html" if folder else ""


def _answer(ways: Ways, templates: Templates, binder: Binder, path: str, name: Name) -> bytes:
    """Return the page at a former address: one that leads on, or one that says what became."""
    target = ways.onward(name)
    if not target:
        return binder.bind(_tombstone(ways, templates, path, name), GONE).html
    if path.startswith(f"{CHANGES}/") and _list_beside(target, name) in ways.pages:
        target = _list_beside(target, name)  # else nothing has changed yet under the new address
    href = posixpath.relpath(target, posixpath.dirname(path))
    words = ways.words(name) | {"href": href, "root": root_from(path)}
    return templates.piece("moved", site=ways.site, **words).encode()


def _tombstone(ways: Ways, templates: Templates, path: str, name: Name) -> Page:
    """Return the page of something that nothing continues."""
    words = ways.words(name)
    month = words["went"].isoformat()[:_MONTH] if words["went"] else ""
    told = f"{CHANGES}/{month}/index.html" in ways.pages
    content = templates.content(
        "gone", path, above=ways.nearest(path), month=month if told else "", **words
    )
    title = f"{words['title']}已经不在目录里"
    crumbs = (Crumb(words["title"]),)
    return Page(path, "gone", title, f"{title}。", crumbs, content)


class Ways:
    """Where things that had an address are now, as far as anybody said so."""

    def __init__(self, view: View, pages: Collection[str]) -> None:
        self._view = view
        self.site = view.catalog.site
        self.pages = pages
        self._moved = {}  # 移自: an item's key → the key of the item it became
        for key in view.lived.keys(ITEM):
            before = (view.lived.last(ITEM, key) or {}).get("移自")
            if isinstance(before, str):
                self._moved[before] = key

    def onward(self, name: Name) -> str:
        """Return the page a thing, or what continues it, has now; "" where there is none."""
        seen: set[Name] = set()
        waiting = [name]
        while waiting:
            name = waiting.pop(0)
            if name in seen:
                continue
            seen.add(name)
            path = self._page(*name)
            if path in self.pages:
                return path
            waiting += self._heirs(*name)
        return ""

    def nearest(self, path: str) -> str:
        """Return the nearest page above an address."""
        parts = path.split("/")[:-1]
        above = ("/".join((*parts[:end], "index.html")) for end in range(len(parts) - 1, 0, -1))
        return next((page for page in above if page in self.pages), "index.html")

    def words(self, name: Name) -> dict[str, Any]:
        """Return what to call a thing, and the day it went, None where it didn't."""
        kind, key = name
        history = self._view.lived
        if kind in _IN_AREA:
            unit, _, area = key.partition("/")
            names = (
                title_of(history, part, code, history.last(part, code))
                for part, code in ((UNIT, unit), (AREA, area))
            )
            return {"what": _IN_AREA[kind], "title": "".join(names), "went": None}
        steps = history.of(kind, key)
        went = steps[-1].commit.date if steps and steps[-1].now is None else None
        title = title_of(history, kind, key, history.last(kind, key))
        return {"what": KIND_NAMES[kind], "title": title, "went": went}

    def _page(self, kind: str, key: str) -> str:
        """Return the address a thing has in the catalog of today, "" when it isn't there."""
        catalog = self._view.catalog
        if kind in _IN_AREA:
            code, _, area = key.partition("/")
            unit = catalog.units.get(code)
            if unit is None:
                return ""
            return matrix_path(area, unit) if kind == MATRIX else unit_area_path(unit, area)
        if kind == ITEM and (item := catalog.items.get(key)):
            return item_path(catalog.units[item.unit], item)
        if kind == BODY and (body := catalog.bodies.get(key)):
            return body_path(catalog.units[body.unit], body)
        if kind == ROW and (row := catalog.standards.get(key)):
            return standard_path(row.area, row.code)
        if kind == RECORD and (record := catalog.records.get(key)):
            return record_path(record)
        if kind == UNIT and (unit := catalog.units.get(key)):
            return unit_path(unit)
        if kind == AREA and key in catalog.areas:
            return area_path(key)
        return base_path(key) if kind == BASIS and key in catalog.bases else ""

    def _heirs(self, kind: str, key: str) -> Iterator[Name]:
        """Yield what continues a thing, the likeliest first."""
        if kind in (UNIT, ROW, BASIS):
            yield from ((kind, heir) for heir in self._named(kind, key))
        elif kind == AREA:
            yield from ((AREA, area) for area in self._renamed(key))
        elif kind == BODY:
            unit, _, slug = key.partition("/")
            renamed = reversed(self._view.lived.renamed_bodies)
            yield from ((BODY, new.key) for old, new in renamed if old.key == key)
            yield from ((BODY, f"{unit}/{heir}") for heir in self._named(BODY, key))
            yield from ((BODY, f"{heir}/{slug}") for heir in self._named(UNIT, unit))
        elif kind in _IN_AREA:
            unit, _, area = key.partition("/")
            yield from ((kind, f"{unit}/{other}") for other in self._renamed(area))
            yield from ((kind, f"{heir}/{area}") for heir in self._named(UNIT, unit))
        elif kind == ITEM:
            unit, _, code = key.rpartition("/")
            if key in self._moved:
                yield ITEM, self._moved[key]
            yield from ((ITEM, f"{heir}/{code}") for heir in self._named(UNIT, unit))
            yield from ((ITEM, f"{unit}/{heir}") for heir in self._named(ROW, code))

    def _named(self, kind: str, key: str) -> Iterator[str]:
        """Yield the successors that a thing itself named."""
        told = self._view.lived.last(kind, key) or {}
        yield from (heir for word in ("接替", "并入") if isinstance(heir := told.get(word), str))

    def _renamed(self, area: str) -> Iterator[str]:
        """Yield the areas of today with the number that an area had."""
        number = (self._view.lived.last(AREA, area) or {}).get("编号")
        areas = self._view.catalog.areas
        if number and area not in areas:
            yield from (slug for slug, other in areas.items() if other.number == number)
