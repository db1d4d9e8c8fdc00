"""A standard item across all units that have it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.oversight import tally
from generator.resolve.kinds import KindWords, kind_words
from generator.site.facts import plain_limit
from generator.site.links import area_path, standard_path
from generator.site.page import Column, Crumb, Page
from generator.site.pages.areas import AREAS, area_keywords
from generator.site.pages.kind import Kind
from generator.site.shell import Setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.resolve.model import Item, Unit
    from generator.site.templates import Templates
    from generator.site.view import View


class Place(Struct, frozen=True):
    """A district with its own item, those of the units right below, and how many lie deeper."""

    district: Unit
    items: tuple[tuple[Unit, Item], ...]
    deeper: tuple[tuple[Unit, int, KindWords], ...]  # a unit right below, how many in it, of what

    @property
    def total(self) -> int:
        """Return how many units of the district have the item."""
        return len(self.items) + sum(n for _, n, _ in self.deeper)


def _places(view: View, code: str) -> tuple[Place, ...]:
    units, districts = view.catalog.units, view.district_of
    places: dict[str, list[tuple[Unit, Item]]] = {}
    deeper: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
    for item in view.items_by_code.get(code, ()):
        unit = units[item.unit]
        district = districts[unit.code]
        near = places.setdefault(district, [])
        if district in (unit.code, unit.parent):
            near.append((unit, item))
        else:
            way = (unit, *view.ancestors(unit))
            below = next(u.code for u in way if u.parent == district)
            deeper[district].setdefault(below, []).append(unit.kind)
    return tuple(
        Place(
            units[district],
            tuple(near),
            tuple(
                (units[u], len(kinds), kind_words(kinds)) for u, kinds in deeper[district].items()
            ),
        )
        for district, near in places.items()
    )


def _render(view: View, templates: Templates, path: str, code: str) -> Page:
    standard = view.catalog.standards[code]
    area = view.catalog.areas[standard.area]
    items = view.items_by_code.get(code, ())
    content = templates.content(
        "standard",
        path,
        standard=standard,
        area=area,
        successor=view.catalog.standards.get(standard.successor),
        places=_places(view, code),
        total=len(items),
        tally=tally(items),
        limit=plain_limit(standard.limit, standard.clauses),
        bases=view.catalog.bases,
        unused=[name for name in view.catalog.channels if name not in standard.channels],
    )
    description = f"{standard.title}：哪个单位公开、怎样找到。编号 {code}。"
    crumbs = (AREAS, Crumb(area.name, area_path(area.slug)), Crumb(code))
    return Page(
        path, "standard", standard.title, description, crumbs, content,
        Column(standard.title, description, area_keywords(area), "信息公开目录"),
    )  # fmt: skip


def _find(view: View) -> Iterator[tuple[str, str]]:
    return ((standard_path(s.area, code), code) for code, s in view.catalog.standards.items())


KIND = Kind(Setting("standard"), _find, _render)
