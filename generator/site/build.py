"""Building and serving: MkDocs' settings are loaded, our plugin does the rest."""

from __future__ import annotations

import logging
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from generator.audit import history_of
from generator.load import bundled, load_tree
from generator.oversight import Tally, tally
from generator.resolve import resolve_tree, today_in_china
from generator.site.plugin import GongkaiPlugin, print_findings

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from mkdocs.config.defaults import MkDocsConfig

    from generator.diagnostics import Diagnostic
    from generator.resolve import Catalog

_WIDTH = 30  # characters of the progress bar


class SiteError(Exception):
    """The site wasn't built; findings, if any, were reported, and the old site stands as it was."""


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What a build made: ``pages`` of the catalog, all ``files`` and ``bytes`` written by us."""

    folder: Path
    pages: int
    files: int
    bytes: int
    seconds: float
    states: Tally

    def __str__(self) -> str:
        """Return the closing lines users read."""
        size = f"{self.bytes / 1_000_000:.1f} MB"
        counted = "，".join(f"{state.value} {n:,}" for state, n in self.states.present)
        return (
            f"网站在 {self.folder}：{self.pages:,} 页，{self.files:,} 个文件，{size}，"
            f"{self.seconds:.1f} 秒。\n{self.states.total:,} 个事项：{counted or '无'}。"
        )


@dataclass(frozen=True, slots=True)
class Past:
    """A catalog as it stood: where its files were unpacked, and the revision they are from.

    ``told``: its pages say that it is not today's.
    """

    folder: Path
    revision: str
    told: bool = True


def show_progress(done: int, total: int) -> None:
    """Draw a bar on stderr; the last step ends its line."""
    filled = _WIDTH * done // max(total, 1)
    bar = "█" * filled + "·" * (_WIDTH - filled)
    sys.stderr.write(f"\r写页面 {bar} {done:,} / {total:,}" + ("\n" if done == total else ""))
    sys.stderr.flush()


def _settings_file(root: Path) -> Path:
    """Return the catalog folder's own ``mkdocs.yml``, else the project's."""
    own = root / "mkdocs.yml"
    return own if own.is_file() else bundled("mkdocs.yml")


def _load(root: Path, site_dir: Path, as_of: dt.date | None) -> tuple[MkDocsConfig, GongkaiPlugin]:
    config = load_config(str(_settings_file(root)), site_dir=str(site_dir.resolve()))
    plugin = config.plugins["gongkai"]
    assert isinstance(plugin, GongkaiPlugin)
    plugin.reset()
    plugin.config.root = str(root.resolve())
    plugin.config.as_of = as_of.isoformat() if as_of else ""
    return config, plugin


def _reason(error: MkDocsException) -> str:
    """Return what MkDocs was told, not that it was told something."""
    return str(error.__context__ or error)


def _load_past(folder: Path, day: dt.date | None) -> tuple[Catalog | None, tuple[Diagnostic, ...]]:
    """Return a catalog that stood: rules made since then don't bind it."""
    return resolve_tree(load_tree(folder), day or today_in_china())


def build_site(
    root: Path,
    site_dir: Path,
    as_of: dt.date | None = None,
    *,
    progress: Callable[[int, int], None] | None = None,
    report: Callable[[Sequence[Diagnostic]], None] = print_findings,
    past: Past | None = None,
) -> BuildSummary:
    """Build the site of ``root``'s catalog into ``site_dir``; ``as_of`` defaults to HEAD's date.

    ``past``: the catalog to build in place of ``root``'s.
    ``progress`` is told pages done and in all; by default a bar when stderr is a terminal.
    Raises SiteError, with the reason in Chinese, when nothing was built; the old site then stands.
    """
    started = time.monotonic()
    # What MkDocs has to say comes as an exception too.
    logging.getLogger("mkdocs").setLevel(logging.CRITICAL)
    try:
        config, plugin = _load(root, site_dir, as_of)
        plugin.report = report
        if past:
            plugin.config.root = str(past.folder.resolve())
            plugin.recall = lambda _folder: history_of(root, past.revision)
            if past.told:
                plugin.load = _load_past
            plugin.past = past.told
        plugin.progress = progress or (show_progress if sys.stderr.isatty() else plugin.progress)
        plugin.on_startup(command="build", dirty=False)
        try:
            mkdocs_build.build(config)
        finally:
            plugin.on_shutdown()
    except MkDocsException as error:
        raise SiteError(_reason(error)) from error
    assert plugin.publication is not None
    pages, files, size = plugin.written
    states = tally(plugin.publication.view.catalog.items.values())
    return BuildSummary(site_dir, pages, files, size, time.monotonic() - started, states)


def serve_site(root: Path, port: int = 8000, host: str = "127.0.0.1") -> None:
    """Serve ``root``'s catalog until interrupted; a change in it shows at the next request.

    Raises SiteError when the catalog has errors at the start.
    """
    logging.basicConfig(format="%(message)s", level=logging.WARNING)
    settings = _settings_file(root)
    plugins = {"gongkai": {"root": str(root.resolve())}}
    try:
        sys.stderr.write(f"网站在 http://{host}:{port}/ ，Ctrl+C 停止。\n")
        mkdocs_serve.serve(str(settings), dev_addr=f"{host}:{port}", plugins=plugins)
    except MkDocsException as error:
        raise SiteError(_reason(error)) from error
