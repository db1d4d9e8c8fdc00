"""The page of downloads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.site.page import Column, Crumb, Page
from generator.site.pages.kind import Kind
from generator.site.shell import Setting

if TYPE_CHECKING:
    from generator.site.templates import Templates
    from generator.site.view import View


def _render(view: View, templates: Templates, path: str, _key: None) -> Page:
    catalog = view.catalog
    districts = view.district_of
    # A province has more units than a page can list: those further down have it on their own.
    listed = [
        unit
        for unit in catalog.units.values()
        if unit.code in view.total_of and districts[unit.code] in (unit.code, unit.parent)
    ]
    content = templates.content(
        "data",
        path,
        total=len(catalog.items),
        records=len(catalog.records),
        areas=[(a, view.total_in.get(a.slug, 0)) for a in catalog.areas.values()],
        units=[(unit, view.total_of[unit.code]) for unit in listed],
        deeper=len(view.total_of) - len(listed),
        as_of=catalog.as_of,
        head=view.head,
    )
    description = "全部公开事项和公开文件，Excel、CSV、JSON 三种格式，列名与官方目录一致。"
    return Page(
        path, "data", "数据下载", description, (Crumb("数据下载"),), content,
        Column("数据下载", description, "数据,下载,开放", "数据开放"),
    )  # fmt: skip


KIND = Kind(Setting("data"), lambda _view: (("data/index.html", None),), _render)
