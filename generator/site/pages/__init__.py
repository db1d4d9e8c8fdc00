"""Every kind of page, from name to renderer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from generator.site.pages import (
    apply,
    areas,
    bases,
    body,
    changes,
    compare,
    data,
    front,
    item,
    matrix,
    missing,
    places,
    records,
    search,
    sitemap,
    standard,
    unit,
    unit_area,
)
from generator.site.pages.kind import Kind

if TYPE_CHECKING:
    from generator.site.page import Page
    from generator.site.templates import Templates
    from generator.site.view import View

KINDS: dict[str, Kind] = {
    kind.setting.kind: kind
    for kind in (
        front.KIND,
        areas.LIST,
        areas.KIND,
        matrix.KIND,
        standard.KIND,
        places.DISTRICTS,
        places.TOWNS,
        unit.KIND,
        body.KIND,
        unit_area.KIND,
        item.KIND,
        records.LIST,
        records.YEAR,
        records.KIND,
        bases.LIST,
        bases.KIND,
        changes.KIND,
        compare.KIND,
        data.KIND,
        apply.KIND,
        search.KIND,
        sitemap.KIND,
        missing.KIND,
    )
}


Pages = Mapping[str, tuple[Kind, Any]]
"""Pages by their paths: of what kind each is, and what of the catalog it shows."""


def list_pages(view: View) -> Pages:
    """Return every page of the catalog by its path; nothing is rendered yet."""
    return {path: (kind, key) for kind in KINDS.values() for path, key in kind.find(view)}


def render_page(view: View, templates: Templates, path: str, found: tuple[Kind, Any]) -> Page:
    """Render one of ``list_pages``' entries."""
    kind, key = found
    return kind.render(view, templates, path, key)


__all__ = ["KINDS", "Kind", "Pages", "list_pages", "render_page"]
