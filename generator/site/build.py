"""Building and serving: MkDocs' settings are loaded, our plugin does the rest."""

from __future__ import annotations

import gc
import logging
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from generator import audit
from generator.audit import history_of, snapshot
from generator.load import bundled
from generator.oversight import Tally, tally
from generator.resolve import today_in_china
from generator.site.plugin import GongkaiPlugin, print_findings
from generator.site.scope import PartError
from generator.site.soundness import UnsoundError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from mkdocs.config.defaults import MkDocsConfig

    from generator.diagnostics import Diagnostic
    from generator.resolve import Catalog
    from generator.site.making import Written

_MANY = 200_000  # objects between two rounds of the collector: a catalog is read without one
_WIDTH = 30  # characters of the progress bar


class SiteError(Exception):
    """The site wasn't built; findings, if any, were reported, and the old site stands as it was."""


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What a build made, and how long it took."""

    folder: Path
    written: Written
    seconds: float
    states: Tally

    def __str__(self) -> str:
        """Return the closing lines users read."""
        made = self.written
        size = f"{made.bytes / 1_000_000:.1f} MB"
        new = "" if made.new == made.pages else f"（新写 {made.new:,} 页）"
        counted = "，".join(f"{state.value} {n:,}" for state, n in self.states.present)
        return (
            f"网站在 {self.folder}：{made.pages:,} 页{new}，{made.files:,} 个文件，{size}，"
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
    try:
        return snapshot(folder, None, day or today_in_china()).catalog, ()
    except audit.UnsoundError as error:
        return None, error.diagnostics


def build_site(
    root: Path,
    site_dir: Path,
    as_of: dt.date | None = None,
    *,
    progress: Callable[[int, int], None] | None = None,
    report: Callable[[Sequence[Diagnostic]], None] = print_findings,
    only: Sequence[str] = (),
    parts: Sequence[Path] = (),
    past: Past | None = None,
) -> BuildSummary:
    """Build the site of ``root``'s catalog into ``site_dir``; ``as_of`` defaults to HEAD's date.

    ``only``: 区划代码 of units; what belongs to them and those below is built, to be joined later.
    ``parts``: folders built so; they are joined, and what they lack is made.
    ``past``: the catalog to build in place of ``root``'s.
    ``progress`` is told pages done and in all; by default a bar when stderr is a terminal.
    Raises SiteError, with the reason in Chinese, when nothing was built, and OSError where the site
    couldn't be written; the old site then stands.
    """
    started = time.monotonic()
    gc.disable()  # nothing here makes rings of objects by the thousand: a tenth of the time
    # What MkDocs has to say comes as an exception too.
    logging.getLogger("mkdocs").setLevel(logging.CRITICAL)
    try:
        config, plugin = _load(root, site_dir, as_of)
        plugin.report, plugin.only, plugin.parts = report, only, parts
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
    except (PartError, UnsoundError) as error:
        raise SiteError(str(error)) from error
    finally:
        gc.enable()
    assert plugin.publication is not None
    states = tally(plugin.publication.view.whole.items.values())
    return BuildSummary(site_dir, plugin.written, time.monotonic() - started, states)


def serve_site(root: Path, port: int = 8000, host: str = "127.0.0.1") -> None:
    """Serve ``root``'s catalog until interrupted; a change in it shows at the next request.

    Raises SiteError when the catalog has errors at the start.
    """
    # Imported here: what watches folders takes 15 ms, and a build doesn't watch any.
    from mkdocs.commands import serve as mkdocs_serve  # noqa: PLC0415

    logging.basicConfig(format="%(message)s", level=logging.WARNING)
    gc.set_threshold(_MANY)
    settings = _settings_file(root)
    plugins = {"gongkai": {"root": str(root.resolve())}}
    try:
        sys.stderr.write(f"网站在 http://{host}:{port}/ ，Ctrl+C 停止。\n")
        mkdocs_serve.serve(str(settings), dev_addr=f"{host}:{port}", plugins=plugins)
    except MkDocsException as error:
        raise SiteError(_reason(error)) from error
