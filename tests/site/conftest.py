"""Sites built from the fictional city, once for all tests of this room."""

from __future__ import annotations

import pytest
from fictional import HOSTILE, make_catalog, soil
from sites import Built, publish
from towns import Town, addressed_town, plain_town


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
    return publish(soil(make_catalog()), tmp_path_factory.mktemp("hostile") / "out", HOSTILE)


@pytest.fixture(scope="module")
def town(tmp_path_factory) -> Town:
    """Return the site of a catalog without an address of its own."""
    return plain_town(tmp_path_factory.mktemp("changes"))


@pytest.fixture(scope="module")
def addressed(tmp_path_factory) -> Town:
    """Return the same with 网址."""
    return addressed_town(tmp_path_factory.mktemp("changes-addressed"))
