"""A unit's items in one area: the official table, what is the same said once above it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.oversight import tally
from generator.site.audience import unit_folder
from generator.site.links import unit_area_path
from generator.site.page import Column, Crumb, Page
from generator.site.pages.areas import area_keywords
from generator.site.pages.kind import Kind
from generator.site.pages.unit import unit_crumbs
from generator.site.shell import Setting
from generator.site.templates import citation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from markupsafe import Markup

    from generator.resolve.model import Citation, Item
    from generator.site.templates import Templates
    from generator.site.view import View


def _joined(words: Sequence[str]) -> str:
    return "、".join(words)


# The official columns besides number, names and 公开依据, in the table's order, and their text.
COLUMNS: tuple[tuple[str, str, Callable[[Item], str]], ...] = (
    ("elements", "公开内容（要素）", lambda item: _joined(item.elements)),
    ("limit", "公开时限", lambda item: item.limit),
    ("subjects", "公开主体", lambda item: _joined(item.subjects_text)),
    ("channels", "公开渠道和载体", lambda item: _joined(item.channels)),
    ("audience", "公开对象", lambda item: item.audience),
    ("manner", "公开方式", lambda item: item.manner),
    ("levels", "公开层级", lambda item: _joined(item.levels)),
)


class Cell(Struct, frozen=True):
    """A column's value in a row."""

    key: str
    name: str
    text: str
    same: bool


class Row(Struct, frozen=True):
    """An item with the citations only it has, and those all rows share."""

    item: Item
    own: tuple[Markup, ...]
    shared: tuple[Markup, ...]
    cells: tuple[Cell, ...]


class Table(Struct, frozen=True):
    """The table, and what is the same in each of its rows."""

    groups: tuple[tuple[str, tuple[Row, ...]], ...]
    common: tuple[tuple[str, str], ...]  # column name → the text all rows share
    common_citations: tuple[Markup, ...]
    differing: frozenset[str]  # keys of the columns that differ


@lru_cache(maxsize=4096)
def _cite(text: str) -> Markup:
    return citation(text)


def _common_citations(items: Sequence[Item]) -> list[Citation]:
    first, *others = items
    shared = set(first.citations).intersection(*(item.citations for item in others))
    return [cited for cited in first.citations if cited in shared]


def make_table(items: Sequence[Item]) -> Table:
    """Lay out ``items``; with a single item nothing is called the same."""
    many = len(items) > 1
    same = {key for key, _, text in COLUMNS if many and len({text(item) for item in items}) == 1}
    shared = _common_citations(items) if many else []
    common = set(shared)
    marked = tuple(_cite(cited.text) for cited in shared)
    groups: dict[str, list[Row]] = {}
    for item in items:
        own = tuple(_cite(cited.text) for cited in item.citations if cited not in common)
        cells = tuple(Cell(key, name, text(item), key in same) for key, name, text in COLUMNS)
        groups.setdefault(item.level1, []).append(Row(item, own, marked, cells))
    return Table(
        tuple((title, tuple(rows)) for title, rows in groups.items()),
        tuple((name, text(items[0])) for key, name, text in COLUMNS if key in same),
        marked,
        frozenset(key for key, _, _ in COLUMNS if key not in same)
        | ({"bases"} if any(row.own for rows in groups.values() for row in rows) else set()),
    )


def _render(view: View, templates: Templates, path: str, key: tuple[str, str]) -> Page:
    catalog = view.catalog
    unit, area = catalog.units[key[0]], catalog.areas[key[1]]
    items = view.area_items(unit, area.slug)
    content = templates.fragment(
        "unit_area",
        path,
        unit=unit,
        area=area,
        district=view.divisions.group_of(unit),
        items=items,
        tally=tally(items),
        unverified=sum(item.verified != "已核对" for item in items),
        table=make_table(items),
        columns=COLUMNS,
    )
    title = f"{unit.name}{area.name}"
    description = f"{unit.name}{area.name}领域的 {len(items)} 个公开事项：标准目录和公开情况。"
    crumbs = (*unit_crumbs(view, unit), Crumb(area.name))
    return Page(
        path, "unit_area", title, description, crumbs, content,
        Column(title, description, area_keywords(area), "信息公开目录"),
        feed=unit_folder(view, unit),
    )  # fmt: skip


def _find(view: View) -> Iterator[tuple[str, tuple[str, str]]]:
    for code, slug in view.catalog.items_of:
        yield unit_area_path(view.catalog.units[code], slug), (code, slug)


KIND = Kind(Setting("unit_area"), _find, _render)
