"""A page with nothing but the search on it, built from the project's own catalog and index."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from search_harness import settled

from generator.resolve import load_catalog
from generator.search import browser_files, build_search

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from playwright.sync_api import Browser, Page

    from generator.resolve import Catalog

ROOT = Path(__file__).parents[2]
PAGE = """<!doctype html>
<html lang="zh-CN" data-base="{base}">
<head><meta charset="utf-8"><title>搜索</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'self'{local}"></head>
<body>
<form data-search-box role="search" action="{base}search/index.html">
<input name="q" aria-label="搜索"><button>搜索</button></form>
{containers}
{scripts}
</body></html>
"""
SCRIPT = '<script src="{}assets/search/{}.js"></script>'
# What the two pages name: the search page answers at once, others load when a box is used.
ANSWERS = ("suggest", "items", "engine", "page")
CONTAINERS = """<p data-search-summary></p><div data-search-facets></div>
<div data-search-results></div>"""


@pytest.fixture(scope="session")
def real_catalog() -> Catalog:
    """Return the project's own catalog."""
    catalog, findings = load_catalog(ROOT)
    assert catalog is not None, [finding.what for finding in findings][:5]
    return catalog


@pytest.fixture(scope="session")
def lunr_js() -> bytes:
    """Return lunr.js as the installed package ships it."""
    spec = find_spec("mkdocs")
    assert spec
    assert spec.origin
    folder = Path(spec.origin).parent / "contrib" / "search" / "templates" / "search"
    return (folder / "lunr.js").read_bytes()


@pytest.fixture(scope="session")
def build_site(lunr_js: bytes) -> Callable[[Path, Catalog], Path]:
    """Return a function that writes index, scripts, search page and front page to a folder."""

    def build(folder: Path, catalog: Catalog) -> Path:
        files = build_search(catalog) | browser_files(lunr_js)
        for name, base, containers, names in (
            ("search/index", "../", CONTAINERS, ANSWERS),
            ("index", "./", "", ("suggest",)),
        ):
            scripts = "\n".join(SCRIPT.format(base, script) for script in names)
            # On file:// a script's own origin is not 'self'.
            text = PAGE.format(base=base, containers=containers, scripts=scripts, local=" file:")
            files[f"{name}.html"] = text.encode()
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return folder

    return build


@pytest.fixture(scope="session")
def search_site(
    tmp_path_factory: pytest.TempPathFactory,
    real_catalog: Catalog,
    build_site: Callable[[Path, Catalog], Path],
) -> Path:
    """Return the folder of the small site over the project's own catalog."""
    return build_site(tmp_path_factory.mktemp("search-site"), real_catalog)


@pytest.fixture(scope="session")
def search_url(search_site: Path, serve: Callable[..., AbstractContextManager[str]]):
    """Serve the small site under a sub-path, as a portal does; return its address."""
    with serve(search_site.parent) as address:
        yield f"{address}{search_site.name}/"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """Return a fresh page in which any script error fails the test."""
    page = chromium.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    page.close()
    assert errors == []


@pytest.fixture
def ask(page: Page, search_url: str):
    """Return a function that asks the search page and returns its hits' (item, unit) in order."""
    page.goto(f"{search_url}search/index.html")
    page.wait_for_selector("[data-search-results][aria-busy=false]", state="attached")

    def asked(question: str) -> list[tuple[str, str]]:
        page.fill("input[name=q]", question)
        page.press("input[name=q]", "Enter")
        settled(page, question)
        return hits(page)

    return asked


def hits(page: Page) -> list[tuple[str, str]]:
    """Return the (item, unit) pairs the page shows as answers, in order of rank."""
    script = """() => Array.from(document.querySelectorAll("[data-search-results] [data-item]"),
        (hit) => [hit.dataset.item, hit.dataset.unit])"""
    return [(item, unit) for item, unit in page.evaluate(script)]
