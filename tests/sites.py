"""Sites of catalogs in memory, made as always: through MkDocs and the plugin."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from past import make_history

from generator.resolve import load_catalog
from generator.site.dressing import dressed
from generator.site.kept import settings_of
from generator.site.making import Build
from generator.site.sources import Sources
from generator.site.workplace import Workplace

if TYPE_CHECKING:
    from generator.resolve import Catalog
    from generator.site.publish import Publication

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Built:
    """A site on disk and what it was published from."""

    folder: Path
    publication: Publication


def publish(catalog: Catalog, folder: Path, tail: str = "") -> Built:
    """Build a site from a catalog in memory, its past made up with ``tail`` behind its texts."""
    sources = Sources(lambda _root, _day: (catalog, ()), lambda _root: make_history(tail))
    build = Build(Workplace(folder.resolve()), ROOT)
    try:
        publication, prose = dressed(build, ROOT, sources.view(ROOT, None))
        build.run(publication, prose, lambda _done, _total: None)
        build.finish()
    finally:
        build.end()
    return Built(folder, publication)


def publish_on_request(folder: Path, catalog: Catalog | None = None) -> Built:
    """Return a catalog's site, the project's own without one, with only prose and assets on disk.

    Its other pages come from the publication, byte for byte as they would be written.
    """
    load = load_catalog if catalog is None else lambda _root, _day: (catalog, ())
    config = load_config(
        str(settings_of(ROOT)),
        site_dir=str(folder.resolve()),
        plugins={"gongkai": {"root": str(ROOT)}},
    )
    plugin = config.plugins["gongkai"]
    plugin.sources = Sources(load, report=lambda _found: None)
    plugin.on_startup(command="serve", dirty=False)
    mkdocs_build.build(config)
    return Built(folder, plugin.publication)
