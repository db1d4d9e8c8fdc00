"""Everything a site holds besides prose: pages, downloads, search, maps; written or on request."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mkdocs
from markupsafe import Markup

from generator.check.portal import published
from generator.exchange import downloads
from generator.search import browser_files, build_search
from generator.site.face import face_files
from generator.site.feeds import feed_files
from generator.site.gone import gone_files
from generator.site.hands import Job, write_jobs
from generator.site.icons import ICONS, stylesheet, used_icons
from generator.site.links import attachment_path
from generator.site.pages import KINDS, list_pages, render_page
from generator.site.pages.sitemap import sitemap_files
from generator.site.proof import head_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from generator.site.page import Page
    from generator.site.pages import Kind
    from generator.site.shell import Binder
    from generator.site.templates import Templates
    from generator.site.view import View
    from generator.site.writer import Writer

_LUNR = Path(mkdocs.__file__).parent / "contrib" / "search" / "templates" / "search" / "lunr.js"
_MISSING = "404.html"
_SHARE = 128  # pages one hand takes at a time; also a step of the progress bar


@dataclass(frozen=True)
class Publication:
    """One state of the catalog, ready to be written or served."""

    view: View
    templates: Templates
    binder: Binder
    root: Path  # the folder that holds catalog/

    @cached_property
    def pages(self) -> Mapping[str, tuple[Kind, Any]]:
        """Every catalog page by path."""
        return list_pages(self.view)

    def page(self, path: str) -> Page:
        """Render one page's content."""
        return render_page(self.view, self.templates, path, self.pages[path])

    def html(self, path: str) -> bytes:
        """Return one finished page."""
        page = self.page(path)
        setting = KINDS[page.kind].setting
        if path == _MISSING:
            return self._missing(page).encode()
        return self.binder.bind(page, setting).encode()

    def _missing(self, page: Page) -> str:
        """Return the 404 page: a server shows it at any depth, so it can't have relative links."""
        url = self.view.catalog.site.url
        if not url:
            return self.templates.piece("missing_alone", site=self.view.catalog.site)
        base = url.rstrip("/")
        content = page.content.replace(Markup('href="./'), Markup('href="{}/').format(base))
        moved = type(page)(page.path, page.kind, page.title, page.description, (), content)
        return self.binder.bind(moved, KINDS[page.kind].setting, root=base)

    @cached_property
    def search(self) -> Mapping[str, bytes]:
        """The search's index and scripts, by path."""
        return build_search(self.view.catalog) | browser_files(_LUNR.read_bytes())

    @cached_property
    def face(self) -> Mapping[str, bytes]:
        """The stylesheet and script of all pages, and the icons the templates and settings name."""
        theme = self.templates.folder.parent
        hot = [topic.icon for topic in self.view.catalog.site.hot]
        face = face_files(theme, self.view.catalog.site)
        return face | {ICONS: stylesheet(used_icons(theme, hot))}

    @cached_property
    def attachments(self) -> Mapping[str, Path]:
        """Files kept in the catalog, also the portal's pictures, by where they are published."""
        return {
            attachment_path(record, attachment): self.root / attachment.file
            for record in self.view.catalog.records.values()
            for attachment in record.attachments
            if attachment.file
        } | {
            published(path.removeprefix("catalog/")): self.root / path
            for path in self.view.catalog.site.portal_files
        }

    def downloads(self) -> Iterator[tuple[str, bytes]]:
        """Yield every download as (path, content)."""
        return iter(downloads(self.view.catalog))

    @cached_property
    def feeds(self) -> Mapping[str, bytes]:
        """What history gives: feeds, the tree head, ways on from former addresses; by path."""
        return {
            **dict(feed_files(self.view)),
            **head_files(self.view, past=self.binder.past),
            **dict(gone_files(self.view, self.templates, self.pages)),
        }

    def sitemap(self) -> dict[str, bytes]:
        """Return the map for machines; none without 网址."""
        paths = (path for path in self.pages if path != _MISSING)
        return sitemap_files(self.view.catalog.site.url, paths)

    def write(self, folder: Path, progress: Callable[[int, int], None]) -> tuple[int, int, int]:
        """Write everything below ``folder``; return how many pages, files and bytes."""
        self._warm_up()
        paths = list(self.pages)
        shares = [paths[start : start + _SHARE] for start in range(0, len(paths), _SHARE)]
        # The longest jobs come first, so that no hand is left with one at the end.
        jobs = [
            Job(lambda writer: writer.write_all(self.downloads())),
            Job(lambda writer: writer.write_all(self.search.items())),
            Job(self._write_rest),
            *(Job(partial(self._write_pages, share), len(share)) for share in shares),
        ]
        written = write_jobs(folder, jobs, lambda done: progress(done, len(paths)))
        return len(paths), written.files, written.size

    def _warm_up(self) -> None:
        """Render a page of each kind, so that every hand starts with templates and tables ready."""
        first = {kind: path for path, (kind, _) in reversed(list(self.pages.items()))}
        for path in first.values():
            self.html(path)

    def _write_pages(self, paths: Sequence[str], writer: Writer) -> None:
        for path in paths:
            writer.write(path, self.html(path))

    def _write_rest(self, writer: Writer) -> None:
        """Write the face, files kept in the catalog, and the map for machines."""
        writer.write_all(self.face.items())
        writer.write_all((path, file.read_bytes()) for path, file in self.attachments.items())
        writer.write_all(self.feeds.items())
        writer.write_all(self.sitemap().items())

    def find(self, path: str) -> bytes | None:
        """Return the file at ``path`` as it would be written, or ``None``."""
        if path in self.pages:
            return self.html(path)
        if path in self.attachments:
            return self.attachments[path].read_bytes()
        for files in (self.face, self.search, self.feeds):
            if path in files:
                return files[path]
        return next((data for name, data in self.downloads() if name == path), None)
