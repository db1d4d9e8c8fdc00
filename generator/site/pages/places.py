"""The two lists of places: heads with their departments, and the units right below the heads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.site.page import Column, Crumb, Page
from generator.site.pages.front import district_map
from generator.site.pages.kind import Kind
from generator.site.shell import Setting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.resolve.model import Unit
    from generator.site.templates import Templates
    from generator.site.view import View

_HEADS, _LISTED = "units/index.html", "towns/index.html"


def list_crumb(view: View, unit: Unit) -> Crumb:
    """Return the list a unit is found in: the heads' and the root's, else the other."""
    words = view.divisions.words
    head = not unit.parent or view.district_of[unit.code] == unit.code
    return Crumb(words.by_head, _HEADS) if head else Crumb(words.by_listed, _LISTED)


def _render_heads(view: View, templates: Templates, path: str, _key: None) -> Page:
    catalog = view.catalog
    words = view.divisions.words
    root = catalog.units[catalog.root]
    # The root comes last: its own departments are few, or none.
    places = (*(unit for unit in view.districts if unit != root), root)
    content = templates.content(
        "units",
        path,
        root_unit=root,
        places=places,
        bodies={unit.code: view.bodies_of.get(unit.code, ()) for unit in places},
        totals={unit.code: view.total_of.get(unit.code, 0) for unit in places},
        items={
            body.id: len(view.items_by_body.get(body.id, ())) for body in catalog.bodies.values()
        },
        phones={unit.code: view.phone_above(unit, own=True) for unit in places},
    )
    title = words.by_head
    description = f"{words.seats}和部门的公开事项、电话。"
    keywords = ",".join((*words.heads.words, "部门", "电话"))
    return Page(
        path, "units", title, description, (Crumb(title),), content,
        Column(title, description, keywords, "机构职能"),
    )  # fmt: skip


def _render_listed(view: View, templates: Templates, path: str, _key: None) -> Page:
    words = view.divisions.words
    content = templates.content("towns", path, districts=district_map(view), totals=view.total_of)
    title = words.by_listed
    description = f"各{words.listed.listed}的公开事项。"
    return Page(
        path, "towns", title, description, (Crumb(title),), content,
        Column(title, description, ",".join(words.listed.words), "机构职能"),
    )  # fmt: skip


def _find_listed(view: View) -> Iterable[tuple[str, None]]:
    return ((_LISTED, None),) if view.divisions.words.listed else ()


DISTRICTS = Kind(Setting("units", section="units"), lambda _view: ((_HEADS, None),), _render_heads)
TOWNS = Kind(Setting("towns", section="towns"), _find_listed, _render_listed)
