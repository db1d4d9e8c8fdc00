"""The MkDocs plugin: loads the catalog, writes its pages, keeps the old site until then."""

from __future__ import annotations

import datetime as dt
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files

from generator.audit import history_of
from generator.diagnostics import Severity, render_text
from generator.load import bundled
from generator.resolve import load_catalog, today_in_china
from generator.site.compiled import compiled
from generator.site.ground import ground_of
from generator.site.making import Build, Written
from generator.site.prose import prose_page
from generator.site.publish import Publication
from generator.site.serve import wrap
from generator.site.shell import Binder, Setting, Theme, close_up, menu_of
from generator.site.templates import Templates
from generator.site.view import View
from generator.site.workplace import Workplace

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Literal

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page as ProsePage
    from mkdocs.utils.templates import TemplateContext

    from generator.audit import History
    from generator.diagnostics import Diagnostic
    from generator.resolve import Catalog
    from generator.site.stamps import Stamp

PROSE = Setting("prose")


class GongkaiConfig(Config):  # type: ignore[no-untyped-call]
    """Settings of the plugin in ``mkdocs.yml``."""

    root = config_options.Type(str, default="")  # the folder that holds catalog/
    as_of = config_options.Type(str, default="")  # YYYY-MM-DD; default: the date of HEAD


def print_findings(diagnostics: Sequence[Diagnostic]) -> None:
    """Write findings to the terminal; mere notes are for ``gongkai check`` to tell."""
    told = [found for found in diagnostics if found.severity is not Severity.NOTE]
    if told:
        sys.stderr.write(render_text(told))


def say_nothing(_done: int, _total: int) -> None:
    """Show no progress."""


class GongkaiPlugin(BasePlugin[GongkaiConfig]):  # type: ignore[no-untyped-call]
    """Catalog pages for ``mkdocs build`` and ``mkdocs serve``."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget everything; MkDocs hands out the same plugin for every build of a process."""
        self.load: Callable[..., tuple[Catalog | None, tuple[Diagnostic, ...]]] = partial(
            load_catalog, memory=True
        )
        self.recall: Callable[[Path], History] = history_of
        self.report: Callable[[Sequence[Diagnostic]], None] = print_findings
        self.progress: Callable[[int, int], None] = say_nothing
        self.only: Sequence[str] = ()  # 区划代码: build only what belongs to these units
        self.parts: Sequence[Path] = ()  # finished parts to be joined
        self.publication: Publication | None = None
        self.written = Written()
        self.past = False  # the catalog is not today's
        self._serving = False
        self._whole = False
        self._build: Build | None = None
        self._view: View | None = None
        self._navigation: Navigation | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Remember whether pages are to be written or rendered on request."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load the catalog; take the site's name from it; send the output to a sibling folder."""
        self._whole = False
        if not self._serving:
            self._begin(config)
        self._view = self._load(config)
        config.site_name = self._view.catalog.site.title
        if not config.theme.custom_dir:  # a city's own folder: the templates come with us
            config.theme.dirs.insert(0, str(bundled("site_overrides")))
        # Pages for machines and for wrong addresses are the catalog's own.
        config.theme.static_templates.clear()
        if self._build:
            self._build.look_round(self._ground(config), self._view.trace.stamp)
        return config

    def _begin(self, config: MkDocsConfig) -> None:
        """Make ready to build beside the old site; let MkDocs write somewhere else."""
        place = Workplace(Path(config.site_dir))
        if refusal := place.refusal():
            raise PluginError(refusal)
        self._build = Build(place, self.root(config), self.only, self.parts)
        config.site_dir = str(place.prose)

    def root(self, config: MkDocsConfig) -> Path:
        """Return the folder that holds ``catalog/``."""
        beside = Path(config.config_file_path).parent if config.config_file_path else Path()
        return (beside / self.config.root).resolve()

    def _load(self, config: MkDocsConfig) -> View:
        root = self.root(config)
        history = self.recall(root)
        catalog, diagnostics = self.load(root, self._day() or history.revision_date)
        self.report(diagnostics)
        if catalog is None:
            raise PluginError("目录有错误，网站没有生成，原来的网站没有动。")
        return View(catalog, history)

    def _day(self) -> dt.date | None:
        if not self.config.as_of:
            return today_in_china() if self._serving else None
        try:
            return dt.date.fromisoformat(self.config.as_of)
        except ValueError as error:
            raise PluginError(f"日期“{self.config.as_of}”不是 YYYY-MM-DD。") from error

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Leave out the theme's own scripts and styles: none of its components remain."""
        theme = Path(config.theme.dirs[0]).resolve()
        ours = [Path(config.docs_dir).resolve(), theme / "assets"]
        return Files(
            [
                file
                for file in files
                if file.abs_src_path is None
                or any(Path(file.abs_src_path).resolve().is_relative_to(folder) for folder in ours)
            ]
        )

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG002
        """Keep the prose pages' navigation for the shell."""
        self._navigation = nav
        return nav

    def on_env(
        self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files
    ) -> jinja2.Environment:
        """Make everything pages are made with, now that the theme is known."""
        assert self._view is not None
        assert self._navigation is not None
        env.bytecode_cache = compiled()
        words = self._view.divisions.words
        templates = Templates(Path(config.theme.dirs[0]) / "pages", words, self._view.trace)
        theme = Theme(env, config, files, self._navigation)
        site = self._view.catalog.site
        version = self._view.catalog.as_of.isoformat()
        binder = Binder(theme, site, version, menu_of(words), past=self.past)
        self.publication = Publication(self._view, templates, binder, self.root(config))
        return env

    def on_page_context(
        self, context: TemplateContext, *, page: ProsePage, config: MkDocsConfig, nav: Navigation  # noqa: ARG002
    ) -> TemplateContext:  # fmt: skip
        """Give a prose page the same frame a catalog page has."""
        assert self.publication is not None
        ours = prose_page(page, nav, self.publication.templates)
        values = {"gk": self.publication.binder.prose_frame(ours, PROSE)}
        context.update(values)  # type: ignore[typeddict-item]
        return context

    def on_post_page(self, output: str, *, page: ProsePage, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Close up a prose page as catalog pages are."""
        return close_up(output)

    def on_post_build(self, *, config: MkDocsConfig) -> None:  # noqa: ARG002
        """Write the catalog's pages; under ``serve`` they are rendered on request instead."""
        if self._serving:
            return
        assert self.publication is not None
        assert self._build is not None
        self.written = self._build.run(self.publication, self.progress)
        self._whole = True

    def _ground(self, config: MkDocsConfig) -> Stamp:
        """Return the stamp of what all pages rest on."""
        assert self._view is not None
        files = (
            Path(config.config_file_path),
            Path(config.docs_dir),
            *map(Path, config.theme.dirs),
        )
        return ground_of(self._view, files)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]  # noqa: ARG002
    ) -> LiveReloadServer:  # fmt: skip
        """Put the catalog's pages in front of MkDocs' own files, and watch the catalog."""
        app = server.get_app()
        assert app is not None
        server.set_app(wrap(app, lambda: self.publication, config.site_url))
        server.watch(str(self.root(config) / "catalog"))
        return server

    def on_build_error(self, *, error: Exception) -> None:  # noqa: ARG002
        """Remember that the new site isn't whole."""
        self._whole = False

    def on_shutdown(self) -> None:
        """Put the new site in the old one's place, or drop it."""
        if self._build is None:
            return
        if self._whole:
            self._build.finish()
        else:
            self._build.cancel()
