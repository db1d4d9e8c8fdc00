"""A district's matrix in an area: items down, units across, one state in each cell.

Items stand in rows although the drawings have them in columns: an area has up to 74 items and a
district at most a handful of units, so this way round the table fits its page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from generator.oversight import Tally, tally
from generator.resolve.model import Origin
from generator.site.facts import brief_limit
from generator.site.links import area_path, matrix_path
from generator.site.page import Column, Crumb, Page
from generator.site.pages.areas import AREAS, area_keywords
from generator.site.pages.kind import Kind
from generator.site.shell import Setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.limits import Clause
    from generator.resolve.model import Item, StandardItem, Unit
    from generator.site.templates import Templates
    from generator.site.view import View


class Cell(NamedTuple):
    """A unit's item in a row, ``None`` where the unit's level hasn't it.

    ``limit``: what is said of a limit the unit wrote itself, empty of any other.
    """

    unit: Unit
    item: Item | None
    limit: str


class Row(Struct, frozen=True):
    """A standard item and each unit's; ``limit`` as a cell says it."""

    standard: StandardItem
    limit: str
    cells: tuple[Cell, ...]
    tally: Tally


class Group(Struct, frozen=True):
    """The rows that share a 一级事项."""

    title: str
    rows: tuple[Row, ...]


def _brief(clauses: tuple[Clause, ...]) -> str:
    return "|".join(brief_limit(clauses) or ("", "照原文"))


def _cell(unit: Unit, item: Item | None) -> Cell:
    local = item and item.provenance.get("公开时限") is Origin.LOCAL
    return Cell(unit, item, _brief(item.clauses) if item and local else "")


def _groups(view: View, area: str, district: Unit, units: tuple[Unit, ...]) -> tuple[Group, ...]:
    groups: dict[str, list[Row]] = {}
    for code in view.catalog.areas[area].codes:
        # Not from the row's items in all units: a province has a thousand of them for each cell.
        beside = view.items_beside(district, code)
        items = [beside.get(unit.code) for unit in units]
        if any(items):
            standard = view.catalog.standards[code]
            cells = tuple(map(_cell, units, items))
            row = Row(standard, _brief(standard.clauses), cells, tally(filter(None, items)))
            groups.setdefault(standard.level1, []).append(row)
    return tuple(Group(title, tuple(rows)) for title, rows in groups.items())


def _render(view: View, templates: Templates, path: str, key: tuple[str, str]) -> Page:
    slug, code = key
    area, district = view.catalog.areas[slug], view.catalog.units[code]
    group = view.divisions.group(district)
    units = tuple(unit for unit in group if (unit.code, slug) in view.catalog.items_of)
    items = {unit.code: view.area_items(unit, slug) for unit in units}
    title = f"{district.name}·{area.name}"
    content = templates.content(
        "matrix",
        path,
        area=area,
        district=district,
        units=units,
        inner=[unit for unit in group[1:] if unit.code in view.compared[slug]],
        groups=_groups(view, slug, district, units),
        tallies=[tally(items[unit.code]) for unit in units],
        tally=tally(item for found in items.values() for item in found),
    )
    description = f"{district.name}各单位在{area.name}领域的公开情况，逐项逐单位对照。"
    above = [u for u in view.ancestors(district) if u.code != view.catalog.root]
    way = tuple(Crumb(u.name, matrix_path(slug, u)) for u in reversed(above))
    crumbs = (AREAS, Crumb(area.name, area_path(slug)), *way, Crumb(district.name))
    return Page(
        path, "matrix", title, description, crumbs, content,
        Column(title, description, area_keywords(area), "信息公开目录"),
    )  # fmt: skip


def _find(view: View) -> Iterator[tuple[str, tuple[str, str]]]:
    for slug in view.catalog.areas:
        for code in view.compared[slug]:
            yield matrix_path(slug, view.catalog.units[code]), (slug, code)


KIND = Kind(Setting("matrix"), _find, _render)
