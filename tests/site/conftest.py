"""Sites built from the fictional city, once for all tests of this room."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fictional import make_catalog, soil
from mkdocs.commands import build as mkdocs_build

from generator.site import build as site_build

if TYPE_CHECKING:
    from generator.resolve import Catalog
    from generator.site.publish import Publication

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Built:
    """A site on disk and what it was published from."""

    folder: Path
    publication: Publication


def publish(catalog: Catalog, folder: Path) -> Built:
    """Build a site from a catalog in memory, through MkDocs and the plugin as always."""
    config, plugin = site_build._load(ROOT, folder, None)
    plugin.load = lambda _root, _day: (catalog, ())
    plugin.on_startup(command="build", dirty=False)
    try:
        mkdocs_build.build(config)
    finally:
        plugin.on_shutdown()
    return Built(folder, plugin.publication)


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> Built:
    """Return the fictional city's site."""
    return publish(make_catalog(), tmp_path_factory.mktemp("site") / "out")


@pytest.fixture(scope="session")
def official(tmp_path_factory) -> Built:
    """Return the same site as an official one, with an address."""
    catalog = make_catalog(
        official=True, url="https://example.invalid/zwgk/", site_code="9901000001",
        organizer="【虚构】市人民政府", icp="【虚构】备1号", police="【虚构】公安1号",
        repository="https://example.invalid/repo",
    )  # fmt: skip
    return publish(catalog, tmp_path_factory.mktemp("official") / "out")


@pytest.fixture(scope="session")
def hostile(tmp_path_factory) -> Built:
    """Return the site of a city whose every word carries an attack."""
    return publish(soil(make_catalog()), tmp_path_factory.mktemp("hostile") / "out")
