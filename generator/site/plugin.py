"""The MkDocs plugin: the theme and the prose for a build, the whole site under ``serve``."""

from __future__ import annotations

import datetime as dt
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import FileSystemLoader
from mkdocs.commands.build import get_context
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.theme import Theme
from msgspec import Struct

from generator.limits import today_in_china
from generator.load import bundled
from generator.site.compiled import compiled
from generator.site.faults import faults_told
from generator.site.ground import ground_of
from generator.site.kept import rests_on_ground
from generator.site.prose import prose_page
from generator.site.publish import publish
from generator.site.serve import wrap
from generator.site.shell import Setting, close_up
from generator.site.sources import SiteError, Sources

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Literal

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page as ProsePage
    from mkdocs.utils.templates import TemplateContext

    from generator.site.publish import Publication
    from generator.site.shell import Frame
    from generator.site.stamps import Stamp
    from generator.site.view import View

_TEMPLATES = bundled("site_overrides")
PROSE = Setting("prose")


class _OwnAssets(FileSystemLoader):
    """Finds every template of a theme; what it lists to be copied is the first folder's assets.

    No component of Material remains, so its scripts and styles have no use; looking through its
    10,000 icons for them took 40 of MkDocs' 200 ms.
    """

    def list_templates(self) -> list[str]:
        """Return the paths of the assets of ours."""
        own = FileSystemLoader(Path(self.searchpath[0], "assets"))
        return [f"assets/{name}" for name in own.list_templates()]


def _environment(theme: Theme) -> jinja2.Environment:
    """Return a theme's environment, its own files left out."""
    environment = Theme.get_env(theme)
    environment.loader = _OwnAssets(theme.dirs)
    return environment


class GongkaiConfig(Config):  # type: ignore[no-untyped-call]
    """Settings of the plugin in ``mkdocs.yml``."""

    root = config_options.Type(str, default="")  # the folder that holds catalog/
    as_of = config_options.Type(str, default="")  # YYYY-MM-DD; default: the date of HEAD


class MkDocsTheme(Struct, frozen=True):
    """MkDocs' side of a page: its environment, its settings, the prose pages' navigation."""

    environment: jinja2.Environment
    config: MkDocsConfig
    files: Files
    nav: Navigation

    def render(self, frame: Frame, base: str) -> str:
        """Render the theme's page in full round ``frame``."""
        context = dict(get_context(self.nav, self.files, self.config, base_url=base))
        html: str = self.environment.get_template("main.html").render(context | {"gk": frame})
        return close_up(html)


def places_of(config: MkDocsConfig) -> tuple[Path, ...]:
    """Return what MkDocs reads: the settings' file, the prose's folder, the theme's folders.

    A city's own folder may have none of a theme: the templates come with us.
    """
    if not config.theme.custom_dir and str(_TEMPLATES) not in config.theme.dirs:
        config.theme.dirs.insert(0, str(_TEMPLATES))
    places = (config.config_file_path, config.docs_dir, *config.theme.dirs)
    return tuple(Path(place).resolve() for place in places)


class GongkaiPlugin(BasePlugin[GongkaiConfig]):  # type: ignore[no-untyped-call]
    """The theme and the prose for a build, which begins it; all of the site for ``serve``."""

    def __init__(self) -> None:
        self.sources = Sources()
        self.publication: Publication | None = None
        self._view: View | None = None
        self._root = Path()
        self._past = False
        self._serving = False
        self._navigation: Navigation | None = None
        self._ground: Stamp = ""  # that the theme and the prose which are served rest on

    def begin(self, root: Path, view: View, *, past: bool) -> None:
        """Get ready for one build; MkDocs hands out the same plugin to all of a process.

        ``view``: of the catalog below ``root``; ``past``: it isn't today's.
        """
        self._view, self._root, self._past = view, root, past
        self.publication, self._serving = None, False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Take note of being asked by MkDocs itself, not by a build of ours."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Take the site's name from the catalog, which is loaded where a build hasn't done so."""
        if self._serving:
            self._root = self.root(config)
            self._view = self._read()
        if self._view is None:
            raise PluginError("网站用 gongkai build 生成，不用 mkdocs build。")
        if config.theme.name != "material":
            raise PluginError("网站的设置里 theme 不是 material，网站没有生成。改成 material。")
        config.site_name = self._view.catalog.site.title
        places_of(config)
        # Pages for machines and for wrong addresses are the catalog's own.
        config.theme.static_templates.clear()
        config.theme.get_env = partial(_environment, config.theme)  # type: ignore[method-assign]
        return config

    def root(self, config: MkDocsConfig) -> Path:
        """Return the folder that holds ``catalog/``."""
        beside = Path(config.config_file_path).parent if config.config_file_path else Path()
        return (beside / self.config.root).resolve()

    def _read(self) -> View:
        try:
            return self.sources.view(self._root, self._day())
        except SiteError as error:
            raise PluginError(str(error)) from None

    def _day(self) -> dt.date:
        if not self.config.as_of:
            return today_in_china()
        try:
            return dt.date.fromisoformat(self.config.as_of)
        except ValueError as error:
            raise PluginError(f"日期“{self.config.as_of}”不是 YYYY-MM-DD。") from error

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
        self._theme = MkDocsTheme(env, config, files, self._navigation)
        self._templates = Path(config.theme.dirs[0]) / "pages"
        self._publish(self._view)
        lasts = self._serving and rests_on_ground(config)
        self._ground = ground_of(self._view, places_of(config)) if lasts else ""
        return env

    def _publish(self, view: View) -> None:
        self.publication = publish(view, self._root, self._templates, self._theme, past=self._past)

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

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Put the catalog's pages in front of MkDocs' own files, and watch the catalog."""
        app = server.get_app()
        assert app is not None
        server.set_app(wrap(app, lambda: self.publication, config.site_url))
        server.watch(str(self.root(config) / "catalog"))
        server.builder = partial(self._follow, config, builder)
        return server

    def _follow(self, config: MkDocsConfig, builder: Callable[[], None]) -> None:
        """Show the catalog as it is now; MkDocs makes theme and prose anew where those change.

        Whoever edits is told what is wrong, and sees what was shown before: of an error MkDocs
        would show where in the program it was raised.
        """
        try:
            with faults_told(Path(config.config_file_path)):
                view = self._read()
                if self._ground and ground_of(view, places_of(config)) == self._ground:
                    self._publish(view)
                else:
                    builder()
        except SiteError as error:
            sys.stderr.write(f"{error}\n改好保存以后，网页会自动更新。\n")
