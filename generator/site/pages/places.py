"""The two lists of places: districts with their departments, and towns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.site.page import Column, Crumb, Page
from generator.site.pages.front import district_map
from generator.site.pages.kind import Kind
from generator.site.shell import Setting

if TYPE_CHECKING:
    from generator.site.templates import Templates
    from generator.site.view import View

UNITS = Crumb("按县区和部门", "units/index.html")
TOWN_LIST = Crumb("按乡镇街道", "towns/index.html")


def _render_districts(view: View, templates: Templates, path: str, _key: None) -> Page:
    catalog = view.catalog
    root = catalog.units[catalog.root]
    places = tuple(dict.fromkeys((*view.districts, root)))
    content = templates.fragment(
        "units",
        path,
        root_unit=root,
        places=places,
        bodies={unit.code: view.bodies_of.get(unit.code, ()) for unit in places},
        totals={unit.code: len(view.items_by_unit.get(unit.code, ())) for unit in places},
        items={
            body.id: len(view.items_by_body.get(body.id, ())) for body in catalog.bodies.values()
        },
        phones={unit.code: view.phone_above(unit, own=True) for unit in places},
    )
    description = "各县区本级和部门的公开事项、电话。"
    return Page(
        path, "units", "按县区和部门", description, (Crumb("按县区和部门"),), content,
        Column("按县区和部门", description, "县区,部门,电话", "机构职能"),
    )  # fmt: skip


def _render_towns(view: View, templates: Templates, path: str, _key: None) -> Page:
    totals = {code: len(items) for code, items in view.items_by_unit.items()}
    content = templates.fragment("towns", path, districts=district_map(view), totals=totals)
    description = "各乡镇、街道的公开事项。"
    return Page(
        path, "towns", "按乡镇街道", description, (Crumb("按乡镇街道"),), content,
        Column("按乡镇街道", description, "乡镇,街道", "机构职能"),
    )  # fmt: skip


DISTRICTS = Kind(
    Setting("units", section="units"),
    lambda _view: (("units/index.html", None),),
    _render_districts,
)
TOWNS = Kind(
    Setting("towns", section="towns"),
    lambda _view: (("towns/index.html", None),),
    _render_towns,
)
