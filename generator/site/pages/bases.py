"""Laws and documents (公开依据): the list, and each one with the standard rows that cite it.

A basis is cited by thousands of items; its page lists the standard rows with counts of units.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.site.links import base_path
from generator.site.page import Column, Crumb, Page
from generator.site.pages.kind import Kind
from generator.site.shell import Setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.resolve.model import StandardItem
    from generator.site.templates import Templates
    from generator.site.view import View

BASES = Crumb("公开依据", "bases/index.html")


def _column(name: str, description: str) -> Column:
    return Column(name, description, "公开依据,法律法规,文件", "政策文件")


def _render_list(view: View, templates: Templates, path: str, _key: None) -> Page:
    bases = view.catalog.bases
    rows = [(base, len(view.codes_by_base.get(base.id, ()))) for base in bases.values()]
    rows.sort(key=lambda row: (-row[1], row[0].id))
    content = templates.content("bases", path, rows=rows)
    description = f"标准目录引用的 {len(bases)} 件法律法规和文件。"
    return Page(
        path, "bases", "公开依据", description, (Crumb("公开依据"),), content,
        _column("公开依据", description),
    )  # fmt: skip


def _render(view: View, templates: Templates, path: str, base_id: str) -> Page:
    catalog = view.catalog
    base = catalog.bases[base_id]
    by_area: dict[str, list[tuple[StandardItem, int]]] = {}
    for code in view.codes_by_base.get(base_id, ()):
        standard = catalog.standards[code]
        units = view.units_with.get(code, 0)
        by_area.setdefault(standard.area, []).append((standard, units))
    content = templates.content(
        "base",
        path,
        base=base,
        successor=catalog.bases.get(base.successor),
        areas=[(catalog.areas[slug], by_area[slug]) for slug in catalog.areas if slug in by_area],
        rows=len(view.codes_by_base.get(base_id, ())),
        uses=view.uses_by_base.get(base_id, 0),
    )
    description = f"引用{base.citation}的公开事项。"
    return Page(
        path, "base", base.title, description, (BASES, Crumb(base.title)), content,
        _column(base.title, description),
    )  # fmt: skip


def _find(view: View) -> Iterator[tuple[str, str]]:
    return ((base_path(base_id), base_id) for base_id in view.catalog.bases)


LIST = Kind(Setting("bases"), lambda _view: (("bases/index.html", None),), _render_list)
KIND = Kind(Setting("base"), _find, _render)
