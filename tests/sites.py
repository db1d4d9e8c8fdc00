"""Sites of catalogs in memory, made as always: through MkDocs and the plugin."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.commands import build as mkdocs_build
from past import make_history

from generator.resolve import load_catalog
from generator.site import build as site_build

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.audit import History
    from generator.resolve import Catalog
    from generator.site.publish import Publication

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Built:
    """A site on disk and what it was published from."""

    folder: Path
    publication: Publication


def _run(
    folder: Path, command: str, load: Callable[..., object] | None, history: History | None = None
) -> Built:
    config, plugin = site_build._load(ROOT, folder, None)
    plugin.report = lambda _found: None
    if load:
        plugin.load = load
    if history:
        plugin.recall = lambda _root: history
    plugin.on_startup(command=command, dirty=False)
    try:
        mkdocs_build.build(config)
    finally:
        plugin.on_shutdown()
    return Built(folder, plugin.publication)


def publish(catalog: Catalog, folder: Path, tail: str = "") -> Built:
    """Build a site from a catalog in memory, its past made up with ``tail`` behind its texts."""
    return _run(folder, "build", lambda _root, _day: (catalog, ()), make_history(tail))


def publish_on_request(folder: Path) -> Built:
    """Return the project's own site with only its prose and assets on disk.

    Its other pages come from the publication, byte for byte as they would be written.
    """
    return _run(folder, "serve", load_catalog)
