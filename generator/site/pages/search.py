"""The search page: without a script it is a listing of all areas and their items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.site.page import Column, Page
from generator.site.pages.front import area_groups, district_map
from generator.site.pages.kind import Kind
from generator.site.shell import Setting

if TYPE_CHECKING:
    from generator.site.templates import Templates
    from generator.site.view import View


def _render(view: View, templates: Templates, path: str, _key: None) -> Page:
    content = templates.content(
        "search",
        path,
        catalog=view.catalog,
        groups=area_groups(view),
        districts=district_map(view),
        questions=view.catalog.site.questions,
    )
    description = "用自己的话查找公开事项，例如：低保怎么申请。"
    return Page(
        path, "search", "搜索", description, (), content,
        Column("搜索", description, "搜索", "信息公开目录"),
    )  # fmt: skip


KIND = Kind(Setting("search", hero=True), lambda _view: (("search/index.html", None),), _render)
