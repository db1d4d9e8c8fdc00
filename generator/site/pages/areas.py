"""The list of areas, and an area's roll-up: its standard items by district."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.oversight import Tally, tally
from generator.site.audience import area_folder
from generator.site.links import area_path
from generator.site.page import Column, Crumb, Page
from generator.site.pages.front import area_groups
from generator.site.pages.kind import Kind
from generator.site.shell import Setting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.resolve.model import Area, StandardItem, Unit
    from generator.site.templates import Templates
    from generator.site.view import View

AREAS = Crumb("按领域", "areas/index.html")


class Row(Struct, frozen=True):
    """A standard item with its tally in each district; ``None`` where no unit has it."""

    standard: StandardItem
    cells: tuple[Tally | None, ...]


class Group(Struct, frozen=True):
    """The rows that share a 一级事项."""

    title: str
    rows: tuple[Row, ...]


def area_keywords(area: Area) -> str:
    """Return an area's name and aliases for its keywords tag."""
    return ",".join((area.name, *area.aliases, "政务公开"))


def _districts(view: View, area: Area) -> tuple[Unit, ...]:
    """Return the districts in which some unit has items of ``area``."""
    found = {view.district_of[item.unit] for item in view.items_by_area.get(area.slug, ())}
    return tuple(unit for unit in view.districts if unit.code in found)


def _whose(view: View) -> str:
    words = view.divisions.words
    return f"各{words.all}" if words.heads or words.listed else words.root


def _groups(view: View, area: Area, districts: tuple[Unit, ...]) -> tuple[Group, ...]:
    groups: dict[str, list[Row]] = {}
    for code in area.codes:
        standard = view.catalog.standards[code]
        by_district = defaultdict(list)
        for item in view.items_by_code.get(code, ()):
            by_district[view.district_of[item.unit]].append(item)
        cells = tuple(
            tally(by_district[unit.code]) if unit.code in by_district else None
            for unit in districts
        )
        groups.setdefault(standard.level1, []).append(Row(standard, cells))
    return tuple(Group(title, tuple(rows)) for title, rows in groups.items())


def _render_list(view: View, templates: Templates, path: str, _key: None) -> Page:
    groups = area_groups(view)
    content = templates.content("areas", path, groups=groups, catalog=view.catalog)
    description = f"{len(view.catalog.areas)} 个领域的公开事项。"
    return Page(
        path, "areas", "按领域", description, (Crumb("按领域"),), content,
        Column("按领域", description, "领域,政务公开", "信息公开目录"),
    )  # fmt: skip


def _render(view: View, templates: Templates, path: str, slug: str) -> Page:
    area = view.catalog.areas[slug]
    districts = _districts(view, area)
    items = view.items_by_area.get(slug, ())
    verified = sum(view.catalog.standards[code].verified == "已核对" for code in area.codes)
    content = templates.content(
        "area",
        path,
        changes=view.scopes[area_folder(area.slug)],
        area=area,
        districts=[(unit, view.divisions.label(unit)) for unit in districts],
        groups=_groups(view, area, districts),
        tally=tally(items),
        units=len({item.unit for item in items}),
        local=sum(not item.standard for item in items),
        unverified=len(area.codes) - verified,
    )
    description = f"{area.name}领域的 {len(area.codes)} 类公开事项，{_whose(view)}的公开情况。"
    return Page(
        path, "area", area.name, description, (AREAS, Crumb(area.name)), content,
        Column(area.name, description, area_keywords(area), "信息公开目录"),
        feed=area_folder(area.slug),
    )  # fmt: skip


def _find(view: View) -> Iterator[tuple[str, str]]:
    return ((area_path(slug), slug) for slug in view.catalog.areas)


def _find_list(_view: View) -> Iterable[tuple[str, None]]:
    return (("areas/index.html", None),)


LIST = Kind(Setting("areas", section="areas"), _find_list, _render_list)
KIND = Kind(Setting("area"), _find, _render)
