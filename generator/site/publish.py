"""Everything a site holds: pages, downloads, search, maps, prose; written or on request."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import mkdocs
from msgspec import Struct

from generator.check.portal import published
from generator.exchange import downloads
from generator.load.program import program
from generator.resolve.record_table import Records
from generator.search import browser_files, build_search
from generator.site.face import STYLESHEET, face_files
from generator.site.fast_jinja import escaped
from generator.site.feeds import feed_files
from generator.site.gone import GONE, gone_files
from generator.site.icons import stylesheet, used_icons
from generator.site.links import attachment_path
from generator.site.months import month_files
from generator.site.pages import KINDS, list_pages, render_page
from generator.site.pages.sitemap import sitemap_files
from generator.site.proof import head_files, schema_files
from generator.site.shell import Binder, Bound, menu_of
from generator.site.templates import Templates

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.resolve.model import Record
    from generator.site.page import Page
    from generator.site.pages import Pages
    from generator.site.shell import Theme
    from generator.site.view import View

_LUNR = Path(mkdocs.__file__).parent / "contrib" / "search" / "templates" / "search" / "lunr.js"
MISSING = "404.html"
SHELLS = (*(kind.setting for kind in KINDS.values()), GONE)
"""Every way a page of the catalog sits in the shell."""


def publish(
    view: View,
    root: Path,
    templates: Path,
    theme: Theme | None = None,
    *,
    past: bool = False,
    pages: Pages | None = None,
) -> Publication:
    """Return a publication of the catalog below ``root``, its fragments from ``templates``.

    ``theme``: what renders shells, where they aren't given to the binder; ``past``: the catalog
    isn't today's; ``pages``: where they have been listed before.
    """
    words = view.divisions.words
    version = view.catalog.as_of.isoformat()
    binder = Binder(theme, view.catalog.site, version, menu_of(words), past=past)
    fragments = Templates(templates, words, view.trace)
    return Publication(view, fragments, binder, root, pages or list_pages(view))


class Publication(Struct, frozen=True, dict=True):
    """One state of the catalog, ready to be written or served."""

    view: View
    templates: Templates
    binder: Binder
    root: Path  # the folder that holds catalog/
    pages: Pages  # every catalog page by path

    def page(self, path: str) -> Page:
        """Render one page's content."""
        return render_page(self.view, self.templates, path, self.pages[path])

    def html(self, path: str) -> bytes:
        """Return one finished page as it is written."""
        return self.bound(path).html

    def bound(self, path: str) -> Bound:
        """Return one finished page."""
        page = self.page(path)
        if path == MISSING:
            return self._missing(page)
        return self.binder.bind(page, KINDS[page.kind].setting)

    def _missing(self, page: Page) -> Bound:
        """Return the 404 page: a server shows it at any depth, so it can't have relative links."""
        url = self.view.catalog.site.url
        if not url:
            html = self.templates.piece("missing_alone", site=self.view.catalog.site)
            return Bound((html.encode(),))
        base = url.rstrip("/")
        content = page.content.replace('href="./', f'href="{escaped(base)}/')
        moved = type(page)(page.path, page.kind, page.title, page.description, (), content)
        return self.binder.bind(moved, KINDS[page.kind].setting, root=base)

    @cached_property
    def search(self) -> dict[str, bytes]:
        """The search's index and scripts, by path."""
        return build_search(self.view.whole) | self.search_scripts

    @cached_property
    def search_scripts(self) -> dict[str, bytes]:
        """The search's scripts, by path."""
        return browser_files(_LUNR.read_bytes())

    @cached_property
    def face(self) -> Mapping[str, bytes]:
        """The stylesheet of all pages, the icons they name in it, and the script."""
        theme = self.templates.folder.parent
        hot = [topic.icon for topic in self.view.catalog.site.hot]
        face = face_files(theme, self.view.catalog.site)
        # One file: another request before the first paint would cost more than its bytes.
        return face | {STYLESHEET: face[STYLESHEET] + stylesheet(used_icons(theme, hot))}

    def attachments(self, chosen: Callable[[Record], bool] | None = None) -> dict[str, Path]:
        """Return files kept in the catalog by where they are published: of the records chosen.

        Without a choice all are there, the portal's pictures too.
        """
        records = Records.of(self.view.whole.records)
        having = (records.at(place) for place, has in enumerate(records.columns.files) if has)
        files = {
            attachment_path(record, attachment): self.root / attachment.file
            for record in having
            for attachment in record.attachments
            if attachment.file and (chosen is None or chosen(record))
        }
        portal = () if chosen else self.view.whole.site.portal_files
        pictures = {published(p.removeprefix("catalog/")): self.root / p for p in portal}
        return files | pictures

    @cached_property
    def feeds(self) -> Mapping[str, bytes]:
        """What history gives: feeds, data to compare, the tree head, former addresses; by path.

        And the schemas of that.
        """
        return {
            **dict(feed_files(self.view)),
            **dict(month_files(self.view)),
            **head_files(self.view, past=self.binder.past),
            **schema_files(),
            **dict(gone_files(self.view, self.templates, self.binder, self.pages)),
        }

    @property
    def feeds_recipe(self) -> str:
        """What ``feeds`` rests on besides the look-ups that are noted."""
        history = self.view.lived
        rest = history.revision, history.complete, self.binder.past, program(), tuple(self.pages)
        return f"past {self.view.trace.stamp_of(rest)}"

    def sitemap(self) -> dict[str, bytes]:
        """Return the map for machines; none without 网址."""
        paths = (path for path in self.pages if path != MISSING)
        return sitemap_files(self.view.whole.site.url, paths)

    def find(self, path: str) -> bytes | None:
        """Return the file at ``path`` as it would be written, or ``None``."""
        if path in self.pages:
            return self.html(path)
        if file := self.attachments().get(path):
            return file.read_bytes()
        for files in (self.face, self.search, self.feeds):
            if path in files:
                return files[path]
        return next((data for name, data in downloads(self.view.whole) if name == path), None)
