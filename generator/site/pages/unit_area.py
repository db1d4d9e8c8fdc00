"""A unit's items in one area: the official table, what is the same said once above it."""

from __future__ import annotations

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


class Table(Struct, frozen=True):
    """What is the same in each row of a table, and what isn't.

    ``common``: column name → the text all rows share; ``differing``: keys of the other columns.
    """

    common: tuple[tuple[str, str], ...]
    common_citations: tuple[Citation, ...]
    differing: frozenset[str]


class Sheet(Struct, frozen=True):
    """A table as it is written, but for what only one unit says: finished pieces.

    ``same``: what is said once above it; ``head``: the names of its columns; ``rows``: the official
    columns of each item, in the items' order.
    """

    table: Table
    same: Markup
    head: Markup
    rows: tuple[Markup, ...]


def make_table(items: Sequence[Item]) -> Table:
    """Find what all ``items`` say; with a single item nothing is called the same."""
    first, *others = items
    same = {key for key, _, text in COLUMNS if others and len({text(item) for item in items}) == 1}
    shared = set(first.citations).intersection(*(i.citations for i in others)) if others else ()
    bases = any(cited not in shared for item in items for cited in item.citations)
    return Table(
        tuple((name, text(first)) for key, name, text in COLUMNS if key in same),
        tuple(cited for cited in first.citations if cited in shared),
        frozenset(key for key, _, _ in COLUMNS if key not in same)
        | ({"bases"} if bases else set()),
    )


def _sheet(view: View, templates: Templates, path: str, items: Sequence[Item]) -> Sheet:
    """Return the table: the same for every unit that took these rows over unchanged."""

    def make() -> Sheet:
        table = make_table(items)
        values = {"table": table, "columns": COLUMNS, "count": len(items)}
        rows = (
            templates.fragment(
                "_official_cells",
                path,
                table=table,
                item=item,
                own=[cited for cited in item.citations if cited not in table.common_citations],
                cells=[
                    Cell(key, name, text(item), key not in table.differing)
                    for key, name, text in COLUMNS
                ],
            )
            for item in items
        )
        return Sheet(
            table,
            templates.fragment("_official_same", path, **values),
            templates.fragment("_official_head", path, **values),
            tuple(rows),
        )

    if not all(item.unchanged for item in items):
        return make()  # nobody else's
    return view.trace.shared(("sheet", tuple([item.standard for item in items])), make)


def _render(view: View, templates: Templates, path: str, key: tuple[str, str]) -> Page:
    catalog = view.catalog
    unit, area = catalog.units[key[0]], catalog.areas[key[1]]
    items = view.area_items(unit, area.slug)
    sheet = _sheet(view, templates, path, items)
    groups: dict[str, list[tuple[Item, Markup]]] = {}
    for item, cells in zip(items, sheet.rows, strict=True):
        groups.setdefault(item.level1, []).append((item, cells))
    content = templates.content(
        "unit_area",
        path,
        unit=unit,
        area=area,
        district=view.divisions.group_of(unit),
        items=items,
        tally=tally(items),
        unverified=sum(item.verified != "已核对" for item in items),
        sheet=sheet,
        groups=groups.items(),
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
