"""The prose pages: MkDocs renders their Markdown, the same shell goes round them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.site.page import Column, Crumb, Page

if TYPE_CHECKING:
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page as ProsePage

    from generator.site.templates import Templates


def prose_page(page: ProsePage, navigation: Navigation, templates: Templates) -> Page:
    """Return a prose page as a page of ours; its HTML comes from the project's own Markdown."""
    title = str(page.title or "")
    description = str(page.meta.get("description") or title)
    path = page.file.dest_uri
    home = next((p for p in navigation.pages if p.file.src_uri == "help/index.md"), None)
    above = (Crumb(str(home.title), home.file.dest_uri),) if home and home is not page else ()
    # Markdown's tables have their headers in the first row.
    text = (page.content or "").replace("<th>", '<th scope="col">')
    content = templates.content(
        "prose",
        path,
        html=Markup(text),  # noqa: S704 - our own Markdown, never the catalog's
        here=path,
        pages=[(str(p.title), p.file.dest_uri) for p in navigation.pages],
    )
    return Page(
        path, "prose", title, description, (*above, Crumb(title)), content,
        Column(title, description, "使用帮助", "信息公开指南"),
    )  # fmt: skip
