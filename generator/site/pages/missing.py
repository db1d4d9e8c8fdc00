"""The page for addresses that don't exist; a server shows it at any depth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.site.page import Page
from generator.site.pages.kind import Kind
from generator.site.shell import Setting

if TYPE_CHECKING:
    from generator.site.templates import Templates
    from generator.site.view import View


def _render(_view: View, templates: Templates, path: str, _key: None) -> Page:
    content = templates.content("missing", path)
    return Page(path, "missing", "没有这个页面", "没有这个页面。", (), content)


KIND = Kind(Setting("missing"), lambda _view: (("404.html", None),), _render)
