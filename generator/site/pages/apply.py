"""How to apply for disclosure (依申请公开, 条例第二十七条 and after)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.site.page import Column, Crumb, Page
from generator.site.pages.front import district_map
from generator.site.pages.kind import Kind
from generator.site.shell import Setting

if TYPE_CHECKING:
    from generator.site.templates import Templates
    from generator.site.view import View


def _render(view: View, templates: Templates, path: str, _key: None) -> Page:
    districts = district_map(view)
    content = templates.content(
        "apply",
        path,
        site=view.catalog.site,
        places=[(row.unit, view.phone_above(row.unit)) for row in districts],
    )
    description = "这里没有的政府信息，可以向行政机关申请公开：怎样写，怎样交，多久答复。"
    return Page(
        path, "apply", "依申请公开", description, (Crumb("依申请公开"),), content,
        Column("依申请公开", description, "依申请公开,申请", "依申请公开"),
    )  # fmt: skip


KIND = Kind(Setting("apply"), lambda _view: (("apply/index.html", None),), _render)
