"""The front page: the question first, then the ways in."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.audit import KIND_NAMES
from generator.audit.entities import TERM
from generator.oversight import Tally, tally
from generator.resolve.kinds import ending
from generator.site.audience import WHOLE
from generator.site.page import Column, Page
from generator.site.pages.kind import Kind
from generator.site.shell import Setting

if TYPE_CHECKING:
    from generator.resolve.model import Area, StandardItem, Unit
    from generator.site.news import News
    from generator.site.templates import Templates
    from generator.site.view import View

_LATEST = 5


class HotCard(Struct, frozen=True):
    """A hot topic with its counts and the standard items shown on it."""

    area: Area
    icon: str
    tally: Tally
    items: tuple[tuple[StandardItem, str], ...]  # with the shortest name that tells them apart


class AreaRow(Struct, frozen=True):
    """An area in an index, with how many items all units have in it."""

    area: Area
    total: int


class AreaGroupRows(Struct, frozen=True):
    """A heading of the index and its areas."""

    title: str
    rows: tuple[AreaRow, ...]


class District(Struct, frozen=True):
    """A district on the link map, the units right below it, and how many of each kind it has.

    ``top``: it is the root itself.
    """

    unit: Unit
    top: bool
    own: str  # what it is by its name: 区
    total: int
    towns: tuple[Unit, ...]
    kinds: tuple[tuple[str, int], ...]


def short_title(view: View, standard: StandardItem) -> str:
    """Return 二级事项 alone where no other row of the area has the same, such as 办事指南."""
    codes = view.catalog.areas[standard.area].codes
    twins = sum(view.catalog.standards[code].level2 == standard.level2 for code in codes)
    return standard.level2 if twins == 1 else standard.title


def hot_cards(view: View) -> tuple[HotCard, ...]:
    """Return the hot topics of ``site.yml``."""
    catalog = view.catalog
    return tuple(
        HotCard(
            catalog.areas[topic.area],
            topic.icon,
            tally(view.items_by_area.get(topic.area, ())),
            tuple(
                (catalog.standards[code], short_title(view, catalog.standards[code]))
                for code in topic.codes
                if code in catalog.standards
            ),
        )
        for topic in catalog.site.hot
        if topic.area in catalog.areas
    )


def area_groups(view: View) -> tuple[AreaGroupRows, ...]:
    """Return the areas under the headings of ``site.yml``; those it doesn't name come last."""
    areas = view.catalog.areas
    groups = [
        (group.title, [areas[slug] for slug in group.areas if slug in areas])
        for group in view.catalog.site.groups
    ]
    named = {area.slug for _, members in groups for area in members}
    rest = [area for area in areas.values() if area.slug not in named]
    if rest:
        groups.append(("其他领域" if groups else "全部领域", rest))
    return tuple(
        AreaGroupRows(
            title,
            tuple(AreaRow(area, view.total_in.get(area.slug, 0)) for area in members),
        )
        for title, members in groups
        if members
    )


def district_map(view: View) -> tuple[District, ...]:
    """Return each district with the units below it."""
    return tuple(
        District(
            unit,
            unit.code == view.catalog.root,
            ending(unit),
            view.total_of.get(unit.code, 0),
            view.divisions.listed(unit),
            view.divisions.kinds_below(unit),
        )
        for unit in view.districts
    )


def _told(view: View) -> list[News]:
    """Return what changed for citizens: words for the search stand in the whole list only."""
    return [news for news in view.scopes[WHOLE].news if news.kind != KIND_NAMES[TERM]]


def _render(view: View, templates: Templates, path: str, _key: None) -> Page:
    catalog = view.catalog
    site = catalog.site
    description = f"{site.title}：{len(catalog.areas)} 个领域、{len(catalog.items)} 个公开事项。"
    content = templates.content(
        "front",
        path,
        site=site,
        catalog=catalog,
        kinds=view.divisions.kinds,
        hot=hot_cards(view),
        groups=area_groups(view),
        districts=district_map(view),
        latest=tuple(islice(catalog.records.values(), _LATEST)),
        publisher=view.publisher,
        changes=_told(view)[:_LATEST],
        history=view.history,
    )
    return Page(
        path, "front", site.title, description, (), content,
        Column("首页", description, "基层政务公开,标准目录", "首页"),
        feed=WHOLE,
    )  # fmt: skip


KIND = Kind(
    Setting("front", section="front", hero=True),
    lambda _view: (("index.html", None),),
    _render,
)
