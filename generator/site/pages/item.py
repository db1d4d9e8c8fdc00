"""An item: who answers and what is published first; below, the official row in full."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from generator.resolve.model import Item, Origin, Unit
from generator.site.absence import absence_of
from generator.site.audience import body_folder
from generator.site.checklist import checklist_of
from generator.site.facts import facts_of
from generator.site.fast_jinja import escaped
from generator.site.head import correction_html
from generator.site.links import item_path, unit_area_path
from generator.site.page import Column, Crumb, Page, root_from
from generator.site.pages.areas import area_keywords
from generator.site.pages.kind import Kind
from generator.site.pages.unit import unit_crumbs
from generator.site.shell import Setting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.resolve.model import Area
    from generator.site.absence import Absence
    from generator.site.templates import Templates
    from generator.site.view import View

_LONG = 200  # characters of elements that aren't listed one by one, while none is ticked
_NARROW = 18  # characters of elements that stand in two columns
_RECORDS = 30  # on the page itself; the rest are in the lists by year
_SIBLINGS = 8  # items under the same 一级事项; the area's page has them all
_NEARBY = 9  # units beside this one; the standard row's page has them all


def _link(root: str, path: str, name: str) -> str:
    return f'<a href="{root}/{escaped(path)}">{escaped(name)}</a>'


def _lines(links: Iterable[str]) -> Markup:
    """Return finished links, one a line. Each as a Markup took 0.3 s of a full build."""
    return Markup("\n".join(links))  # noqa: S704


def _elsewhere(view: View, item: Item, unit: Unit, root: str) -> Markup:
    """Return links to the same standard item in the other units of its group."""
    if not item.standard:
        return Markup("")
    group = view.divisions.group_of(unit)

    def chips() -> dict[str, str]:
        # Not from the row's items in all units: a province has a thousand of them for each page.
        beside = view.items_beside(group, item.standard)
        found = (
            (place.code, _link(root, item_path(place, other), place.name))
            for place in view.divisions.group(group)
            if (other := beside.get(place.code))
        )
        return dict(islice(found, _NEARBY + 1))  # the page's own may be one of them

    near = view.trace.shared(("chips", group.code, item.standard, root), chips)
    return _lines([chip for code, chip in near.items() if code != unit.code][:_NEARBY])


def _row(view: View, templates: Templates, path: str, item: Item) -> Markup:
    """Return the official row in full: the same for every unit that took it over unchanged."""

    def values() -> dict[str, Any]:
        standard = view.catalog.standards.get(item.standard)
        return {
            "item": item,
            "serial": standard.serial if standard else None,
            "unused": [name for name in view.catalog.channels if name not in item.channels],
            "local": {c for c, origin in item.provenance.items() if origin is Origin.LOCAL},
        }

    key = item.standard if item.unchanged else item.id
    return templates.part("_item_row", key, path, values)


def _elements(view: View, templates: Templates, path: str, item: Item, unit: Unit) -> Markup:
    """Return the elements with what is known of each: shared like the row while none is ticked."""
    own = item.ticked or not item.standard or item.provenance.get("公开内容") is Origin.LOCAL
    checklist = checklist_of(item, unit)

    def values() -> dict[str, Any]:
        long = not item.ticked and sum(map(len, item.elements)) > _LONG
        notes = filter(None, (checklist.note, "见目录原文" if long else ""))
        return {
            "item": item,
            "note": "，".join(notes),
            "long": long,
            "narrow": max(map(len, item.elements), default=0) <= _NARROW,
            "rest": checklist.rest,
            "records": view.catalog.records,
        }

    key = (item.id if own else item.standard, checklist)
    return templates.part("_elements", key, path, values)


def _siblings(view: View, item: Item, unit: Unit, root: str) -> list[str]:
    """Return links to the unit's other items under the same 一级事项."""

    def lines() -> dict[str, str]:
        return {
            other.id: f"<li>{_link(root, item_path(unit, other), other.level2)}</li>"
            for other in view.area_items(unit, item.area)
            if other.level1 == item.level1
        }

    together = view.trace.shared(("lines", unit.code, item.area, item.level1, root), lines)
    return [line for key, line in together.items() if key != item.id]


def _downloads(templates: Templates, path: str, unit: Unit, area: Area) -> Markup:
    """Return the links to the tables the item stands in: the same for all beside it."""
    values = {"folder": f"{unit.path}/{area.slug}", "label": area.name}
    return templates.part("_downloads", (*values.values(),), path, lambda: values)


def _absence(templates: Templates, path: str, absence: Absence | None) -> Markup:
    """Return what is said where nothing is published, nothing where something is."""
    if not absence:
        return Markup("")
    return templates.part("_absence", absence, path, lambda: {"absence": absence})


def _render(view: View, templates: Templates, path: str, item_id: str) -> Page:
    catalog = view.catalog
    item = catalog.items[item_id]
    unit = catalog.units[item.unit]
    area = catalog.areas[item.area]
    site = catalog.site
    life = view.life_of(item)
    root = root_from(path)
    siblings = _siblings(view, item, unit, root)
    facts = facts_of(view, item, unit)
    feed = body_folder(view, catalog.bodies[item.body])
    content = templates.content(
        "item",
        path,
        item=item,
        unit=unit,
        area=area,
        elements=_elements(view, templates, path, item, unit),
        row=_row(view, templates, path, item),
        unchanged=item.unchanged,
        facts=facts,
        downloads=_downloads(templates, path, unit, area),
        absence=_absence(templates, path, absence_of(view, item, unit, facts.phone.number)),
        correction=correction_html(path, site),
        records=[catalog.records[r] for r in item.records[:_RECORDS]],
        more=max(0, len(item.records) - _RECORDS),
        elsewhere=_elsewhere(view, item, unit, root),
        total=view.units_with.get(item.standard, 0),
        siblings=_lines(siblings[:_SIBLINGS]),
        together=len(siblings) + 1 if len(siblings) > _SIBLINGS else 0,
        complete=view.history.complete,
        adopted=life.adopted,
        past=life.pasts,
        older=life.older,
        feed=feed,
        edit=f"{site.repository.rstrip('/')}/edit/main/{item.path}" if site.repository else "",
    )
    title = f"{item.title}（{unit.name}）"
    description = f"{unit.name}{area.name}公开事项：{item.title}。编号 {item.code}。"
    crumbs = (
        *unit_crumbs(view, unit),
        Crumb(area.name, unit_area_path(unit, area.slug)),
        Crumb(item.code),
    )
    return Page(
        path, "item", title, description, crumbs, content,
        Column(item.title, description, area_keywords(area), "信息公开目录"),
    )  # fmt: skip


def _find(view: View) -> Iterator[tuple[str, str]]:
    for item in view.catalog.items.values():
        yield item_path(view.catalog.units[item.unit], item), item.id


KIND = Kind(Setting("item"), _find, _render)
