"""The site's map for people, and the one for machines where an address is configured."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from generator.site.page import Column, Crumb, Page
from generator.site.pages.front import area_groups, district_map
from generator.site.pages.kind import Kind
from generator.site.shell import Setting, menu_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.site.templates import Templates
    from generator.site.view import View

_MOST = 50_000  # addresses one file may hold by the protocol


def _render(view: View, templates: Templates, path: str, _key: None) -> Page:
    content = templates.content(
        "sitemap",
        path,
        menu=menu_of(view.divisions.words),
        groups=area_groups(view),
        districts=district_map(view),
    )
    description = "本站的全部栏目。"
    return Page(
        path, "sitemap", "网站地图", description, (Crumb("网站地图"),), content,
        Column("网站地图", description, "网站地图", "信息公开目录"),
    )  # fmt: skip


def sitemap_files(url: str, paths: Iterable[str]) -> dict[str, bytes]:
    """Return ``sitemap.xml``, in parts where one can't hold it; nothing without ``url``."""
    if not url:
        return {}
    addresses = sorted(url + path.removesuffix("index.html") for path in paths)
    parts = [addresses[i : i + _MOST] for i in range(0, len(addresses), _MOST)]
    if len(parts) == 1:
        return {"sitemap.xml": _xml("urlset", "url", parts[0])}
    files = {f"sitemap-{n}.xml": _xml("urlset", "url", part) for n, part in enumerate(parts, 1)}
    index = _xml("sitemapindex", "sitemap", [url + name for name in files])
    return {"sitemap.xml": index} | files


def _xml(outer: str, inner: str, addresses: Iterable[str]) -> bytes:
    rows = "".join(f"<{inner}><loc>{escape(a, quote=False)}</loc></{inner}>\n" for a in addresses)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    head = '<?xml version="1.0" encoding="utf-8"?>\n'
    return f'{head}<{outer} xmlns="{space}">\n{rows}</{outer}>\n'.encode()


KIND = Kind(Setting("sitemap"), lambda _view: (("sitemap/index.html", None),), _render)
