"""The texts that all peers index: what is said on each item's page of a built site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ITEM = '<body class="k-item"'
_MAIN = re.compile(r"<main.*?</main>", re.DOTALL)
# Other places and other items, the same on hundreds of pages.
_RAIL = re.compile(r"<aside.*?</aside>", re.DOTALL)
_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


def item_pages(site: Path) -> Iterator[tuple[str, str, str]]:
    """Yield each item page's folder below the site, its heading, and its ``main`` as HTML."""
    for file in sorted(site.rglob("index.html")):
        html = file.read_text("utf-8")
        if _ITEM in html:
            main = _RAIL.sub("", _MAIN.findall(html)[0])
            heading = _TAG.sub("", _HEADING.findall(main)[0])
            yield f"{file.parent.relative_to(site).as_posix()}/", heading, main
