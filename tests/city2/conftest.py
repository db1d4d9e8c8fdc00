"""The second city: its catalog as it is on disk, and its site built once for all tests here."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from generator.resolve import load_catalog
from generator.site import build_site

HOME = Path(__file__).parent
DAY = dt.date(2026, 6, 1)


@pytest.fixture(scope="session")
def city2():
    """Return the second city's catalog on a day of 2026."""
    catalog, found = load_catalog(HOME, DAY)
    assert catalog is not None, found
    return catalog


@pytest.fixture(scope="session")
def site2(tmp_path_factory) -> Path:
    """Return the second city's site, built by the command's own way in."""
    folder = tmp_path_factory.mktemp("city2") / "site"
    build_site(HOME, folder, DAY, progress=lambda _done, _total: None, report=lambda _found: None)
    return folder


@pytest.fixture
def copy2(tmp_path) -> Path:
    """Return a copy of the second city to write into."""
    shutil.copytree(HOME / "catalog", tmp_path / "catalog")
    return tmp_path
