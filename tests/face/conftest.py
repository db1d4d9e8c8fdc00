"""Three sites behind a portal's server: an official fictional one, its draft, and the real one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from fictional import make_catalog
from portal import Portal
from samples import files_of, largest_pages, rich_pages
from sites import Built, publish, publish_on_request

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOOKED_AT = 120  # pages of a kind of the real site, to find a long one


@dataclass(frozen=True)
class Shown:
    """A site that is being served, and the pages worth looking at, by template."""

    built: Built
    url: str
    samples: dict[str, list[str]]


@pytest.fixture(scope="session")
def official(tmp_path_factory) -> Iterator[Shown]:
    """Return the fictional city's site as an official one, every mark configured."""
    portal = Portal()
    catalog = make_catalog(
        official=True, url=portal.url, site_code="9901000001",
        organizer="【虚构】市人民政府", icp="【虚构】备1号", police="【虚构】公安1号",
        repository="https://example.invalid/repo", accent="red",
    )  # fmt: skip
    built = publish(catalog, tmp_path_factory.mktemp("face-official") / "out")
    portal.show(built)
    yield Shown(built, portal.url, rich_pages(files_of(built)))
    portal.close()


@pytest.fixture(scope="session")
def draft(tmp_path_factory) -> Iterator[Shown]:
    """Return the fictional city's site before it is official."""
    portal = Portal()
    built = publish(make_catalog(), tmp_path_factory.mktemp("face-draft") / "out")
    portal.show(built)
    yield Shown(built, portal.url, rich_pages(files_of(built)))
    portal.close()


@pytest.fixture(scope="session")
def real(tmp_path_factory) -> Iterator[Shown]:
    """Return the project's own site; of each kind of page the longest is a sample."""
    portal = Portal()
    built = publish_on_request(tmp_path_factory.mktemp("face-real") / "out")
    built.publication.search  # noqa: B018 - made now, not by two requests at once
    portal.show(built)
    samples = {kind: [path] for kind, path in largest_pages(built, _LOOKED_AT).items()}
    yield Shown(built, portal.url, samples)
    portal.close()
