"""A unit: how to reach it, its areas, its bodies, the units below it, its latest documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.oversight import tally
from generator.site.audience import unit_folder
from generator.site.links import unit_path
from generator.site.page import Column, Crumb, Page
from generator.site.pages.kind import Kind
from generator.site.pages.places import list_crumb
from generator.site.shell import Setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.resolve.model import Unit
    from generator.site.templates import Templates
    from generator.site.view import View

_LATEST = 8


def unit_crumbs(view: View, unit: Unit) -> tuple[Crumb, ...]:
    """Return the way to a unit: the list it is in, the units above it, itself."""

    def way() -> tuple[Crumb, ...]:
        above = [u for u in view.ancestors(unit) if u.code != view.catalog.root]
        steps = (Crumb(u.name, unit_path(u)) for u in (*reversed(above), unit))
        return (list_crumb(view, unit), *steps)

    return view.trace.shared(("crumbs", unit.code), way)


def _render(view: View, templates: Templates, path: str, code: str) -> Page:
    catalog = view.catalog
    unit = catalog.units[code]
    areas = view.areas_of.get(code, ())
    records = view.records_of_unit.get(code, ())
    content = templates.content(
        "unit",
        path,
        changes=view.scopes[unit_folder(view, unit)],
        unit=unit,
        parent=catalog.units.get(unit.parent),
        successor=catalog.units.get(unit.successor),
        phone=view.phone_above(unit, own=True),
        tally=tally(view.items_by_unit.get(code, ())),
        areas=[(area, tally(view.area_items(unit, area.slug))) for area in areas],
        bodies=[
            (
                body,
                len(view.items_by_body.get(body.id, ())),
                len(catalog.records_of.get(body.id, ())),
            )
            for body in view.bodies_of.get(code, ())
        ],
        below=view.divisions.below(unit),
        totals=view.total_of,
        records=records[:_LATEST],
        total_records=len(records),
        publisher=view.publisher,
    )
    description = f"{unit.name}的公开事项、部门、电话和公开文件。"
    return Page(
        path, "unit", unit.name, description, unit_crumbs(view, unit), content,
        Column(unit.name, description, f"{unit.name},政务公开", "信息公开目录"),
        feed=unit_folder(view, unit),
    )  # fmt: skip


def _find(view: View) -> Iterator[tuple[str, str]]:
    return ((unit_path(unit), code) for code, unit in view.catalog.units.items())


KIND = Kind(Setting("unit"), _find, _render)
