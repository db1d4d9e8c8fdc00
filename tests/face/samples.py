"""Pages that show what every template can: read from the templates and the pages themselves."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from sites import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sites import Built

# Every template of its own page. What begins with "_" is a part of others, and base.html, main.html
# and the partials of the theme are round every page.
TEMPLATES = sorted(
    file.stem
    for file in (ROOT / "site_overrides" / "pages").glob("*.html")
    if not file.name.startswith("_")
)
_KIND = re.compile(r'<body class="k-([a-z_]+)')
_TAG = re.compile(r"<([a-z][a-z0-9]*)([^>]*)>")
_CLASS = re.compile(r'\bclass="([^"]*)"')
_NAME = re.compile(r"\b(?:role|aria-[a-z]+|data-[a-z-]+|hidden|open|disabled)(?==|\s|$)")


def template_of(html: str) -> str:
    """Return the template a page was made with; the page without a frame says no kind."""
    found = _KIND.search(html)
    return found[1] if found else "missing_alone"


def features(html: str) -> frozenset[str]:
    """Return what styles and scripts can tell apart in a page: tags, classes, marks."""
    found: set[str] = set()
    for tag, attributes in _TAG.findall(html):
        found.add(tag)
        found.update(_NAME.findall(attributes))
        if classes := _CLASS.search(attributes):
            found.update(f"{tag}.{name}" for name in classes[1].split())
    return frozenset(found)


def fewest(pages: Mapping[str, frozenset[str]]) -> list[str]:
    """Return few pages that have between them all that any page has; the richest comes first."""
    wanted = set().union(*pages.values())
    chosen = []
    while wanted:
        best = max(sorted(pages), key=lambda path: len(pages[path] & wanted))
        chosen.append(best)
        wanted -= pages[best]
    return chosen


def spread(paths: Iterable[str], most: int) -> list[str]:
    """Return at most ``most`` of the paths, from all over the list."""
    found = list(paths)
    return found[:: max(1, -(-len(found) // most))]


def rich_pages(pages: Iterable[tuple[str, bytes]]) -> dict[str, list[str]]:
    """Return for each template the fewest of these pages that show all it does."""
    groups: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for path, content in pages:
        html = content.decode()
        groups[template_of(html)][path] = features(html)
    return {template: fewest(found) for template, found in sorted(groups.items())}


def files_of(built: Built) -> list[tuple[str, bytes]]:
    """Return every page of a site on disk."""
    return [
        (file.relative_to(built.folder).as_posix(), file.read_bytes())
        for file in sorted(built.folder.rglob("*.html"))
    ]


def largest_pages(built: Built, most: int) -> dict[str, str]:
    """Return the longest page of each kind, among ``most`` from all over the site."""
    groups: dict[str, list[str]] = defaultdict(list)
    for path, (kind, _) in built.publication.pages.items():
        groups[kind.setting.kind].append(path)
    return {
        kind: max(spread(paths, most), key=lambda path: len(built.publication.html(path)))
        for kind, paths in sorted(groups.items())
    }
