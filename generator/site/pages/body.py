"""A body: how to reach it, the items it answers for, its documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.oversight import tally
from generator.site.audience import body_folder
from generator.site.links import body_path
from generator.site.page import Column, Crumb, Page
from generator.site.pages.kind import Kind
from generator.site.pages.unit import unit_crumbs
from generator.site.shell import Setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.resolve.model import Item
    from generator.site.templates import Templates
    from generator.site.view import View

_RECORDS = 50


def _render(view: View, templates: Templates, path: str, body_id: str) -> Page:
    catalog = view.catalog
    body = catalog.bodies[body_id]
    unit = catalog.units[body.unit]
    items = view.items_by_body.get(body_id, ())
    by_area: dict[str, list[Item]] = {}
    for area in catalog.areas:
        found = [item for item in items if item.area == area]
        if found:
            by_area[area] = found
    records = catalog.records_of.get(body_id, ())
    name = view.body_name(body)
    content = templates.content(
        "body",
        path,
        changes=view.scopes[body_folder(view, body)],
        body=body,
        unit=unit,
        name=name,
        phone=view.phone_of(body),
        duties=[catalog.subjects[duty] for duty in body.duties if duty in catalog.subjects],
        tally=tally(items),
        areas=[(catalog.areas[slug], found) for slug, found in by_area.items()],
        records=[catalog.records[key] for key in records[:_RECORDS]],
        total_records=len(records),
    )
    description = f"{name}负责的公开事项、联系方式和公开文件。"
    return Page(
        path, "body", name, description, (*unit_crumbs(view, unit), Crumb(body.name)), content,
        Column(name, description, f"{name},公开事项", "机构职能"),
        feed=body_folder(view, body),
    )  # fmt: skip


def _find(view: View) -> Iterator[tuple[str, str]]:
    for body in view.catalog.bodies.values():
        if body.slug:
            yield body_path(view.catalog.units[body.unit], body), body.id


KIND = Kind(Setting("body"), _find, _render)
